package checktest

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
)

// A Program is one package as sources that a test can change: parsed and
// type-checked here, and analyzed without a driver.
type Program struct {
	Path     string
	Sources  map[string][]byte // by file name
	Importer types.Importer

	imported []*token.File // where the positions of what it imports point to
	once     sync.Once
	result   *checked // of the first check
}

// LoadPackages loads packages with their syntax. dir and patterns are those of
// go list, and env is added to the environment.
func LoadPackages(tb testing.TB, dir string, env []string, patterns ...string) []*packages.Package {
	tb.Helper()
	return loadPackages(tb, dir, env, false, patterns)
}

func loadPackages(tb testing.TB, dir string, env []string, tests bool, patterns []string) []*packages.Package {
	tb.Helper()
	pkgs, err := packages.Load(&packages.Config{
		Mode:  packages.LoadSyntax,
		Dir:   dir,
		Env:   append(os.Environ(), env...),
		Tests: tests,
	}, patterns...)
	if err != nil {
		tb.Fatal(err)
	}
	return pkgs
}

// Load loads packages as programs. A package with errors fails the test if the
// packages have to be sound, and is left out otherwise: code of others is
// loaded together with what fixes may import that it does not.
func Load(tb testing.TB, dir string, env []string, sound bool, patterns ...string) []*Program {
	tb.Helper()
	if !sound {
		patterns = append(patterns, fixImports...)
	}
	pkgs := LoadPackages(tb, dir, env, patterns...)
	importable := make(map[string]*types.Package)
	for _, pkg := range pkgs {
		if slices.Contains(fixImports, pkg.PkgPath) {
			importable[pkg.PkgPath] = pkg.Types
		}
	}
	var programs []*Program
	for _, pkg := range pkgs {
		if importable[pkg.PkgPath] != nil {
			continue
		}
		if len(pkg.Errors) > 0 {
			if sound {
				tb.Errorf("%s: %v", pkg, pkg.Errors[0])
			} else {
				tb.Logf("%s is left out: %v", pkg, pkg.Errors[0])
			}
			continue
		}
		imports := Imports(maps.Clone(importable))
		for path, imported := range pkg.Imports {
			imports[path] = imported.Types
		}
		p := &Program{Path: pkg.PkgPath, Sources: make(map[string][]byte), Importer: imports}
		for _, name := range pkg.CompiledGoFiles {
			source, err := os.ReadFile(name)
			if err != nil {
				tb.Fatal(err)
			}
			p.Sources[name] = source
		}
		pkg.Fset.Iterate(func(file *token.File) bool {
			if _, own := p.Sources[file.Name()]; !own {
				p.imported = append(p.imported, file)
			}
			return true
		})
		programs = append(programs, p)
	}
	return programs
}

var testData struct {
	once     sync.Once
	programs []*Program
}

// TestData returns the programs of the test data of the passes, below folders
// if any are given. It is loaded once for all tests of a package, and nobody
// changes it.
func TestData(tb testing.TB, folders ...string) []*Program {
	tb.Helper()
	testData.once.Do(func() {
		dir := Dir(tb)
		entries, err := os.ReadDir(filepath.Join(dir, "src"))
		if err != nil {
			tb.Fatal(err)
		}
		patterns := slices.Clone(fixImports)
		for _, entry := range entries {
			if !strings.Contains(entry.Name(), ".") { // what the packages import is in folders like github.com
				patterns = append(patterns, "./"+entry.Name()+"/...")
			}
		}
		testData.programs = Load(tb, filepath.Join(dir, "src"), GOPATH(dir), true, patterns...)
	})
	within := slices.DeleteFunc(slices.Clone(testData.programs), func(p *Program) bool {
		return len(folders) > 0 && !slices.ContainsFunc(folders, func(folder string) bool {
			return p.Path == folder || strings.HasPrefix(p.Path, folder+"/")
		})
	})
	if len(within) == 0 {
		tb.Fatalf("the test data has no program in %q, or does not load", folders)
	}
	return within
}

