package usage

import (
	"go/ast"
	"go/constant"
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
	if c.engine == nil {
		return
	}
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
		if count, ok := c.engine.SetBy(o, method); ok && c.isPositive(count) {
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
	again, byMethod := false, false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			ast.Inspect(n, func(inner ast.Node) bool {
				call, ok := inner.(*ast.CallExpr)
				again = again || ok && c.bareName(call) == "RoundTrip"
				return true
			})
		case *ast.SelectorExpr:
			byMethod = byMethod || n.Sel.Name == "Method"
		}
		return true
	})
	return again && !byMethod
}
