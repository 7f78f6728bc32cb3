package standalone

import (
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/importpath"
	"github.com/cozelint/cozelint/internal/load"
	"github.com/cozelint/cozelint/internal/marks"
	"github.com/cozelint/cozelint/internal/narrow"
)

// What a package tells of its functions, those that import it use: the packages
// that are checked are not all that the passes look at.

// A Linked set is packages with syntax of which each imports those of the set
// that it reaches, and no others: go/analysis passes facts along the imports,
// and looks at nothing else for them.
type Linked map[*packages.Package]*packages.Package

// Link returns the sound ones among packages with syntax, linked.
func Link(pkgs []*packages.Package) Linked {
	l := make(Linked)
	for _, pkg := range pkgs {
		if Sound(pkg) {
			same := *pkg
			same.Imports = make(map[string]*packages.Package)
			l[pkg] = &same
		}
	}
	for pkg, same := range l {
		seen := map[*packages.Package]bool{pkg: true}
		var visit func(p *packages.Package)
		visit = func(p *packages.Package) {
			for _, imported := range p.Imports {
				if seen[imported] {
					continue
				}
				seen[imported] = true
				if other := l[imported]; other != nil {
					same.Imports[imported.ID] = other
				}
				visit(imported)
			}
		}
		visit(pkg)
	}
	return l
}

// Of returns the linked packages that stand for others. Those that are not sound
// have none.
func (l Linked) Of(pkgs []*packages.Package) []*packages.Package {
	var list []*packages.Package
	for _, pkg := range pkgs {
		if same := l[pkg]; same != nil {
			list = append(list, same)
		}
	}
	return list
}

