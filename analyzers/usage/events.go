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
	file := astedit.File(c.pass, pos)
	if named == nil || file == nil {
		return ""
	}
	name, edits, ok := astedit.Import(c.pass, file, pos, named.Obj().Pkg().Path(), named.Obj().Pkg().Name())
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
	return c.asks(c.model.SourceOfVar(d.target, d.call.End()), knowledge.V3Stream)
}

// checkLeftEarly reports loops over a stream that are left at the first
// message that completes.
func (c *checker) checkLeftEarly() {
	for cur := range c.model.Inspect.Root().Preorder((*ast.BinaryExpr)(nil), (*ast.CaseClause)(nil), (*ast.ForStmt)(nil)) {
		if c.model.TestFile(cur.Node().Pos()) {
			continue
		}
		switch n := cur.Node().(type) {
		case *ast.BinaryExpr:
			if c.comparesCompleted(n) && c.leavesAt(cur, n) {
				c.reportLeft(cur, n)
			}
		case *ast.CaseClause:
			for _, value := range n.List {
				if c.listsCompleted(cur, value) && c.bodyLeaves(cur, n.Body) {
					c.reportLeft(cur, value)
				}
			}
		}
	}
}

func (c *checker) reportLeft(cur inspector.Cursor, at ast.Expr) {
	if !c.asksMessageType(cur) {
		c.report(report.Finding{Check: WrongMessage, Range: at, Message: c.reporter.Say(messages.LeftEarly)})
	}
}

// comparesCompleted reports whether a comparison is one of an event with
// conversation.message.completed.
func (c *checker) comparesCompleted(n *ast.BinaryExpr) bool {
	if n.Op != token.EQL && n.Op != token.NEQ || !c.isCompleted(n.X) && !c.isCompleted(n.Y) {
		return false
	}
	test, ok := c.model.Events().Test(n)
	return ok && test.Domain == cozemodel.ChatEvents
}

func (c *checker) isCompleted(expr ast.Expr) bool {
	text, ok := c.textOf(expr)
	return ok && text == messageCompleted
}

func (c *checker) listsCompleted(clause inspector.Cursor, value ast.Expr) bool {
	if !c.isCompleted(value) {
		return false
	}
	stmt, ok := clause.Parent().Parent().Node().(*ast.SwitchStmt)
	if !ok || stmt.Tag == nil {
		return false
	}
	domain, ok := c.model.Events().Domain(stmt.Tag, value)
	return ok && domain == cozemodel.ChatEvents
}

// leavesAt reports whether the loop is left where a comparison holds: in the
// body of its if, behind an if that goes on with the others, or by the
// condition of the loop itself.
func (c *checker) leavesAt(cur inspector.Cursor, n *ast.BinaryExpr) bool {
	equal := n.Op == token.EQL
	for at := cur; ; at = at.Parent() {
		kind, _ := at.ParentEdge()
		parent := at.Parent()
		switch kind {
		case edge.ParenExpr_X:
			continue
		case edge.BinaryExpr_X, edge.BinaryExpr_Y:
			op := parent.Node().(*ast.BinaryExpr).Op
			if op != token.LAND && op != token.LOR {
				return false
			}
			continue
		case edge.ForStmt_Cond:
			return !equal && c.readsStream(parent.Node())
		case edge.IfStmt_Cond:
			stmt := parent.Node().(*ast.IfStmt)
			if equal {
				return c.bodyLeaves(parent, stmt.Body.List)
			}
			return c.restLeaves(parent, stmt)
		case edge.CaseClause_List:
			clause := parent.Node().(*ast.CaseClause)
			return equal && c.bodyLeaves(parent, clause.Body)
		}
		return false
	}
}

// restLeaves reports whether the statements behind an if that goes on with
// the next event leave the loop.
func (c *checker) restLeaves(cur inspector.Cursor, stmt *ast.IfStmt) bool {
	if len(stmt.Body.List) == 0 {
		return false
	}
	branch, ok := stmt.Body.List[len(stmt.Body.List)-1].(*ast.BranchStmt)
	block, isBlock := cur.Parent().Node().(*ast.BlockStmt)
	if !ok || branch.Tok != token.CONTINUE || !isBlock {
		return false
	}
	_, i := cur.ParentEdge()
	return c.bodyLeaves(cur, block.List[i+1:])
}

// bodyLeaves reports whether a list of statements leaves the loop around cur,
// and does not hand the message on as a whole.
func (c *checker) bodyLeaves(cur inspector.Cursor, list []ast.Stmt) bool {
	if len(list) == 0 {
		return false
	}
	loop := loopAround(cur)
	if loop == nil || !c.readsStream(loop) {
		return false
	}
	switch last := list[len(list)-1].(type) {
	case *ast.ReturnStmt:
		return !slices.ContainsFunc(last.Results, c.carriesMessage) && !c.handsOn(list)
	case *ast.BranchStmt:
		if last.Tok == token.GOTO || last.Tok == token.BREAK && last.Label != nil {
			return !c.handsOn(list)
		}
		return last.Tok == token.BREAK && breaksLoop(cur) && !c.handsOn(list)
	}
	return false
}

// handsOn reports whether a message or event is assigned or given to somebody
// as a whole.
func (c *checker) handsOn(list []ast.Stmt) bool {
	found := false
	for _, stmt := range list {
		ast.Inspect(stmt, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				found = found || slices.ContainsFunc(n.Args, c.carriesMessage)
			case *ast.AssignStmt:
				found = found || slices.ContainsFunc(n.Rhs, c.carriesMessage)
			case *ast.SendStmt:
				found = found || c.carriesMessage(n.Value)
			}
			return !found
		})
	}
	return found
}

// loopAround returns the innermost loop around cur in the same function.
func loopAround(cur inspector.Cursor) ast.Node {
	for f := range cur.Enclosing((*ast.ForStmt)(nil), (*ast.RangeStmt)(nil), (*ast.FuncLit)(nil), (*ast.FuncDecl)(nil)) {
		switch f.Node().(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return f.Node()
		}
		return nil
	}
	return nil
}

// breaksLoop reports whether a plain break at cur, an if or a case, leaves the
// loop and not a switch or select.
func breaksLoop(cur inspector.Cursor) bool {
	for f := range cur.Enclosing((*ast.ForStmt)(nil), (*ast.RangeStmt)(nil), (*ast.SwitchStmt)(nil), (*ast.TypeSwitchStmt)(nil), (*ast.SelectStmt)(nil)) {
		switch f.Node().(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return true
		}
		return false
	}
	return false
}

// readsStream reports whether a loop goes through a stream: it calls Recv or
// reads lines, or ranges over events.
func (c *checker) readsStream(loop ast.Node) bool {
	found := false
	ast.Inspect(loop, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			switch c.bareName(n) {
			case "Recv", "Scan", "ReadString", "ReadBytes", "ReadLine", "Next", "Read":
				found = true
			}
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.RangeStmt:
			found = true
		}
		return !found
	})
	return found
}
