package cozemodel

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// Codes that are read from fields.

func (m *Model) fieldCode(sel *ast.SelectorExpr, field *types.Var, hops int) (Code, bool) {
	holder := m.Pass.TypesInfo.TypeOf(sel.X)
	if m.IsSDKObject(field) {
		kind, ok := m.sdkFieldCode(sel, field)
		return Code{Kind: kind, Holder: sel.X}, ok
	}
	if kind, ok := m.wireCode(holder, field); ok && !m.givenStatus(field) {
		if m.fromCoze(sel.X) || m.ownerOf(sel.X) == Untold && m.pathOrigin(sel) {
			return Code{Kind: kind, Holder: sel.X}, true
		}
	}
	// A field of the package's own that codes are copied into.
	if isNumeric(field.Type()) {
		if code, ok := m.variableCode(field, hops); ok {
			return Code{Kind: code.Kind, Holder: sel.X}, true
		}
	}
	return Code{}, false
}

// givenStatus reports whether the package puts an HTTP status into a field.
func (m *Model) givenStatus(field *types.Var) bool {
	return slices.ContainsFunc(m.Defs(field), func(d Def) bool {
		sel, ok := d.Expr.(*ast.SelectorExpr)
		if !ok {
			return false
		}
		if sel.Sel.Name == "StatusCode" {
			return true
		}
		obj := m.Pass.TypesInfo.Uses[sel.Sel]
		return obj != nil && obj.Pkg() != nil && obj.Pkg().Path() == "net/http"
	})
}

// sdkFieldCode finds a field of the SDK that holds a code, by the type that
// declares it, which for a promoted field is not that of sel.X.
func (m *Model) sdkFieldCode(sel *ast.SelectorExpr, field *types.Var) (CodeKind, bool) {
	selection := m.Pass.TypesInfo.Selections[sel]
	if selection == nil {
		return 0, false
	}
	owner := selection.Recv()
	for _, i := range selection.Index()[:len(selection.Index())-1] {
		owner = gotypes.Struct(owner).Field(i).Type()
	}
	named := gotypes.Named(owner)
	if named == nil {
		return 0, false
	}
	kind, ok := knowledge.SDKCode(named.Obj().Name(), field.Name())
	return kind, ok
}

// pathOrigin reports whether one of the types that the selector sel goes
// through is a Coze reply: env in env.Base.Code, out in
// out.Data.LastError.Code, or an embedded struct that a field is promoted
// from.
func (m *Model) pathOrigin(sel *ast.SelectorExpr) bool {
	fn := m.FuncAt(sel.Pos())
	if selection := m.Pass.TypesInfo.Selections[sel]; selection != nil {
		owner := selection.Recv()
		for _, i := range selection.Index()[:len(selection.Index())-1] {
			owner = gotypes.Struct(owner).Field(i).Type()
			if m.hasCode(owner) && m.origin(owner, fn) {
				return true
			}
		}
	}
	for x := ast.Unparen(sel.X); ; {
		inner, ok := x.(*ast.SelectorExpr)
		if !ok {
			inner, ok = m.partOf(x)
		}
		if !ok {
			return false
		}
		x = ast.Unparen(inner.X)
		if t := m.Pass.TypesInfo.TypeOf(x); t != nil && gotypes.Struct(t) != nil && m.hasCode(t) && m.origin(t, fn) {
			return true
		}
	}
}

// partOf returns the selector that a local variable was given, as last is in
// last := reply.Data.LastError.
func (m *Model) partOf(expr ast.Expr) (*ast.SelectorExpr, bool) {
	id, ok := expr.(*ast.Ident)
	if !ok {
		return nil, false
	}
	v, ok := m.Pass.TypesInfo.Uses[id].(*types.Var)
	if !ok || v.IsField() || len(m.Defs(v)) != 1 {
		return nil, false
	}
	def := m.Defs(v)[0]
	if def.Expr == nil || def.Result >= 0 || def.Opaque || def.Element {
		return nil, false
	}
	sel, ok := ast.Unparen(def.Expr).(*ast.SelectorExpr)
	return sel, ok
}
