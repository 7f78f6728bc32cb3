package usage

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// Streams that are left before their end.

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
