package standalone

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/load"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/narrow"
	"github.com/cozelint/cozelint/internal/typecache"
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
	Everything    bool             // load all packages, relevant or not
	Cache         *typecache.Cache // of types, nil for none
	Format        string
	Context       int // lines around a finding in the text format
	Fix, Diff     bool
	Baseline      string
	WriteBaseline string
	Since         string   // a revision: leave out findings on lines that are as they were then
	Mentions      []string // further texts that make a package relevant

	Stdout, Stderr io.Writer
	Color          bool
	Project        string        // the project file that was read, or ""
	Verbose        bool          // say which packages count as Coze code, and why
	Summary        bool          // say at the end how much was done
	Progress       bool          // say on Stderr, a terminal, what a long run is doing
	FailOn         string        // the least severity of findings that fail the run: any if it is ""
	PathPrefix     string        // what the paths of files begin with in reports
	Lang           messages.Lang // of what the command says itself
	Version        string
}

// Run checks packages with the passes of a suite and returns the exit status.
func Run(suite []analyzers.Pass, opts Options) int {
	start := time.Now()
	if err := opts.validate(); err != nil {
		return opts.fail(err)
	}
	dir, err := folder(opts.Dir)
	if err != nil {
		return opts.fail(err)
	}
	contain(analyzers.Analyzers(suite))
	opts.Baseline, opts.WriteBaseline = within(dir, opts.Baseline), within(dir, opts.WriteBaseline)
	told := Tell(analyzers.Analyzers(suite))
	found, err := find(suite, told, dir, opts)
	if err != nil {
		return opts.fail(err)
	}
	if opts.Diff {
		changed, err := found.fix(dir, opts)
		if err != nil {
			return opts.fail(err)
		}
		if changed && found.sound() {
			return ExitFindings
		}
		return found.status("none")
	}
	if opts.Fix {
		if err := found.mend(suite, dir, opts); err != nil {
			return opts.fail(err)
		}
	}
	if opts.WriteBaseline != "" {
		if !found.sound() {
			return opts.fail(messages.BaselineUnsound.Fails(opts.WriteBaseline))
		}
		if err := writeBaseline(opts.WriteBaseline, found.findings, found.src); err != nil {
			return opts.fail(err)
		}
		return ExitClean
	}
	if err := found.report(suite, dir, opts); err != nil {
		return opts.fail(err)
	}
	summarize(opts, found, dir, time.Since(start))
	return found.status(opts.FailOn)
}

// fail says an error and returns the exit status of a run that could not be made.
func (o Options) fail(err error) int {
	fmt.Fprintln(o.Stderr, "cozelint:", strings.TrimSpace(messages.Say(err, o.Lang)))
	return ExitFailed
}

// validate returns an error if the options do not mean anything.
func (o Options) validate() error {
	if _, ok := formats[o.Format]; !ok {
		return messages.UnknownFormat.Fails(o.Format, messages.List(FormatNames()))
	}
	if err := CheckSeverity(o.FailOn); err != nil {
		return err
	}
	if o.WriteBaseline != "" && o.Diff {
		return messages.BaselineAndDiff.Fails()
	}
	if o.WriteBaseline != "" && o.Since != "" {
		return messages.BaselineAndSince.Fails()
	}
	return nil
}

// CheckSeverity returns an error if there is no severity of that name.
func CheckSeverity(name string) error {
	if _, ok := gravity[name]; !ok {
		return messages.UnknownSeverity.Fails(name)
	}
	return nil
}

// gravity orders the severities of checks. A run that is to fail on nothing in
// particular fails on every finding.
var gravity = map[string]int{"": 0, "note": 0, "warning": 1, "error": 2}

// status returns the exit status of a run that fails on findings of a severity
// or graver ones. One that it does not know is graver than all.
func (o *outcome) status(failOn string) int {
	least, known := gravity[failOn]
	switch {
	case !o.sound():
		return ExitFailed
	case known && slices.ContainsFunc(o.findings, func(f Finding) bool { return gravity[f.Check.Severity()] >= least }):
		return ExitFindings
	}
	return ExitClean
}

// mend applies the fixes of the findings, and leaves what there is to find
// after that. A file that could not be written is a problem.
func (o *outcome) mend(suite []analyzers.Pass, dir string, opts Options) error {
	changed, err := o.fix(dir, opts)
	if err != nil {
		text := messages.Say(err, opts.Lang)
		fmt.Fprintln(opts.Stderr, "cozelint:", text)
		o.problems = append(o.problems, problem{text: text})
	}
	if !changed {
		return nil
	}
	// What is left has moved.
	opts.Stderr, opts.Progress = io.Discard, false // what it has to say was said
	left, err := find(suite, o.told, dir, opts)
	if err != nil {
		return err
	}
	o.mended = max(0, len(o.findings)-len(left.findings))
	o.src, o.findings, o.stale, o.renamed = left.src, left.findings, left.stale, left.renamed
	return nil
}

// report writes what was found, in the format that opts ask for.
func (o *outcome) report(suite []analyzers.Pass, dir string, opts Options) error {
	out := bufio.NewWriter(opts.Stdout)
	err := formats[opts.Format](out, Report{Findings: o.findings, Dir: dir, Options: opts, Suite: suite, Sources: o.src, Problems: o.problems, Partly: o.partly()})
	return errors.Join(err, out.Flush())
}

// partly returns the packages for which the budget did not suffice.
func (o *outcome) partly() []string {
	var list []string
	for _, pkg := range o.coze {
		if pkg.exhausted {
			list = append(list, pkg.path)
		}
	}
	return list
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
	stale    int // entries of the baseline that no finding matches
	older    int // findings on lines that were not changed since a revision
	renamed  int // entries that name a check by the one it was split from
	earlier  []earlierName
	problems []problem // what could not be checked
	matched  int       // packages that match the patterns
	coze     []cozePackage
	loaded   *load.Packages
	text     narrow.Found // what the text alone says
	told     *Told
	progress *progress
	beside   []*analysis.Analyzer // further passes, which report nothing
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

// find loads the packages and returns what the suite finds in them that is
// not in the baseline. What could not be checked is said on standard error,
// too.
func find(suite []analyzers.Pass, told *Told, dir string, opts Options) (*outcome, error) {
	found := newOutcome()
	found.told = told
	told.forget()
	var err error
	if name := overlayFlag(opts.BuildFlags); name != "" {
		if found.src.overlay, err = readOverlay(name, dir); err != nil {
			return nil, err
		}
	}
	found.progress = startProgress(opts)
	graphs, err := found.look(suite, dir, opts)
	found.progress.stop() // before anything else is said
	if err != nil {
		return nil, err
	}
	found.problems = complain(found.loaded.Roots, dir, opts.Stderr, opts.Lang)
	if newer := found.loaded.NewerGo; newer != "" {
		fmt.Fprintln(opts.Stderr, "cozelint:", messages.NewerGo.In(opts.Lang, newer, runtime.Version()))
	}
	for _, graph := range graphs {
		found.problems = append(found.problems, complainOfPasses(graph, opts.Stderr)...)
	}
	found.findings, found.coze, found.earlier = Findings(graphs...), cozePackages(graphs...), earlierNames(graphs...)
	if opts.Baseline != "" && opts.WriteBaseline == "" { // a new one has all that is found
		if err := found.leaveOut(opts.Baseline); err != nil {
			return nil, err
		}
	}
	if opts.Since != "" {
		err = found.onlySince(dir, opts.Since)
	}
	return found, err
}
