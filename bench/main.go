// Command bench measures cozelint against other tools over generated modules
// and prints ratios of whole processes. It runs on Linux.
//
//	cd bench && go run . -n 5000 -k 10
//
// It builds cozelint and what it is compared with into a temporary folder,
// writes the modules there, and leaves nothing behind.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"text/tabwriter"
)

func main() {
	n := flag.Int("n", 1000, "`packages` of the monorepo")
	k := flag.Int("k", 10, "packages of it with Coze code")
	runs := flag.Int("runs", 5, "counted runs with warm caches; the median is printed")
	others := flag.Bool("others", true, "compare with staticcheck and golangci-lint, too")
	flag.Parse()
	if flag.NArg() > 0 || *k < 1 || *n <= *k || *runs < 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := bench(*n, *k, *runs, *others); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func bench(n, k, runs int, others bool) error {
	dir, err := os.MkdirTemp("", "cozelint-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	bin, err := build(dir, others)
	if err != nil {
		return err
	}
	monorepo, plain := filepath.Join(dir, "monorepo"), filepath.Join(dir, "plain")
	if err := errors.Join(generate(monorepo, n, k), generate(plain, n, 0)); err != nil {
		return err
	}
	env := caches(filepath.Join(dir, "cache"))
	cozelint, empty := filepath.Join(bin, "cozelint"), filepath.Join(bin, "empty")

	fmt.Printf("%d packages, %d of them with Coze code; median of %d runs with warm caches, in turn\n\n", n, k, runs)
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "\twall\tcpu\tmemory")
	for _, pair := range []struct {
		title, dir string
		a, b       tool
	}{
		{"no Coze code: cozelint / go list", plain, tool{"cozelint", []string{cozelint, "./..."}}, tool{"go list", []string{"go", "list", "./..."}}},
		{"no Coze code, no narrowing: cozelint -all / empty analyzer", plain, tool{"cozelint -all", []string{cozelint, "-all", "./..."}}, tool{"empty", []string{empty, "./..."}}},
		{"the Coze packages: cozelint / empty analyzer", monorepo, tool{"cozelint", []string{cozelint, "./bots/..."}}, tool{"empty", []string{empty, "./bots/..."}}},
		{"everything: cozelint / empty analyzer", monorepo, tool{"cozelint", []string{cozelint, "./..."}}, tool{"empty", []string{empty, "./..."}}},
	} {
		u, err := alternate(pair.dir, env, runs, pair.a, pair.b)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s\t%.2f\t%.2f\t%.2f\n", pair.title, u[0].wall.Seconds()/u[1].wall.Seconds(), u[0].cpu.Seconds()/u[1].cpu.Seconds(), float64(u[0].memory)/float64(u[1].memory))
		w.Flush()
	}

	tools := []tool{
		{"cozelint", []string{cozelint, "./..."}},
		{"go vet -vettool=cozelint", []string{"go", "vet", "-vettool=" + cozelint, "./..."}},
		{"empty analyzer", []string{empty, "./..."}},
		{"go vet", []string{"go", "vet", "./..."}},
	}
	if others {
		tools = append(tools,
			tool{"staticcheck", []string{filepath.Join(bin, "staticcheck"), "./..."}},
			tool{"golangci-lint run", []string{filepath.Join(bin, "golangci-lint-cozelint"), "run", "--no-config", "--allow-parallel-runners", "./..."}})
	}
	fmt.Printf("\nover all packages, with a cold cache and the second time\n\n")
	fmt.Fprintln(w, "\tcold wall\tcold cpu\tmemory\twarm wall\twarm cpu\tmemory")
	for i, t := range tools {
		env := caches(filepath.Join(dir, fmt.Sprintf("cold%d", i)))
		cold, err := t.run(monorepo, env...)
		if err != nil {
			return err
		}
		warm, err := t.run(monorepo, env...)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s\t%.2f s\t%.2f s\t%d MB\t%.2f s\t%.2f s\t%d MB\n", t.name,
			cold.wall.Seconds(), cold.cpu.Seconds(), cold.memory>>20, warm.wall.Seconds(), warm.cpu.Seconds(), warm.memory>>20)
		w.Flush()
	}
	return nil
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
