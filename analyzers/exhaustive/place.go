package exhaustive

import (
	"go/ast"
	"go/types"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A place is where a hole may be.
type place struct {
	decl    *ast.FuncDecl
	loop    ast.Node // the innermost around it
	domain  *cozemodel.Domain
	subject ast.Expr
	code    ast.Node // the switch or condition
}

func typeUnder[T types.Type](t types.Type) (under T, ok bool) {
	if t != nil {
		under, ok = t.Underlying().(T)
	}
	return under, ok
}

// wireName returns the key of a field on the wire.
func (c *checker) wireName(sel *ast.SelectorExpr, field *types.Var) string {
	s := gotypes.Struct(c.pass.TypesInfo.TypeOf(sel.X))
	if s == nil {
		return ""
	}
	for _, f := range c.model.WireFields(s) {
		if f.Var == field.Origin() {
			return f.Name
		}
	}
	return ""
}

// is reports whether expr is the variable itself, or its address.
func (c *checker) is(expr ast.Expr, v *types.Var) bool {
	switch x := ast.Unparen(expr).(type) {
	case *ast.UnaryExpr:
		return c.is(x.X, v)
	case *ast.StarExpr:
		return c.is(x.X, v)
	case *ast.Ident:
		return c.pass.TypesInfo.Uses[x] == v
	}
	return false
}
