package usage

import (
	"go/ast"
	"go/constant"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// How long the slow calls may take: a stream of a long answer, and a synchronous
// run of a workflow (API workflow_run.md).
const (
	streamTime = 60 * time.Second
	runTime    = 90 * time.Second
)

// checkShortTimeout reports the timeouts of the HTTP clients that a slow call of
// the SDK may be made with, where they are constants below what it takes
// (CZ5001).
func (c *checker) checkShortTimeout(service ast.Expr, slow *ast.SelectorExpr, name string, needs time.Duration) {
	if c.isChoice(service) {
		return
	}
	for _, origin := range c.model.Roots(service, nil) {
		client, ok := origin.(*ast.CallExpr)
		if !ok || !c.model.IsNewClient(client) {
			continue
		}
		at, timeout, ok := c.timeoutOf(client)
		if !ok || timeout <= 0 || timeout >= needs {
			continue
		}
		c.report(report.Finding{
			Check:   DefaultTimeout,
			Range:   at,
			Message: c.reporter.Say(messages.TimeoutShort, name, timeout, c.model.FileLine(slow.Sel.Pos()), needs),
			Related: []analysis.RelatedInformation{{Pos: slow.Sel.Pos(), End: slow.Sel.End(), Message: c.reporter.Say(messages.TheSlowCall)}},
		})
	}
}

// timeoutOf returns the constant timeout of the HTTP client that a client of the
// SDK is given, if it is one.
func (c *checker) timeoutOf(client *ast.CallExpr) (at ast.Expr, timeout time.Duration, ok bool) {
	for _, arg := range client.Args[min(1, len(client.Args)):] {
		for _, origin := range c.model.OptionRoots(arg) {
			option, isCall := origin.(*ast.CallExpr)
			if !isCall {
				return nil, 0, false
			}
			if _, name, isSDK := c.model.SDKCallee(option); !isSDK || name != "WithHttpClient" || len(option.Args) != 1 {
				continue
			}
			roots := c.model.Roots(option.Args[0], nil)
			if len(roots) != 1 {
				return nil, 0, false
			}
			return c.literalTimeout(roots[0], option.Args[0])
		}
	}
	return nil, 0, false
}

// literalTimeout returns the field Timeout of http.Client{Timeout: 30 * time.Second},
// unless the variable that holds it is given another.
func (c *checker) literalTimeout(root, given ast.Expr) (at ast.Expr, timeout time.Duration, ok bool) {
	lit, isLit := root.(*ast.CompositeLit)
	if !isLit {
		return nil, 0, false
	}
	if v := c.localVariable(bare(given)); v != nil && c.assigns(v, "Timeout", func(ast.Expr) bool { return true }) {
		return nil, 0, false
	}
	i := slices.IndexFunc(lit.Elts, func(element ast.Expr) bool {
		kv, ok := element.(*ast.KeyValueExpr)
		return ok && isNamed(kv.Key, "Timeout")
	})
	if i < 0 {
		return nil, 0, false
	}
	return c.onlyDuration(lit.Elts[i].(*ast.KeyValueExpr).Value)
}

// onlyDuration returns the constant that an expression is, or that all who give it
// say, and where it stands.
func (c *checker) onlyDuration(expr ast.Expr) (at ast.Expr, timeout time.Duration, ok bool) {
	if timeout, ok := c.duration(expr); ok {
		return expr, timeout, true
	}
	if c.isSetElsewhere(expr) {
		return nil, 0, false
	}
	for _, root := range c.model.Roots(expr, nil) {
		given, isConstant := c.duration(root)
		if !isConstant || ok && given != timeout {
			return nil, 0, false
		}
		at, timeout, ok = root, given, true
	}
	return at, timeout, ok
}

// isSetElsewhere reports whether an expression reads a field that is given something
// else than a constant anywhere, as by a functional option: what it is made with is
// what it is if nobody says otherwise.
func (c *checker) isSetElsewhere(expr ast.Expr) bool {
	field := cozemodel.Variable(c.info, expr)
	return field != nil && field.IsField() && slices.ContainsFunc(c.model.Defs(field), func(d cozemodel.Def) bool {
		return d.Expr != nil && c.info.Types[d.Expr].Value == nil
	})
}

func isNamed(expr ast.Expr, name string) bool {
	id, ok := expr.(*ast.Ident)
	return ok && id.Name == name
}

// checkHandTimeouts reports the timeouts of HTTP clients that a stream, or a
// synchronous run of a workflow, is asked for by hand with, where they are
// constants below what it takes (CZ5001).
func (c *checker) checkHandTimeouts() {
	reported := make(map[ast.Expr]bool)
	for _, o := range c.engine.Origins() {
		if o.Owner != flow.Ours || o.SDK || !o.Pos().IsValid() || c.model.TestFile(o.Pos()) {
			continue
		}
		path, needs := c.slowPath(o)
		if path == "" {
			continue
		}
		given, ok := c.engine.ClientField(o, "Timeout")
		if !ok {
			if given, ok = c.engine.SetBy(o, "SetTimeout"); !ok {
				continue
			}
		}
		at, timeout, ok := c.onlyDuration(given)
		if !ok || reported[at] || timeout <= 0 || timeout >= needs {
			continue
		}
		reported[at] = true
		c.report(report.Finding{
			Check:   DefaultTimeout,
			Range:   at,
			Message: c.reporter.Say(messages.TimeoutShort, "POST "+path, timeout, c.model.FileLine(o.Pos()), needs),
			Related: []analysis.RelatedInformation{{Pos: o.Pos(), End: o.Pos(), Message: c.reporter.Say(messages.TheSlowCall)}},
		})
	}
}

// slowPath returns the path of the endpoint of a request that may take long, and
// how long, or "".
func (c *checker) slowPath(o *flow.Origin) (path string, needs time.Duration) {
	functions := c.engine.Functions(o)
	mentions := func(pattern knowledge.Pattern) bool {
		return slices.ContainsFunc(functions, func(fn ast.Node) bool { return c.mentionsText(fn, pattern) })
	}
	for _, url := range o.URLs() {
		url, _, _ = strings.Cut(url, "?")
		switch {
		case strings.HasSuffix(url, "/v1/workflow/run") && !mentions(knowledge.AsyncRun):
			return "/v1/workflow/run", runTime
		case (strings.HasSuffix(url, "/v3/chat") || strings.HasSuffix(url, "/v1/workflow/stream_run")) && (o.Events || mentions(knowledge.EventLine)):
			return url[strings.LastIndex(url, "/v"):], streamTime
		}
	}
	return "", 0
}

// duration returns the constant that an expression is.
func (c *checker) duration(expr ast.Expr) (time.Duration, bool) {
	value := c.info.Types[expr].Value
	if value == nil || value.Kind() != constant.Int || !isDuration(c.info.TypeOf(expr)) {
		return 0, false
	}
	number, exact := constant.Int64Val(value)
	return time.Duration(number), exact
}
