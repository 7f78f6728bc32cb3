// Command bench measures cozelint against other tools over generated modules,
// and over checkouts that are given by their folders, and prints ratios of
// whole processes. It runs on Linux.
//
//	cd bench && go run . -n 1000 -k 10 -growth 100,1000,5000 [CHECKOUT...]
//	cd bench && go run . -budget budget.tsv
//
// The second form measures only the ratios that have a budget, and fails if one
// is over it.
//
// It builds cozelint and what it is compared with into a temporary folder,
// writes the modules and the caches there, and leaves nothing behind.
// Checkouts are not written to.
package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"
)

func main() {
	n := flag.Int("n", 1000, "`packages` of the monorepo")
	k := flag.Int("k", 10, "packages of it with Coze code")
	growth := flag.String("growth", "", "`sizes` of further monorepos, for a table of how the cost grows: 100,1000,5000")
	runs := flag.Int("runs", 5, "counted runs with warm caches; the median is printed")
	compile := flag.Bool("compile", true, "measure also what compiles with empty caches: on a large checkout that takes minutes for each tool")
	others := flag.Bool("others", true, "compare with staticcheck and golangci-lint, too")
	budget := flag.String("budget", "", "measure the ratios that `file` has a budget for, and fail if one is over it")
	flag.Parse()
	sizes, err := numbers(*growth)
	if err != nil || *k < 1 || *n <= *k || *runs < 1 {
		flag.Usage()
		os.Exit(2)
	}
	dir, err := os.MkdirTemp("", "cozelint-bench-")
	if err == nil {
		b := &benchmark{dir: dir, runs: *runs, compile: *compile, others: *others, k: *k}
		if *budget != "" {
			err = b.checkBudget(*budget)
		} else {
			err = b.run(*n, sizes, flag.Args())
		}
		err = errors.Join(err, os.RemoveAll(dir))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func numbers(list string) (sizes []int, err error) {
	if list == "" {
		return nil, nil
	}
	for text := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil, err
		}
		sizes = append(sizes, n)
	}
	return sizes, nil
}

// A benchmark is one run of the command.
type benchmark struct {
	dir     string // the temporary folder
	bin     string // with the commands
	runs    int
	compile bool
	others  bool
	k       int
	cold    int // number of empty caches that were asked for
}

// A subject is a module that the tools are run over.
type subject struct {
	title, dir string
	generated  bool
}

// settings are those of the go command for a generated module: a checkout has
// what its developers use.
func (s subject) settings() []string {
	if s.generated {
		return []string{"GOFLAGS=", "GOWORK=off"}
	}
	return nil
}

func (b *benchmark) run(n int, sizes []int, checkouts []string) (err error) {
	if b.bin, err = build(b.dir, b.others); err != nil {
		return err
	}
	plain := subject{fmt.Sprintf("a module of %d packages without Coze code", n), filepath.Join(b.dir, "plain"), true}
	monorepo := subject{fmt.Sprintf("a module of %d packages that is named for Coze, %d of them with Coze code", n, b.k), filepath.Join(b.dir, "monorepo"), true}
	if err := errors.Join(generate(plain.dir, n, 0), generate(monorepo.dir, n, b.k)); err != nil {
		return err
	}
	subjects := []subject{plain, monorepo}
	for _, dir := range checkouts {
		dir, err := filepath.Abs(dir)
		if err != nil {
			return err
		}
		subjects = append(subjects, subject{dir, dir, false})
	}
	for _, s := range subjects {
		if err := b.measure(s); err != nil {
			return fmt.Errorf("%s: %w", s.title, err)
		}
	}
	if len(sizes) > 0 {
		return errors.Join(b.growth(sizes), b.printShapes())
	}
	return nil
}

func (b *benchmark) cozelint(args ...string) tool {
	return tool{"cozelint " + strings.Join(args, " "), append([]string{filepath.Join(b.bin, "cozelint")}, args...)}
}

