package analyzers_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/mod/module"
)

// passes are the folders of those that report.
var passes = []string{"autosave", "codecompare", "exhaustive", "logid", "usage"}

// forbidden are the packages that passes ask by the model only: how a program is
// followed, and how texts are matched, is known in one place each.
var forbidden = []string{
	"golang.org/x/tools/go/cfg", "golang.org/x/tools/go/ssa", "honnef.co/go/tools/go/ir",
	"github.com/cozelint/cozelint/analyzers/internal/paths", "github.com/cozelint/cozelint/analyzers/internal/valueflow",
	"regexp",
}

// eachFile calls f with the files of a folder and those below it, tests left out.
func eachFile(t *testing.T, dir string, f func(fset *token.FileSet, file *ast.File)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "testdata" {
			return filepath.SkipDir
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution|parser.ParseComments)
		if err == nil {
			f(fset, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestPassesAsk looks at what the passes import.
func TestPassesAsk(t *testing.T) {
	for _, pass := range passes {
		looked := 0
		eachFile(t, pass, func(fset *token.FileSet, file *ast.File) {
			looked++
			for _, spec := range file.Imports {
				path, _ := strconv.Unquote(spec.Path.Value)
				if slices.ContainsFunc(forbidden, func(f string) bool { return path == f || strings.HasPrefix(path, f+"/") }) {
					t.Errorf("%s: a pass imports %s", fset.Position(spec.Pos()), path)
				}
			}
		})
		if looked == 0 {
			t.Errorf("%s has no files", pass)
		}
	}
}

// TestSizes holds what is written by hand to what a reader takes in at once: 400 lines
// a file, but for the pages in doc files and tables, 60 lines and 5 parameters a
// function.
func TestSizes(t *testing.T) {
	const maxFile, maxFunc, maxParams = 400, 60, 5
	for _, dir := range []string{".", "../cmd", "../internal", "../plugin", "../bench"} {
		eachFile(t, dir, func(fset *token.FileSet, file *ast.File) {
			name := fset.Position(file.FileStart).Filename
			base := filepath.Base(name)
			if ast.IsGenerated(file) || strings.HasPrefix(base, "doc") || strings.HasSuffix(base, "_table.go") {
				return
			}
			if lines := fset.File(file.FileStart).LineCount(); lines > maxFile {
				t.Errorf("%s has %d lines", name, lines)
			}
			for _, decl := range file.Decls {
				fn, ok := decl.(*ast.FuncDecl)
				if !ok {
					continue
				}
				begin, end := fset.Position(fn.Pos()), fset.Position(fn.End())
				if lines := end.Line - begin.Line + 1; lines > maxFunc {
					t.Errorf("%s: %s has %d lines", begin, fn.Name.Name, lines)
				}
				if params := fn.Type.Params.NumFields(); params > maxParams {
					t.Errorf("%s: %s has %d parameters", begin, fn.Name.Name, params)
				}
			}
		})
	}
}

// TestRowsStandInKnowledge looks for import paths in the text of the passes, the
// model and the engines: what a library does is a row of knowledge.
func TestRowsStandInKnowledge(t *testing.T) {
	for _, dir := range append([]string{"internal/cozemodel", "internal/flow", "internal/paths", "internal/valueflow"}, passes...) {
		eachFile(t, dir, func(fset *token.FileSet, file *ast.File) {
			documentation := strings.HasPrefix(filepath.Base(fset.Position(file.Pos()).Filename), "doc")
			ast.Inspect(file, func(n ast.Node) bool {
				if _, isImport := n.(*ast.ImportSpec); isImport || documentation {
					return false
				}
				lit, ok := n.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					return true
				}
				text, _ := strconv.Unquote(lit.Value)
				host, _, found := strings.Cut(text, "/")
				if found && strings.Contains(host, ".") && !strings.HasPrefix(text, ".") && module.CheckImportPath(text) == nil {
					t.Errorf("%s: %q is what a row of knowledge says", fset.Position(lit.Pos()), text)
				}
				return true
			})
		})
	}
}
