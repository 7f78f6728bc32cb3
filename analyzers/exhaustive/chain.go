package exhaustive

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// A chainPlace is where one finding says enough: of one domain, or about one
// subject, in one loop, as each stream is read by a loop of its own.
type chainPlace struct {
	domain  *cozemodel.Domain
	subject string
	loop    ast.Node
}

// checkChains reports the first comparison of an event or status in a
// function that never looks at a failure (CZ4004): an if-chain or filter in
// an event loop, a loop that polls a status.
func (c *checker) checkChains(decl inspector.Cursor, node *ast.FuncDecl) {
	if node.Body == nil {
		return
	}
	reported := make(map[chainPlace]bool)
	places := func(cur inspector.Cursor, domain *cozemodel.Domain, subject ast.Expr) [2]chainPlace {
		around := loop(cur)
		return [2]chainPlace{{domain: domain, loop: around}, {subject: types.ExprString(subject), loop: around}}
	}
	seen := func(cur inspector.Cursor, domain *cozemodel.Domain, subject ast.Expr) bool {
		at := places(cur, domain, subject)
		return reported[at[0]] || reported[at[1]]
	}
	tell := func(cur inspector.Cursor, domain *cozemodel.Domain, subject ast.Expr) {
		for _, at := range places(cur, domain, subject) {
			reported[at] = true
		}
		c.reportChain(cur, subject, domain)
	}
	for cur := range decl.Preorder((*ast.BinaryExpr)(nil), (*ast.SwitchStmt)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.BinaryExpr:
			test, ok := c.events.Test(n)
			if ok && !seen(cur, test.Domain, test.Event) && c.chainHole(cur, node, test) {
				tell(cur, test.Domain, test.Event)
			}
		case *ast.SwitchStmt:
			d, ok := c.decision(cur, n)
			if ok && d.domain != nil && !seen(cur, d.domain, d.subject) && c.filterHole(d, node) {
				tell(cur, d.domain, d.subject)
			}
		}
	}
}

func (c *checker) reportChain(cur inspector.Cursor, event ast.Expr, domain *cozemodel.Domain) {
	d := &decision{cur: cur, subject: event, domain: domain}
	f := report.Finding{
		Check:   NobodyLooks,
		Range:   cur.Node(),
		Message: c.reporter.Say(messages.FailureIgnored, messages.Domains[domain.Title], types.ExprString(event), c.failureOf(d)),
	}
	if n, ok := cur.Node().(*ast.SwitchStmt); ok {
		f.Range = header{n}
	}
	if stmt := statement(cur); stmt != nil && c.exhaustiveIgnore(stmt.Pos()) {
		return
	}
	c.report(f)
}

// filterHole reports whether d only picks progress out of a stream and
// nothing looks at how it ends.
func (c *checker) filterHole(d *decision, decl *ast.FuncDecl) bool {
	return (loop(d.cur) != nil || c.isHandler(d.cur, d.domain, d.subject)) && d.fallback == nil && !d.lists(c, cozemodel.Failure) && !d.decides(c) &&
		!c.handledAfter(d) && !c.noticed(d.domain, d.subject, c.listed(d))
}

// chainHole reports whether a comparison is where a failure is overlooked.
func (c *checker) chainHole(cur inspector.Cursor, decl *ast.FuncDecl, test cozemodel.EventTest) bool {
	if test.Domain == cozemodel.AuthErrors || test.Member.Outcome == cozemodel.Failure {
		return false
	}
	ifStmt, forStmt := condition(cur)
	around := loop(cur)
	switch {
	case forStmt != nil:
		// for chat.Status == coze.ChatStatusInProgress
		if !test.Domain.Status || !test.Equal || test.Member.Outcome != cozemodel.Progress {
			return false
		}
	case ifStmt == nil || around == nil && !c.deafHandler(decl, test.Event) && !c.isHandler(cur, test.Domain, test.Event):
		return false // no loop over events, no poll, and nothing that is given each event
	case test.Domain.Status && !c.endless(around, decl) && !c.usedAnyway(ifStmt, around, test):
		return false // the poll ends, and not well
	case c.elseHandles(ifStmt, test):
		return false
	case test.Equal && around != nil && c.handsReaderOn(ifStmt, around, decl):
		return false
	case c.needsSuccess(decl, test):
		return false
	}
	return !c.noticed(test.Domain, test.Event, []string{test.Member.Value})
}

// isHandler reports whether the innermost function around a comparison of an
// event is given each event of a stream by who reads it.
func (c *checker) isHandler(cur inspector.Cursor, domain *cozemodel.Domain, event ast.Expr) bool {
	engine, err := c.model.Engine()
	if err != nil || domain.Status {
		return false
	}
	s, ok := engine.SubjectOf(event)
	if !ok {
		return false
	}
	for fn := range cur.Enclosing((*ast.FuncLit)(nil), (*ast.FuncDecl)(nil)) {
		return engine.IsHandler(fn.Node(), s)
	}
	return false
}

// condition returns the if or for statement whose condition cur is in.
func condition(cur inspector.Cursor) (*ast.IfStmt, *ast.ForStmt) {
	for {
		switch kind, _ := cur.ParentEdge(); kind {
		case edge.IfStmt_Cond:
			return cur.Parent().Node().(*ast.IfStmt), nil
		case edge.ForStmt_Cond:
			return nil, cur.Parent().Node().(*ast.ForStmt)
		case edge.BinaryExpr_X, edge.BinaryExpr_Y, edge.ParenExpr_X:
			cur = cur.Parent()
		default:
			return nil, nil
		}
	}
}

