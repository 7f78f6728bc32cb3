package standalone

import (
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/analyzers"
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

// Unread returns the import paths of the packages without syntax that others
// import and that may tell something of their functions: those of the same
// module whose text speaks of Coze, and clients of other modules that are named
// for it. mentions are further texts that speak of Coze.
func Unread(pkgs []*packages.Package, mentions []string) []string {
	wanted := marks.New(mentions...)
	known := make(map[*packages.Package]bool)
	for _, pkg := range pkgs {
		known[pkg] = true
	}
	var paths []string
	packages.Visit(pkgs, nil, func(pkg *packages.Package) {
		if known[pkg] || pkg.Module == nil || len(pkg.GoFiles) == 0 || slices.Contains(paths, pkg.PkgPath) {
			return
		}
		if pkg.Module.Main || pkg.Module.Version == "" {
			if speaks(pkg, wanted) {
				paths = append(paths, pkg.PkgPath)
			}
		}
	})
	for _, pkg := range pkgs {
		for _, imported := range pkg.Imports {
			m := imported.Module
			if !known[imported] && m != nil && !m.Main && m.Version != "" && wanted.In([]byte(imported.PkgPath)) && !isSDK(imported.PkgPath, mentions) &&
				!slices.Contains(paths, imported.PkgPath) {
				paths = append(paths, imported.PkgPath)
			}
		}
	}
	slices.Sort(paths)
	return paths
}

// sdkPath is the import path of the official SDK, which the passes know.
const sdkPath = "github.com/coze-dev/coze-go"

func isSDK(path string, mentions []string) bool {
	return path == sdkPath || strings.HasSuffix(path, "/vendor/"+sdkPath) || slices.Contains(mentions, path)
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
	facts []analysis.PackageFact
	paths map[string]bool     // that were looked at
	tells map[string][]string // the names of the functions that a package tells of
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
			pass.AllPackageFacts = func() []analysis.PackageFact { return append(linked(), facts...) }
		}
		return run(pass)
	}
}

// forget forgets all, as what was looked at may have changed.
func (t *Told) forget() { *t = Told{} }

// Add adds what the packages of a graph tell.
func (t *Told) Add(graph *checker.Graph) {
	if t.paths == nil {
		t.paths, t.tells = make(map[string]bool), make(map[string][]string)
	}
	facts := slices.Clone(t.facts)
	for act := range graph.All() {
		if len(act.Analyzer.FactTypes) == 0 {
			continue
		}
		path := pathOf(act.Package)
		t.paths[path] = true
		for _, fact := range act.AllPackageFacts() {
			if fact.Package == act.Package.Types && t.tells[path] == nil {
				t.tells[path] = analyzers.Told(fact.Fact)
				facts = append(facts, fact)
			}
		}
	}
	t.facts = facts
}

// unread returns the packages that may tell something to others and have not
// been looked at.
func (t *Told) unread(pkgs []*packages.Package, mentions []string) []string {
	list := slices.DeleteFunc(Unread(pkgs, mentions), func(path string) bool { return t.paths[path] })
	return list
}

// importers returns patterns for the packages among others that import one that
// tells something of functions which they name, and that were not tried.
func (t *Told) importers(others []narrow.Other, tried map[string]bool) []string {
	var patterns []string
	for _, other := range others {
		if !tried[other.Pattern] && slices.ContainsFunc(other.Imports, func(path string) bool { return other.Names(t.tells[path]) }) {
			tried[other.Pattern] = true
			patterns = append(patterns, other.Pattern)
		}
	}
	return patterns
}
