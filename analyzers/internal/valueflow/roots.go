package valueflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// Roots returns where the value of expr begins: the constants, literals, calls
// of functions whose body cannot be seen, and variables that nothing visible
// is put into. What it finds is all that the value can be as far as the
// package shows, through variables, fields, pointers, elements, parameters of
// the package's calls, closures and results of its functions. The elements of
// a list or map are roots, and not the list. stop says of an expression that
// it is a root although it could be followed.
func (f *Flow) Roots(expr ast.Expr, stop func(ast.Expr) bool) []ast.Expr {
	t := tracer{Flow: f, seen: make(map[visit]bool), roots: true}
	t.is = func(x ast.Expr) bool { return stop != nil && stop(x) || f.isRoot(x) }
	t.expr(expr, -1, nil)
	if t.steps > maxSteps {
		return []ast.Expr{expr} // it was not followed to its end
	}
	roots := make([]ast.Expr, 0, len(t.found))
	for _, root := range t.found {
		if root = ast.Unparen(root); !slices.Contains(roots, root) {
			roots = append(roots, root)
		}
	}
	return roots
}

// isRoot reports whether the value of expr cannot be followed further.
func (ix *Index) isRoot(expr ast.Expr) bool {
	switch x := expr.(type) {
	case *ast.CompositeLit:
		if t := ix.info.TypeOf(x); t != nil {
			switch t.Underlying().(type) {
			case *types.Slice, *types.Array, *types.Map:
				return len(x.Elts) == 0
			}
		}
		return true
	case *ast.FuncLit:
		return true
	case *ast.BinaryExpr:
		return x.Op != token.ADD
	case *ast.CallExpr:
		tv := ix.info.Types[x.Fun]
		if tv.IsBuiltin() {
			id, ok := ast.Unparen(x.Fun).(*ast.Ident)
			return !ok || id.Name != "append"
		}
		return !tv.IsType() && ix.Body(x) == nil
	case *ast.Ident, *ast.SelectorExpr:
		v := Variable(ix.info, x)
		if v == nil {
			return ix.info.Types[x].IsValue() // a function
		}
		if v.IsField() && v.Pkg() != ix.pkg {
			return false // the struct that holds it is followed
		}
		return len(ix.elements[v]) == 0 && !slices.ContainsFunc(ix.Defs(v), func(d Def) bool { return d.Expr != nil || d.Added != nil })
	}
	return false
}

// fieldRoots follows what the program puts into a field. A field of another
// package's struct, such as a service of a client, is followed to the struct,
// and a promoted one to the field that is embedded.
func (t *tracer) fieldRoots(v *types.Var, sel *ast.SelectorExpr, f *frame) {
	given := t.storedIn(v, sel.Pos(), f)
	if given {
		return
	}
	for _, embedded := range t.embeddedIn(sel) {
		given = t.storedIn(embedded, sel.Pos(), f) || given
	}
	if !given {
		t.expr(sel.X, -1, f)
	}
}

func (t *tracer) storedIn(v *types.Var, pos token.Pos, f *frame) (given bool) {
	for _, r := range t.reaching(v, pos) {
		given = t.reached(r, v, f) || given
	}
	return t.stored(v, f) || given
}

// embeddedIn returns the embedded fields that a promoted field is selected
// through.
func (ix *Index) embeddedIn(sel *ast.SelectorExpr) []*types.Var {
	selection := ix.info.Selections[sel]
	if selection == nil {
		return nil
	}
	var list []*types.Var
	owner := selection.Recv()
	for _, i := range selection.Index()[:len(selection.Index())-1] {
		s := gotypes.Struct(owner)
		if s == nil {
			break
		}
		list = append(list, s.Field(i).Origin())
		owner = s.Field(i).Type()
	}
	return list
}

// stored follows what is put into the elements of a variable: by assignment,
// by sending, and by Store and Swap of package sync and sync/atomic.
func (t *tracer) stored(v *types.Var, f *frame) (given bool) {
	for _, def := range t.elements[v.Origin()] {
		t.expr(def.Expr, def.Result, f)
		given = true
	}
	for _, call := range t.configuring[v.Origin()] {
		fn := t.Callee(call)
		if fn == nil || fn.Pkg() == nil || len(call.Args) == 0 || fn.Pkg().Path() != "sync" && fn.Pkg().Path() != "sync/atomic" {
			continue
		}
		if strings.HasSuffix(fn.Name(), "Store") || fn.Name() == "Swap" {
			t.expr(call.Args[len(call.Args)-1], -1, f)
			given = true
		}
	}
	return given
}
