package cozemodel

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/valueflow"
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

func (m *Model) origin(t types.Type, fn *types.Func) bool {
	named := gotypes.Named(t)
	if named == nil {
		// An anonymous struct is decoded where it stands.
		return gotypes.Struct(t) != nil && m.linked(fn)
	}
	if m.IsSDKObject(named.Obj()) {
		return true
	}
	if m.another(fn) {
		return false
	}
	if known, ok := m.origins[named.Origin()]; ok {
		return known
	}
	ok := m.typeOrigin(named.Origin())
	m.origins[named.Origin()] = ok
	return ok
}

func (m *Model) typeOrigin(named *types.Named) bool {
	name, pkg := named.Obj(), named.Obj().Pkg()
	if pkg == nil || knowledge.NamesVendor(name.Name()) {
		return false
	}
	here := pkg == m.Pass.Pkg
	decodedIn, decoded := m.index.Decoded(name)
	if here && !decoded && m.built(named) && !m.embeddedInDecoded(name) {
		return false // a reply that the program itself gives
	}
	switch {
	case knowledge.NamesCoze(name.Name()) || packageNamedForCoze(pkg):
		return true
	case here && !decoded && m.isEnvelope(named):
		return m.evidence.host && !m.evidence.foreign
	case m.pathNamedForCoze(pkg.Path()) && !here:
		return m.evidence.host || m.evidence.sdk || m.exportsHost(pkg)
	case !here && m.exportsHost(pkg) && replies(pkg, name):
		return true
	}
	// Otherwise it must be decoded where the Open API is called.
	return slices.ContainsFunc(decodedIn, func(d valueflow.Decoding) bool {
		switch m.decodingOwner(d) {
		case Ours:
			return true
		case Others:
			return false
		}
		return d.Fn != nil && m.evidence.host && m.linked(d.Fn)
	})
}

// isEnvelope reports whether a type has the two keys of every JSON reply of
// the API, which other APIs spell in other ways: code and msg.
func (m *Model) isEnvelope(named *types.Named) bool {
	s := gotypes.Struct(named)
	code, hasCode := m.Wire(s, "code")
	msg, hasMessage := m.Wire(s, "msg")
	return hasCode && hasMessage && isNumeric(code.Var.Type()) && gotypes.IsString(msg.Var.Type())
}

// decodingOwner reports whose reply a call decodes.
func (m *Model) decodingOwner(d valueflow.Decoding) Owner {
	if d.Arg < 0 {
		return m.ownerOf(d.Call)
	}
	arg := ast.Unparen(d.Call.Args[d.Arg])
	if u, ok := arg.(*ast.UnaryExpr); ok {
		arg = u.X
	}
	v := Variable(m.Pass.TypesInfo, arg)
	if v == nil {
		return Untold
	}
	return m.owner(m.flow.SourceOfVar(v, d.Call.End()))
}

func (m *Model) embeddedInDecoded(name *types.TypeName) bool {
	for outer := range m.index.DecodedTypes() {
		s := gotypes.Struct(outer.Type())
		if s == nil || outer.Pkg() == nil {
			continue
		}
		for field := range s.Fields() {
			if n := gotypes.Named(field.Type()); n != nil && n.Origin().Obj() == name {
				return true
			}
		}
	}
	return false
}

// built reports whether the package gives the code of a struct a value: then
// it is a reply that the program writes.
func (m *Model) built(named *types.Named) bool {
	s := gotypes.Struct(named)
	if s == nil {
		return false
	}
	for _, f := range m.WireFields(s) {
		if _, ok := m.wireCode(named, f.Var); !ok {
			continue
		}
		if slices.ContainsFunc(m.Defs(f.Var), func(d Def) bool { return d.Expr != nil }) {
			return true
		}
	}
	return false
}