// Standard returns an importer of packages of the standard library, by their
// export data. Other packages can be added to it.
func Standard(paths ...string) (Imports, error) {
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadTypes}, paths...)
	imports := make(Imports)
	for _, pkg := range pkgs {
		imports[pkg.PkgPath] = pkg.Types
	}
	return imports, err
}

// Imports imports packages that are there already.
type Imports map[string]*types.Package

// Import returns the package with a path.
func (list Imports) Import(path string) (*types.Package, error) {
	if pkg, ok := list[path]; ok {
		return pkg, nil
	}
	return nil, errors.New("not imported: " + path)
}

// fixImports are the packages that suggested fixes import.
var fixImports = []string{"errors", "fmt", "net/http", "time"}

// GOPATH returns the environment in which dir is the workspace, as
// analysistest takes it.
func GOPATH(dir string) []string {
	return []string{"GO111MODULE=off", "GOFLAGS=", "GOWORK=off", "GOPATH=" + dir}
}

// With returns the program with one file replaced.
func (p *Program) With(name string, source []byte) *Program {
	sources := maps.Clone(p.Sources)
	sources[name] = source
	return &Program{Path: p.Path, Sources: sources, Importer: p.Importer, imported: p.imported}
}

// A checked program is one with its syntax and types, and their errors.
type checked struct {
	fset  *token.FileSet
	files []*ast.File
	pkg   *types.Package
	info  *types.Info
	errs  []error
}

var sizes = types.SizesFor("gc", "amd64")

func (p *Program) check() *checked {
	c := &checked{fset: token.NewFileSet()}
	c.fset.AddExistingFiles(p.imported...)
	for _, name := range slices.Sorted(maps.Keys(p.Sources)) {
		file, err := parser.ParseFile(c.fset, name, p.Sources[name], parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			c.errs = append(c.errs, err)
		}
		if file != nil {
			c.files = append(c.files, file)
		}
	}
	c.info = &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Instances:    make(map[*ast.Ident]types.Instance),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		Scopes:       make(map[ast.Node]*types.Scope),
		FileVersions: make(map[*ast.File]string),
	}
	config := types.Config{
		Importer: p.Importer,
		Sizes:    sizes,
		Error:    func(err error) { c.errs = append(c.errs, err) },
	}
	c.pkg, _ = config.Check(p.Path, c.fset, c.files, c.info) // Error has them
	return c
}

// Types type-checks the program and returns the package.
func (p *Program) Types() *types.Package { return p.check().pkg }

// Analyze type-checks the program, the first time, and returns what the
// analyzers report, and the errors of its syntax and types. The analyzers run
// in spite of these.
func (p *Program) Analyze(analyzers []*analysis.Analyzer) (found []analysis.Diagnostic, fset *token.FileSet, errs []error) {
	p.once.Do(func() { p.result = p.check() })
	c := p.result
	errs = slices.Clone(c.errs)
	results := make(map[*analysis.Analyzer]any)
	var run func(*analysis.Analyzer)
	run = func(a *analysis.Analyzer) {
		if _, done := results[a]; done {
			return
		}
		for _, required := range a.Requires {
			run(required)
		}
		result, err := a.Run(&analysis.Pass{
			Analyzer:   a,
			Fset:       c.fset,
			Files:      c.files,
			Pkg:        c.pkg,
			TypesInfo:  c.info,
			TypesSizes: sizes,
			ResultOf:   results,
			Report:     func(d analysis.Diagnostic) { found = append(found, d) },
			ReadFile: func(name string) ([]byte, error) {
				if source, ok := p.Sources[name]; ok {
					return source, nil
				}
				return nil, os.ErrNotExist
			},
			// There are no facts of other packages here.
			ImportObjectFact:  func(types.Object, analysis.Fact) bool { return false },
			ExportObjectFact:  func(types.Object, analysis.Fact) {},
			ImportPackageFact: func(*types.Package, analysis.Fact) bool { return false },
			ExportPackageFact: func(analysis.Fact) {},
		})
		if err != nil {
			errs = append(errs, err)
		}
		results[a] = result
	}
	for _, a := range analyzers {
		run(a)
	}
	return found, c.fset, errs
}
