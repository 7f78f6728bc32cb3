package usage

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/astedit"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkTimeout reports the clients with the SDK's default timeout that a slow
// call is made with (CZ5001). It goes from the calls to the clients: a client
// that only makes short calls is fine.
func (c *checker) checkTimeout() {
	c.checkHandTimeouts()
	for cur := range c.model.Inspect.Root().Preorder((*ast.SelectorExpr)(nil)) {
		sel := cur.Node().(*ast.SelectorExpr)
		fn, _ := c.info.Uses[sel.Sel].(*types.Func)
		if fn == nil || !c.model.IsSDKObject(fn) || c.model.TestFile(sel.Pos()) {
			continue
		}
		_, recv, method := knowledge.ID(fn)
		name, slow := knowledge.SlowSDKCall(recv, method)
		if !slow {
			continue
		}
		if call, ok := cur.Parent().Node().(*ast.CallExpr); ok && knowledge.IsSyncRun(recv, method) && c.asynchronous(call) {
			continue
		}
		text, needs := messages.TimeoutCuts, streamTime
		if knowledge.IsSyncRun(recv, method) {
			text, needs = messages.TimeoutRun, runTime
		}
		c.checkShortTimeout(sel.X, sel, name, needs)
		for _, client := range c.defaultClients(sel.X) {
			c.reportTimeout(client, sel, text, name)
		}
	}
}

