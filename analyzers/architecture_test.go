package analyzers_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
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

// eachImport calls f with what the files of a folder import, tests left out.
func eachImport(t *testing.T, dir string, f func(at token.Position, path string)) {
	t.Helper()
	looked := 0
	eachFile(t, dir, func(fset *token.FileSet, file *ast.File) {
		looked++
		for _, spec := range file.Imports {
			path, _ := strconv.Unquote(spec.Path.Value)
			f(fset.Position(spec.Pos()), path)
		}
	})
	if looked == 0 {
		t.Errorf("%s has no files", dir)
	}
}

// TestPassesAsk looks at what the passes import, and the evaluator that one of
// them rests on.
func TestPassesAsk(t *testing.T) {
	for _, pass := range append([]string{"internal/interp"}, passes...) {
		eachImport(t, pass, func(at token.Position, path string) {
			if slices.ContainsFunc(forbidden, func(f string) bool { return path == f || strings.HasPrefix(path, f+"/") }) {
				t.Errorf("%s: %s imports %s", at, pass, path)
			}
		})
	}
}

// TestDrawing holds what the packages import to the drawing of them in
// docs/architecture.md: nothing imports what stands higher.
func TestDrawing(t *testing.T) {
	page, err := os.ReadFile("../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	_, drawing, _ := strings.Cut(string(page), "```\n")
	drawing, _, _ = strings.Cut(drawing, "```")
	rows := make(map[string]int) // by import path
	for row, line := range strings.Split(drawing, "\n") {
		for _, name := range strings.Fields(line) {
			for _, dir := range []string{"internal/" + filepath.Base(name), name} {
				if info, err := os.Stat(dir); err == nil && info.IsDir() {
					rows[dir] = row
				}
			}
		}
	}
	if len(rows) < len(passes)+6 {
		t.Fatalf("the drawing has %v", rows)
	}
	for dir, row := range rows {
		eachImport(t, dir, func(at token.Position, path string) {
			imported := strings.TrimPrefix(path, "github.com/cozelint/cozelint/analyzers/")
			if other, drawn := rows[imported]; drawn && other < row {
				t.Errorf("%s: %s imports %s, which stands above it", at, dir, imported)
			}
		})
	}
}

// TestEvaluatorKnowsNoRequest looks for what only the pass is to know in what the
// evaluator imports: what is reported, and how.
func TestEvaluatorKnowsNoRequest(t *testing.T) {
	known := []string{"analyzers/internal/cozemodel", "analyzers/internal/knowledge", "internal/gotypes"}
	eachImport(t, "internal/interp", func(at token.Position, path string) {
		if own, ok := strings.CutPrefix(path, "github.com/cozelint/cozelint/"); ok && !slices.Contains(known, own) {
			t.Errorf("%s: the evaluator imports %s", at, own)
		}
	})
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
	for _, dir := range append([]string{"internal/cozemodel", "internal/flow", "internal/interp", "internal/paths", "internal/valueflow"}, passes...) {
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
