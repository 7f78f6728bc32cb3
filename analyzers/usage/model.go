package usage

import (
	"go/ast"
	"go/constant"
	"go/types"
	"reflect"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// Small questions about the package that several checks ask.

// textOf returns the string that a constant expression is.
func (c *checker) textOf(expr ast.Expr) (string, bool) {
	value := c.info.Types[expr].Value
	if value == nil || value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(value), true
}

// fieldOf returns the struct field that sel selects, or nil.
func (c *checker) fieldOf(sel *ast.SelectorExpr) *types.Var {
	v, ok := c.info.Uses[sel.Sel].(*types.Var)
	if !ok || !v.IsField() {
		return nil
	}
	return v.Origin()
}

// sdkField reports whether sel selects a field of a type of the SDK, and
// returns the name of the type that it is selected from.
func (c *checker) sdkField(sel *ast.SelectorExpr) (owner string, ok bool) {
	field := c.fieldOf(sel)
	if field == nil || !c.model.IsSDKObject(field) {
		return "", false
	}
	return c.model.SDKTypeName(c.info.TypeOf(sel.X)), true
}

// isSDKPager reports whether t is a pager of the SDK.
func (c *checker) isSDKPager(t types.Type) bool {
	switch c.model.SDKTypeName(t) {
	case "NumberPaged", "LastIDPaged", "BasePaged":
		return true
	}
	return false
}

// functionOf returns the declared function that node is in.
func (c *checker) functionOf(node ast.Node) *types.Func { return c.model.FuncAt(node.Pos()) }

// wireName returns the key that a field has on the wire.
func (c *checker) wireName(holder types.Type, field *types.Var) string {
	s := gotypes.Struct(holder)
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

type (
	cozeDef   = cozemodel.Def
	wireField = cozemodel.WireField
)

// orNil returns expr, or an expression that is nothing.
func orNil(expr ast.Expr) ast.Expr {
	if expr == nil {
		return &ast.BadExpr{}
	}
	return expr
}

// bareName returns the name that a call is made by.
func (c *checker) bareName(call *ast.CallExpr) string {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		return fun.Sel.Name
	}
	return ""
}

// hasTag reports whether a struct tag has a key.
func hasTag(tag, key string) bool {
	_, ok := reflect.StructTag(tag).Lookup(key)
	return ok
}