// empty is an analyzer that does nothing, with the driver of x/tools.
func (b *benchmark) empty(args ...string) tool {
	return tool{"empty analyzer", append([]string{filepath.Join(b.bin, "empty")}, args...)}
}

// emptyCaches returns an environment with caches of its own.
func (b *benchmark) emptyCaches(s subject) (env []string, dir string) {
	b.cold++
	dir = filepath.Join(b.dir, fmt.Sprintf("cache%d", b.cold))
	return append(caches(dir), s.settings()...), dir
}

// builtCaches returns an environment whose caches have what the packages of a
// subject need. Those of a checkout are the user's own.
func (b *benchmark) builtCaches(s subject) (env []string, err error) {
	if !s.generated {
		_, err = goBuild.run(s.dir)
		return nil, err
	}
	env, _ = b.emptyCaches(s)
	_, err = goBuild.run(s.dir, env...)
	return env, err
}

// measure prints two tables: cozelint beside another tool with warm caches,
// and all tools with cold caches and with warm ones.
func (b *benchmark) measure(s subject) error {
	env, err := b.builtCaches(s)
	if err != nil {
		return err
	}
	list, all := tool{"go list", []string{"go", "list", "./..."}}, "./..."
	matter, err := cozePackages(b.cozelint("-v", all), s.dir, env)
	if err != nil {
		return err
	}
	fmt.Printf("%s\n\nratios, the median of %d runs with warm caches, in turn:\n\n", s.title, b.runs)
	if err := b.printRatios(s, env, list, matter); err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	tools := []tool{list, b.cozelint(all)}
	if b.compile {
		tools = append(tools,
			tool{"go vet -vettool=cozelint", []string{"go", "vet", "-vettool=" + filepath.Join(b.bin, "cozelint"), all}},
			b.empty(all),
			tool{"go vet", []string{"go", "vet", all}})
	}
	if b.compile && b.others {
		tools = append(tools,
			tool{"staticcheck", []string{filepath.Join(b.bin, "staticcheck"), all}},
			tool{"golangci-lint run", []string{filepath.Join(b.bin, "golangci-lint-cozelint"), "run", "--no-config", "--allow-parallel-runners", all}})
	}
	fmt.Printf("\nwith empty caches, and with warm ones after go build ./...:\n\n")
	fmt.Fprintln(w, "\tcold wall\tcpu\tmemory\tcompiled\twarm wall\tcpu\tmemory\t")
	for _, t := range tools {
		cold, compiled, warm, err := b.coldAndWarm(s, t, env)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s\t%s\t%d packages\t%s\t%s\n", t.name, cold, compiled, warm, failure(cold, warm))
	}
	w.Flush()
	if len(matter) > 0 {
		if err := b.printTypes(s, env); err != nil {
			return err
		}
	}
	fmt.Println()
	return nil
}

// printRatios prints cozelint beside another tool, with warm caches.
func (b *benchmark) printRatios(s subject, env []string, list tool, matter []string) error {
	const all = "./..."
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "\twall\tcpu\tmemory")
	type pair struct {
		title string
		a, b  tool
	}
	pairs := []pair{{"cozelint / go list", b.cozelint(all), list}}
	if len(matter) > 0 {
		pairs = append(pairs, pair{fmt.Sprintf("cozelint / empty analyzer over the %d packages with Coze code", len(matter)), b.cozelint(all), b.empty(matter...)})
	} else {
		pairs = append(pairs, pair{"cozelint -all / empty analyzer", b.cozelint("-all", all), b.empty(all)})
	}
	pairs = append(pairs, pair{"cozelint / empty analyzer", b.cozelint(all), b.empty(all)})
	for _, pair := range pairs {
		u, err := alternate(s.dir, env, b.runs, pair.b, pair.a)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s\t%.2f\t%.2f\t%.2f\n", pair.title, u[1].wall.Seconds()/u[0].wall.Seconds(), u[1].cpu.Seconds()/u[0].cpu.Seconds(), float64(u[1].memory)/float64(u[0].memory))
	}
	return w.Flush()
}

