package valueflow_test

import (
	"go/ast"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/analyzers/internal/checktest"
	"github.com/cozelint/cozelint/analyzers/internal/valueflow"
)

// load returns the Flow of the package in a folder of the test data.
func load(t *testing.T, dir string) (*valueflow.Flow, *packages.Package) {
	t.Helper()
	pkgs := checktest.LoadPackages(t, dir, nil, ".")
	if len(pkgs) != 1 || len(pkgs[0].Errors) > 0 {
		t.Fatalf("%v: %v", pkgs, pkgs[0].Errors)
	}
	pkg := pkgs[0]
	index := valueflow.NewIndex(pkg.Types, pkg.TypesInfo, pkg.Syntax)
	return valueflow.NewFlow(index, func(*types.Func) string { return "" }), pkg
}

// calls yields the calls of a function of the package by its name, each with
// the comment that ends its line.
func calls(pkg *packages.Package, name string, yield func(call *ast.CallExpr, comment string, line int)) {
	comments := make(map[int]string)
	for _, group := range pkg.Syntax[0].Comments {
		for _, c := range group.List {
			comments[pkg.Fset.Position(c.Pos()).Line] = strings.TrimSpace(strings.TrimPrefix(c.Text, "//"))
		}
	}
	ast.Inspect(pkg.Syntax[0], func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if id, ok := call.Fun.(*ast.Ident); ok && id.Name == name {
			line := pkg.Fset.Position(call.Pos()).Line
			yield(call, comments[line], line)
		}
		return true
	})
}
