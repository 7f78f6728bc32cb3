package valueflow_test

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/cozelint/cozelint/analyzers/internal/valueflow"
)

// sorted returns the texts in order, each once.
func sorted(texts []string) string {
	slices.Sort(texts)
	return strings.Join(slices.Compact(texts), " ")
}

// texts returns what expressions look like, in order.
func texts(exprs []ast.Expr) string {
	var all []string
	for _, expr := range exprs {
		all = append(all, types.ExprString(expr))
	}
	return sorted(all)
}

func TestRoots(t *testing.T) {
	flow, pkg := load(t, "testdata/roots")
	asked := 0
	calls(pkg, "root", func(call *ast.CallExpr, want string, line int) {
		asked++
		if got := texts(flow.Roots(call.Args[0], nil)); got != want {
			t.Errorf("line %d: %s begins at %q, want %q", line, types.ExprString(call.Args[0]), got, want)
		}
	})
	if asked < 20 {
		t.Errorf("only %d values were asked for", asked)
	}
}

func TestRootsStop(t *testing.T) {
	flow, pkg := load(t, "testdata/roots")
	stopped := false
	calls(pkg, "root", func(call *ast.CallExpr, _ string, _ int) {
		inner, ok := call.Args[0].(*ast.CallExpr)
		if !ok || types.ExprString(inner.Fun) != "pass" {
			return
		}
		stopped = true
		roots := flow.Roots(inner, func(expr ast.Expr) bool { return expr == ast.Expr(inner) })
		if got := texts(roots); got != "pass(local)" {
			t.Errorf("the value begins at %q, want pass(local), where it was to stop", got)
		}
	})
	if !stopped {
		t.Error("no call of pass")
	}
}

func TestReaching(t *testing.T) {
	flow, pkg := load(t, "testdata/roots")
	asked := 0
	calls(pkg, "reach", func(call *ast.CallExpr, want string, line int) {
		asked++
		v := valueflow.Variable(pkg.TypesInfo, call.Args[0])
		var values []ast.Expr
		for _, def := range flow.Reaching(v, call.Pos()) {
			values = append(values, def.Expr)
		}
		if got := texts(values); got != want {
			t.Errorf("line %d: %s may be %q, want %q", line, v.Name(), got, want)
		}
	})
	if asked == 0 {
		t.Error("no value was asked for")
	}
}

func TestRead(t *testing.T) {
	flow, pkg := load(t, "testdata/roots")
	asked := 0
	calls(pkg, "read", func(call *ast.CallExpr, want string, line int) {
		asked++
		read, from := flow.Read(call.Args[0])
		if got := sorted(read); got != want {
			t.Errorf("line %d: %s is read as %q, want %q", line, types.ExprString(call.Args[0]), got, want)
		}
		if !slices.Contains(from, call.Args[0]) {
			t.Errorf("line %d: the text is not said to be read from itself", line)
		}
	})
	if asked == 0 {
		t.Error("no text was asked for")
	}
}
