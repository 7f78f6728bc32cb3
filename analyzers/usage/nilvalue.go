package usage

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkNilValues reports what panics when a call or a chat fails (CZ5007):
// parts of events that the event does not have, and values of the SDK that
// are nil beside an error.
func (c *checker) checkNilValues() {
	for cur := range c.model.Inspect.Root().Preorder((*ast.SelectorExpr)(nil), (*ast.CallExpr)(nil), (*ast.IndexExpr)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.SelectorExpr:
			c.checkPart(cur, n)
			c.checkRetrieved(n)
			c.checkAction(n)
		case *ast.IndexExpr:
			c.checkFirstToolCall(cur, n)
		case *ast.CallExpr:
			if c.returnsNilOnError(n) {
				c.checkFailedValue(cur)
			}
		}
	}
}

// checkPart reports sel if it dereferences a part of an event that is nil
// there: ev.Message.Content, ev.Chat.LastError.Code.
func (c *checker) checkPart(cur inspector.Cursor, sel *ast.SelectorExpr) {
	holder := ast.Unparen(sel.X)
	s, ok := c.rootOf(holder)
	if !ok {
		return
	}
	path := c.pathOf(holder, s)
	events, isPart := knowledge.EventPart(s.kind, path)
	if !isPart && path != "Chat.LastError" {
		return
	}
	n := c.narrow(s, cur)
	if n.opaque || n.guarded[path] || !n.named && !c.received(s.v) {
		return
	}
	if path == "Chat.LastError" {
		if n.events["conversation.chat.failed"] {
			c.reportPart(holder, c.reporter.Say(messages.FailedIsNil, types.ExprString(holder)))
		} else if len(n.events) > 0 {
			return // whatever these have, no page says that it is nil
		}
		return
	}
	var lacking []string
	for event := range n.events {
		if !slices.Contains(events, event) {
			lacking = append(lacking, event)
		}
	}
	if len(lacking) == 0 {
		return
	}
	slices.Sort(lacking)
	c.reportPart(holder, c.reporter.Say(messages.PartIsNil, types.ExprString(holder), summary(lacking)))
}

// summary lists events, or the first of them if there are many.
func summary(events []string) messages.Message {
	const most = 3
	if len(events) > most {
		return messages.List(append(slices.Clone(events[:most]), "…"))
	}
	return messages.List(events)
}

func (c *checker) reportPart(holder ast.Expr, message string) {
	c.report(report.Finding{Check: NilValue, Range: holder, Message: message})
}

// rootOf returns the event that expr is a part of, through local variables. A
// part that a function is given may have been looked at by its caller.
func (c *checker) rootOf(expr ast.Expr) (subject, bool) {
	for range maxHops {
		switch x := ast.Unparen(expr).(type) {
		case *ast.SelectorExpr:
			if s, ok := c.subjectOf(x.X); ok {
				return s, true
			}
			expr = x.X
		case *ast.Ident:
			defs := c.defsOf(x)
			if len(defs) != 1 || defs[0].Expr == nil || defs[0].Result >= 0 || defs[0].Opaque || defs[0].Element || c.functionOf(defs[0].Expr) != c.functionOf(x) {
				return subject{}, false
			}
			expr = defs[0].Expr
		default:
			return subject{}, false
		}
	}
	return subject{}, false
}

// received reports whether v is what Recv returned here. An event that the
// function is given may have been looked at by its callers.
func (c *checker) received(v *types.Var) bool {
	defs := c.model.Defs(v)
	return len(defs) > 0 && !slices.ContainsFunc(defs, func(d cozeDef) bool {
		if d.Zero {
			return false
		}
		call, ok := ast.Unparen(orNil(d.Expr)).(*ast.CallExpr)
		return !ok || c.bareName(call) != "Recv"
	})
}

