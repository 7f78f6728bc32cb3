package usage

import (
	"fmt"
	"go/ast"
	"go/constant"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/astedit"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkTimeout reports the clients with the SDK's default timeout that a slow
// call is made with (CZ5001). It goes from the calls to the clients: a client
// that only makes short calls is fine.
func (c *checker) checkTimeout() {
	c.checkHandTimeouts()
	c.checkGivenClients()
	c.model.SlowCalls(func(cur inspector.Cursor, use cozemodel.SlowUse) {
		sel := cur.Node().(*ast.SelectorExpr)
		if call, ok := cur.Parent().Node().(*ast.CallExpr); ok && use.Run && c.asynchronous(call) {
			return
		}
		needs := streamTime
		if use.Run {
			needs = runTime
		}
		c.checkShortTimeout(sel.X, sel, use.Call, needs)
		related := []analysis.RelatedInformation{{Pos: sel.Sel.Pos(), End: sel.Sel.End(), Message: c.reporter.Say(messages.TheSlowCall)}}
		for _, client := range c.defaultClients(sel.X) {
			c.reportTimeout(client, use, related)
		}
	})
}

// checkGivenClients reports the clients with the SDK's default timeout that are given
// to another package, which makes a slow call with them (CZ5001).
func (c *checker) checkGivenClients() {
	c.model.GivenClients(func(client ast.Expr, use cozemodel.SlowUse) {
		for _, made := range c.defaultClients(client) {
			c.reportTimeout(made, use, nil)
		}
	})
}

// defaultClients returns the constructors of the clients with the SDK's
// default timeout that a service may belong to. There are none where a
// function is asked for one of several clients, and not all are alike: it is
// asked for the right one.
func (c *checker) defaultClients(service ast.Expr) []*ast.CallExpr {
	if clients, known := c.clientsOf(service); known {
		var list []*ast.CallExpr
		for _, calls := range clients {
			if slices.ContainsFunc(calls, func(call *ast.CallExpr) bool { return !c.model.GivesDefaultClient(call) }) {
				continue
			}
			for _, call := range calls {
				if !slices.Contains(list, call) {
					list = append(list, call)
				}
			}
		}
		return list
	}
	origins := c.model.Roots(service, nil)
	var list []*ast.CallExpr
	for _, origin := range origins {
		if call, ok := origin.(*ast.CallExpr); ok && c.model.GivesDefaultClient(call) {
			list = append(list, call)
		}
	}
	if len(list) < len(origins) && c.isChoice(service) {
		return nil
	}
	return list
}

// clientsOf returns the calls that made a client, or the one that a service is
// selected from, in each calling context, if the engine knows.
func (c *checker) clientsOf(service ast.Expr) (calls [][]*ast.CallExpr, known bool) {
	client := bare(service)
	for c.model.SDKTypeName(c.info.TypeOf(client)) != "CozeAPI" {
		sel, ok := client.(*ast.SelectorExpr)
		if !ok {
			return nil, false
		}
		client = ast.Unparen(sel.X)
	}
	calls = c.engine.Makers(client)
	for _, made := range calls {
		if slices.Contains(made, nil) {
			return nil, false
		}
	}
	return calls, len(calls) > 0
}

// isChoice reports whether a service is selected from what a function of the
// package returns for its arguments.
func (c *checker) isChoice(service ast.Expr) bool {
	for {
		switch x := bare(service).(type) {
		case *ast.SelectorExpr:
			service = x.X
		case *ast.CallExpr:
			return len(x.Args) > 0 && len(c.model.Returns(c.model.Callee(x))) > 1
		default:
			return false
		}
	}
}

// asynchronous reports whether a workflow run may return at once: its request
// may say IsAsync: true.
func (c *checker) asynchronous(call *ast.CallExpr) bool {
	return len(call.Args) == 2 && c.mayHave(call.Args[1], "IsAsync", func(value constant.Value) bool {
		return value.Kind() == constant.Bool && constant.BoolVal(value)
	})
}

func (c *checker) reportTimeout(client *ast.CallExpr, use cozemodel.SlowUse, related []analysis.RelatedInformation) {
	text := messages.TimeoutCuts
	if use.Run {
		text = messages.TimeoutRun
	}
	c.report(report.Finding{
		Check: DefaultTimeout, Range: client, Message: c.reporter.Say(text, use.Call, use.Place),
		Related: related, Fixes: c.timeoutFix(client),
	})
}

// timeoutFix appends an HTTP client with the 20 minutes of the SDK's own
// examples (SDK examples/chats/stream).
func (c *checker) timeoutFix(call *ast.CallExpr) []analysis.SuggestedFix {
	sdk, ok := packageOf(call.Fun)
	if !ok || call.Ellipsis.IsValid() || !c.model.IsNewClient(call) {
		return nil
	}
	scope := c.model.ScopeAt(call.Pos())
	httpName, edits, ok := astedit.Import(c.pass, scope, call.Pos(), "net/http", "http")
	if !ok {
		return nil
	}
	timeName, more, ok := astedit.Import(c.pass, scope, call.Pos(), "time", "time")
	if !ok {
		return nil
	}
	text := fmt.Sprintf("%sWithHttpClient(&%s.Client{Timeout: 20 * %s.Minute})", sdk, httpName, timeName)
	edits = astedit.Together(edits, more)
	return []analysis.SuggestedFix{{
		Message:   c.reporter.Say(messages.GiveTwentyMin),
		TextEdits: append(edits, astedit.Append(c.pass, call.Args[len(call.Args)-1], text)),
	}}
}

// packageOf returns the qualifier that fun is called with: "coze.", or ""
// where the package is imported with a dot.
func packageOf(fun ast.Expr) (string, bool) {
	switch fun := ast.Unparen(fun).(type) {
	case *ast.Ident:
		return "", true
	case *ast.SelectorExpr:
		if id, ok := fun.X.(*ast.Ident); ok {
			return id.Name + ".", true
		}
	}
	return "", false
}
