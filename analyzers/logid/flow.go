package logid

import (
	"go/ast"
	"go/types"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
)

// build makes the graph of f if it has none yet.
func (f *function) build(c *checker) {
	if f.flow == nil {
		f.flow = c.model.Paths().New(f.body)
	}
}

// root returns the variable that a chain of selectors, indexes and calls
// begins with, or nil.
func root(info *types.Info, expr ast.Expr) *types.Var {
	for {
		switch x := ast.Unparen(expr).(type) {
		case *ast.Ident:
			v, _ := info.ObjectOf(x).(*types.Var)
			return v
		case *ast.SelectorExpr:
			if _, isPackage := info.Uses[identOf(x.X)].(*types.PkgName); isPackage {
				return cozemodel.Variable(info, x)
			}
			expr = x.X
		case *ast.StarExpr:
			expr = x.X
		case *ast.IndexExpr:
			expr = x.X
		case *ast.TypeAssertExpr:
			expr = x.X
		case *ast.UnaryExpr:
			expr = x.X
		case *ast.CallExpr:
			sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
			if !ok {
				return nil
			}
			expr = sel.X
		default:
			return nil
		}
	}
}

func identOf(expr ast.Expr) *ast.Ident {
	id, _ := ast.Unparen(expr).(*ast.Ident)
	return id
}
