package cozemodel

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// What has the shape of a reply on the wire.

// companions are the keys that stand beside a code in the replies and events
// of the API.
var companions = []string{"msg", "message", "error_message", "detail", "debug_url", "logid", "log_id"}

// wireCode reports whether field is the code of the struct type holder by
// its shape on the wire alone.
func (m *Model) wireCode(holder types.Type, field *types.Var) (CodeKind, bool) {
	s := gotypes.Struct(holder)
	if s == nil {
		return 0, false
	}
	for _, f := range m.WireFields(s) {
		if f.Var != field.Origin() && f.Var != field {
			continue
		}
		switch strings.ToLower(f.Name) {
		case "code", "error_code", "errcode", "err_code":
		default:
			return 0, false
		}
		if !slices.ContainsFunc(companions, func(name string) bool { _, ok := m.Wire(s, name); return ok }) {
			// struct{ Code int; Data T } is an envelope too.
			if _, ok := m.Wire(s, "data"); !ok {
				return 0, false
			}
		}
		switch {
		case isNumeric(f.Var.Type()):
			return IntCode, true
		case gotypes.IsString(f.Var.Type()):
			return TextCode, true
		}
	}
	return 0, false
}

// hasCode reports whether t has the shape of a Coze reply, event or error.
func (m *Model) hasCode(t types.Type) bool {
	s := gotypes.Struct(t)
	if s == nil {
		return false
	}
	for _, f := range m.WireFields(s) {
		if _, ok := m.wireCode(t, f.Var); ok {
			return true
		}
	}
	return false
}

func (m *Model) envelope(t types.Type, fn *types.Func) bool {
	return m.hasCode(t) && m.origin(t, fn)
}

// indexCode reports whether expr is m["code"] of a reply that was decoded
// into a map.
func (m *Model) indexCode(expr *ast.IndexExpr) (Code, bool) {
	key := m.Pass.TypesInfo.Types[expr.Index].Value
	if key == nil || key.Kind() != constant.String {
		return Code{}, false
	}
	switch constant.StringVal(key) {
	case "code", "error_code":
		if m.decodedMap(expr.X) {
			return Code{Kind: IntCode, Holder: expr.X}, true
		}
	}
	return Code{}, false
}

func (m *Model) decodedMap(expr ast.Expr) bool {
	info := m.Pass.TypesInfo
	switch x := ast.Unparen(expr).(type) {
	case *ast.TypeAssertExpr:
		return m.decodedMap(x.X)
	case *ast.IndexExpr:
		return m.decodedMap(x.X)
	case *ast.Ident:
		v := Variable(info, x)
		if v == nil || v.IsField() {
			return false
		}
		if isMap(v.Type()) {
			switch m.ownerOf(x) {
			case Ours:
				return true
			case Others:
				return false
			}
		}
		if m.AddressTaken(v) && isMap(v.Type()) {
			return m.linked(m.FuncAt(x.Pos()))
		}
		return slices.ContainsFunc(m.Defs(v), func(d Def) bool {
			if d.Expr == nil || d.Opaque {
				return false
			}
			if call, ok := ast.Unparen(d.Expr).(*ast.CallExpr); ok && max(d.Result, 0) == 0 {
				// out, err := c.post(…)
				callee := m.Callee(call)
				return m.Decl(callee) != nil && isMap(v.Type()) && m.linked(callee) && m.returnsDecodedMap(callee)
			}
			if id, ok := ast.Unparen(d.Expr).(*ast.Ident); ok && Variable(info, id) == v {
				return false
			}
			return d.Pos < x.Pos() && m.decodedMap(d.Expr)
		})
	}
	return false
}

func (m *Model) returnsDecodedMap(fn *types.Func) bool {
	return slices.ContainsFunc(m.Returns(fn), func(ret *ast.ReturnStmt) bool {
		if len(ret.Results) == 0 {
			return false
		}
		v := Variable(m.Pass.TypesInfo, ret.Results[0])
		return v != nil && m.AddressTaken(v) && isMap(v.Type())
	})
}

func isMap(t types.Type) bool {
	mt, ok := t.Underlying().(*types.Map)
	if !ok {
		return false
	}
	_, ok = mt.Elem().Underlying().(*types.Interface)
	return ok && gotypes.IsString(mt.Key())
}
