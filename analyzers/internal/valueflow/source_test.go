package valueflow_test

import (
	"go/ast"
	"go/types"
	"slices"
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
	return valueflow.NewFlow(index, func(*ast.CallExpr) bool { return false }, func(*types.Func) string { return "" }), pkg
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

var kinds = map[valueflow.Kind]string{
	valueflow.Program: "Program", valueflow.Response: "Response", valueflow.Result: "Result",
	valueflow.Incoming: "Incoming", valueflow.Payload: "Payload", valueflow.Parameter: "Parameter",
}

// describe returns the kinds of origins, with the function that was called or
// the parameter, in order.
func describe(origins []valueflow.Origin) string {
	var all []string
	for _, o := range origins {
		text := kinds[o.Kind]
		switch {
		case o.Call != nil:
			text += " " + types.ExprString(o.Call.Fun)
		case o.Var != nil:
			text += " " + o.Var.Name()
		}
		all = append(all, text)
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), " ")
}

func TestSource(t *testing.T) {
	flow, pkg := load(t, "testdata/flow")
	asked := 0
	calls(pkg, "probe", func(call *ast.CallExpr, want string, line int) {
		asked++
		if got := describe(flow.Source(call.Args[0])); got != want {
			t.Errorf("line %d: %s comes from %q, want %q", line, types.ExprString(call.Args[0]), got, want)
		}
	})
	if asked < 35 {
		t.Errorf("only %d values were asked for", asked)
	}
}

func TestSameCall(t *testing.T) {
	flow, pkg := load(t, "testdata/flow")
	for name, want := range map[string]bool{"same": true, "other": false} {
		asked := 0
		calls(pkg, name, func(call *ast.CallExpr, _ string, line int) {
			asked++
			a, b := flow.Source(call.Args[0]), flow.Source(call.Args[1])
			if got := valueflow.SameCall(a, b); got != want {
				t.Errorf("line %d: SameCall is %t, want %t", line, got, want)
			}
		})
		if asked == 0 {
			t.Errorf("no call of %s", name)
		}
	}
}
