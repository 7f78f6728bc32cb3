package cozemodel

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/valueflow"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// LogIDs returns the log IDs that the value of expr is made of, each with the
// call that it belongs to: the header of a response, the logid of a reply, or
// what the SDK gives.
func (m *Model) LogIDs(expr ast.Expr) []valueflow.Match {
	if !m.speaksOfLogIDs() {
		return nil
	}
	if known, ok := m.logIDs.Load(expr); ok {
		return known.([]valueflow.Match)
	}
	found := m.flow.Find(expr, m.readsLogID)
	m.logIDs.Store(expr, found)
	return found
}

// findLogIDs reports whether anything in the package could read a log ID: most
// packages do not, and then no value needs to be followed for it.
func (m *Model) findLogIDs() bool {
	for cur := range m.Inspect.Root().Preorder((*ast.SelectorExpr)(nil)) {
		sel := cur.Node().(*ast.SelectorExpr)
		if m.isLogIDField(sel) || sel.Sel.Name == "LogID" && m.IsSDKObject(m.Pass.TypesInfo.Uses[sel.Sel]) {
			return true
		}
	}
	for _, tv := range m.Pass.TypesInfo.Types {
		if tv.Value != nil && tv.Value.Kind() == constant.String && knowledge.IsLogIDKey(constant.StringVal(tv.Value)) {
			return true
		}
	}
	return false
}

// readsLogID reports whether x reads a log ID out of what holds it.
func (m *Model) readsLogID(x ast.Expr, texts func(ast.Expr) []string) bool {
	switch x := x.(type) {
	case *ast.SelectorExpr:
		return m.isLogIDField(x)
	case *ast.IndexExpr:
		return m.readsLogIDKey(x, texts)
	case *ast.CallExpr:
		return m.callsForLogID(x, texts)
	}
	return false
}

// isLogIDField reports whether sel reads the log ID of a value of the SDK, or
// a field whose key on the wire is that of the log ID.
func (m *Model) isLogIDField(sel *ast.SelectorExpr) bool {
	field, ok := m.Pass.TypesInfo.Uses[sel.Sel].(*types.Var)
	if !ok || !field.IsField() {
		return false
	}
	if m.IsSDKObject(field) {
		return field.Name() == "LogID"
	}
	if slices.ContainsFunc(m.Defs(field), func(d Def) bool { return d.Expr != nil }) {
		return false // it is what the program put there
	}
	s := gotypes.Struct(m.Pass.TypesInfo.TypeOf(sel.X))
	if s == nil || !gotypes.IsString(field.Type()) {
		return false
	}
	return slices.ContainsFunc(m.WireFields(s), func(f WireField) bool {
		return f.Var == field.Origin() && knowledge.IsLogIDKey(f.Name)
	})
}

// readsLogIDKey reports whether x is header["X-Tt-Logid"] or
// reply["detail"]["logid"].
func (m *Model) readsLogIDKey(x *ast.IndexExpr, texts func(ast.Expr) []string) bool {
	if t := m.Pass.TypesInfo.TypeOf(x.X); t == nil || !isKeyed(t) {
		return false
	}
	return slices.ContainsFunc(texts(x.Index), knowledge.IsLogIDKey)
}

func isKeyed(t types.Type) bool {
	mt, ok := t.Underlying().(*types.Map)
	return ok && gotypes.IsString(mt.Key())
}

// callsForLogID reports whether call is LogID() of the SDK, or reads the key
// of a log ID: resp.Header.Get("X-Tt-Logid"), gjson.Get(body, "detail.logid").
func (m *Model) callsForLogID(call *ast.CallExpr, texts func(ast.Expr) []string) bool {
	fn := m.Callee(call)
	if fn == nil {
		return false
	}
	if m.IsSDKObject(fn) {
		return fn.Name() == "LogID"
	}
	if m.Decl(fn) != nil || knowledge.EffectOf(fn).Has(knowledge.Logs|knowledge.Replies|knowledge.Encodes|knowledge.MakesError|knowledge.Asks) {
		return false
	}
	sig := fn.Signature()
	if sig.Results().Len() == 0 || sig.Results().Len() > 2 || fn.Pkg() != nil && fn.Pkg().Path() == "fmt" {
		return false
	}
	for i, arg := range call.Args {
		t := m.Pass.TypesInfo.TypeOf(arg)
		if t == nil || !gotypes.IsString(t) || i < len(call.Args)-2 {
			continue
		}
		if slices.ContainsFunc(texts(arg), knowledge.IsLogIDKey) && m.readsFromReply(fn, call) {
			return true
		}
	}
	return false
}

// readsFromReply reports whether a call with the key of a log ID can read it:
// it asks a header, or parses a body.
func (m *Model) readsFromReply(fn *types.Func, call *ast.CallExpr) bool {
	switch fn.Name() {
	case "Get", "Peek", "Values", "GetHeader", "Header", "GetBytes", "GetString", "PeekAll", "VisitAll":
		return true
	}
	path, _, _ := knowledge.ID(fn)
	return strings.Contains(path, "json")
}

// FromStream reports whether the text that v holds at pos is a line, or the
// data, of an event of a stream: those have no log ID.
func (m *Model) FromStream(v *types.Var, pos token.Pos) bool {
	return len(m.flow.FindInVar(v, pos, m.readsLine)) > 0
}

// readsLine reports whether x reads a line of a stream, or is an iterator over
// its events.
func (m *Model) readsLine(x ast.Expr, _ func(ast.Expr) []string) bool {
	call, ok := x.(*ast.CallExpr)
	if !ok {
		return false
	}
	if t := m.Pass.TypesInfo.TypeOf(call); t != nil {
		if _, isIterator := t.Underlying().(*types.Signature); isIterator {
			return true
		}
	}
	path, recv, name := "", "", ""
	if fn := m.Callee(call); fn != nil {
		path, recv, name = knowledge.ID(fn)
	}
	return path == "bufio" && (recv == "Scanner" || recv == "Reader" && strings.HasPrefix(name, "Read"))
}

// WithoutDetail reports whether all the replies with the given origins are of
// endpoints whose JSON has no detail.logid: those of /open_api/v2/chat.
func (m *Model) WithoutDetail(origins []valueflow.Origin) bool {
	v2 := false
	for _, o := range origins {
		if o.Kind != valueflow.Response {
			continue
		}
		if !slices.ContainsFunc(m.flow.URLs(o), func(url string) bool { return strings.Contains(url, "/v2/chat") }) {
			return false
		}
		v2 = true
	}
	return v2
}

// LogIDsInVar is LogIDs for the value that v has at pos.
func (m *Model) LogIDsInVar(v *types.Var, pos token.Pos) []valueflow.Match {
	if !m.speaksOfLogIDs() {
		return nil
	}
	return m.flow.FindInVar(v, pos, m.readsLogID)
}