// goBuild fills a build cache, as developers do before they run a linter.
var goBuild = tool{"go build", []string{"go", "build", "./..."}}

// failure says that a tool could not check everything: what it took is then no
// measure of its work.
func failure(runs ...usage) string {
	for _, u := range runs {
		if u.status > 1 {
			return fmt.Sprintf("(exit status %d)", u.status)
		}
	}
	return ""
}

// coldAndWarm measures a tool with empty caches, counts the packages that are
// compiled for it, and measures it in the environment built, whose caches are
// warm.
func (b *benchmark) coldAndWarm(s subject, t tool, built []string) (cold usage, compiled int, warm usage, err error) {
	env, dir := b.emptyCaches(s)
	if cold, err = t.run(s.dir, env...); err != nil {
		return
	}
	if compiled, err = archives(dir); err != nil {
		return
	}
	runs, err := alternate(s.dir, built, b.runs, t)
	if err != nil {
		return
	}
	return cold, compiled, runs[0], os.RemoveAll(dir)
}

// growth prints how the cost grows with the number of packages.
func (b *benchmark) growth(sizes []int) error {
	fmt.Printf("modules named for Coze, with %d packages with Coze code each:\n\n", b.k)
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "packages\tgo list wall\tcpu\tmemory\tcozelint wall\tcpu\tmemory\tcold wall\tcpu\tmemory")
	for _, n := range sizes {
		s := subject{"", filepath.Join(b.dir, fmt.Sprint(n)), true}
		if err := generate(s.dir, n, b.k); err != nil {
			return err
		}
		env, err := b.builtCaches(s)
		if err != nil {
			return err
		}
		list, err := alternate(s.dir, env, b.runs, tool{"go list", []string{"go", "list", "./..."}})
		if err != nil {
			return err
		}
		cold, _, warm, err := b.coldAndWarm(s, b.cozelint("./..."), env)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\n", n, list[0], warm, cold)
		if err := os.RemoveAll(s.dir); err != nil {
			return err
		}
	}
	return w.Flush()
}

// cozePackages returns the packages that count as Coze code, as cozelint -v
// says it.
func cozePackages(t tool, dir string, env []string) (paths []string, err error) {
	cmd := exec.Command(t.args[0], t.args[1:]...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), append(env, "LC_ALL=C")...)
	out, err := cmd.CombinedOutput()
	if status := cmp.Or(cmd.ProcessState, new(os.ProcessState)).ExitCode(); status < 0 {
		return nil, fmt.Errorf("%s: %w", t.name, err)
	}
	for line := range strings.Lines(string(out)) {
		if path, _, ok := strings.Cut(strings.TrimPrefix(line, "cozelint: "), " counts as Coze code: "); ok {
			paths = append(paths, path)
		}
	}
	return paths, nil
}

// staticcheck is the version that the module of cozelint requires, too.
const staticcheck = "honnef.co/go/tools/cmd/staticcheck@v0.8.2"

// build builds the commands into a folder below dir and returns it. It finds
// their source beside the working directory, which is that of this command.
func build(dir string, others bool) (string, error) {
	bin := filepath.Join(dir, "bin")
	type command struct {
		dir  string
		args []string
	}
	commands := []command{{"..", []string{"go", "install", "./cmd/cozelint"}}, {".", []string{"go", "install", "./empty"}}}
	if others {
		commands = append(commands,
			command{".", []string{"go", "install", staticcheck}},
			command{"..", []string{"bash", "plugin/cmd/golangci-lint-cozelint/build.sh", filepath.Join(bin, "golangci-lint-cozelint")}})
	}
	for _, c := range commands {
		cmd := exec.Command(c.args[0], c.args[1:]...)
		cmd.Dir, cmd.Env = c.dir, append(os.Environ(), "GOBIN="+bin)
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("%v in %s: %w\n%s", c.args, c.dir, err, out)
		}
	}
	return bin, nil
}
