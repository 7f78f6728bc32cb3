package standalone

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/analyzers"
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
	Version        string
}

// Run checks packages with the passes of a suite and returns the exit status.
func Run(suite []analyzers.Pass, opts Options) int {
	fail := func(err error) int {
		fmt.Fprintln(opts.Stderr, "cozelint:", err)
		return ExitFailed
	}
	write, ok := formats[opts.Format]
	if !ok {
		return fail(fmt.Errorf("unknown format %q; there are %s", opts.Format, strings.Join(FormatNames(), ", ")))
	}
	dir, err := filepath.Abs(opts.Dir)
	if err != nil {
		return fail(err)
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	src := new(sources)
	if name := overlayFlag(opts.BuildFlags); name != "" {
		if src.overlay, err = readOverlay(name, dir); err != nil {
			return fail(err)
		}
	}
	pkgs, err := load(dir, opts, src.overlay)
	if err != nil {
		return fail(err)
	}
	status := ExitClean
	if complain(pkgs, opts.Stderr) {
		status = ExitFailed
	}
	findings, err := analyze(suite, pkgs, opts.Stderr, &status)
	if err != nil {
		return fail(err)
	}
	if findings, err = applyBaseline(findings, dir, opts, src); err != nil {
		return fail(err)
	}
	if opts.WriteBaseline != "" {
		return status
	}
	if opts.Fix || opts.Diff {
		findings, err = fix(findings, dir, opts, src)
		if err != nil {
			fmt.Fprintln(opts.Stderr, "cozelint:", err)
			status = ExitFailed
		}
	}
	if opts.Diff {
		if len(findings) > 0 && status == ExitClean {
			status = ExitFindings
		}
		return status
	}
	report := Report{Findings: findings, Dir: dir, Options: opts, Suite: suite, Sources: src}
	if err := write(opts.Stdout, report); err != nil {
		return fail(err)
	}
	if len(findings) > 0 && status == ExitClean {
		status = ExitFindings
	}
	return status
}

// load loads the packages that can matter, after a look at the metadata and
// the text of all.
func load(dir string, opts Options, overlay map[string][]byte) ([]*packages.Package, error) {
	config := &packages.Config{
		Dir:        dir,
		Tests:      opts.Tests,
		Mode:       packages.LoadSyntax | packages.NeedModule | packages.NeedForTest,
		BuildFlags: slices.DeleteFunc(slices.Clone(opts.BuildFlags), isOverlay), // that is Overlay
		Overlay:    overlay,
	}
	patterns := opts.Patterns
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	// Files make up a package that has no path to load it by, another driver
	// than go list knows its own packages, and an overlay adds to the texts.
	all := opts.Everything || onlyFiles(patterns) || os.Getenv("GOPACKAGESDRIVER") != "" || overlay != nil
	if !all && !narrow.Everything(dir, patterns, opts.Mentions) {
		relevant, matched, err := narrow.Packages(dir, config.BuildFlags, patterns, opts.Mentions)
		switch {
		case err != nil:
			return nil, err
		case matched == 0:
			return nil, fmt.Errorf("no packages match %s", strings.Join(patterns, " "))
		case len(relevant) == 0:
			return nil, nil
		}
		patterns = relevant
	}
	return packages.Load(config, patterns...)
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

// complain writes the errors of packages and reports whether there are any.
func complain(pkgs []*packages.Package, w io.Writer) bool {
	seen := make(map[string]bool)
	for _, pkg := range pkgs {
		for _, err := range pkg.Errors {
			if text := err.Error(); !seen[text] {
				seen[text] = true
				fmt.Fprintln(w, text)
			}
		}
	}
	return len(seen) > 0
}

// analyze runs the suite over the packages that type-check.
func analyze(suite []analyzers.Pass, pkgs []*packages.Package, stderr io.Writer, status *int) ([]Finding, error) {
	var sound []*packages.Package
	for _, pkg := range pkgs {
		if len(pkg.Errors) == 0 && !pkg.IllTyped {
			sound = append(sound, pkg)
		}
	}
	graph, err := checker.Analyze(analyzers.Analyzers(suite), sound, nil)
	if err != nil {
		return nil, err
	}
	for _, act := range graph.Roots {
		if act.Err != nil {
			fmt.Fprintf(stderr, "cozelint: %s: %v\n", act, act.Err)
			*status = ExitFailed
		}
	}
	checks := make(map[string]*analyzers.Check)
	for _, c := range analyzers.Checks() {
		checks[c.ID] = c
	}
	return collect(graph, checks), nil
}

// IsTerminal reports whether f is a terminal that wants colour: NO_COLOR is
// not set.
func IsTerminal(f *os.File) bool {
	if os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
