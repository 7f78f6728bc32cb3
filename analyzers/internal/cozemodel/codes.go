package cozemodel

import (
	"go/ast"
	"go/types"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A CodeKind says how a Coze code is represented.
type CodeKind = knowledge.CodeKind

const (
	IntCode  = knowledge.IntCode
	TextCode = knowledge.TextCode
	AuthCode = knowledge.AuthCode
)

// A Code says where a Coze code was read.
type Code struct {
	Kind CodeKind
	// Holder is the expression whose field or result the code is, or nil
	// if it came another way.
	Holder ast.Expr
	// Status says that it may be an HTTP status, too.
	Status bool
}

type codeState struct {
	code    Code
	ok      bool
	pending bool
}

// Code reports whether expr is a Coze code, and where it comes from. It
// follows conversions, fields and getters, locals, parameters and results
// within the package, and values decoded into map[string]any.
func (m *Model) Code(expr ast.Expr) (Code, bool) {
	if m.Pass.TypesInfo.Types[expr].Value != nil {
		return Code{}, false // a constant is compared with codes, it is none
	}
	if code, ok, known := m.labelledCode(expr); known {
		return code, ok
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.code(expr, 0)
}

// labelledCode is Code by what the engine knows of expr, if it knows anything.
func (m *Model) labelledCode(expr ast.Expr) (code Code, ok, known bool) {
	engine, err := m.Engine()
	if err != nil {
		return Code{}, false, false
	}
	if status, ok := m.fixedCode(engine, expr); ok {
		code, ok, known = m.codeAt(expr)
		code.Status = status
		return code, ok, known
	}
	labels := engine.Labels(expr)
	if len(labels) == 0 {
		return Code{}, false, false
	}
	found, status := false, false
	for _, l := range labels {
		switch {
		case l.Origin.Owner != flow.Ours:
			return Code{}, false, true
		case l.Kind == flow.Code:
			found = true
		case l.Kind == flow.HTTPStatus:
			status = true
		case l.Kind == flow.Status || l.Kind == flow.Told || l.Kind == flow.Error:
			// Of an error that has no code.
		default:
			return Code{}, false, true
		}
	}
	if !found {
		return Code{}, false, true
	}
	code, ok, known = m.codeAt(expr)
	code.Status = status
	return code, ok, known
}

// fixedCode reports whether expr is a field that holds codes and nothing else, but
// perhaps HTTP statuses, or the result of a function that returns a code whatever it
// is given.
func (m *Model) fixedCode(engine *flow.Engine, expr ast.Expr) (status, ok bool) {
	switch x := ast.Unparen(expr).(type) {
	case *ast.SelectorExpr:
		field, isVar := m.Pass.TypesInfo.Uses[x.Sel].(*types.Var)
		if !isVar || !field.IsField() {
			return false, false
		}
		if m.IsSDKObject(field) {
			_, ok = m.sdkFieldCode(x, field)
			return false, ok
		}
		return engine.HoldsStatus(field), engine.HoldsCode(field)
	case *ast.CallExpr:
		fn := m.Callee(x)
		return true, fn != nil && !m.IsSDKObject(fn) && engine.ReturnsCode(fn)
	}
	return false, false
}

// codeAt says how the code that expr is known to be is represented, and where it
// was read.
func (m *Model) codeAt(expr ast.Expr) (code Code, ok, known bool) {
	x := ast.Unparen(expr)
	t := m.Pass.TypesInfo.TypeOf(x)
	code.Kind = IntCode
	switch {
	case m.SDKTypeName(t) == "AuthErrorCode":
		code.Kind = AuthCode
	case gotypes.IsString(t):
		code.Kind = TextCode
	case !isNumeric(t) && !types.IsInterface(t):
		return Code{}, false, true
	}
	switch x := x.(type) {
	case *ast.SelectorExpr:
		code.Holder = x.X
	case *ast.IndexExpr:
		code.Holder = x.X
	case *ast.TypeAssertExpr:
		return m.codeAt(x.X)
	case *ast.StarExpr:
		return m.codeAt(x.X)
	case *ast.BinaryExpr:
		return Code{}, false, true
	case *ast.CallExpr:
		if m.Pass.TypesInfo.Types[x.Fun].IsType() && len(x.Args) == 1 {
			return m.codeAt(x.Args[0])
		}
		if sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok && m.Pass.TypesInfo.Selections[sel] != nil {
			if m.SDKTypeName(m.Pass.TypesInfo.TypeOf(sel.X)) == "AuthErrorCode" {
				return m.codeAt(sel.X)
			}
			code.Holder = sel.X
		}
	}
	return code, true, true
}

const maxHops = 12 // how many definitions a value is followed through

func (m *Model) code(expr ast.Expr, hops int) (Code, bool) {
	if expr == nil || hops > maxHops {
		return Code{}, false
	}
	info := m.Pass.TypesInfo
	if tv, ok := info.Types[expr]; ok && tv.Value != nil {
		return Code{}, false // a constant is compared with codes, it is none
	}
	switch expr := ast.Unparen(expr).(type) {
	case *ast.SelectorExpr:
		if field, ok := info.Uses[expr.Sel].(*types.Var); ok && field.IsField() {
			return m.fieldCode(expr, field, hops)
		}
		if v, ok := info.Uses[expr.Sel].(*types.Var); ok {
			return m.variableCode(v, hops)
		}
	case *ast.Ident:
		if v, ok := info.Uses[expr].(*types.Var); ok {
			return m.variableCode(v, hops)
		}
	case *ast.StarExpr:
		return m.code(expr.X, hops)
	case *ast.TypeAssertExpr:
		return m.code(expr.X, hops)
	case *ast.IndexExpr:
		return m.indexCode(expr)
	case *ast.CallExpr:
		return m.callCode(expr, hops)
	}
	return Code{}, false
}

// variableCode reports whether a variable, parameter or field holds codes:
// at least one of the values it is given is one, and the others are
// constants or nothing.
func (m *Model) variableCode(v *types.Var, hops int) (Code, bool) {
	v = v.Origin()
	if state, ok := m.codes[v]; ok {
		return state.code, state.ok && !state.pending
	}
	m.codes[v] = codeState{pending: true}
	var code Code
	found, other := false, false
	for _, def := range m.Defs(v) {
		if def.Zero {
			continue
		}
		if def.Opaque || def.Element || def.Expr == nil {
			other = true
			break
		}
		if tv := m.Pass.TypesInfo.Types[def.Expr]; def.Result < 0 && (tv.Value != nil || tv.IsNil()) {
			continue
		}
		c, ok := m.resultCode(def.Expr, def.Result, hops+1)
		if !ok {
			other = true
			break
		}
		code, found = c, true
	}
	if other {
		code, found = Code{}, false
	}
	m.codes[v] = codeState{code: code, ok: found}
	return code, found
}

// resultCode is code for result i of a call, or for expr itself if i is -1.
// The first result of a type assertion with two is the value.
func (m *Model) resultCode(expr ast.Expr, i, hops int) (Code, bool) {
	if i <= 0 {
		return m.code(expr, hops)
	}
	call, isCall := ast.Unparen(expr).(*ast.CallExpr)
	if !isCall {
		return Code{}, false
	}
	return m.functionCode(call, i, hops)
}

func (m *Model) callCode(call *ast.CallExpr, hops int) (Code, bool) {
	info := m.Pass.TypesInfo
	if tv, ok := info.Types[call.Fun]; ok && tv.IsType() && len(call.Args) == 1 {
		return m.code(call.Args[0], hops) // a conversion
	}
	fn := m.Callee(call)
	if fn == nil {
		return Code{}, false
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && fn.Signature().Recv() != nil {
		recv := info.TypeOf(sel.X)
		switch {
		case m.IsSDKObject(fn) && fn.Name() == "GetCode":
			return Code{Kind: IntCode, Holder: sel.X}, true
		case m.IsSDKObject(fn) && fn.Name() == "String" && m.SDKTypeName(recv) == "AuthErrorCode":
			return m.code(sel.X, hops)
		case fn.Pkg() != nil && fn.Pkg().Path() == "encoding/json" && fn.Name() == "Int64":
			return m.code(sel.X, hops)
		case codeGetter(fn) && m.Decl(fn) == nil && m.hasCode(recv) && m.fromCoze(sel.X):
			return Code{Kind: IntCode, Holder: sel.X}, true
		case codeGetter(fn) && fn.Pkg() != m.Pass.Pkg && recv != nil && types.IsInterface(recv) && m.interfaceOfCoze(fn, sel.X):
			return Code{Kind: IntCode, Holder: sel.X}, true
		}
	}
	if code, ok := m.lookupCode(call); ok {
		return code, true
	}
	return m.functionCode(call, 0, hops)
}

// codeGetter reports whether fn looks like the getter of a code of a type
// from another package.
func codeGetter(fn *types.Func) bool {
	sig := fn.Signature()
	if sig.Params().Len() != 0 || sig.Results().Len() != 1 || !isNumeric(sig.Results().At(0).Type()) {
		return false
	}
	switch fn.Name() {
	case "GetCode", "Code", "ErrCode", "ErrorCode", "GetErrorCode":
		return true
	}
	return false
}

// interfaceOfCoze reports whether expr, of an interface that an imported
// package declares with the getter fn, holds a reply or an error of Coze: by
// the call that it came from, or because that package is a client of Coze.
func (m *Model) interfaceOfCoze(fn *types.Func, expr ast.Expr) bool {
	switch m.ownerOf(expr) {
	case Ours:
		return true
	case Others:
		return false
	}
	return fn.Pkg() != nil && (packageNamedForCoze(fn.Pkg()) || m.exportsHost(fn.Pkg()))
}

// functionCode reports whether result i of the package's function that call
// calls is a code: one of its returns is, and the others are constants.
func (m *Model) functionCode(call *ast.CallExpr, i, hops int) (Code, bool) {
	fn := m.index.Implementation(m.Callee(call))
	if m.Decl(fn) == nil || i >= fn.Signature().Results().Len() || hops > maxHops {
		return Code{}, false
	}
	var code Code
	found := false
	for _, ret := range m.Returns(fn) {
		if len(ret.Results) == 0 {
			named := fn.Signature().Results().At(i)
			c, ok := m.variableCode(named, hops+1)
			if !ok {
				return Code{}, false
			}
			code, found = c, true
			continue
		}
		if i >= len(ret.Results) {
			return Code{}, false
		}
		if m.Pass.TypesInfo.Types[ret.Results[i]].Value != nil {
			continue
		}
		c, ok := m.code(ret.Results[i], hops+1)
		if !ok {
			return Code{}, false
		}
		code, found = c, true
	}
	if found {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && fn.Signature().Recv() != nil {
			return Code{Kind: code.Kind, Holder: sel.X}, true
		}
	}
	return Code{Kind: code.Kind}, found
}