// returnsNilOnError reports whether call is a call of the SDK whose first
// result is nil beside an error.
func (c *checker) returnsNilOnError(call *ast.CallExpr) bool {
	if !c.model.APICall(call) {
		return false
	}
	results := c.model.Callee(call).Signature().Results()
	return results.Len() == 2 && knowledge.IsNilOnError(c.model.SDKTypeName(results.At(0).Type()))
}

// checkFailedValue reports uses of the value of a call before its error is
// looked at, and in the branch where there is one.
func (c *checker) checkFailedValue(cur inspector.Cursor) {
	value := c.firstResult(cur)
	assign, ok := cur.Parent().Node().(*ast.AssignStmt)
	if value == nil || !ok || len(assign.Lhs) != 2 {
		return
	}
	err := c.localVariable(assign.Lhs[1])
	if err == nil {
		return
	}
	stmt := cur.Parent()
	if kind, _ := stmt.ParentEdge(); kind == edge.IfStmt_Init {
		c.checkErrorBranch(stmt.Parent(), value, err)
		return
	}
	for next, ok := stmt.NextSibling(); ok; next, ok = next.NextSibling() {
		switch n := next.Node(); n.(type) {
		case *ast.IfStmt:
			if c.mentionsVariable(n, err) {
				c.checkErrorBranch(next, value, err)
				return
			}
		case *ast.ReturnStmt, *ast.ExprStmt, *ast.AssignStmt:
			if c.compares(n, err) {
				return
			}
		default:
			if c.mentionsVariable(n, err) {
				return
			}
		}
		if use, found := c.dereference(next, value); found {
			c.report(report.Finding{Check: NilValue, Range: use, Message: c.reporter.Say(messages.NilBeforeTest, value.Name())})
			return
		}
		if c.mentionsVariable(next.Node(), value) || c.mentionsVariable(next.Node(), err) {
			return // looked at, or handed on
		}
	}
}

// compares reports whether a comparison in node is one of v.
func (c *checker) compares(node ast.Node, v *types.Var) bool {
	found := false
	ast.Inspect(node, func(n ast.Node) bool {
		binary, ok := n.(*ast.BinaryExpr)
		found = found || ok && (c.isVariable(binary.X, v) || c.isVariable(binary.Y, v))
		return !found
	})
	return found
}

// checkErrorBranch reports a use of value where err is not nil.
func (c *checker) checkErrorBranch(cur inspector.Cursor, value, err *types.Var) {
	stmt := cur.Node().(*ast.IfStmt)
	binary, ok := ast.Unparen(stmt.Cond).(*ast.BinaryExpr)
	if !ok || !c.isVariable(binary.X, err) || !c.info.Types[binary.Y].IsNil() {
		return
	}
	branch := ast.Stmt(stmt.Body)
	if binary.Op == token.EQL {
		branch = stmt.Else
	}
	if branch == nil {
		return
	}
	body, ok := cur.FindNode(branch)
	if !ok {
		return
	}
	if use, found := c.dereference(body, value); found {
		c.report(report.Finding{Check: NilValue, Range: use, Message: c.reporter.Say(messages.NilOnError, value.Name())})
	}
}

// dereference returns the first use of v in cur that panics if v is nil: a
// field or method of it, unless a condition asks whether it is nil, or it is
// given another value before.
func (c *checker) dereference(cur inspector.Cursor, v *types.Var) (ast.Node, bool) {
	for use := range cur.Preorder((*ast.Ident)(nil)) {
		if c.info.Uses[use.Node().(*ast.Ident)] != v {
			continue
		}
		whole := outer(use)
		switch c.fateOf(whole) {
		case reassigned, compared:
			return nil, false
		case selected:
			if !inClosure(use, cur) {
				return whole.Parent().Node(), true
			}
		}
	}
	return nil, false
}

// inClosure reports whether inner is in a function literal that is in outer.
func inClosure(inner, outer inspector.Cursor) bool {
	for lit := range inner.Enclosing((*ast.FuncLit)(nil)) {
		return outer.Contains(lit)
	}
	return false
}
