package cozemodel

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// CozeError reports whether expr is an error that a call of Coze gave: an
// error of the SDK, the error result of one of its API methods, or of a
// function of the package that is linked with the Open API.
func (m *Model) CozeError(expr ast.Expr) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.cozeError(expr, 0)
}

func (m *Model) cozeError(expr ast.Expr, hops int) bool {
	if expr == nil || hops > maxHops {
		return false
	}
	t := m.Pass.TypesInfo.TypeOf(expr)
	if t == nil {
		return false
	}
	switch m.SDKTypeName(t) {
	case "Error", "AuthError":
		return true
	}
	switch x := ast.Unparen(expr).(type) {
	case *ast.CallExpr:
		return m.cozeErrorCall(x)
	case *ast.Ident, *ast.SelectorExpr:
		v := Variable(m.Pass.TypesInfo, x)
		if v == nil || !gotypes.IsError(v.Type()) {
			return false
		}
		return slices.ContainsFunc(m.Defs(v), func(d Def) bool {
			if d.Expr == nil || d.Opaque || Variable(m.Pass.TypesInfo, d.Expr) == v {
				return false
			}
			return m.cozeError(d.Expr, hops+1)
		})
	}
	return false
}

func (m *Model) cozeErrorCall(call *ast.CallExpr) bool {
	if m.APICall(call) {
		return true
	}
	fn := m.Callee(call)
	if fn == nil || !gotypes.GivesError(fn.Signature()) {
		return false
	}
	if m.Decl(fn) != nil {
		return m.linked(fn) && !m.localOnly(fn)
	}
	return fn.Pkg() != nil && !m.IsSDKObject(fn) && packageNamedForCoze(fn.Pkg())
}

// localOnly reports whether a function of the package calls nothing that
// could talk to the API: no SDK, no function of the package, nothing with a
// response.
func (m *Model) localOnly(fn *types.Func) bool {
	return !slices.ContainsFunc(m.Calls(fn), func(call *ast.CallExpr) bool {
		if m.APICall(call) || m.ResponseOf(call) {
			return true
		}
		callee := m.Callee(call)
		return callee != fn && m.Decl(callee) != nil && gotypes.GivesError(callee.Signature())
	})
}

// ResponseOf reports whether call gives the response of an HTTP request.
func (m *Model) ResponseOf(call *ast.CallExpr) bool {
	t := m.Pass.TypesInfo.TypeOf(call)
	if tuple, ok := t.(*types.Tuple); ok {
		if tuple.Len() == 0 {
			return false
		}
		t = tuple.At(0).Type()
	}
	return knowledge.IsResponse(t)
}
