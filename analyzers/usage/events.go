package usage

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/astedit"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// The events of a stream that have a message (PAGES chat_v3.md): those of a
// message repeat as a whole what the deltas had in parts.
const (
	messageDelta     = "conversation.message.delta"
	messageCompleted = "conversation.message.completed"
)

// checkEveryEvent reports sel if it takes the text of deltas and of completed
// messages alike.
func (c *checker) checkEveryEvent(cur inspector.Cursor, sel *ast.SelectorExpr) {
	if sel.Sel.Name != "Content" {
		return
	}
	s, ok := c.rootOf(sel.X)
	if !ok || s.kind != "ChatEvent" || c.pathOf(sel.X, s) != "Message" {
		return
	}
	everyEvent := func(place inspector.Cursor) bool {
		if c.toldApart(place, s) {
			return false
		}
		n := c.narrow(s, place)
		return !n.opaque && !n.typed && (n.named || c.received(s.v)) && n.events[messageDelta] && n.events[messageCompleted]
	}
	if !slices.ContainsFunc(c.passedOutAt(cur), everyEvent) || c.asksMessageType(cur) {
		return
	}
	c.report(report.Finding{
		Check:   WrongMessage,
		Range:   sel,
		Message: c.reporter.Say(messages.EveryEvent),
		Fixes:   c.deltaFix(cur, s),
	})
}

// toldApart reports whether who gets the text at place can tell by which event
// it came: it is given the event or its type, too, or where the text goes is
// chosen by it.
func (c *checker) toldApart(place inspector.Cursor, s subject) bool {
	whole := outer(place)
	switch parent := whole.Parent().Node().(type) {
	case *ast.CallExpr:
		return slices.ContainsFunc(parent.Args, func(arg ast.Expr) bool {
			return arg != whole.Node() && c.mentionsType(arg, s)
		})
	case *ast.SendStmt:
		v := c.localVariable(parent.Chan)
		return v != nil && slices.ContainsFunc(c.model.Defs(v), func(d cozemodel.Def) bool {
			cur, ok := c.cursorAt(d.Pos)
			return ok && !c.isParameter(v) && c.narrow(s, cur).named
		})
	}
	return false
}

// mentionsType reports whether expr asks for the type of an event, or is the
// event.
func (c *checker) mentionsType(expr ast.Expr, s subject) bool {
	if c.isVariable(expr, s.v) {
		return true
	}
	found := false
	ast.Inspect(expr, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		found = found || ok && c.isEventOf(e, s)
		return !found
	})
	return found
}

// deltaFix puts the statement that takes the text under a condition that only
// lets deltas through; where the statement is all that a condition on the
// message being there holds, it changes that condition.
//
// A condition on the delta alone would hide a failed chat, so that there is no
// fix where the function does not know that event.
func (c *checker) deltaFix(cur inspector.Cursor, s subject) []analysis.SuggestedFix {
	if decl := c.model.Decl(c.functionOf(cur.Node())); decl == nil || !c.mentionsText(decl, knowledge.FailedEvent) {
		return nil
	}
	stmt := cur
	for {
		if kind, _ := stmt.ParentEdge(); kind == edge.BlockStmt_List || kind == edge.CaseClause_Body {
			break
		}
		if stmt = stmt.Parent(); stmt.Node() == nil {
			return nil
		}
	}
	qualifier := c.qualifierOf(s.v, cur.Node().Pos())
	if qualifier == "" {
		return nil
	}
	delta := fmt.Sprintf("%s.Event == %sChatEventConversationMessageDelta", s.v.Name(), qualifier)
	var edits []analysis.TextEdit
	block := stmt.Parent()
	around, isIf := block.Parent().Node().(*ast.IfStmt)
	if isIf && len(around.Body.List) == 1 && around.Else == nil {
		if test := c.nilTest(around.Cond, s); test != nil {
			edits = []analysis.TextEdit{astedit.Replace(test, delta)}
		}
	}
	if edits == nil {
		node := stmt.Node().(ast.Stmt)
		if _, isDefine := node.(*ast.DeclStmt); isDefine {
			return nil
		}
		if assign, ok := node.(*ast.AssignStmt); ok && assign.Tok == token.DEFINE {
			return nil
		}
		start, end := c.pass.Fset.Position(node.Pos()), c.pass.Fset.Position(node.End())
		if start.Line != end.Line {
			return nil
		}
		behind, indent, ok := astedit.Behind(c.pass, node)
		if !ok {
			return nil
		}
		edits = []analysis.TextEdit{
			astedit.Insert(node.Pos(), fmt.Sprintf("if %s {\n%s\t", delta, indent)),
			astedit.Insert(behind, fmt.Sprintf("\n%s}", indent)),
		}
	}
	return []analysis.SuggestedFix{{Message: c.reporter.Say(messages.TakeOnlyDeltas), TextEdits: edits}}
}

