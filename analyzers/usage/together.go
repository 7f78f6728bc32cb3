package usage

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkTogether reports chats of one conversation that run at once (CZ5024).
func (c *checker) checkTogether() {
	reported := make(map[*ast.CallExpr]bool)
	for _, o := range c.engine.Origins() {
		s, ok := c.startedBy(o)
		call := c.engine.Call(o)
		if !ok || !s.chat || call == nil || reported[call] {
			continue
		}
		started, ok := c.engine.AtOnce(o)
		if !ok || !c.sharesConversation(o, call, c.loopAround(started)) {
			continue
		}
		reported[call] = true
		c.report(report.Finding{Check: Together, Range: call, Message: c.reporter.Say(messages.ChatsTogether, s.name)})
	}
}

// loopAround returns the innermost loop around a call, or nil.
func (c *checker) loopAround(call *ast.CallExpr) ast.Node {
	if call == nil {
		return nil
	}
	if cur, ok := c.model.Cursor(call); ok {
		for loop := range cur.Enclosing((*ast.ForStmt)(nil), (*ast.RangeStmt)(nil)) {
			return loop.Node()
		}
	}
	return nil
}

// sharesConversation reports whether several goroutines may send a message to the same
// conversation: those that a loop starts, or those that serve requests if it is nil.
func (c *checker) sharesConversation(o *flow.Origin, call *ast.CallExpr, around ast.Node) bool {
	if !o.SDK {
		return slices.ContainsFunc(o.URLs(), func(u string) bool { return strings.Contains(u, "conversation_id={") }) && around != nil && !c.rangesOverList(around)
	}
	for _, arg := range call.Args {
		if c.model.SDKTypeName(c.info.TypeOf(arg)) != "CreateChatsReq" {
			continue
		}
		for _, id := range c.conversationsOf(arg) {
			if c.isShared(id, around) {
				return true
			}
		}
	}
	return false
}

// rangesOverList reports whether a loop goes through a list, each element of which
// may have a conversation of its own.
func (c *checker) rangesOverList(loop ast.Node) bool {
	stmt, ok := loop.(*ast.RangeStmt)
	if !ok {
		return false
	}
	t := c.info.TypeOf(stmt.X)
	if t == nil {
		return true
	}
	switch t.Underlying().(type) {
	case *types.Chan, *types.Basic: // also as many times as a number says
		return false
	}
	return true
}

// conversationsOf returns what the conversation IDs of a request of the SDK are read
// from.
func (c *checker) conversationsOf(request ast.Expr) []ast.Expr {
	isLit := func(expr ast.Expr) bool { _, ok := ast.Unparen(expr).(*ast.CompositeLit); return ok }
	var all []ast.Expr
	for _, root := range c.model.Roots(request, isLit) {
		if unary, ok := root.(*ast.UnaryExpr); ok {
			root = unary.X
		}
		lit, ok := ast.Unparen(root).(*ast.CompositeLit)
		if !ok {
			continue
		}
		for _, element := range lit.Elts {
			if kv, ok := element.(*ast.KeyValueExpr); ok && isNamed(kv.Key, "ConversationID") {
				all = append(all, c.model.Roots(kv.Value, c.isMapIndex)...)
			}
		}
	}
	return all
}

// isShared reports whether an ID is one for several goroutines: an element of a map, or
// what is declared outside of the loop that starts them.
func (c *checker) isShared(id ast.Expr, loop ast.Node) bool {
	if c.isMapIndex(id) {
		return true
	}
	if loop == nil {
		return false
	}
	switch x := ast.Unparen(id).(type) {
	case *ast.Ident:
		v, ok := c.info.ObjectOf(x).(*types.Var)
		return ok && !within(x, loop) || ok && (v.Pos() < loop.Pos() || v.Pos() > loop.End()) && c.model.FuncAt(v.Pos()) == c.model.FuncAt(loop.Pos())
	case *ast.SelectorExpr:
		field := c.fieldOf(x)
		return field != nil && !c.isElementOf(x.X, loop)
	}
	return false
}

// isElementOf reports whether expr is a variable that is declared in a loop, or one of
// its header.
func (c *checker) isElementOf(expr ast.Expr, loop ast.Node) bool {
	v := c.localVariable(expr)
	return v != nil && loop.Pos() <= v.Pos() && v.Pos() < loop.End()
}

// isMapIndex reports whether expr is an element of a map.
func (c *checker) isMapIndex(expr ast.Expr) bool {
	index, ok := ast.Unparen(expr).(*ast.IndexExpr)
	if !ok {
		return false
	}
	t := c.info.TypeOf(index.X)
	if t == nil {
		return false
	}
	_, isMap := t.Underlying().(*types.Map)
	return isMap
}
