package usage

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkPolling reports the calls of CreateAndPoll that never end, end at the
// wrong time, or whose end nobody looks at, and polls of the program's own
// that nothing bounds (CZ5006).
func (c *checker) checkPolling() {
	for cur := range c.model.Inspect.Root().Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		recv, name, ok := c.model.SDKCallee(call)
		if !ok || recv != "chat" || name != "CreateAndPoll" || len(call.Args) != 3 {
			continue
		}
		if message, found := c.pollingProblem(cur, call); found {
			c.report(report.Finding{Check: Polling, Range: call, Message: message})
		}
	}
	c.checkOwnPolls()
}

func (c *checker) pollingProblem(cur inspector.Cursor, call *ast.CallExpr) (string, bool) {
	if c.isNilTimeout(call.Args[2]) {
		if c.hasDeadline(call.Args[0], 0) {
			return "", false
		}
		return c.reporter.Say(messages.PollForever), true
	}
	if text, wrong := c.wrongUnit(call.Args[2]); wrong {
		return c.reporter.Say(messages.PollUnit, text), true
	}
	if c.statusUnseen(cur) {
		return c.reporter.Say(messages.PollStatus), true
	}
	return "", false
}

// isNilTimeout reports whether the timeout is nil, on every way.
func (c *checker) isNilTimeout(timeout ast.Expr) bool {
	if c.info.Types[timeout].IsNil() {
		return true
	}
	v := cozemodel.Variable(c.info, timeout)
	if v == nil || v.IsField() || c.model.AddressTaken(v) {
		return false
	}
	defs := c.model.Reaching(v, timeout.Pos())
	return len(defs) > 0 && !slices.ContainsFunc(defs, func(d cozemodel.Def) bool {
		return !d.Zero && (d.Expr == nil || !c.info.Types[d.Expr].IsNil())
	})
}

// hasDeadline reports whether a context has, or may have, a deadline. One
// that the function is given has none as far as anybody can see, unless all
// callers in the package see to it.
func (c *checker) hasDeadline(ctx ast.Expr, hops int) bool {
	ctx = ast.Unparen(ctx)
	if hops > maxHops {
		return true
	}
	switch x := ctx.(type) {
	case *ast.CallExpr:
		return c.callHasDeadline(x, hops)
	case *ast.Ident, *ast.SelectorExpr:
		v := cozemodel.Variable(c.info, x)
		if v == nil || v.IsField() {
			return true // what a field holds is not known
		}
		defs := c.model.Reaching(v, x.Pos())
		if len(defs) == 0 {
			fn := c.model.FuncAt(x.Pos())
			return fn == nil || !cozemodel.IsParameter(fn, v)
		}
		return !slices.ContainsFunc(defs, func(d cozemodel.Def) bool {
			return d.Expr != nil && !c.hasDeadline(d.Expr, hops+1)
		})
	}
	return true
}

func (c *checker) callHasDeadline(call *ast.CallExpr, hops int) bool {
	fn := c.model.Callee(call)
	if fn == nil || knowledge.DeadlineName.MatchString(fn.Name()) {
		return true
	}
	if c.model.Decl(fn) != nil {
		returns := c.model.Returns(fn)
		return !slices.ContainsFunc(returns, func(ret *ast.ReturnStmt) bool {
			return len(ret.Results) > 0 && !c.hasDeadline(ret.Results[0], hops+1)
		})
	}
	if fn.Pkg() == nil || !knowledge.IsStandard(fn.Pkg().Path()) && returnsContext(fn) {
		return true // what another package makes of a context is not known
	}
	if fn.Pkg().Path() == "context" {
		switch fn.Name() {
		case "Background", "TODO":
			return false
		case "WithCancel", "WithCancelCause":
			if c.canceledElsewhere(call) {
				return true
			}
		}
	}
	// A context that is derived from another; that of a request or command
	// ends with it.
	for _, arg := range call.Args {
		if isContext(c.info.TypeOf(arg)) {
			return c.hasDeadline(arg, hops+1)
		}
	}
	return fn.Name() != "Context"
}

func returnsContext(fn *types.Func) bool {
	for result := range fn.Signature().Results().Variables() {
		if isContext(result.Type()) {
			return true
		}
	}
	return false
}

