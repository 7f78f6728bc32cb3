package cozemodel

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A Doubt says why the log ID that is at hand at a place must not be read
// there without a further look.
type Doubt int

const (
	// NoDoubt: it is the log ID of the failure, and can be read.
	NoDoubt Doubt = iota
	// MayBeNil: it is, but what holds it may be nil.
	MayBeNil
	// MayBeOther: what is at hand may belong to another call, or to another
	// round of a loop.
	MayBeOther
	// NotAtHand: nothing is.
	NotAtHand
)

// A LogID is how the log ID of a failure can be had at a place.
type LogID struct {
	Expr  string    // reads it, as source text; "" unless Doubt is NoDoubt or MayBeNil
	Pos   token.Pos // where what holds it is declared
	Doubt Doubt
}

// Sure reports whether Expr can be written at the place.
func (id LogID) Sure() bool { return id.Doubt == NoDoubt }

// LogIDAt returns the log ID of the failure that failing is a part of, or was
// read from: a reply, an event, its code, the error of a stream. It is read at
// pos, from a variable that can be named there.
//
// The answer is sure only where the response, or what else holds the log ID,
// is the one that failing came from on every path to pos, in the same round of
// every loop, and is not nil.
func (m *Model) LogIDAt(pos token.Pos, failing ast.Expr) LogID {
	root := Root(m.Pass.TypesInfo, failing)
	if root == nil || root.IsField() || !m.nameable(root, pos) || root.Parent() == m.Pass.Pkg.Scope() {
		return LogID{Doubt: MayBeOther} // what other functions may write, too
	}
	if id, ok := m.ownLogID(failing); ok {
		return id
	}
	best := LogID{Doubt: NotAtHand}
	for _, v := range m.Visible(pos) {
		id, ok := m.holdsLogID(v)
		if !ok {
			continue
		}
		id.Doubt = m.doubt(pos, v, root, failing)
		if id.Doubt > MayBeNil {
			id.Expr = ""
		}
		if id.Doubt < best.Doubt {
			best = id
		}
	}
	return best
}

// ErrorAt reports whether err holds, at pos and on every path there, the error
// that the statement def gave it, and that is not nil.
func (m *Model) ErrorAt(pos token.Pos, err *types.Var, def ast.Node) bool {
	_, body := m.FunctionAt(pos)
	if body == nil || err.Pos() < body.Pos() && !m.parameterOf(body, err) || m.assignedByLiterals(body)[err] {
		return false
	}
	now := m.roundsOf(body, err, def, false).at(pos)
	return now != nil && now.made[err] && now.nonNil[err] && m.nameable(err, pos)
}

// DecodedFrom reports whether reply holds, at pos and on every path there, what
// was decoded from what whole holds, a body that can be named there.
func (m *Model) DecodedFrom(pos token.Pos, whole *types.Var, reply ast.Expr) bool {
	root := Root(m.Pass.TypesInfo, reply)
	fn, body := m.FunctionAt(pos)
	if root == nil || body == nil || !within(whole, fn) || !m.nameable(whole, pos) || m.assignedByLiterals(body)[whole] {
		return false
	}
	now := m.roundsOf(body, whole, nil, false).at(pos)
	return now != nil && now.made[whole] && now.made[root]
}

// Visible returns the local variables that can be named at pos, the innermost
// first.
func (m *Model) Visible(pos token.Pos) []*types.Var {
	var list []*types.Var
	pkg, innermost := m.Pass.Pkg.Scope(), m.ScopeAt(pos)
	for scope := innermost; scope != nil && scope != pkg; scope = scope.Parent() {
		for _, name := range scope.Names() {
			if v, ok := scope.Lookup(name).(*types.Var); ok && name != "_" && names(innermost, v, pos) {
				list = append(list, v)
			}
		}
	}
	return list
}

// ScopeAt returns the innermost scope around pos, or nil outside of the files.
func (m *Model) ScopeAt(pos token.Pos) *types.Scope { return m.scopes().At(pos) }

// nameable reports whether the name of v means v at pos.
func (m *Model) nameable(v *types.Var, pos token.Pos) bool {
	scope := m.ScopeAt(pos)
	return scope != nil && names(scope, v, pos)
}

// names reports whether the name of v means v at pos, which is in scope.
func names(scope *types.Scope, v *types.Var, pos token.Pos) bool {
	_, obj := scope.LookupParent(v.Name(), pos)
	return obj == v
}

// ownLogID finds the log ID among the fields of the reply that failing is a
// part of: detail.logid, or a logid beside the code.
func (m *Model) ownLogID(failing ast.Expr) (LogID, bool) {
	for x := ast.Unparen(failing); isChain(x); {
		if s := gotypes.Struct(m.Pass.TypesInfo.TypeOf(x)); s != nil {
			if path := LogIDField(s); path != "" {
				return LogID{Expr: types.ExprString(x) + path, Pos: x.Pos()}, true
			}
		}
		sel, ok := x.(*ast.SelectorExpr)
		if !ok {
			break
		}
		x = ast.Unparen(sel.X)
	}
	return LogID{}, false
}

