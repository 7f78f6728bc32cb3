package paths_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/analyzers/internal/checktest"
	"github.com/cozelint/cozelint/analyzers/internal/paths"
	"github.com/cozelint/cozelint/analyzers/internal/valueflow"
)

func load(t *testing.T) (*packages.Package, *paths.Package) {
	t.Helper()
	pkgs := checktest.LoadPackages(t, "testdata/ends", nil, ".")
	if len(pkgs) != 1 || len(pkgs[0].Errors) > 0 {
		t.Fatalf("%v: %v", pkgs, pkgs[0].Errors)
	}
	index := valueflow.NewIndex(pkgs[0].Types, pkgs[0].TypesInfo, pkgs[0].Syntax)
	return pkgs[0], paths.NewPackage(pkgs[0].TypesInfo, index.Body)
}

// comments returns the comments that end lines, by line.
func comments(pkg *packages.Package) map[int]string {
	all := make(map[int]string)
	for _, group := range pkg.Syntax[0].Comments {
		for _, c := range group.List {
			all[pkg.Fset.Position(c.Pos()).Line] = strings.TrimSpace(strings.TrimPrefix(c.Text, "//"))
		}
	}
	return all
}

func TestMayReturn(t *testing.T) {
	pkg, p := load(t)
	wants := comments(pkg)
	asked := 0
	ast.Inspect(pkg.Syntax[0], func(n ast.Node) bool {
		stmt, ok := n.(*ast.ExprStmt)
		if !ok {
			return true
		}
		line := pkg.Fset.Position(stmt.Pos()).Line
		want, marked := map[string]bool{"returns": true, "never": false}[wants[line]]
		call, isCall := stmt.X.(*ast.CallExpr)
		if !marked || !isCall {
			return true
		}
		asked++
		if got := p.MayReturn(call); got != want {
			t.Errorf("line %d: MayReturn(%s) = %t, want %t", line, types.ExprString(call), got, want)
		}
		return true
	})
	if asked < 20 {
		t.Errorf("only %d calls were asked for", asked)
	}
}

// function returns the body of a function of the test data and its graph.
func function(t *testing.T, name string) (*packages.Package, *ast.BlockStmt, *paths.Graph) {
	pkg, p := load(t)
	for _, decl := range pkg.Syntax[0].Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && fn.Name.Name == name {
			return pkg, fn.Body, p.New(fn.Body)
		}
	}
	t.Fatalf("no function %s", name)
	return nil, nil, nil
}

func TestConditions(t *testing.T) {
	_, _, g := function(t, "paths")
	var got []string
	for cond := range g.Conditions() {
		if !g.IsCondition(cond) {
			t.Errorf("%s is no condition", types.ExprString(cond))
		}
		left, right, op, ok := g.Comparison(cond)
		text := types.ExprString(cond)
		if ok {
			text = types.ExprString(left) + op.String() + types.ExprString(right)
		}
		got = append(got, text)
	}
	slices.Sort(got)
	if want := []string{"a && !b", "n==1", "n==2", "n==3", "n==6", "n>0"}; !slices.Equal(got, want) {
		t.Errorf("conditions %q, want %q", got, want)
	}
	if len(g.Defers) != 1 {
		t.Errorf("%d defers", len(g.Defers))
	}
	if g.IsCondition(&ast.Ident{Name: "n"}) || g.IsCondition(&ast.EmptyStmt{}) {
		t.Error("something else is a condition")
	}
}

// TestRegion asks which assignments and returns only an outcome leads to.
func TestRegion(t *testing.T) {
	pkg, body, g := function(t, "paths")
	in := func(r paths.Region) string {
		var all []string
		ast.Inspect(body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt, *ast.ReturnStmt:
				if r.Contains(n.Pos()) {
					all = append(all, source(t, pkg.Fset, n))
				}
			}
			return true
		})
		return strings.Join(all, "; ")
	}
	after := "n = 4; n = 5; n = 7; n = 8; return n"
	wants := map[string][2]string{ // true, false
		"a && !b": {"return 1", after},
		"n > 0":   {"", after},
		"1":       {"", after},
		"3":       {"n = 4", "n = 4; n = 5"},
		"n == 6":  {"n = 7", "n = 8"},
	}
	asked := 0
	for cond := range g.Conditions() {
		want, ok := wants[types.ExprString(cond)]
		if !ok {
			continue
		}
		asked++
		if got := in(g.Region(cond, true)); got != want[0] {
			t.Errorf("%s: %q, want %q", types.ExprString(cond), got, want[0])
		}
		if got := in(g.Region(cond, false)); got != want[1] {
			t.Errorf("not %s: %q, want %q", types.ExprString(cond), got, want[1])
		}
	}
	if asked != len(wants) {
		t.Errorf("%d conditions of %d", asked, len(wants))
	}
	if r := g.Region(&ast.Ident{Name: "n"}, true); r != (paths.Region{}) {
		t.Errorf("a region of no condition: %v", r)
	}
}

func source(t *testing.T, fset *token.FileSet, n ast.Node) string {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return types.ExprString(n.Lhs[0]) + " = " + types.ExprString(n.Rhs[0])
	case *ast.ReturnStmt:
		return "return " + types.ExprString(n.Results[0])
	}
	t.Fatalf("%s: %T", fset.Position(n.Pos()), n)
	return ""
}

func TestListEnd(t *testing.T) {
	_, body, g := function(t, "paths")
	first := body.List[0].(*ast.IfStmt)
	if got := g.ListEnd(first); got != body.End() {
		t.Errorf("the list of the first statement ends at %v, want %v", got, body.End())
	}
	if got := g.ListEnd(first.Body.List[0]); got != first.Body.End() {
		t.Errorf("the list in it ends at %v, want %v", got, first.Body.End())
	}
}

func TestTerminates(t *testing.T) {
	_, p := load(t)
	for body, want := range map[string]bool{
		"":                                     false,
		"x()":                                  false,
		"return":                               true,
		"x(); return":                          true,
		"for { break }":                        false,
		"if a { return }":                      false,
		"if a { return } else { return }":      true,
		"if a { return } else if b { return }": false,
		"{ return }":                           true,
		"for { x() }":                          true,
		"for { for { break } }":                true,
		"out: for { for { break out } }":       false,
		"for a { }":                            false,
		"switch { case a: return; default: for { break }; return }": true,
		"switch x.(type) { case int: return; default: return }":     true,
		"goto end; end: return":                                     true,
		"switch { case a: return; default: return }":                true,
		"switch { case a: return }":                                 false,
		"switch { case a: break; default: return }":                 false,
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\nfunc f() {\n"+body+"\n}", 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Terminates(file.Decls[0].(*ast.FuncDecl).Body.List); got != want {
			t.Errorf("%q: %t, want %t", body, got, want)
		}
	}
}
