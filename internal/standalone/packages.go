package standalone

import (
	"os"
	"slices"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/load"
	"github.com/cozelint/cozelint/internal/messages"
)

// A group is packages that were loaded together, and what was found in them.
type group struct {
	roots []*packages.Package
	graph *checker.Graph
	heard int // so many facts
}

// look loads the packages and runs the suite over those that type-check: first
// over those whose text speaks of Coze, and then over those that use functions
// which one of the others told of.
func (o *outcome) look(suite []analyzers.Pass, dir string, opts Options) ([]*checker.Graph, error) {
	list := append(analyzers.Analyzers(suite), analyzers.Evidence(suite))
	list = append(list, o.beside...)
	o.took.passes = make(map[string]time.Duration)
	if err := o.load(dir, opts); err != nil {
		return nil, err
	}
	listen := func(patterns []string) error { return o.listen(patterns, suite, dir, opts) }
	if err := o.told.Listen(o.text, listen); err != nil {
		return nil, err
	}
	var groups []*group
	for roots := o.loaded.Roots; ; {
		g := &group{roots: roots}
		groups = append(groups, g)
		if err := o.told.ListenBehind(roots, opts.Mentions, o.text.Others, listen); err != nil {
			return nil, err
		}
		if err := o.analyze(list, g); err != nil {
			return nil, err
		}
		patterns := o.told.importers(o.text.Others, true)
		if len(patterns) == 0 {
			break
		}
		var err error
		if roots, err = o.loadPatterns(dir, opts, patterns); err != nil {
			return nil, err
		}
	}
	if err := o.hearNews(list, groups); err != nil {
		return nil, err
	}
	var graphs []*checker.Graph
	for _, g := range groups {
		graphs = append(graphs, g.graph)
	}
	return graphs, nil
}

// hearNews runs passes again over groups that import what was told later.
func (o *outcome) hearNews(list []*analysis.Analyzer, groups []*group) error {
	for range groups {
		again := false
		for _, g := range groups {
			if o.told.news(g.roots, g.heard) {
				again = true
				if err := o.analyze(list, g); err != nil {
					return err
				}
			}
		}
		if !again {
			break
		}
	}
	return nil
}

// listen looks at packages that match no pattern, for what they tell.
func (o *outcome) listen(patterns []string, suite []analyzers.Pass, dir string, opts Options) error {
	start := time.Now()
	config := o.config(dir, opts)
	config.Tests = false
	loaded, err := load.Load(config, o.loading(opts), patterns...)
	o.took.load += time.Since(start)
	if err != nil {
		return loadFailure(err, dir)
	}
	return o.analyze([]*analysis.Analyzer{analyzers.Model(suite)}, &group{roots: loaded.Roots})
}

// analyze runs passes over the packages that type-check, and keeps what they
// tell.
func (o *outcome) analyze(list []*analysis.Analyzer, g *group) (err error) {
	g.heard = o.told.count
	o.progress.at(messages.CheckingPackages, 0, len(g.roots))
	if g.graph, err = checker.Analyze(list, Link(g.roots).Of(Checked(g.roots)), nil); err != nil {
		return err
	}
	for act := range g.graph.All() {
		o.took.passes[act.Analyzer.Name] += act.Duration
	}
	o.told.Add(g.graph)
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

// Sound reports whether a package type-checks. Of what it imports, some types
// may be unknown.
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
