package astedit_test

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/analyzers/internal/astedit"
)

type imported map[string]*types.Package

func (list imported) Import(path string) (*types.Package, error) {
	if pkg, ok := list[path]; ok {
		return pkg, nil
	}
	return nil, os.ErrNotExist
}

// TestImport asks for packages where a source says here(), and compares the
// name, and the source with the edits.
func TestImport(t *testing.T) {
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadTypes}, "errors", "fmt", "strings")
	if err != nil {
		t.Fatal(err)
	}
	std := make(imported)
	for _, pkg := range pkgs {
		std[pkg.PkgPath] = pkg.Types
	}
	for _, test := range []struct {
		name   string
		source string
		path   string
		local  string // "" if the name is taken
		want   string // a part of the edited source; "" if nothing is to be edited
	}{
		{name: "no imports", source: "package p\n\nfunc f() { here() }\n", path: "errors", local: "errors", want: "package p\n\nimport \"errors\"\n\nfunc f()"},
		{name: "there already", source: "package p\n\nimport \"errors\"\n\nfunc f() { here(); _ = errors.New }\n", path: "errors", local: "errors"},
		{name: "under another name", source: "package p\n\nimport e \"errors\"\n\nfunc f() { here(); _ = e.New }\n", path: "errors", local: "e"},
		{name: "as a dot import", source: "package p\n\nimport . \"errors\"\n\nfunc f() { here(); _ = New }\n", path: "errors", local: "errors", want: "import . \"errors\"\nimport \"errors\"\n"},
		{name: "as a blank import", source: "package p\n\nimport _ \"errors\"\n\nfunc f() { here() }\n", path: "errors", local: "errors", want: "import _ \"errors\"\nimport \"errors\"\n"},
		{name: "one without parentheses", source: "package p\n\nimport \"fmt\"\n\nfunc f() { here(); fmt.Print() }\n", path: "errors", local: "errors", want: "import \"fmt\"\nimport \"errors\"\n"},
		{name: "one without parentheses and a comment", source: "package p\n\nimport \"fmt\" // prints\n\nfunc f() { here(); fmt.Print() }\n", path: "errors", local: "errors", want: "import \"fmt\" // prints\nimport \"errors\"\n"},
		{name: "in order, first", source: "package p\n\nimport (\n\t\"fmt\"\n\t\"strings\"\n)\n\nfunc f() { here(); fmt.Print(strings.ToLower(\"\")) }\n", path: "errors", local: "errors", want: "\t\"errors\"\n\t\"fmt\"\n"},
		{name: "in order, between", source: "package p\n\nimport (\n\t\"errors\"\n\t\"strings\"\n)\n\nfunc f() { here(); _ = errors.New(strings.ToLower(\"\")) }\n", path: "fmt", local: "fmt", want: "\t\"errors\"\n\t\"fmt\"\n\t\"strings\"\n"},
		{name: "a group of its own", source: "package p\n\nimport (\n\t\"fmt\"\n)\n\nfunc f() { here(); fmt.Print() }\n", path: "example.com/cozecode", local: "cozecode", want: "\t\"fmt\"\n\n\t\"example.com/cozecode\"\n"},
		{name: "in the group that is most like it", source: "package p\n\nimport (\n\t\"fmt\"\n\n\t\"example.com/a\"\n\n\t\"example.org/own/x\"\n)\n\nfunc f() { here(); fmt.Print(a.A, x.X) }\n", path: "example.com/cozecode", local: "cozecode", want: "\t\"example.com/a\"\n\t\"example.com/cozecode\"\n\n\t\"example.org/own/x\"\n"},
		{name: "behind a comment", source: "package p\n\nimport (\n\t\"errors\" // of the standard library\n)\n\nfunc f() { here(); _ = errors.New }\n", path: "fmt", local: "fmt", want: "\t\"errors\" // of the standard library\n\t\"fmt\"\n"},
		{name: "before a comment", source: "package p\n\nimport (\n\t// It prints.\n\t\"fmt\"\n)\n\nfunc f() { here(); fmt.Print() }\n", path: "errors", local: "errors", want: "\t\"errors\"\n\t// It prints.\n\t\"fmt\"\n"},
		{name: "not into the import of C", source: "package p\n\nimport \"fmt\"\n\nimport \"C\"\n\nfunc f() { here(); fmt.Print() }\n", path: "errors", local: "errors", want: "import \"fmt\"\nimport \"errors\"\n"},
		{name: "shadowed by a local", source: "package p\n\nimport \"errors\"\n\nfunc f() { _ = errors.New; errors := 1; here(); _ = errors }\n", path: "errors"},
		{name: "the name is a function's", source: "package p\n\nfunc errors() {}\n\nfunc f() { here() }\n", path: "errors"},
		{name: "the name is declared later", source: "package p\n\nfunc f() { here(); errors := 1; _ = errors }\n", path: "errors", local: "errors", want: "import \"errors\""},
	} {
		source := test.source + "\nfunc here() {}\n"
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "p.go", source, parser.ParseComments)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		info := &types.Info{Scopes: make(map[ast.Node]*types.Scope)}
		config := types.Config{Importer: std, Error: func(error) {}, FakeImportC: true}
		pkg, _ := config.Check("p", fset, []*ast.File{file}, info)
		pos := token.NoPos
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "here" {
					pos = call.Pos()
				}
			}
			return true
		})
		name := test.path[strings.LastIndex(test.path, "/")+1:]
		local, edits, ok := astedit.Import(&analysis.Pass{Fset: fset, Pkg: pkg, TypesInfo: info, Files: []*ast.File{file}}, pkg.Scope().Innermost(pos), pos, test.path, name)
		switch {
		case ok != (test.local != ""):
			t.Errorf("%s: ok is %t", test.name, ok)
			continue
		case !ok:
			continue
		case local != test.local:
			t.Errorf("%s: the name is %q, want %q", test.name, local, test.local)
		}
		edited := apply(fset, source, edits)
		if test.want == "" {
			if edited != source {
				t.Errorf("%s: edited to\n%s", test.name, edited)
			}
			continue
		}
		formatted, err := format.Source([]byte(edited))
		if err != nil {
			t.Errorf("%s: %v\n%s", test.name, err, edited)
		}
		if !strings.Contains(string(formatted), test.want) {
			t.Errorf("%s:\n%s\nwant in it\n%s", test.name, formatted, test.want)
		}
	}
}

func apply(fset *token.FileSet, source string, edits []analysis.TextEdit) string {
	slices.SortFunc(edits, func(a, b analysis.TextEdit) int { return int(b.Pos - a.Pos) })
	for _, e := range edits {
		from, to := fset.Position(e.Pos).Offset, fset.Position(e.End).Offset
		source = source[:from] + string(e.NewText) + source[to:]
	}
	return source
}

func TestFile(t *testing.T) {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range []string{"a.go", "b.go"} {
		file, err := parser.ParseFile(fset, name, "package p\n", 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	pass := &analysis.Pass{Files: files}
	for _, file := range files {
		if got := astedit.File(pass, file.Name.Pos()); got != file {
			t.Errorf("the file of %v is %v", file.Name.Pos(), got)
		}
	}
	if got := astedit.File(pass, token.NoPos); got != nil {
		t.Errorf("the file of no position is %v", got)
	}
}