// nilTest returns the comparison of the event's message with nil in a
// condition that is a conjunction, or nil.
func (c *checker) nilTest(cond ast.Expr, s subject) ast.Expr {
	binary, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok {
		return nil
	}
	if binary.Op == token.LAND {
		if test := c.nilTest(binary.X, s); test != nil {
			return test
		}
		return c.nilTest(binary.Y, s)
	}
	if binary.Op == token.NEQ && c.info.Types[binary.Y].IsNil() && c.pathOf(binary.X, s) == "Message" {
		return binary
	}
	return nil
}

// qualifierOf returns the name by which the file refers to the package that
// declares the type of v, with a dot; "" if it does not.
func (c *checker) qualifierOf(v *types.Var, pos token.Pos) string {
	named := gotypes.Named(v.Type())
	if named == nil {
		return ""
	}
	name, edits, ok := astedit.Import(c.pass, c.model.ScopeAt(pos), pos, named.Obj().Pkg().Path(), named.Obj().Pkg().Name())
	if !ok || len(edits) > 0 {
		return ""
	}
	return name + "."
}

// checkEveryData reports a reader of a stream made by hand that takes the
// text out of every line of data, whatever event it belongs to.
func (c *checker) checkEveryData() {
	for _, d := range c.decodings() {
		decl := c.model.Decl(c.functionOf(d.call))
		s := gotypes.Struct(d.target.Type())
		if decl == nil || s == nil || c.model.TestFile(d.call.Pos()) || !c.hasKeys(s, "content") || c.hasAnyKey(s, "event", "choices", "code", "data") {
			continue
		}
		if !c.mentionsText(decl, knowledge.StreamText) || c.tellsEvents(decl) || !c.readsV3(d) || c.readsType(decl, 0) {
			continue
		}
		for _, use := range c.usesOf(d.target) {
			whole := outer(use)
			sel, ok := whole.Parent().Node().(*ast.SelectorExpr)
			if ok && c.wireName(c.info.TypeOf(sel.X), orField(c.fieldOf(sel))) == "content" && c.passedOut(outer(whole.Parent())) {
				c.report(report.Finding{Check: WrongMessage, Range: sel, Message: c.reporter.Say(messages.EveryEvent)})
				break
			}
		}
	}
}

func orField(v *types.Var) *types.Var {
	if v == nil {
		return types.NewField(token.NoPos, nil, "", types.Typ[types.Invalid], false)
	}
	return v
}

func (c *checker) hasAnyKey(s *types.Struct, keys ...string) bool {
	fields := c.model.WireFields(s)
	return slices.ContainsFunc(keys, func(key string) bool { _, ok := find(fields, key); return ok })
}

// tellsEvents reports whether a function, or one that it calls, knows the
// names of events, or compares what an event line says.
func (c *checker) tellsEvents(decl *ast.FuncDecl) bool {
	if c.mentionsText(decl, knowledge.EventText) || c.mentionsText(decl, knowledge.EventField) {
		return true
	}
	fn, _ := c.info.Defs[decl.Name].(*types.Func)
	return fn != nil && slices.ContainsFunc(c.model.Calls(fn), func(call *ast.CallExpr) bool {
		next := c.model.Decl(c.model.Callee(call))
		return next != nil && next != decl && c.mentionsText(next, knowledge.EventText)
	})
}

// readsV3 reports whether what is decoded came from a stream of the v3 chat.
func (c *checker) readsV3(d decoding) bool {
	return c.asks(d.target, knowledge.V3Stream)
}
