package load

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// processed are the packages that cgo was run for, by their IDs, with what the
// go command says if it could not process them.
type processed map[string][]packages.Error

// wantsCgo returns the packages that cgo has to process so that the roots are
// well typed: a root that imports "C", and an imported package whose C types an
// error is about.
//
// Of an imported package only the declarations matter, and hardly ever those
// in terms of C. So it is taken as it is, with "C" as a package of which
// nothing is known: to have SQLite processed takes half a minute, as the go
// command compiles C code along the way.
func (g *graph) wantsCgo(done processed) []*packages.Package {
	var wanted []*packages.Package
	for _, n := range g.nodes {
		if _, known := done[n.ID]; !known && n.usesC && (n.root || g.namedInErrors(n)) {
			wanted = append(wanted, n.Package)
		}
	}
	return wanted
}

// namedInErrors reports whether an error in the types of a package, or of one
// that imports it, is about the package. The checker says nothing about what
// has an unknown type itself, so these are errors like a missing method.
func (g *graph) namedInErrors(n *node) bool {
	if len(n.TypeErrors) > 0 {
		return true
	}
	for _, other := range g.nodes {
		if !slices.Contains(other.imports, n) {
			continue
		}
		for _, err := range other.TypeErrors {
			if names(err.Msg, n.Package) {
				return true
			}
		}
	}
	return false
}

// names reports whether a message of the type checker has a qualified name of
// a package in it: "native.Pair", or "example.com/m/native.Pair".
func names(message string, pkg *packages.Package) bool {
	for _, qualifier := range []string{pkg.Name, pkg.PkgPath} {
		for rest := message; ; {
			i := strings.Index(rest, qualifier+".")
			if i < 0 {
				break
			}
			if i == 0 || !isWord(rest[i-1]) {
				return true
			}
			rest = rest[i+len(qualifier):]
		}
	}
	return false
}

// run has the go command run cgo for packages and adds what comes of it. The
// go command keeps that for next time.
func (p processed) run(config packages.Config, patterns []string, wanted []*packages.Package) error {
	// Without NeedImports, it does so for none of those that they import. With
	// Tests, it looks at what they import all the same, without which the
	// outcome would not be found next time.
	config.Mode = packages.NeedName | packages.NeedCompiledGoFiles
	config.Tests = true
	var paths []string
	for _, pkg := range wanted {
		p[pkg.ID] = nil
		if pkg.PkgPath == "command-line-arguments" { // it has no path to load it by
			paths = append(paths, patterns...)
		} else {
			paths = append(paths, pkg.PkgPath)
		}
	}
	slices.Sort(paths)
	done, err := packages.Load(&config, slices.Compact(paths)...)
	if err != nil {
		return err
	}
	for _, pkg := range done {
		if _, ok := p[pkg.ID]; ok {
			p[pkg.ID] = pkg.Errors
		}
	}
	return nil
}

// notProcessed reports whether an error only says that the outcome of cgo is
// not in the cache.
func notProcessed(err packages.Error) bool {
	return strings.Contains(err.Msg, "loading compiled Go files from cache")
}
