package cozemodel

import (
	"go/ast"
	"go/constant"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// lookupKeys are the keys, or the last elements of paths, that the integer
// code of a reply, of a chat's last error or of an event stands behind.
var lookupKeys = []string{"code", "error_code", "err_code", "errcode"}

// lookupCode reports whether call gives the number that stands behind the key
// of a code in the JSON text of a reply: gjson.Get(body, "code").Int(),
// value.GetInt("code"), jsonparser.GetInt(body, "code"),
// cast.ToInt(reply.Get("code")).
func (m *Model) lookupCode(call *ast.CallExpr) (Code, bool) {
	fn := m.Callee(call)
	if fn == nil || fn.Signature().Results().Len() == 0 || !isNumeric(fn.Signature().Results().At(0).Type()) || !m.looksUpCode(call, 0) {
		return Code{}, false
	}
	switch m.ownerOf(call) {
	case Ours:
		return Code{Kind: IntCode, Holder: nil}, true
	case Others:
		return Code{}, false
	}
	return Code{Kind: IntCode, Holder: nil}, m.linked(m.FuncAt(call.Pos()))
}

// looksUpCode reports whether the value of expr is looked up behind the key
// of a code, by functions that a table knows.
func (m *Model) looksUpCode(expr ast.Expr, hops int) bool {
	if hops > maxHops {
		return false
	}
	switch x := ast.Unparen(expr).(type) {
	case *ast.CallExpr:
		fn := m.Callee(x)
		if !knowledge.EffectOf(fn).Has(knowledge.Derives) || m.Decl(fn) != nil {
			return false
		}
		if key, ok := m.lastKey(x); ok {
			return slices.Contains(lookupKeys, key[strings.LastIndexByte(key, '.')+1:])
		}
		if sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok && fn.Signature().Recv() != nil {
			return m.looksUpCode(sel.X, hops+1)
		}
		return len(x.Args) > 0 && m.looksUpCode(x.Args[0], hops+1)
	case *ast.Ident:
		v := Variable(m.Pass.TypesInfo, x)
		if v == nil || v.IsField() {
			return false
		}
		defs := m.Defs(v)
		return len(defs) == 1 && defs[0].Expr != nil && !defs[0].Element && defs[0].Result <= 0 && m.looksUpCode(defs[0].Expr, hops+1)
	}
	return false
}

// lastKey returns the last of the constant texts that call is given.
func (m *Model) lastKey(call *ast.CallExpr) (key string, ok bool) {
	for _, arg := range call.Args {
		value := m.Pass.TypesInfo.Types[arg].Value
		if value != nil && value.Kind() == constant.String {
			key, ok = constant.StringVal(value), true
		}
	}
	return key, ok
}
