package standalone

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/load"
	"github.com/cozelint/cozelint/internal/messages"
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
	Everything    bool   // load all packages, relevant or not
	Cache         string // where types are kept: see [typecache.Open]
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
	if _, ok := formats[opts.Format]; !ok {
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
		changed, err := found.fix(dir, opts)
		if err != nil {
			return fail(err)
		}
		if changed && status == ExitClean {
			status = ExitFindings
		}
		return status
	case opts.Fix:
		changed, err := found.fix(dir, opts)
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
	if status, err = found.report(suite, dir, opts, status != ExitFailed); err != nil {
		return fail(err)
	}
	summarize(opts, found, time.Since(start))
	return status
}

// report writes what was found, in the format that opts ask for, and returns
// the exit status. sound is whether everything was done that was asked for.
func (o *outcome) report(suite []analyzers.Pass, dir string, opts Options, sound bool) (status int, err error) {
	out := bufio.NewWriter(opts.Stdout)
	err = formats[opts.Format](out, Report{Findings: o.findings, Dir: dir, Options: opts, Suite: suite, Sources: o.src, Problems: o.problems, Sound: sound})
	if err = errors.Join(err, out.Flush()); err != nil {
		return ExitFailed, err
	}
	switch {
	case !sound:
		return ExitFailed, nil
	case len(o.findings) > 0:
		return ExitFindings, nil
	}
	return ExitClean, nil
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
	mended   int // findings that -fix has mended
	omitted  []omission
	problems []problem // what could not be checked
	matched  int       // packages that match the patterns
	coze     []cozePackage
	loaded   *load.Packages
	took     phases
}

func newOutcome() *outcome { return &outcome{src: new(sources), loaded: new(load.Packages)} }

// phases says how long each part of a run took.
type phases struct {
	text, load time.Duration
	passes     map[string]time.Duration // by name, over all packages
}

// sound reports whether everything was checked.
func (o *outcome) sound() bool { return len(o.problems) == 0 }

// A problem is a package that could not be checked, or a part of it.
type problem struct{ pkg, text string }

// find loads the packages and returns what the suite finds in them that is
// not in the baseline. What could not be checked is said on standard error,
// too.
func find(suite []analyzers.Pass, dir string, opts Options) (*outcome, error) {
	found := newOutcome()
	var err error
	if name := overlayFlag(opts.BuildFlags); name != "" {
		if found.src.overlay, err = readOverlay(name, dir); err != nil {
			return nil, err
		}
	}
	if err := found.load(dir, opts); err != nil {
		return nil, err
	}
	found.problems = complain(found.loaded.Roots, opts.Stderr)
	if newer := found.loaded.NewerGo; newer != "" {
		fmt.Fprintln(opts.Stderr, "cozelint:", messages.NewerGo.In(opts.Lang, newer, runtime.Version()))
	}
	if err := found.analyze(suite, opts); err != nil {
		return nil, err
	}
	if opts.Baseline != "" {
		found.findings, err = withoutBaseline(found.findings, opts.Baseline, found.src)
	}
	return found, err
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
func (o *outcome) analyze(suite []analyzers.Pass, opts Options) error {
	sound := slices.DeleteFunc(Checked(o.loaded.Roots), func(pkg *packages.Package) bool { return !Sound(pkg) })
	list := analyzers.Analyzers(suite)
	if opts.summarizes() {
		list = append(list, analyzers.Evidence(suite))
	}
	graph, err := checker.Analyze(list, sound, nil)
	if err != nil {
		return err
	}
	o.problems = append(o.problems, complainOfPasses(graph, opts.Stderr)...)
	o.findings, o.coze = Findings(graph), cozePackages(graph)
	o.took.passes = make(map[string]time.Duration)
	for act := range graph.All() {
		o.took.passes[act.Analyzer.Name] += act.Duration
	}
	return nil
}

// Checked returns the packages to check of those that were loaded: the variant
// of a package with its test files has the others, too, so the package itself
// is left out then, as go vet does.
func Checked(pkgs []*packages.Package) []*packages.Package {
	tested := make(map[string]bool)
	for _, pkg := range pkgs {
		if pkg.ForTest == pkg.PkgPath && pkg.ForTest != "" {
			tested[pkg.PkgPath] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(pkgs), func(pkg *packages.Package) bool { return tested[pkg.PkgPath] && pkg.ForTest == "" })
}

// Sound reports whether a package type-checks, with what it imports.
func Sound(pkg *packages.Package) bool { return len(pkg.Errors) == 0 && !pkg.IllTyped }

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