// endless reports whether a loop has nothing that bounds it: no condition, and
// no case of a select that leaves it. That a context is done does not count
// unless the function gives the context its time: it is done when whoever
// asked gives up.
func (c *checker) endless(node ast.Node, decl *ast.FuncDecl) bool {
	l, ok := node.(*ast.ForStmt)
	if !ok || l.Cond != nil {
		return false
	}
	bounded := false
	ast.Inspect(l.Body, func(n ast.Node) bool {
		clause, ok := n.(*ast.CommClause)
		if ok && clause.Comm != nil && leavesSelect(clause.Body) {
			bounded = bounded || !c.receivesDone(clause.Comm) || c.limitsTime(decl)
		}
		return !bounded
	})
	return !bounded
}

// usedAnyway reports whether a poll that ends by itself is left by a break where
// the chat is complete, and what stands behind the loop does not fail: the
// answer is used, whatever the outcome.
func (c *checker) usedAnyway(stmt *ast.IfStmt, around ast.Node, test cozemodel.EventTest) bool {
	if !test.Equal || test.Member.Outcome != cozemodel.Success || len(stmt.Body.List) == 0 {
		return false
	}
	branch, ok := stmt.Body.List[len(stmt.Body.List)-1].(*ast.BranchStmt)
	if !ok || branch.Tok != token.BREAK {
		return false
	}
	cur, ok := c.model.Cursor(around)
	if !ok {
		return false
	}
	next, ok := cur.NextSibling()
	if !ok {
		return false
	}
	switch n := next.Node().(type) {
	case *ast.IfStmt:
		return !c.fails(next, n.Body.List)
	case *ast.ReturnStmt:
		return false
	}
	return true
}

// leavesSelect reports whether the body of a case ends in a return, a goto, or
// a break of something around the select.
func leavesSelect(list []ast.Stmt) bool {
	if len(list) == 0 {
		return false
	}
	switch last := list[len(list)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return last.Label != nil
	}
	return false
}

// receivesDone reports whether a statement receives from the channel that a
// context closes when it is done.
func (c *checker) receivesDone(stmt ast.Stmt) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if fn := c.model.Callee(call); fn != nil {
				path, recv, name := knowledge.ID(fn)
				found = found || path == "context" && recv == "Context" && name == "Done"
			}
		}
		return !found
	})
	return found
}

// limitsTime reports whether a function makes a context with a deadline.
func (c *checker) limitsTime(decl *ast.FuncDecl) bool {
	fn, _ := c.pass.TypesInfo.Defs[decl.Name].(*types.Func)
	return fn != nil && slices.ContainsFunc(c.model.Calls(fn), func(call *ast.CallExpr) bool {
		callee := c.model.Callee(call)
		if callee == nil {
			return false
		}
		path, _, name := knowledge.ID(callee)
		return path == "context" && (strings.HasPrefix(name, "WithTimeout") || strings.HasPrefix(name, "WithDeadline"))
	})
}

// elseHandles reports whether the last else of a chain does something about
// the event: it mentions it, or leaves with an error.
func (c *checker) elseHandles(stmt *ast.IfStmt, test cozemodel.EventTest) bool {
	for {
		switch next := stmt.Else.(type) {
		case *ast.IfStmt:
			stmt = next
			continue
		case *ast.BlockStmt:
			handles := c.mentions(next, test.Event)
			ast.Inspect(next, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.ReturnStmt:
					handles = handles || len(n.Results) > 0 && !gotypes.IsZero(c.pass.TypesInfo, n.Results[len(n.Results)-1])
				case *ast.ExprStmt:
					handles = handles || c.neverReturns(n)
				}
				return !handles
			})
			return handles
		}
		return false
	}
}

// statement returns the statement that cur is in.
func statement(cur inspector.Cursor) ast.Stmt {
	for ; cur.Node() != nil; cur = cur.Parent() {
		if stmt, ok := cur.Node().(ast.Stmt); ok {
			return stmt
		}
	}
	return nil
}

// handsReaderOn reports whether the loop is left where the comparison of stmt
// holds, and what it reads from is then read further by somebody else: it is
// returned, or given to a call behind the loop or on the way out.
func (c *checker) handsReaderOn(stmt *ast.IfStmt, loop ast.Node, decl *ast.FuncDecl) bool {
	if len(stmt.Body.List) == 0 {
		return false
	}
	switch last := stmt.Body.List[len(stmt.Body.List)-1].(type) {
	case *ast.ReturnStmt:
	case *ast.BranchStmt:
		if last.Tok == token.CONTINUE {
			return false
		}
	default:
		return false
	}
	readers := c.readersIn(loop)
	found := false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		if found || n == nil || n.End() <= stmt.Body.Pos() || n.Pos() >= stmt.Body.End() && n.Pos() < loop.End() {
			return !found && n != nil && n.Pos() <= stmt.Body.Pos()
		}
		var handed []ast.Expr
		switch n := n.(type) {
		case *ast.ReturnStmt:
			handed = n.Results
		case *ast.CallExpr:
			handed = n.Args
		}
		if n.Pos() >= stmt.Body.Pos() {
			found = slices.ContainsFunc(handed, func(expr ast.Expr) bool {
				return slices.ContainsFunc(readers, func(v *types.Var) bool { return c.is(expr, v) })
			})
		}
		return !found
	})
	return found
}

// readersIn returns the variables that a loop reads events from.
func (c *checker) readersIn(loop ast.Node) []*types.Var {
	var list []*types.Var
	ast.Inspect(loop, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok {
			return true
		}
		switch sel.Sel.Name {
		case "Recv", "Scan", "ReadString", "ReadBytes", "ReadLine":
			if v := cozemodel.Variable(c.pass.TypesInfo, sel.X); v != nil {
				list = append(list, v)
			}
		}
		return true
	})
	return list
}
