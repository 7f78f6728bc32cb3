package cozemodel

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// Where what is compared with the names of events comes from.

type sourceKind int

const (
	noSource sourceKind = iota
	eventSource
	statusSource
)

// sourceKeys are the keys of events and statuses on the wire.
var sourceKeys = map[string]sourceKind{
	"event":          eventSource,
	"event_type":     eventSource,
	"status":         statusSource,
	"execute_status": statusSource,
}

// source reports whether expr was read from the event or status of a value
// that comes from Coze.
func (e *Events) source(expr ast.Expr, hops int) sourceKind {
	if hops > maxHops {
		return noSource
	}
	if e.eventLine(expr) {
		return eventSource
	}
	info := e.m.Pass.TypesInfo
	switch x := e.bare(expr).(type) {
	case *ast.IndexExpr:
		if key, ok := e.Wire(x.Index); ok && e.m.DecodedMap(x.X) {
			return sourceKeys[key]
		}
	case *ast.CallExpr:
		return e.getterSource(x, hops)
	case *ast.Ident, *ast.SelectorExpr:
		v := Variable(info, x)
		if v == nil {
			return noSource
		}
		if sel, ok := x.(*ast.SelectorExpr); ok && v.IsField() {
			return e.fieldSource(sel, v)
		}
		return e.variableSource(v, hops)
	}
	return noSource
}

// eventField is the field of a server-sent event that names its type.
const eventField = "event:"

// eventLine reports whether expr is what follows "event:" in a line that
// comes from Coze: strings.TrimPrefix(line, "event:"), line[6:].
func (e *Events) eventLine(expr ast.Expr) bool {
	switch x := ast.Unparen(expr).(type) {
	case *ast.CallExpr:
		fn := e.m.Callee(x)
		if len(x.Args) == 0 || fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "strings" && fn.Pkg().Path() != "bytes" {
			return len(x.Args) == 1 && e.m.Pass.TypesInfo.Types[x.Fun].IsType() && e.eventLine(x.Args[0])
		}
		if len(x.Args) == 2 {
			if text, ok := e.Wire(e.bare(x.Args[1])); ok && strings.TrimSpace(text) == eventField {
				return e.m.FromCoze(x.Args[0])
			}
		}
		return e.eventLine(x.Args[0])
	case *ast.SliceExpr:
		n, ok := int64(0), false
		if x.Low != nil {
			n, ok = IntValue(e.m.Pass.TypesInfo, x.Low)
		}
		return ok && x.High == nil && (n == int64(len(eventField)) || n == int64(len(eventField))+1) && e.m.FromCoze(x.X)
	}
	return false
}

// getterSource follows a call of the package's own that returns an event or
// status and nothing else.
func (e *Events) getterSource(call *ast.CallExpr, hops int) sourceKind {
	fn := e.m.Callee(call)
	if e.m.Decl(fn) == nil {
		return noSource
	}
	kind := noSource
	for _, ret := range e.m.Returns(fn) {
		if len(ret.Results) == 0 {
			return noSource
		}
		if _, isConstant := e.Wire(ret.Results[0]); isConstant {
			continue
		}
		if kind = e.source(ret.Results[0], hops+1); kind == noSource {
			return noSource
		}
	}
	return kind
}

func (e *Events) variableSource(v *types.Var, hops int) sourceKind {
	if kind, ok := e.sources[v]; ok {
		return kind
	}
	e.sources[v] = noSource // while it is looked for
	kind := noSource
	for _, def := range e.m.Defs(v) {
		if def.Zero {
			continue
		}
		if def.Expr == nil || def.Opaque || def.Element || def.Result > 0 {
			return noSource
		}
		if _, isConstant := e.Wire(def.Expr); isConstant {
			continue
		}
		if kind = e.source(def.Expr, hops+1); kind == noSource {
			return noSource
		}
	}
	e.sources[v] = kind
	return kind
}

// fieldSource judges a field by its key on the wire and by where the value
// that holds it comes from.
func (e *Events) fieldSource(sel *ast.SelectorExpr, field *types.Var) sourceKind {
	holder := e.m.Pass.TypesInfo.TypeOf(sel.X)
	s := gotypes.Struct(holder)
	if s == nil {
		return noSource
	}
	kind := noSource
	for _, f := range e.m.WireFields(s) {
		if f.Var == field.Origin() {
			kind = sourceKeys[strings.ToLower(f.Name)]
		}
	}
	if kind == noSource {
		return noSource
	}
	switch e.m.OwnerOf(sel) {
	case Ours:
		return kind
	case Others:
		return noSource
	}
	if !e.decoded(sel) {
		return noSource
	}
	return kind
}

// decoded reports whether a struct on the way of sel is a value of Coze. The
// program's own jobs and records have a status too: a type of the package
// must be decoded somewhere, or be named for Coze, to count.
func (e *Events) decoded(sel *ast.SelectorExpr) bool {
	fn := e.m.FuncAt(sel.Pos())
	for x := sel.X; ; {
		x = ast.Unparen(x)
		t := e.m.Pass.TypesInfo.TypeOf(x)
		if gotypes.Struct(t) != nil && e.m.Origin(t, fn) && e.read(gotypes.Named(t)) {
			return true
		}
		inner, ok := x.(*ast.SelectorExpr)
		if !ok {
			return false
		}
		x = inner.X
	}
}

func (e *Events) read(named *types.Named) bool {
	if named == nil || named.Obj().Pkg() != e.m.Pass.Pkg {
		return true
	}
	_, decoded := e.m.index.Decoded(named.Origin().Obj())
	return decoded || knowledge.NamesCoze(named.Obj().Name())
}

// Test reports whether expr compares an event type or status with a member:
// ev.Event == coze.ChatEventConversationChatFailed.
func (e *Events) Test(expr ast.Expr) (EventTest, bool) {
	binary, ok := ast.Unparen(expr).(*ast.BinaryExpr)
	if !ok || binary.Op != token.EQL && binary.Op != token.NEQ {
		return EventTest{}, false
	}
	event, value := binary.X, binary.Y
	wire, ok := e.Wire(value)
	if !ok {
		event, value = binary.Y, binary.X
		if wire, ok = e.Wire(value); !ok {
			return EventTest{}, false
		}
	}
	domain, ok := e.Domain(event, value)
	if !ok {
		return EventTest{}, false
	}
	member, ok := domain.Member(wire)
	return EventTest{event, domain, member, binary.Op == token.EQL}, ok
}
