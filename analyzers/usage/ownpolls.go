package usage

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkOwnPolls reports loops that ask how a chat or run is doing until it is
// done, with nothing that ends them when it never is.
func (c *checker) checkOwnPolls() {
	for cur := range c.model.Inspect.Root().Preorder((*ast.ForStmt)(nil), (*ast.RangeStmt)(nil)) {
		p := ownPoll{checker: c, loop: cur.Node().(ast.Stmt)}
		if c.model.TestFile(p.loop.Pos()) || !p.open() {
			continue
		}
		if asks := p.asks(); asks != nil && p.waitsForStatus() && !p.bounded() {
			c.report(report.Finding{
				Check:   Polling,
				Range:   forHeader{p.loop, p.body},
				Message: c.reporter.Say(messages.PollUnending),
				Related: []analysis.RelatedInformation{{Pos: asks.Pos(), End: asks.End(), Message: c.reporter.Say(messages.AsksHere)}},
			})
		}
	}
}

// A forHeader is the range of a loop up to its opening brace.
type forHeader struct {
	stmt ast.Stmt
	body *ast.BlockStmt
}

func (h forHeader) Pos() token.Pos { return h.stmt.Pos() }
func (h forHeader) End() token.Pos { return h.body.Lbrace + 1 }

// An ownPoll is a loop that may be a poll.
type ownPoll struct {
	*checker
	loop   ast.Stmt
	body   *ast.BlockStmt
	status ast.Expr // the condition of the loop, if it is about the status
}

// open reports whether the header of the loop sets no end to it: for, for a
// status, or for the ticks of a clock.
func (p *ownPoll) open() bool {
	switch loop := p.loop.(type) {
	case *ast.ForStmt:
		p.body = loop.Body
		if loop.Init != nil || loop.Post != nil {
			return false
		}
		if loop.Cond != nil {
			p.status = loop.Cond
			return p.onlyStatus(loop.Cond)
		}
		return true
	case *ast.RangeStmt:
		p.body = loop.Body
		return isTimeChannel(p.info.TypeOf(loop.X)) && loop.Value == nil
	}
	return false
}

// onlyStatus reports whether a condition asks for nothing but the status of a
// chat or run.
func (p *ownPoll) onlyStatus(cond ast.Expr) bool {
	switch x := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		return p.onlyStatus(x.X)
	case *ast.BinaryExpr:
		if x.Op == token.LAND || x.Op == token.LOR {
			return p.onlyStatus(x.X) && p.onlyStatus(x.Y)
		}
		return p.isStatus(x.X) || p.isStatus(x.Y)
	case *ast.CallExpr:
		return slices.ContainsFunc(x.Args, p.isStatus)
	}
	return false
}

func (p *ownPoll) isStatus(expr ast.Expr) bool {
	return slices.ContainsFunc(p.engine.Labels(expr), func(l flow.Label) bool { return l.Kind == flow.Status })
}

// asks returns the call that asks for the status in the loop: that of the request,
// or of a function that makes it.
func (p *ownPoll) asks() ast.Node {
	for _, sent := range p.engine.SentIn(p.body) {
		if sent.Origin.Owner == flow.Ours && p.isStatusRequest(sent.Origin) {
			return sent.Node
		}
	}
	return nil
}

func (p *ownPoll) isStatusRequest(o *flow.Origin) bool {
	if call := p.engine.Call(o); call != nil {
		switch recv, name, _ := p.model.SDKCallee(call); recv + "." + name {
		case "chat.Retrieve", "workflowRunsHistories.Retrieve":
			return true
		}
	}
	return slices.ContainsFunc(o.URLs(), knowledge.StatusPaths.MatchString)
}

// waitsForStatus reports whether the loop goes on until a status is another: it is
// the loop's condition, or one that leaves it; or the loop waits, and is left for
// something else than an error.
func (p *ownPoll) waitsForStatus() bool {
	if p.status != nil {
		return true
	}
	_, ticks := p.loop.(*ast.RangeStmt)
	waits, leaves, byStatus := ticks, false, false
	p.inspect(func(n ast.Node) {
		switch n := n.(type) {
		case *ast.CallExpr:
			waits = waits || p.isTimeCall(n, "Sleep", "After", "Tick")
		case *ast.UnaryExpr:
			waits = waits || n.Op == token.ARROW && isTimeChannel(p.info.TypeOf(n.X))
		case *ast.IfStmt:
			if leavesLoop(n.Body, true) || n.Else != nil && leavesLoop(n.Else, true) || goesOn(n.Body) && leavesLoop(p.body, true) {
				leaves = leaves || !p.comparesError(n.Cond)
				byStatus = byStatus || p.mentionsStatus(n.Cond)
			}
		case *ast.SwitchStmt:
			if leavesLoop(n.Body, false) {
				leaves = true
				byStatus = byStatus || n.Tag != nil && p.mentionsStatus(n.Tag) || p.casesMention(n)
			}
		}
	})
	return byStatus || waits && leaves
}

