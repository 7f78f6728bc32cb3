package usage

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// retryCounts are the methods of HTTP clients that say how often they try again
// (resty: SetRetryCount; req: SetCommonRetryCount).
var retryCounts = []string{"SetRetryCount", "SetCommonRetryCount"}

// checkRepeated reports requests that start a chat or a run and are sent again after
// a failure that does not say whether it was started (CZ5022).
func (c *checker) checkRepeated() {
	reported := make(map[ast.Node]bool)
	for _, o := range c.engine.Origins() {
		s, ok := c.startedBy(o)
		if !ok {
			continue
		}
		if at := c.repeatedAt(o); at != nil && !reported[at] {
			reported[at] = true
			c.report(report.Finding{Check: Repeated, Range: at, Message: c.reporter.Say(messages.StartRepeated, s.name)})
		}
	}
}

// repeatedAt returns what sends a request again, or nil.
func (c *checker) repeatedAt(o *flow.Origin) ast.Node {
	if at := c.engine.Repeated(o); at != nil {
		return at
	}
	for _, method := range retryCounts {
		if count, ok := c.engine.SetBy(o, method); ok && c.isPositive(count) && c.retriesErrors(o) {
			return count
		}
	}
	call := c.engine.Call(o)
	if call == nil || o.SDK {
		return nil
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if named := gotypes.Named(c.info.TypeOf(sel.X)); named != nil && named.Obj().Pkg() != nil && strings.Contains(named.Obj().Pkg().Path(), "retryablehttp") {
			return call
		}
	}
	if transport, ok := c.engine.ClientField(o, "Transport"); ok && c.retries(c.info.TypeOf(transport)) {
		return call
	}
	return nil
}

// retriesErrors reports whether a client that tries again does so where there was no
// answer: by default, or if its only condition returns true for an error (resty:
// AddRetryCondition replaces the default).
func (c *checker) retriesErrors(o *flow.Origin) bool {
	condition, ok := c.engine.SetBy(o, "AddRetryCondition")
	if !ok {
		return true
	}
	body := ast.Node(condition)
	if id, ok := ast.Unparen(condition).(*ast.Ident); ok {
		if fn, ok := c.info.Uses[id].(*types.Func); ok && c.model.Decl(fn) != nil {
			body = c.model.Decl(fn)
		}
	}
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			if c.trueForError(n.Cond) {
				for _, ret := range returnsOf(n.Body) {
					found = found || len(ret.Results) == 1 && gotypes.IsTrue(c.info, ret.Results[0])
				}
			}
		case *ast.ReturnStmt:
			found = found || len(n.Results) == 1 && c.trueForError(n.Results[0])
		}
		return !found
	})
	return found
}

// trueForError reports whether a condition is true where an error is not nil.
func (c *checker) trueForError(cond ast.Expr) bool {
	binary, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if ok && binary.Op == token.LOR {
		return c.trueForError(binary.X) || c.trueForError(binary.Y)
	}
	return ok && binary.Op == token.NEQ && c.asksForAnError(cond)
}

func (c *checker) isPositive(expr ast.Expr) bool {
	value := c.info.Types[expr].Value
	return value == nil || value.Kind() == constant.Int && constant.Sign(value) > 0
}

// retries reports whether a transport of the package sends a request in a loop, whatever
// its method.
func (c *checker) retries(t types.Type) bool {
	if t == nil {
		return false
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, c.pass.Pkg, "RoundTrip")
	fn, ok := obj.(*types.Func)
	decl := c.model.Decl(fn)
	if !ok || decl == nil || decl.Body == nil {
		return false
	}
	again, byMethod, leaves := false, false, false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			ast.Inspect(n, func(inner ast.Node) bool {
				switch inner := inner.(type) {
				case *ast.CallExpr:
					again = again || c.bareName(inner) == "RoundTrip"
				case *ast.IfStmt: // if err != nil { return … }
					binary, ok := ast.Unparen(inner.Cond).(*ast.BinaryExpr)
					leaves = leaves || ok && binary.Op == token.NEQ && c.asksForAnError(binary) && c.leaves(inner.Body.List)
				}
				return true
			})
		case *ast.SelectorExpr:
			byMethod = byMethod || n.Sel.Name == "Method"
		}
		return true
	})
	return again && !byMethod && !leaves
}
