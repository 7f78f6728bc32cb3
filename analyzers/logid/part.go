package logid

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
)

// A part is what is left of a failure when its log ID is not passed on.
type part int

const (
	noPart     part = iota
	statusPart      // the status of a chat, or an event's name
	codePart        // the code, or the HTTP status
	textPart        // the message
)

// partIn returns the most telling part of a failure that node mentions,
// function literals excluded.
func (c *checker) partIn(f *function, node ast.Node) part {
	found := noPart
	ast.Inspect(node, func(n ast.Node) bool {
		if _, isLiteral := n.(*ast.FuncLit); isLiteral {
			return false
		}
		if expr, ok := n.(ast.Expr); ok {
			found = max(found, c.part(f, expr, 0))
		}
		return true
	})
	return found
}

// part reports which part of a failure expr is.
func (c *checker) part(f *function, expr ast.Expr, hops int) part {
	if tv, ok := c.pass.TypesInfo.Types[expr]; !ok || tv.Value != nil || !tv.IsValue() {
		return noPart
	}
	switch x := expr.(type) {
	case *ast.SelectorExpr:
		if c.messageField(x) {
			return textPart
		}
		if x.Sel.Name == "Status" && c.cozeResponse(x.X) {
			return codePart
		}
	case *ast.CallExpr:
		if sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok && len(x.Args) == 0 {
			switch sel.Sel.Name {
			case "GetMsg", "GetMessage", "GetErrorMessage":
				if c.model.Envelope(c.pass.TypesInfo.TypeOf(sel.X), f.decl) {
					return textPart
				}
			case "Status":
				if c.cozeResponse(sel.X) {
					return codePart
				}
			}
		}
	case *ast.IndexExpr:
		key := c.pass.TypesInfo.Types[x.Index].Value
		if key != nil && key.Kind() == constant.String && isMessageKey(constant.StringVal(key)) && c.model.DecodedMap(x.X) {
			return textPart
		}
	case *ast.Ident:
		if !c.forgetful(x) {
			return c.aliasPart(f, x, hops)
		}
	}
	if c.failurePointer(expr) || c.forgetful(expr) {
		return textPart
	}
	if _, ok := c.model.Code(expr); ok {
		return codePart
	}
	if _, ok := c.httpStatus(expr); ok {
		return codePart
	}
	if domain, ok := c.event(expr); ok && domain.Status {
		return statusPart
	}
	return noPart
}

// aliasPart reports whether a local variable of a plain type is given a part
// of a failure.
func (c *checker) aliasPart(f *function, id *ast.Ident, hops int) part {
	v, ok := c.pass.TypesInfo.Uses[id].(*types.Var)
	if !ok || hops > 2 || v.IsField() || v.Parent() == c.pass.Pkg.Scope() {
		return noPart
	}
	if _, isBasic := v.Type().Underlying().(*types.Basic); !isBasic {
		return noPart
	}
	found := noPart
	for _, def := range c.model.Defs(v) {
		if def.Expr == nil || def.Element || def.Opaque || f.decl == nil || c.model.FuncAt(def.Expr.Pos()) != f.decl {
			continue
		}
		ast.Inspect(def.Expr, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.BinaryExpr:
				return n.Op == token.ADD // the outcome of a comparison is no part
			case ast.Expr:
				if other := identOf(n); other == nil || c.pass.TypesInfo.Uses[other] != v {
					found = max(found, c.part(f, n, hops+1))
				}
			}
			return true
		})
	}
	return found
}

// sdkMessages are the fields of the SDK's types that hold a message.
var sdkMessages = map[string]bool{
	"Error.Message":                   true,
	"AuthError.ErrorMessage":          true,
	"ChatError.Msg":                   true,
	"WorkflowEventError.ErrorMessage": true,
	"WorkflowRunHistory.ErrorMessage": true,
}

// messageField reports whether sel is the message beside a code.
func (c *checker) messageField(sel *ast.SelectorExpr) bool {
	field, ok := c.pass.TypesInfo.Uses[sel.Sel].(*types.Var)
	if !ok || !field.IsField() {
		return false
	}
	t := c.pass.TypesInfo.TypeOf(sel.X)
	if c.model.IsSDKObject(field) {
		return sdkMessages[c.model.SDKTypeName(t)+"."+field.Name()]
	}
	if b, isBasic := field.Type().Underlying().(*types.Basic); !isBasic || b.Info()&types.IsString == 0 {
		return false
	}
	s := cozemodel.Struct(t)
	if s == nil {
		return false
	}
	for _, f := range c.model.WireFields(s) {
		if f.Var == field.Origin() {
			return isMessageKey(f.Name) && c.model.Envelope(t, c.model.FuncAt(sel.Pos()))
		}
	}
	return false
}

func isMessageKey(key string) bool {
	switch key {
	case "msg", "message", "error_message", "errmsg", "err_msg", "Msg", "Message", "ErrorMessage", "ErrMsg":
		return true
	}
	return false
}
