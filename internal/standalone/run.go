package standalone

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/narrow"
)

// The exit statuses of the command.
const (
	ExitClean    = 0 // nothing to report
	ExitFindings = 1 // findings, or with -diff something to change
	ExitFailed   = 2 // something could not be checked
)

// Options are what the command line asks for.
type Options struct {
	Dir           string // where to run, "" for the current directory
	Patterns      []string
	BuildFlags    []string // further flags of the go command: -tags=…, -mod=…
	Tests         bool
	Everything    bool // load all packages, relevant or not
	Format        string
	Context       int // lines around a finding in the text format
	Fix, Diff     bool
	Baseline      string
	WriteBaseline string
	Mentions      []string // further texts that make a package relevant

	Stdout, Stderr io.Writer
	Color          bool
	Verbose        bool          // say which packages count as Coze code, and why
	Summary        bool          // say at the end how much was done
	PathPrefix     string        // what the paths of files begin with in reports
	Lang           messages.Lang // of what the command says itself
	Version        string
}

// Run checks packages with the passes of a suite and returns the exit status.
func Run(suite []analyzers.Pass, opts Options) int {
	fail := func(err error) int {
		fmt.Fprintln(opts.Stderr, "cozelint:", strings.TrimSpace(err.Error()))
		return ExitFailed
	}
	write, ok := formats[opts.Format]
	if !ok {
		return fail(fmt.Errorf("unknown format %q; there are %s", opts.Format, strings.Join(FormatNames(), ", ")))
	}
	dir, err := folder(opts.Dir)
	if err != nil {
		return fail(err)
	}
	contain(analyzers.Analyzers(suite))
	opts.Baseline, opts.WriteBaseline = within(dir, opts.Baseline), within(dir, opts.WriteBaseline)

	start := time.Now()
	found, err := find(suite, dir, opts)
	if err != nil {
		return fail(err)
	}
	status := ExitClean
	if !found.sound() {
		status = ExitFailed
	}
	switch {
	case opts.WriteBaseline != "":
		if !found.sound() {
			return fail(fmt.Errorf("%s is not written: not everything was checked", opts.WriteBaseline))
		}
		if err := writeBaseline(opts.WriteBaseline, found.findings, found.src); err != nil {
			return fail(err)
		}
		return status
	case opts.Diff:
		changed, err := fix(found.findings, dir, opts, found.src)
		if err != nil {
			return fail(err)
		}
		if changed && status == ExitClean {
			status = ExitFindings
		}
		return status
	case opts.Fix:
		changed, err := fix(found.findings, dir, opts, found.src)
		if err != nil {
			fmt.Fprintln(opts.Stderr, "cozelint:", err)
			status = ExitFailed
		}
		if changed {
			// What is left has moved.
			quiet := opts
			quiet.Stderr = io.Discard // what it has to say was said
			left, err := find(suite, dir, quiet)
			if err != nil {
				return fail(err)
			}
			found.mended = max(0, len(found.findings)-len(left.findings))
			found.src, found.findings = left.src, left.findings
		}
	}
	out := bufio.NewWriter(opts.Stdout)
	err = write(out, Report{Findings: found.findings, Dir: dir, Options: opts, Suite: suite, Sources: found.src, Problems: found.problems, Sound: status != ExitFailed})
	if ferr := out.Flush(); err == nil {
		err = ferr
	}
	if err != nil {
		return fail(err)
	}
	if len(found.findings) > 0 && status == ExitClean {
		status = ExitFindings
	}
	summarize(opts, found, time.Since(start))
	return status
}

// folder returns the absolute path of a folder without symbolic links.
func folder(name string) (string, error) {
	dir, err := filepath.Abs(name)
	if real, linked := filepath.EvalSymlinks(dir); linked == nil {
		dir = real
	}
	return dir, err
}

// within returns the path of a file that is named relative to dir.
func within(dir, name string) string {
	if name == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(dir, name)
}

// An outcome is what a run has found, and what it has looked at.
type outcome struct {
	src      *sources
	findings []Finding
	mended   int       // findings that -fix has mended
	problems []problem // what could not be checked
	matched  int       // packages that match the patterns
	coze     []cozePackage
}

// sound reports whether everything was checked.
func (o *outcome) sound() bool { return len(o.problems) == 0 }

// A problem is a package that could not be checked, or a part of it.
type problem struct{ pkg, text string }

// find loads the packages and returns what the suite finds in them that is
// not in the baseline. What could not be checked is said on standard error,
// too.
func find(suite []analyzers.Pass, dir string, opts Options) (*outcome, error) {
	found := &outcome{src: new(sources)}
	var err error
	if name := overlayFlag(opts.BuildFlags); name != "" {
		if found.src.overlay, err = readOverlay(name, dir); err != nil {
			return nil, err
		}
	}
	pkgs, matched, err := load(dir, opts, found.src.overlay)
	if err != nil {
		return nil, err
	}
	found.matched = matched
	found.problems = complain(pkgs, opts.Stderr)
	if err := analyze(suite, pkgs, opts, found); err != nil {
		return nil, err
	}
	if opts.Baseline != "" {
		found.findings, err = withoutBaseline(found.findings, opts.Baseline, found.src)
	}
	return found, err
}

