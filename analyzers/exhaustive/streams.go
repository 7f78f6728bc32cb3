package exhaustive

import (
	"go/ast"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
)

// checkStreams reports a loop that reads the events of a stream and asks
// something of them, but never what they are, where nobody notices a failure
// (CZ4004): a predicate, a set of events, the message that an event has.
func (c *checker) checkStreams(decl inspector.Cursor) {
	for cur := range decl.Preorder((*ast.AssignStmt)(nil)) {
		assign := cur.Node().(*ast.AssignStmt)
		event, domain := c.received(assign)
		around := loop(cur)
		if event == nil || around == nil || c.comparesIn(around, domain) {
			continue
		}
		if stmt, ok := c.firstQuestion(decl, assign, around, event); ok && !c.noticed(domain, event, c.askedNames(domain)) {
			c.reportChain(stmt, event, domain)
		}
	}
}

// received returns the event that an assignment reads from a stream of the SDK.
func (c *checker) received(assign *ast.AssignStmt) (*ast.Ident, *cozemodel.Domain) {
	if len(assign.Lhs) != 2 || len(assign.Rhs) != 1 {
		return nil, nil
	}
	call, isCall := ast.Unparen(assign.Rhs[0]).(*ast.CallExpr)
	event, isIdent := assign.Lhs[0].(*ast.Ident)
	if !isCall || !isIdent {
		return nil, nil
	}
	if fn := c.model.Callee(call); fn == nil || fn.Name() != "Recv" || !c.model.IsSDKObject(fn) {
		return nil, nil
	}
	switch c.model.SDKTypeName(c.pass.TypesInfo.TypeOf(event)) {
	case "ChatEvent":
		return event, cozemodel.ChatEvents
	case "WorkflowEvent":
		return event, cozemodel.WorkflowEvents
	}
	return nil, nil
}

// comparesIn reports whether a loop compares the name of an event, which is
// judged by that.
func (c *checker) comparesIn(around ast.Node, domain *cozemodel.Domain) bool {
	found := false
	ast.Inspect(around, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			test, ok := c.events.Test(n)
			found = found || ok && test.Domain == domain
		case *ast.SwitchStmt:
			d, ok := c.events.Domain(n.Tag)
			found = found || ok && d == domain
		}
		return !found
	})
	return found
}

// firstQuestion returns the first condition behind the assignment that asks
// something of the event.
func (c *checker) firstQuestion(decl inspector.Cursor, assign *ast.AssignStmt, around ast.Node, event *ast.Ident) (inspector.Cursor, bool) {
	body, _ := decl.FindNode(around)
	for cur := range body.Preorder((*ast.IfStmt)(nil)) {
		stmt := cur.Node().(*ast.IfStmt)
		if stmt.Pos() < assign.End() {
			continue
		}
		if c.mentions(stmt.Cond, event) || stmt.Init != nil && c.mentions(stmt.Init, event) {
			cond, _ := cur.FindNode(stmt.Cond)
			return cond, true
		}
	}
	return inspector.Cursor{}, false
}

// askedNames returns the names of progress that a predicate may ask for.
func (c *checker) askedNames(domain *cozemodel.Domain) []string {
	var names []string
	for _, member := range domain.Members {
		if member.Outcome == cozemodel.Progress {
			names = append(names, member.Value)
		}
	}
	return names
}
