package usage

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
)

// mayHave reports whether a field of a request of the SDK may have a wanted
// value when it is sent: it is given one, or a value that is not known, or it
// is not visible where the request comes from.
func (c *checker) mayHave(request ast.Expr, field string, wanted func(constant.Value) bool) bool {
	given := func(expr ast.Expr) bool {
		value := c.info.Types[expr].Value
		return value == nil || wanted(value)
	}
	holders := []*types.Var{cozemodel.Variable(c.info, bare(request))}
	origins := c.model.Roots(request, nil)
	for _, origin := range origins {
		literal, ok := origin.(*ast.CompositeLit)
		if !ok && !c.isZeroRequest(origin) {
			return true
		}
		holders = append(holders, c.holderOf(origin))
		if ok && !c.keyed(literal, field, given) {
			return true
		}
	}
	return len(origins) == 0 || slices.ContainsFunc(holders, func(v *types.Var) bool { return v != nil && c.assigns(v, field, given) })
}

// keyed reports whether a literal has keys, and none of them gives the field
// what is asked for.
func (c *checker) keyed(literal *ast.CompositeLit, field string, given func(ast.Expr) bool) bool {
	return !slices.ContainsFunc(literal.Elts, func(element ast.Expr) bool {
		kv, ok := element.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		key, ok := kv.Key.(*ast.Ident)
		return ok && key.Name == field && given(kv.Value)
	})
}

// isZeroRequest reports whether an origin is new(T), or a variable that is
// declared without a value and filled field by field.
func (c *checker) isZeroRequest(origin ast.Expr) bool {
	switch x := origin.(type) {
	case *ast.CallExpr:
		id, ok := ast.Unparen(x.Fun).(*ast.Ident)
		return ok && c.info.Uses[id] == types.Universe.Lookup("new") && len(x.Args) == 1 && c.info.Types[x.Args[0]].IsType()
	case *ast.Ident:
		v := c.localVariable(x)
		if v == nil {
			return false
		}
		defs := c.model.Defs(v)
		return len(defs) > 0 && !slices.ContainsFunc(defs, func(d cozemodel.Def) bool { return !d.Zero })
	}
	return false
}

// holderOf returns the variable that an origin of a request is put into, or
// that it is.
func (c *checker) holderOf(origin ast.Expr) *types.Var {
	if id, ok := origin.(*ast.Ident); ok {
		return c.localVariable(id)
	}
	cur, ok := c.model.Cursor(origin)
	if !ok {
		return nil
	}
	return c.keptIn(outer(cur))
}

// assigns reports whether a field of v is given what is asked for.
func (c *checker) assigns(v *types.Var, field string, given func(ast.Expr) bool) bool {
	return slices.ContainsFunc(c.usesOf(v), func(use inspector.Cursor) bool {
		whole := outer(use)
		sel, ok := whole.Parent().Node().(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != field {
			return false
		}
		kind, i := whole.Parent().ParentEdge()
		if kind != edge.AssignStmt_Lhs {
			return false
		}
		assign := whole.Parent().Parent().Node().(*ast.AssignStmt)
		return len(assign.Lhs) != len(assign.Rhs) || given(assign.Rhs[i])
	})
}
