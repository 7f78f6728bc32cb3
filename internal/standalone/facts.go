package standalone

import (
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/internal/marks"
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

// further returns patterns for packages that a run has not loaded with syntax,
// and which matter: those that may tell something to the loaded ones, and those
// that import one that tells something.
func (o *outcome) further(opts Options) []string {
	list := Unread(o.loaded.Roots, opts.Mentions)
	for _, path := range list {
		o.unasked[path] = true
	}
	for _, other := range o.others {
		if slices.ContainsFunc(other.Imports, func(path string) bool { return o.telling[path] }) {
			list = append(list, other.Pattern)
		}
	}
	return slices.DeleteFunc(list, func(pattern string) bool { return slices.Contains(o.tried, pattern) })
}