// defaultClients returns the constructors of the clients with the SDK's
// default timeout that a service may belong to. There are none where a
// function is asked for one of several clients, and not all are alike: it is
// asked for the right one.
func (c *checker) defaultClients(service ast.Expr) []*ast.CallExpr {
	if clients, known := c.clientsOf(service); known {
		var list []*ast.CallExpr
		for _, calls := range clients {
			if slices.ContainsFunc(calls, func(call *ast.CallExpr) bool { return !c.isNewClient(call) || !c.takesDefaultTimeout(call) }) {
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
		if call, ok := origin.(*ast.CallExpr); ok && c.isNewClient(call) && c.takesDefaultTimeout(call) {
			list = append(list, call)
		}
	}
	if len(list) < len(origins) && c.isChoice(service) {
		return nil
	}
	return list
}

// clientsOf returns the calls that made the client which a service is selected
// from, in each calling context, if the engine knows.
func (c *checker) clientsOf(service ast.Expr) (calls [][]*ast.CallExpr, known bool) {
	sel, ok := ast.Unparen(service).(*ast.SelectorExpr)
	if !ok {
		return nil, false
	}
	for c.model.SDKTypeName(c.info.TypeOf(sel)) != "CozeAPI" {
		inner, ok := ast.Unparen(sel.X).(*ast.SelectorExpr)
		if !ok {
			break
		}
		sel = inner
	}
	client := ast.Expr(sel)
	if c.model.SDKTypeName(c.info.TypeOf(sel)) != "CozeAPI" {
		client = sel.X
	}
	if c.model.SDKTypeName(c.info.TypeOf(client)) != "CozeAPI" {
		return nil, false
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

func (c *checker) isNewClient(call *ast.CallExpr) bool {
	recv, name, ok := c.model.SDKCallee(call)
	return ok && recv == "" && name == "NewCozeAPI"
}

// takesDefaultTimeout reports whether all options of a client are visible and
// none of them is an HTTP client.
func (c *checker) takesDefaultTimeout(call *ast.CallExpr) bool {
	options, visible := c.options(call, 1)
	return visible && !slices.Contains(options, "WithHttpClient") && !c.waitsForEver(c.model.Callee(call))
}

// waitsForEver reports whether a constructor of the SDK makes an HTTP client without
// a timeout, as versions before June 2025 do (SDK client.go).
func (c *checker) waitsForEver(fn *types.Func) bool {
	if c.forEver != nil {
		return *c.forEver
	}
	found := false
	c.forEver = &found
	decl := c.model.ParsedDecl(fn)
	if decl == nil || decl.Body == nil {
		return false
	}
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if ok && len(lit.Elts) == 0 && types.ExprString(lit.Type) == "http.Client" {
			found = true
		}
		return !found
	})
	return found
}

// options returns the names of the SDK's options that a constructor is given
// behind its first n arguments. visible is false if there may be others.
func (c *checker) options(call *ast.CallExpr, n int) (names []string, visible bool) {
	if len(call.Args) < n {
		return nil, false
	}
	for _, arg := range call.Args[n:] {
		if c.isGivenMore(arg) {
			return nil, false
		}
		for _, origin := range c.optionRoots(arg) {
			option, ok := origin.(*ast.CallExpr)
			if !ok {
				return nil, false
			}
			recv, name, ok := c.model.SDKCallee(option)
			if !ok || recv != "" {
				return nil, false
			}
			names = append(names, name)
		}
	}
	return names, true
}

// isGivenMore reports whether arg is the variadic parameter of a function, for
// which a caller gives arguments, or may do so in another package.
func (c *checker) isGivenMore(arg ast.Expr) bool {
	v := c.localVariable(arg)
	if v == nil {
		return false
	}
	fn := c.model.FuncAt(v.Pos())
	if fn == nil || !fn.Signature().Variadic() {
		return false
	}
	params := fn.Signature().Params()
	return params.At(params.Len()-1) == v && (fn.Exported() || slices.ContainsFunc(c.model.Callers(fn), func(call *ast.CallExpr) bool {
		return len(call.Args) >= params.Len()
	}))
}

// optionRoots returns where the options begin that are given as arg, one or a
// slice of them. What is empty has none.
func (c *checker) optionRoots(arg ast.Expr) []ast.Expr {
	return slices.DeleteFunc(c.model.Roots(arg, nil), func(root ast.Expr) bool {
		switch x := root.(type) {
		case *ast.CompositeLit:
			return len(x.Elts) == 0
		case *ast.CallExpr:
			return c.info.Types[x.Fun].IsBuiltin() // make
		case *ast.Ident:
			v, ok := c.info.Uses[x].(*types.Var)
			return ok && c.declaredEmpty(v) || c.info.Types[x].IsNil()
		}
		return false
	})
}

// declaredEmpty reports whether nothing but the zero value is put into v.
func (c *checker) declaredEmpty(v *types.Var) bool {
	defs := c.model.Defs(v)
	return len(defs) > 0 && !c.model.AddressTaken(v) && !slices.ContainsFunc(defs, func(d cozemodel.Def) bool { return !d.Zero })
}

// asynchronous reports whether a workflow run may return at once: its request
// may say IsAsync: true.
func (c *checker) asynchronous(call *ast.CallExpr) bool {
	return len(call.Args) == 2 && c.mayHave(call.Args[1], "IsAsync", func(value constant.Value) bool {
		return value.Kind() == constant.Bool && constant.BoolVal(value)
	})
}

func (c *checker) reportTimeout(client *ast.CallExpr, slow *ast.SelectorExpr, text messages.Text, name string) {
	c.report(report.Finding{
		Check:   DefaultTimeout,
		Range:   client,
		Message: c.reporter.Say(text, name, c.fileLine(slow.Sel.Pos())),
		Related: []analysis.RelatedInformation{{Pos: slow.Sel.Pos(), End: slow.Sel.End(), Message: c.reporter.Say(messages.TheSlowCall)}},
		Fixes:   c.timeoutFix(client),
	})
}

// timeoutFix appends an HTTP client with the 20 minutes of the SDK's own
// examples (SDK examples/chats/stream).
func (c *checker) timeoutFix(call *ast.CallExpr) []analysis.SuggestedFix {
	sdk, ok := packageOf(call.Fun)
	if !ok || call.Ellipsis.IsValid() {
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
