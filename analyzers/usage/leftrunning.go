package usage

import (
	"go/ast"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// cancelPath is the endpoint that ends a chat (API chat_cancel.md).
const cancelPath = "/v3/chat/cancel"

// checkLeftRunning reports chats that the program may stop to wait for, in packages
// that cancel none (CZ5023).
func (c *checker) checkLeftRunning() {
	if slices.ContainsFunc(c.engine.Origins(), c.cancels) {
		return
	}
	asked := make(map[*ast.CallExpr]bool) // a request has an origin for each way to it
	for _, o := range c.engine.Origins() {
		s, ok := c.startedBy(o)
		call := c.engine.Call(o)
		if !ok || !s.chat || call == nil || o.Foreign || c.bareName(call) == "CreateAndPoll" {
			continue // which cancels the chat after its timeout (SDK chats.go)
		}
		if asked[call] {
			continue
		}
		asked[call] = true
		end := c.givesUp(o)
		if end == nil {
			continue
		}
		c.report(report.Finding{
			Check: LeftRunning, Range: call, Message: c.reporter.Say(messages.ChatLeftRunning, s.name),
			Related: []analysis.RelatedInformation{{Pos: end.Pos(), End: end.End(), Message: c.reporter.Say(messages.WaitEndsHere)}},
		})
	}
}

// cancels reports whether a request ends a chat.
func (c *checker) cancels(o *flow.Origin) bool {
	if call := c.engine.Call(o); call != nil && o.SDK {
		return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return c.model.SDKTypeName(c.info.TypeOf(arg)) == "CancelChatsReq" })
	}
	return slices.ContainsFunc(o.URLs(), func(u string) bool { return strings.Contains(u, cancelPath) })
}

// givesUp returns what may end the wait for a chat before the chat ends, or nil: a
// deadline that the functions on the way set, the request of a user that they serve,
// or, of a chat that is no stream, a poll of the package that has an end.
func (c *checker) givesUp(o *flow.Origin) ast.Node {
	if !o.Events {
		if poll := c.endingPoll(); poll != nil {
			return poll
		}
	}
	var end ast.Node
	for _, fn := range c.engine.Functions(o) {
		ast.Inspect(fn, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && end == nil {
				if c.calls(call, "context", "WithoutCancel") {
					return false
				}
				if c.calls(call, "context", "WithTimeout") || c.calls(call, "context", "WithDeadline") || c.givesUserContext(call) {
					end = call
				}
			}
			return end == nil
		})
	}
	return end
}

// givesUserContext reports whether a call gives the context of a request that the
// program serves, which ends when the user leaves.
func (c *checker) givesUserContext(call *ast.CallExpr) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Context" && gotypes.Is(c.info.TypeOf(sel.X), "net/http", "Request")
}

// endingPoll returns a loop of the package that asks for the status of a chat a number
// of times, or until something else ends it, or nil.
func (c *checker) endingPoll() ast.Node {
	for cur := range c.model.Inspect.Root().Preorder((*ast.ForStmt)(nil), (*ast.RangeStmt)(nil)) {
		p := ownPoll{checker: c, loop: cur.Node().(ast.Stmt)}
		counted := false
		switch loop := p.loop.(type) {
		case *ast.ForStmt:
			p.body, counted = loop.Body, loop.Post != nil
		case *ast.RangeStmt:
			p.body, counted = loop.Body, isNumber(c.info.TypeOf(loop.X))
		}
		if p.asks() != nil && (counted || p.bounded()) {
			return forHeader{p.loop, p.body}
		}
	}
	return nil
}