// speaking returns the import paths of the packages without syntax that others
// import and that may tell something of their functions: those of the same
// module whose text speaks of Coze, and clients in other modules. mentions are
// further texts that speak of Coze.
func speaking(pkgs []*packages.Package, mentions []string) []string {
	wanted := marks.New(mentions...)
	found := make(map[string]bool)
	known := make(map[*packages.Package]bool)
	for _, pkg := range pkgs {
		known[pkg] = true
	}
	packages.Visit(pkgs, nil, func(pkg *packages.Package) {
		if !known[pkg] && isOwn(pkg) && speaks(pkg, wanted) {
			found[pkg.PkgPath] = true
		}
	})
	// The clients are what is imported, or stand behind it in its module.
	var visit func(pkg *packages.Package)
	visit = func(pkg *packages.Package) {
		if known[pkg] {
			return
		}
		known[pkg] = true
		if isClient(pkg, wanted, mentions) {
			found[pkg.PkgPath] = true
		}
		for _, imported := range pkg.Imports {
			if isPublished(imported) && imported.Module.Path == pkg.Module.Path {
				visit(imported)
			}
		}
	}
	for _, pkg := range pkgs {
		for _, imported := range pkg.Imports {
			if isPublished(imported) {
				visit(imported)
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// isClient reports whether a package of another module is named for Coze, or its
// text names the API.
func isClient(pkg *packages.Package, wanted marks.Set, mentions []string) bool {
	if isSDK(pkg.PkgPath, mentions) {
		return false
	}
	return wanted.In([]byte(pkg.PkgPath)) || slices.ContainsFunc(pkg.GoFiles, func(name string) bool {
		text, err := os.ReadFile(name)
		return err == nil && wanted.NamesAPI(text)
	})
}

// isPublished reports whether a package is one of another module, which nobody
// works on here.
func isPublished(pkg *packages.Package) bool {
	return pkg.Module != nil && !load.IsEdited(pkg.Module)
}

// isOwn reports whether a package is one of a module that somebody works on.
func isOwn(pkg *packages.Package) bool {
	return pkg.Module != nil && load.IsEdited(pkg.Module) && len(pkg.GoFiles) > 0
}

func isSDK(path string, mentions []string) bool {
	return path == importpath.SDK || strings.HasSuffix(path, "/vendor/"+importpath.SDK) || slices.Contains(mentions, path)
}

// speaks reports whether the text of a package speaks of Coze.
func speaks(pkg *packages.Package, wanted marks.Set) bool {
	if isSDK(pkg.PkgPath, nil) {
		return false
	}
	return slices.ContainsFunc(pkg.GoFiles, func(name string) bool {
		text, err := os.ReadFile(name)
		if err != nil {
			return false
		}
		found, _ := wanted.InCode(text, pkg.Module.Path)
		return found
	})
}

// Told is what packages tell of their functions, over the loads of one run.
// Facts go by the import paths of packages, so that their types need not be the
// same.
type Told struct {
	facts map[string]*told // by import path
	seen  map[string]bool  // packages that were looked at
	tried map[string]bool  // patterns of importers
	count int
}

// told is what one package tells.
type told struct {
	analysis.PackageFact
	names []string // of the functions
	count int      // of the facts when it was told
}

// Tell has passes hear what is added to the result.
func Tell(list []*analysis.Analyzer) *Told {
	t := new(Told)
	Wrap(list, t.Heard)
	return t
}

// Heard has a pass hear what is told.
func (t *Told) Heard(run RunFunc) RunFunc {
	return func(pass *analysis.Pass) (any, error) {
		if facts := t.facts; len(pass.Analyzer.FactTypes) > 0 && len(facts) > 0 {
			linked := pass.AllPackageFacts
			pass.AllPackageFacts = func() []analysis.PackageFact {
				all := linked()
				for _, f := range facts {
					all = append(all, f.PackageFact)
				}
				return all
			}
		}
		return run(pass)
	}
}

// forget forgets all, as what was looked at may have changed.
func (t *Told) forget() { *t = Told{} }

// Add adds what the packages of a graph tell. What others heard while the graph
// was made stays as it is.
func (t *Told) Add(graph *checker.Graph) {
	facts := maps.Clone(t.facts)
	if facts == nil {
		facts = make(map[string]*told)
	}
	if t.seen == nil {
		t.seen, t.tried = make(map[string]bool), make(map[string]bool)
	}
	for act := range graph.All() {
		if len(act.Analyzer.FactTypes) == 0 {
			continue
		}
		path := pathOf(act.Package)
		t.seen[path] = true
		for _, fact := range act.AllPackageFacts() {
			if old := facts[path]; fact.Package == act.Package.Types && (old == nil || !reflect.DeepEqual(old.Fact, fact.Fact)) {
				t.count++
				facts[path] = &told{fact, analyzers.Told(fact.Fact), t.count}
			}
		}
	}
	t.facts = facts
}

// unread returns the packages that may tell something to others, which import
// them, and have not been looked at: those that speak of Coze, which are given,
// and those that use what is told already. Those among matching are looked at
// anyway.
func (t *Told) unread(pkgs []*packages.Package, spoken []string, matching []narrow.Other) []string {
	paths := slices.Clone(spoken)
	packages.Visit(pkgs, nil, func(pkg *packages.Package) {
		if !slices.Contains(pkgs, pkg) && !slices.Contains(paths, pkg.PkgPath) && t.uses(pkg) {
			paths = append(paths, pkg.PkgPath)
		}
	})
	return slices.DeleteFunc(paths, func(path string) bool {
		return t.seen[path] || slices.ContainsFunc(matching, func(other narrow.Other) bool { return other.Matches && other.Path == path })
	})
}

// makingRequests returns the import paths of the packages without syntax that others
// import, and that may make requests for them: those of modules that somebody works on
// that import an HTTP client. Those that these import may do so in turn.
func makingRequests(pkgs []*packages.Package) []string {
	var found []string
	known := make(map[*packages.Package]bool)
	for _, pkg := range pkgs {
		known[pkg] = true
	}
	for work := slices.Clone(pkgs); len(work) > 0; work = work[1:] {
		for _, imported := range work[0].Imports {
			if known[imported] || !isOwn(imported) {
				continue
			}
			known[imported] = true
			for path := range imported.Imports {
				if analyzers.IsClient(path) {
					found = append(found, imported.PkgPath)
					work = append(work, imported)
					break
				}
			}
		}
	}
	slices.Sort(found)
	return found
}

// ListenBehind looks at the packages that others import, and that may tell
// something to them, as long as there are any.
func (t *Told) ListenBehind(pkgs []*packages.Package, mentions []string, matching []narrow.Other, look func(patterns []string) error) error {
	spoken := speaking(pkgs, mentions)
	tried := make(map[string]bool)
	if paths := slices.DeleteFunc(makingRequests(pkgs), func(path string) bool { return t.seen[path] || slices.Contains(spoken, path) }); len(paths) > 0 {
		if err := look(paths); err != nil {
			return err
		}
	}
	for {
		paths := slices.DeleteFunc(t.unread(pkgs, spoken, matching), func(path string) bool { return tried[path] })
		if len(paths) == 0 {
			return nil
		}
		for _, path := range paths {
			tried[path] = true
		}
		if err := look(paths); err != nil {
			return err
		}
	}
}

// uses reports whether a package names a function that an imported one tells of.
func (t *Told) uses(pkg *packages.Package) bool {
	for _, imported := range pkg.Imports {
		if f := t.facts[imported.PkgPath]; f != nil && (narrow.Other{Files: pkg.GoFiles}).Names(f.names) {
			return true
		}
	}
	return false
}

// importers returns patterns for the packages among others that import one that
// tells something of functions which they name, and that were not tried: those
// that match, or those that do not.
func (t *Told) importers(others []narrow.Other, matching bool) []string {
	var patterns []string
	for _, other := range others {
		if other.Matches != matching || t.tried[other.Pattern] || !slices.ContainsFunc(other.Imports, func(path string) bool {
			f := t.facts[path]
			return f != nil && other.Names(f.names)
		}) {
			continue
		}
		t.tried[other.Pattern] = true
		patterns = append(patterns, other.Pattern)
	}
	return patterns
}

// news reports whether packages reach one that told something after so many
// facts.
func (t *Told) news(pkgs []*packages.Package, count int) bool {
	found := false
	packages.Visit(pkgs, nil, func(pkg *packages.Package) {
		f := t.facts[pathOf(pkg)]
		found = found || f != nil && f.count > count && !slices.Contains(pkgs, pkg)
	})
	return found
}

// Listen looks at the packages outside the patterns that may tell something to
// those that match, at those that speak of Coze first. look loads packages and
// adds what they tell.
func (t *Told) Listen(found narrow.Found, look func(patterns []string) error) error {
	for patterns := found.Outside; len(patterns) > 0; patterns = t.importers(found.Others, false) {
		if err := look(patterns); err != nil {
			return err
		}
	}
	return nil
}