// load loads the packages that can matter, after a look at the metadata and
// the text of all. It also returns how many match the patterns.
func load(dir string, opts Options, overlay map[string][]byte) ([]*packages.Package, int, error) {
	config := &packages.Config{
		Dir:        dir,
		Tests:      opts.Tests,
		Mode:       packages.LoadSyntax | packages.NeedModule | packages.NeedForTest,
		BuildFlags: slices.DeleteFunc(slices.Clone(opts.BuildFlags), isOverlay), // that is Overlay
		Overlay:    overlay,
	}
	matched := 0
	patterns := opts.Patterns
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	asked := patterns
	// Files make up a package that has no path to load it by, another driver
	// than go list knows its own packages, and an overlay adds to the texts.
	all := opts.Everything || onlyFiles(patterns) || os.Getenv("GOPACKAGESDRIVER") != "" || overlay != nil
	if !all {
		relevant, count, err := relevantPackages(dir, config.BuildFlags, patterns, opts.Mentions)
		switch {
		case err != nil:
			return nil, 0, err
		case count == 0:
			return nil, 0, fmt.Errorf("no packages match %s", strings.Join(patterns, " "))
		case len(relevant) == 0:
			return nil, count, nil
		}
		patterns, matched = relevant, count
	}
	pkgs, err := packages.Load(config, patterns...)
	pkgs = slices.DeleteFunc(pkgs, func(pkg *packages.Package) bool { return passedOver(pkg, dir, opts.Patterns) })
	if err == nil && len(pkgs) == 0 {
		err = fmt.Errorf("no packages match %s", strings.Join(asked, " "))
		if _, _, listing := narrow.Packages(dir, config.BuildFlags, asked, nil); listing != nil {
			err = listing // says why
		}
	}
	if matched == 0 {
		matched = len(paths(pkgs))
	}
	return pkgs, matched, err
}

// relevantPackages returns patterns for the packages that can matter, and how
// many match the given ones. It looks at the text of the files first: where
// nothing speaks of Coze, the go command is not even started.
func relevantPackages(dir string, flags, patterns, mentions []string) (relevant []string, matched int, err error) {
	if folders, matched, ok := narrow.Folders(dir, patterns, mentions); ok && matched > 0 {
		return folders, matched, nil
	}
	return narrow.Packages(dir, flags, patterns, mentions) // or the go command says why not
}

// passedOver reports whether a package is a folder all of whose files build
// constraints exclude, and no pattern names it: the go command passes over it
// in a pattern with "...".
func passedOver(pkg *packages.Package, dir string, patterns []string) bool {
	return len(pkg.Errors) == 1 && strings.Contains(pkg.Errors[0].Msg, "build constraints exclude all Go files in ") &&
		!slices.ContainsFunc(patterns, func(pattern string) bool {
			return pattern == pkg.PkgPath || !strings.Contains(pattern, "...") && strings.HasSuffix(pkg.Errors[0].Msg, " "+filepath.Join(dir, pattern))
		})
}

// paths returns the import paths of packages; those of a package and its test
// variants are one.
func paths(pkgs []*packages.Package) map[string]bool {
	set := make(map[string]bool)
	for _, pkg := range pkgs {
		if pkg.ForTest == "" && !strings.HasSuffix(pkg.PkgPath, ".test") {
			set[pkg.PkgPath] = true
		}
	}
	return set
}

// onlyFiles reports whether a pattern names a file, or asks for one.
func onlyFiles(patterns []string) bool {
	for _, p := range patterns {
		if strings.HasSuffix(p, ".go") || strings.Contains(p, "=") {
			return true
		}
	}
	return false
}

// complain writes the errors of packages and returns them.
func complain(pkgs []*packages.Package, w io.Writer) (problems []problem) {
	seen := make(map[string]bool)
	packages.Visit(pkgs, nil, func(pkg *packages.Package) {
		for _, err := range pkg.Errors {
			if err.Kind == packages.ListError && strings.HasPrefix(err.Msg, "# ") && len(pkg.TypeErrors) > 0 {
				continue // the compiler's words for the type errors
			}
			text := err.Msg
			if err.Pos != "" && err.Pos != "-" {
				text = err.Pos + ": " + err.Msg
			}
			if !seen[text] {
				seen[text] = true
				fmt.Fprintln(w, text)
				problems = append(problems, problem{pkg.PkgPath, text})
			}
		}
	})
	return problems
}

// analyze runs the suite over the packages that type-check.
func analyze(suite []analyzers.Pass, pkgs []*packages.Package, opts Options, found *outcome) error {
	tested := make(map[string]bool)
	for _, pkg := range pkgs {
		if pkg.ForTest == pkg.PkgPath && pkg.ForTest != "" {
			tested[pkg.PkgPath] = true
		}
	}
	var sound []*packages.Package
	for _, pkg := range pkgs {
		if tested[pkg.PkgPath] && pkg.ForTest == "" {
			continue // the variant with the test files has the others, too; go vet does the same
		}
		if len(pkg.Errors) == 0 && !pkg.IllTyped {
			sound = append(sound, pkg)
		}
	}
	list := analyzers.Analyzers(suite)
	if opts.summarizes() {
		list = append(list, analyzers.Evidence(suite))
	}
	graph, err := checker.Analyze(list, sound, nil)
	if err != nil {
		return err
	}
	found.problems = append(found.problems, complainOfPasses(graph, opts.Stderr)...)
	checks := make(map[string]*analyzers.Check)
	for _, c := range analyzers.Checks() {
		checks[c.ID] = c
	}
	found.findings, found.coze = collect(graph, checks), cozePackages(graph)
	return nil
}

// IsTerminal reports whether f is a terminal.
func IsTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// WantsColor reports whether f is a terminal that wants colour: NO_COLOR is
// not set.
func WantsColor(f *os.File) bool {
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && IsTerminal(f)
}
