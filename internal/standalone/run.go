package standalone

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

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

	src, findings, sound, err := find(suite, dir, opts)
	if err != nil {
		return fail(err)
	}
	status := ExitClean
	if !sound {
		status = ExitFailed
	}
	switch {
	case opts.WriteBaseline != "":
		if !sound {
			return fail(fmt.Errorf("%s is not written: not everything was checked", opts.WriteBaseline))
		}
		if err := writeBaseline(opts.WriteBaseline, findings, src); err != nil {
			return fail(err)
		}
		return status
	case opts.Diff:
		changed, err := fix(findings, dir, opts, src)
		if err != nil {
			return fail(err)
		}
		if changed && status == ExitClean {
			status = ExitFindings
		}
		return status
	case opts.Fix:
		changed, err := fix(findings, dir, opts, src)
		if err != nil {
			fmt.Fprintln(opts.Stderr, "cozelint:", err)
			status = ExitFailed
		}
		if changed {
			// What is left has moved.
			quiet := opts
			quiet.Stderr = io.Discard // what it has to say was said
			if src, findings, _, err = find(suite, dir, quiet); err != nil {
				return fail(err)
			}
		}
	}
	out := bufio.NewWriter(opts.Stdout)
	err = write(out, Report{Findings: findings, Dir: dir, Options: opts, Suite: suite, Sources: src, Sound: status != ExitFailed})
	if ferr := out.Flush(); err == nil {
		err = ferr
	}
	if err != nil {
		return fail(err)
	}
	if len(findings) > 0 && status == ExitClean {
		status = ExitFindings
	}
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

// find loads the packages and returns what the suite finds in them that is
// not in the baseline. sound is false if something could not be checked, which
// standard error says.
func find(suite []analyzers.Pass, dir string, opts Options) (src *sources, findings []Finding, sound bool, err error) {
	src = new(sources)
	if name := overlayFlag(opts.BuildFlags); name != "" {
		if src.overlay, err = readOverlay(name, dir); err != nil {
			return nil, nil, false, err
		}
	}
	pkgs, err := load(dir, opts, src.overlay)
	if err != nil {
		return nil, nil, false, err
	}
	sound = !complain(pkgs, opts.Stderr)
	findings, failed, err := analyze(suite, pkgs, opts.Stderr)
	if err != nil {
		return nil, nil, false, err
	}
	if opts.Baseline != "" {
		findings, err = withoutBaseline(findings, opts.Baseline, src)
	}
	return src, findings, sound && !failed, err
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
	pkgs, err := packages.Load(config, patterns...)
	if err == nil && len(pkgs) == 0 {
		err = fmt.Errorf("no packages match %s", strings.Join(patterns, " "))
		if _, _, listing := narrow.Packages(dir, config.BuildFlags, patterns, nil); listing != nil {
			err = listing // says why
		}
	}
	return pkgs, err
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
			}
		}
	})
	return len(seen) > 0
}

// analyze runs the suite over the packages that type-check. failed says that
// a pass could not do its work, which stderr explains.
func analyze(suite []analyzers.Pass, pkgs []*packages.Package, stderr io.Writer) (findings []Finding, failed bool, err error) {
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
	graph, err := checker.Analyze(analyzers.Analyzers(suite), sound, nil)
	if err != nil {
		return nil, true, err
	}
	failed = complainOfPasses(graph, stderr)
	checks := make(map[string]*analyzers.Check)
	for _, c := range analyzers.Checks() {
		checks[c.ID] = c
	}
	return collect(graph, checks), failed, nil
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
