package codecompare

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
)

// bare reports whether expr is an integer written out: a literal, or a sign,
// an operator or a conversion applied to nothing but literals.
func bare(info *types.Info, expr ast.Expr) bool {
	switch expr := ast.Unparen(expr).(type) {
	case *ast.BasicLit:
		return expr.Kind == token.INT || expr.Kind == token.FLOAT || expr.Kind == token.CHAR
	case *ast.UnaryExpr:
		return bare(info, expr.X)
	case *ast.BinaryExpr:
		return bare(info, expr.X) && bare(info, expr.Y)
	case *ast.CallExpr:
		tv, ok := info.Types[expr.Fun]
		return ok && tv.IsType() && len(expr.Args) == 1 && bare(info, expr.Args[0])
	}
	return false
}

// httpStatus reports whether a constant is an HTTP status: one of the
// constants of net/http, or a bare integer in their range.
func (c *checker) httpStatus(expr ast.Expr, value int64) bool {
	if obj := constantOf(c.pass.TypesInfo, expr); obj != nil {
		return obj.Pkg() != nil && obj.Pkg().Path() == "net/http"
	}
	return 100 <= value && value <= 599 && bare(c.pass.TypesInfo, expr)
}

// constantOf returns the named constant that expr is, behind conversions.
func constantOf(info *types.Info, expr ast.Expr) *types.Const {
	switch expr := ast.Unparen(expr).(type) {
	case *ast.Ident:
		obj, _ := info.Uses[expr].(*types.Const)
		return obj
	case *ast.SelectorExpr:
		obj, _ := info.Uses[expr.Sel].(*types.Const)
		return obj
	case *ast.CallExpr:
		if tv, ok := info.Types[expr.Fun]; ok && tv.IsType() && len(expr.Args) == 1 {
			return constantOf(info, expr.Args[0])
		}
	}
	return nil
}

// status reports whether expr is the HTTP status of a reply of Coze: the
// StatusCode of a response in a function that is linked with the Open API,
// or HttpCode of the SDK's AuthError.
func (c *checker) status(expr ast.Expr) bool {
	if call, ok := ast.Unparen(expr).(*ast.CallExpr); ok {
		if len(call.Args) == 1 && c.pass.TypesInfo.Types[call.Fun].IsType() {
			return c.status(call.Args[0])
		}
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		return ok && sel.Sel.Name == "StatusCode" && len(call.Args) == 0 && c.linked(expr)
	}
	v := cozemodel.Variable(c.pass.TypesInfo, expr)
	if v == nil {
		return false
	}
	if c.model.IsSDKObject(v) {
		return v.Name() == "HttpCode"
	}
	return v.IsField() && v.Name() == "StatusCode" && v.Pkg() != nil && v.Pkg().Path() == "net/http" && c.linked(expr)
}

func (c *checker) linked(expr ast.Expr) bool {
	return c.model.Linked(c.model.FuncAt(expr.Pos()))
}