func (p *ownPoll) casesMention(s *ast.SwitchStmt) bool {
	return slices.ContainsFunc(s.Body.List, func(stmt ast.Stmt) bool {
		return slices.ContainsFunc(stmt.(*ast.CaseClause).List, p.mentionsStatus)
	})
}

func (p *ownPoll) mentionsStatus(expr ast.Expr) bool {
	found := false
	ast.Inspect(expr, func(n ast.Node) bool {
		x, ok := n.(ast.Expr)
		found = found || ok && p.isStatus(x)
		return !found
	})
	return found
}

// leavesLoop reports whether a statement has one that leaves the loop around it.
// broken says that a break in it leaves the loop, and not a switch.
func leavesLoop(stmt ast.Node, broken bool) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			if n != stmt && broken {
				found = found || leavesLoop(n, false)
				return false
			}
		case *ast.ReturnStmt:
			found = true
		case *ast.BranchStmt:
			found = found || n.Tok == token.GOTO || n.Tok == token.BREAK && (n.Label != nil || broken)
		}
		return !found
	})
	return found
}

// goesOn reports whether a block ends in the next round.
func goesOn(body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	branch, ok := body.List[len(body.List)-1].(*ast.BranchStmt)
	return ok && branch.Tok == token.CONTINUE
}

// bounded reports whether anything in the loop can end it by time or number.
func (p *ownPoll) bounded() bool {
	found := false
	p.inspect(func(n ast.Node) {
		switch n := n.(type) {
		case *ast.SelectStmt:
			found = found || slices.ContainsFunc(n.Body.List, p.endsBySignal)
		case *ast.IncDecStmt:
			found = true
		case *ast.AssignStmt:
			found = found || (n.Tok == token.ADD_ASSIGN || n.Tok == token.SUB_ASSIGN) && isNumber(p.info.TypeOf(n.Lhs[0]))
		case *ast.Ident:
			v, ok := p.info.Uses[n].(*types.Var)
			found = found || ok && isContext(v.Type()) && p.ends(n, v)
		case *ast.CallExpr:
			fn := p.model.Callee(n)
			found = found || fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "time" && !p.isTimeCall(n, "Sleep", "After", "Tick", "Duration", "NewTicker", "NewTimer", "Stop", "Reset")
		}
	})
	return found
}

// ends reports whether a context may end by itself: it has a deadline, or somebody
// who cannot be seen gives it.
func (p *ownPoll) ends(id *ast.Ident, v *types.Var) bool {
	fn := p.model.FuncAt(id.Pos())
	if fn != nil && cozemodel.IsParameter(fn, v) && len(p.model.Reaching(v, id.Pos())) == 0 {
		return true
	}
	return p.hasDeadline(id, 0)
}

// endsBySignal reports whether a case of a select is something else than the next
// tick.
func (p *ownPoll) endsBySignal(stmt ast.Stmt) bool {
	clause := stmt.(*ast.CommClause)
	var received ast.Expr
	switch comm := clause.Comm.(type) {
	case nil:
		return false
	case *ast.ExprStmt:
		received = comm.X
	case *ast.AssignStmt:
		received = comm.Rhs[0]
	}
	arrow, ok := ast.Unparen(orNil(received)).(*ast.UnaryExpr)
	if !ok {
		return true
	}
	switch from := ast.Unparen(arrow.X).(type) {
	case *ast.CallExpr:
		return !p.isTimeCall(from, "After", "Tick")
	case *ast.SelectorExpr:
		return !gotypes.Is(p.info.TypeOf(from.X), "time", "Ticker")
	}
	return true
}

// inspect calls f for the nodes of the loop's body, without those of function
// literals.
func (p *ownPoll) inspect(f func(ast.Node)) {
	ast.Inspect(p.body, func(n ast.Node) bool {
		if _, isLit := n.(*ast.FuncLit); isLit || n == nil {
			return false
		}
		f(n)
		return true
	})
}

// isTimeCall reports whether call is one of package time with one of the names.
func (p *ownPoll) isTimeCall(call *ast.CallExpr, names ...string) bool {
	fn := p.model.Callee(call)
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "time" && slices.Contains(names, fn.Name())
}

func isTimeChannel(t types.Type) bool {
	if t == nil {
		return false
	}
	ch, ok := t.Underlying().(*types.Chan)
	return ok && gotypes.Is(ch.Elem(), "time", "Time")
}
