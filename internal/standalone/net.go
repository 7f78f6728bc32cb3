package standalone

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"slices"
	"strconv"

	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/internal/load"
	"github.com/cozelint/cozelint/internal/messages"
)

// compiling returns the findings with whose fixes the packages still compile.
// The passes take care that all do; what they overlook must not get into
// somebody's program.
func (o *outcome) compiling(findings []Finding, dir string, opts Options) []Finding {
	n := &net{outcome: o, dir: dir, opts: opts, parsed: make(map[string]*token.File)}
	for _, f := range findings {
		maps.Copy(n.parsed, f.edited)
	}
	if len(findings) == 0 || n.compiles(FirstFixes(findings)) {
		return findings
	}
	return o.sift(findings, messages.FixBreaks, func(f Finding, edits map[string][]Edit) bool {
		tried := make(map[string][]Edit)
		for name, list := range edits {
			tried[name] = slices.Clone(list)
		}
		if !accept(tried, f.Fixes[0]) || !n.compiles(tried) {
			return false
		}
		return accept(edits, f.Fixes[0])
	})
}

// A net type-checks packages with edits in memory.
type net struct {
	*outcome
	dir    string
	opts   Options
	parsed map[string]*token.File // the files of the fixes
}

// compiles reports whether every loaded package type-checks with the edits.
func (n *net) compiles(edits map[string][]Edit) bool {
	sources := make(map[string][]byte)
	for name, list := range edits {
		before, err := os.ReadFile(name)
		if err != nil {
			return false
		}
		if n.parsed[name] != nil && !sameLines(n.parsed[name], before) {
			continue // the file has changed: it is not written, and rewrite says why
		}
		if sources[name], err = apply(before, list); err != nil {
			return true // as above
		}
	}
	return !slices.ContainsFunc(n.loaded.Roots, func(pkg *packages.Package) bool { return !n.checks(pkg, sources) })
}

// checks reports whether a package type-checks with the sources in the place of
// its files. One that does not without them either, because something is amiss
// with what it imports, tells nothing.
func (n *net) checks(pkg *packages.Package, sources map[string][]byte) bool {
	edited := slices.ContainsFunc(pkg.CompiledGoFiles, func(name string) bool { return sources[name] != nil })
	if !edited || pkg.IllTyped || len(pkg.Errors) > 0 {
		return true
	}
	if n.typeCheck(pkg, nil, sources) == nil {
		return true
	}
	// A fix may import what nothing referred to so far. Loaded together with it,
	// the package has all types.
	whole, extra := n.reload(pkg, sources)
	return whole != nil && n.typeCheck(whole, extra, sources) == nil || n.typeCheck(pkg, nil, nil) != nil
}

// reload loads a package once more, together with what the edited files import.
func (n *net) reload(pkg *packages.Package, sources map[string][]byte) (whole *packages.Package, extra []*packages.Package) {
	patterns := map[string]bool{pkg.PkgPath: true}
	for name, text := range sources {
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly)
		if err != nil || !slices.Contains(pkg.CompiledGoFiles, name) {
			continue
		}
		for _, spec := range file.Imports {
			if path, err := strconv.Unquote(spec.Path.Value); err == nil && path != "C" && path != "unsafe" {
				patterns[path] = true
			}
		}
	}
	config := packages.Config{Dir: n.dir, Tests: n.opts.Tests, BuildFlags: slices.DeleteFunc(slices.Clone(n.opts.BuildFlags), isOverlay), Overlay: n.src.overlay}
	loaded, err := load.Load(config, load.Options{}, slices.Sorted(maps.Keys(patterns))...)
	if err != nil {
		return nil, nil
	}
	for _, root := range loaded.Roots {
		if root.ID == pkg.ID {
			whole = root
		}
	}
	return whole, loaded.Roots
}

func (n *net) typeCheck(pkg *packages.Package, extra []*packages.Package, sources map[string][]byte) error {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range pkg.CompiledGoFiles {
		source := any(nil)
		if text, ok := sources[name]; ok {
			source = text
		} else if text, ok := n.src.overlay[name]; ok {
			source = text
		}
		file, err := parser.ParseFile(fset, name, source, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, file)
	}
	config := types.Config{Importer: importer{pkg, extra}, Sizes: pkg.TypesSizes, FakeImportC: true}
	if pkg.Module != nil && pkg.Module.GoVersion != "" {
		config.GoVersion = "go" + pkg.Module.GoVersion
	}
	_, err := config.Check(pkg.PkgPath, fset, files, nil)
	return err
}

// An importer gives a package what it imports, as it was loaded.
type importer struct {
	pkg   *packages.Package
	extra []*packages.Package // loaded together with it
}

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if imported := i.pkg.Imports[path]; imported != nil && isWhole(imported.Types) {
		return imported.Types, nil
	}
	var found *types.Package
	packages.Visit(append(slices.Collect(maps.Values(i.pkg.Imports)), i.extra...), nil, func(pkg *packages.Package) {
		if found == nil && pkg.PkgPath == path && pkg.ForTest == "" && isWhole(pkg.Types) {
			found = pkg.Types
		}
	})
	if found == nil {
		return nil, os.ErrNotExist
	}
	return found, nil
}

// isWhole reports whether the declarations of a package are known: of one that
// nothing refers to they are not.
func isWhole(pkg *types.Package) bool { return pkg != nil && pkg.Complete() && pkg.Scope().Len() > 0 }