// isChain reports whether expr is a variable, or a field of one: to write it
// again calls nothing.
func isChain(expr ast.Expr) bool {
	switch x := ast.Unparen(expr).(type) {
	case *ast.Ident:
		return true
	case *ast.SelectorExpr:
		return isChain(x.X)
	}
	return false
}

// LogIDField returns the selectors that lead from a struct to its log ID, or
// "".
func LogIDField(s *types.Struct) string { return logIDField(s, 0) }

func logIDField(s *types.Struct, depth int) string {
	if depth > 2 {
		return ""
	}
	for field := range s.Fields() {
		if knowledge.NamesLogID(field.Name()) && types.Identical(field.Type().Underlying(), types.Typ[types.String]) {
			return "." + field.Name()
		}
	}
	for field := range s.Fields() {
		inner, isStruct := field.Type().Underlying().(*types.Struct)
		if !isStruct || !field.Embedded() && !strings.Contains(strings.ToLower(field.Name()), "detail") {
			continue
		}
		if path := logIDField(inner, depth+1); path != "" {
			return "." + field.Name() + path
		}
	}
	return ""
}

// holdsLogID returns how the log ID is read from v, if it is a response, a
// reply or stream of the SDK, or a text that was read from one.
func (m *Model) holdsLogID(v *types.Var) (LogID, bool) {
	text := ""
	switch {
	case knowledge.IsResponse(v.Type()):
		text = HeaderOf(v.Name(), v.Type())
	case gotypes.IsString(v.Type()):
		if engine, err := m.Engine(); err == nil && engine.VarIsOf(v, flow.LogID) {
			text = v.Name()
		}
	default:
		text, _ = m.SDKLogID(v.Name(), v.Type())
	}
	return LogID{Expr: text, Pos: v.Pos()}, text != ""
}

// HeaderOf returns the expression that reads the log ID from a response, or ""
// if it keeps its header to itself.
func HeaderOf(response string, t types.Type) string {
	if named := gotypes.Named(t); named != nil {
		obj, _, _ := types.LookupFieldOrMethod(named, true, named.Obj().Pkg(), "Header")
		if fn, isMethod := obj.(*types.Func); isMethod && fn.Signature().Params().Len() == 0 {
			return response + `.Header().Get("X-Tt-Logid")`
		}
		if obj == nil {
			return ""
		}
		// The header of fasthttp and hertz is read with Peek.
		if get, _, _ := types.LookupFieldOrMethod(obj.Type(), true, nil, "Get"); get == nil {
			return response + `.Header.Peek("X-Tt-Logid")`
		}
	}
	return response + `.Header.Get("X-Tt-Logid")`
}

// SDKLogID returns the expression that reads the log ID of a value of a type
// of the SDK, or of one that embeds such a type.
func (m *Model) SDKLogID(value string, t types.Type) (string, bool) {
	for _, method := range []string{"LogID", "Response"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, m.Pass.Pkg, method)
		fn, ok := obj.(*types.Func)
		if !ok || !m.IsSDKObject(fn) || fn.Signature().Params().Len() != 0 {
			continue
		}
		if method == "Response" {
			return value + ".Response().LogID()", true
		}
		return value + ".LogID()", true
	}
	return "", false
}

// doubt says what speaks against reading at pos, from the variable holder, the
// log ID of what root holds.
func (m *Model) doubt(pos token.Pos, holder, root *types.Var, failing ast.Expr) Doubt {
	fn, body := m.FunctionAt(pos)
	if body == nil {
		return MayBeOther
	}
	anchors := []*types.Var{holder}
	if gotypes.IsString(holder.Type()) {
		for _, v := range m.localsOf(fn) {
			if knowledge.IsResponse(v.Type()) || m.SDKTypeName(v.Type()) != "" {
				anchors = append(anchors, v)
			}
		}
	}
	doubt := MayBeOther
	for _, anchor := range anchors {
		final := !within(anchor, fn)
		if final && !m.effectivelyFinal(anchor) || m.assignedByLiterals(body)[anchor] {
			continue
		}
		if anchor != root && !m.comesFrom(failing, anchor) {
			continue
		}
		now := m.roundsOf(body, anchor, nil, final).at(pos)
		if now == nil || !now.made[root] || !now.made[holder] {
			continue
		}
		if now.nonNil[holder] || !canBeNil(holder.Type()) {
			return NoDoubt
		}
		doubt = MayBeNil
	}
	return doubt
}

// comesFrom reports whether everything that failing may be is of a request whose
// outcome the anchor may be.
func (m *Model) comesFrom(failing ast.Expr, anchor *types.Var) bool {
	engine, err := m.Engine()
	if err != nil {
		return false
	}
	labels := engine.Labels(failing)
	return len(labels) > 0 && !slices.ContainsFunc(labels, func(l flow.Label) bool { return !engine.MayBeOf(anchor, l.Origin) })
}