// canceledElsewhere reports whether the cancel function of context.WithCancel
// is used for more than to release it: given to a timer, called by somebody.
func (c *checker) canceledElsewhere(call *ast.CallExpr) bool {
	cur, ok := c.model.Cursor(call)
	if !ok {
		return true
	}
	assign, ok := cur.Parent().Node().(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != 2 {
		return true
	}
	v := cozemodel.Variable(c.info, assign.Lhs[1])
	if v == nil {
		return false
	}
	return slices.ContainsFunc(c.usesOf(v), func(use inspector.Cursor) bool {
		whole := outer(use)
		kind, _ := whole.ParentEdge()
		if kind == edge.AssignStmt_Rhs || kind == edge.AssignStmt_Lhs {
			return false // _ = cancel
		}
		if kind != edge.CallExpr_Fun {
			return true
		}
		return bodyAround(use) != bodyAround(cur)
	})
}

func isContext(t types.Type) bool {
	named := gotypes.Named(t)
	return named != nil && named.Obj().Name() == "Context" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "context"
}

// statusUnseen reports whether the result of a call of CreateAndPoll is used,
// and its status is not.
func (c *checker) statusUnseen(cur inspector.Cursor) bool {
	v := c.firstResult(cur)
	return v != nil && c.pollUnseen(v)
}

// firstResult returns the variable that the first result of a call is
// assigned to, or nil.
func (c *checker) firstResult(cur inspector.Cursor) *types.Var {
	kind, i := cur.ParentEdge()
	switch parent := cur.Parent().Node().(type) {
	case *ast.AssignStmt:
		if kind == edge.AssignStmt_Rhs && i == 0 {
			return c.localVariable(parent.Lhs[0])
		}
	case *ast.ValueSpec:
		if kind == edge.ValueSpec_Values && i == 0 {
			return c.localVariable(parent.Names[0])
		}
	}
	return nil
}

// localVariable returns the local variable that expr names, or nil.
func (c *checker) localVariable(expr ast.Expr) *types.Var {
	id, ok := ast.Unparen(expr).(*ast.Ident)
	if !ok || id.Name == "_" {
		return nil
	}
	v, _ := c.info.ObjectOf(id).(*types.Var)
	if v == nil || v.IsField() || v.Parent() == c.pass.Pkg.Scope() {
		return nil
	}
	return v
}

// statusFields are the fields of a chat that tell how it ended.
var statusFields = []string{"Status", "LastError", "CompletedAt", "FailedAt", "RequiredAction"}

// pollUnseen reports whether all that is used of v, a *ChatPoll, are its
// messages and what else says nothing about its end.
func (c *checker) pollUnseen(v *types.Var) bool {
	used := false
	for _, cur := range c.usesOf(v) {
		whole := outer(cur)
		switch c.fateOf(whole) {
		case compared, reassigned, discarded:
			continue
		case selected:
		default:
			return false // handed on as a whole
		}
		part := outer(whole.Parent())
		used = true
		switch field := whole.Parent().Node().(*ast.SelectorExpr).Sel.Name; field {
		case "Messages":
			if c.emptinessSeen(part) {
				return false
			}
		case "Chat":
			if kind, _ := part.ParentEdge(); kind == edge.BinaryExpr_X || kind == edge.BinaryExpr_Y {
				continue // poll.Chat != nil
			}
			inner, ok := part.Parent().Node().(*ast.SelectorExpr)
			if !ok || slices.Contains(statusFields, inner.Sel.Name) {
				return false
			}
		default:
			return false
		}
	}
	return used
}

// emptinessSeen reports whether somebody notices that the messages at part are
// none: they are measured and compared, what a function makes of them is
// compared with nothing, or the function fails behind a loop over them.
func (c *checker) emptinessSeen(part inspector.Cursor) bool {
	switch c.fateOf(part) {
	case measured:
		kind, _ := part.Parent().ParentEdge()
		return kind == edge.BinaryExpr_X || kind == edge.BinaryExpr_Y
	case rangedOver:
		return c.failsBehind(part.Parent())
	}
	if kind, _ := part.ParentEdge(); kind != edge.CallExpr_Args {
		return false
	}
	made := c.firstResult(part.Parent())
	return made != nil && slices.ContainsFunc(c.usesOf(made), func(use inspector.Cursor) bool { return c.absenceSeen(outer(use)) })
}

// failsBehind reports whether the function returns an error of its own right
// behind a statement.
func (c *checker) failsBehind(stmt inspector.Cursor) bool {
	next, ok := stmt.NextSibling()
	if !ok {
		return false
	}
	ret, ok := next.Node().(*ast.ReturnStmt)
	if !ok || len(ret.Results) == 0 {
		return false
	}
	return c.isOwnError(ret.Results[len(ret.Results)-1])
}

// isOwnError reports whether expr is an error, and neither nil nor one that
// came from somewhere.
func (c *checker) isOwnError(expr ast.Expr) bool {
	return !c.info.Types[expr].IsNil() && c.localVariable(expr) == nil && c.isError(expr)
}

// isError reports whether expr can be assigned to an error.
func (c *checker) isError(expr ast.Expr) bool {
	t := c.info.TypeOf(expr)
	return t != nil && types.AssignableTo(t, types.Universe.Lookup("error").Type())
}

// mentionsText reports whether a string constant that matches stands in node.
func (c *checker) mentionsText(node ast.Node, pattern knowledge.Pattern) bool {
	found := false
	ast.Inspect(node, func(n ast.Node) bool {
		if expr, ok := n.(ast.Expr); ok && !found {
			if text, ok := c.textOf(expr); ok && pattern.MatchString(text) {
				found = true
			}
		}
		return !found
	})
	return found
}
