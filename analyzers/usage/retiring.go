package usage

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkRetiring reports the calls of endpoints that are announced to end
// (CZ5009).
func (c *checker) checkRetiring() {
	for cur := range c.model.Inspect.Root().Preorder((*ast.BasicLit)(nil), (*ast.Ident)(nil), (*ast.CallExpr)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.BasicLit:
			c.checkPath(cur, n)
		case *ast.Ident:
			c.checkImportedPath(cur, n)
		case *ast.CallExpr:
			c.checkRetiringMethod(n)
		}
	}
}

// checkRetiringMethod reports a call of a method of the SDK that calls a
// retiring endpoint. Bots.Retrieve calls another for UseAPIVersion: 2.
func (c *checker) checkRetiringMethod(call *ast.CallExpr) {
	recv, name, ok := c.model.SDKCallee(call)
	if !ok {
		return
	}
	endpoints := knowledge.SDKEndpoints(recv, name)
	i := slices.IndexFunc(endpoints, func(e knowledge.Endpoint) bool { return e.Successor != "" })
	if i < 0 || len(call.Args) < 2 {
		return
	}
	if name == "Retrieve" && c.mayHave(call.Args[1], "UseAPIVersion", func(value constant.Value) bool {
		version, exact := constant.Int64Val(constant.ToInt(value))
		return exact && version == 2
	}) {
		return
	}
	c.report(report.Finding{
		Check:   Retiring,
		Range:   call,
		Message: c.reporter.Say(messages.RetiringCall, "Bots."+name, endpoints[i].Path, endpoints[i].Successor),
	})
}

// retirementOf returns the endpoint that a text is the path or URL of.
func (c *checker) retirementOf(text string) (knowledge.Endpoint, bool) {
	if strings.ContainsAny(text, " \t\n") {
		return knowledge.Endpoint{}, false // a sentence about it
	}
	old := knowledge.Superseded()
	i := slices.IndexFunc(old, func(e knowledge.Endpoint) bool {
		_, rest, found := strings.Cut(text, e.Path)
		return found && (rest == "" || strings.HasPrefix(rest, "?") || strings.HasPrefix(rest, "#"))
	})
	if i < 0 {
		return knowledge.Endpoint{}, false
	}
	for _, host := range knowledge.HostsIn(text) {
		if strings.Contains(host, ".") && !c.model.CozeHost(host) {
			return knowledge.Endpoint{}, false // of somebody else's server
		}
	}
	return old[i], true
}

// checkPath reports a literal that a request to a retiring endpoint is made
// with.
func (c *checker) checkPath(cur inspector.Cursor, lit *ast.BasicLit) {
	if lit.Kind != token.STRING || len(lit.Value) < len(`"/open_api/v2/chat"`) {
		return
	}
	text, ok := c.textOf(lit)
	if !ok {
		return
	}
	if r, ok := c.retirementOf(text); ok && c.requested(cur) {
		c.reportPath(lit, r)
	}
}

// checkImportedPath is checkPath for a constant of another package, which is
// reported where it is used.
func (c *checker) checkImportedPath(cur inspector.Cursor, id *ast.Ident) {
	k, ok := c.info.Uses[id].(*types.Const)
	if !ok || k.Pkg() == nil || k.Pkg() == c.pass.Pkg || c.model.IsSDKObject(k) || k.Val().Kind() != constant.String {
		return
	}
	if r, ok := c.retirementOf(constant.StringVal(k.Val())); ok && c.requested(outer(cur)) {
		c.reportPath(id, r)
	}
}

func (c *checker) reportPath(node analysis.Range, e knowledge.Endpoint) {
	text := messages.AbsentPath
	if e.Retiring {
		text = messages.RetiringPath
	}
	c.report(report.Finding{Check: Retiring, Range: node, Message: c.reporter.Say(text, e.Path, e.Successor)})
}

// requested reports whether a text is the path of a request that the package
// makes: it is no route of a server, no key or row of a table, and nothing
// that is only compared.
func (c *checker) requested(cur inspector.Cursor) bool {
	for ; ; cur = cur.Parent() {
		kind, i := cur.ParentEdge()
		parent := cur.Parent()
		switch kind {
		case edge.ParenExpr_X:
			continue
		case edge.BinaryExpr_X, edge.BinaryExpr_Y:
			if parent.Node().(*ast.BinaryExpr).Op != token.ADD {
				return false
			}
			continue
		case edge.CallExpr_Args:
			call := parent.Node().(*ast.CallExpr)
			if c.bareName(call) == "Sprintf" || c.bareName(call) == "Join" || c.bareName(call) == "JoinPath" || c.info.Types[call.Fun].IsType() {
				continue
			}
			return !knowledge.MatcherNames.MatchString(c.bareName(call)) && !c.takesHandler(call) && c.mayAsk(call)
		case edge.CaseClause_List, edge.KeyValueExpr_Key:
			return false
		case edge.KeyValueExpr_Value, edge.CompositeLit_Elts:
			return !c.inTable(parent)
		case edge.ValueSpec_Values:
			return c.declaredForRequest(parent.Node().(*ast.ValueSpec), i)
		case edge.AssignStmt_Rhs, edge.ReturnStmt_Results:
			return true
		}
		return false
	}
}

// mayAsk reports whether a call may make a request: no log, and no method of an
// interface that returns nothing.
func (c *checker) mayAsk(call *ast.CallExpr) bool {
	fn := c.model.Callee(call)
	if knowledge.EffectOf(fn).Has(knowledge.Logs) {
		return false
	}
	if fn == nil || fn.Signature().Recv() == nil || !types.IsInterface(fn.Signature().Recv().Type()) {
		return true
	}
	return fn.Signature().Results().Len() > 0
}

// takesHandler reports whether a call registers a route: it is given a
// function or a handler beside the path.
func (c *checker) takesHandler(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		t := c.info.TypeOf(arg)
		if t == nil {
			return false
		}
		if _, isFunc := t.Underlying().(*types.Signature); isFunc {
			return true
		}
		method, _, _ := types.LookupFieldOrMethod(t, true, nil, "ServeHTTP")
		return method != nil
	})
}

// inTable reports whether a literal is an element of a slice or map, or a
// field of one.
func (c *checker) inTable(cur inspector.Cursor) bool {
	for lit := range cur.Enclosing((*ast.CompositeLit)(nil)) {
		t := c.info.TypeOf(lit.Node().(*ast.CompositeLit))
		if t == nil {
			return true
		}
		switch t.Underlying().(type) {
		case *types.Slice, *types.Array, *types.Map:
			return true
		}
	}
	return false
}

// declaredForRequest reports whether a constant or variable is used for a
// request in the package. One that is declared by means of itself is not.
func (c *checker) declaredForRequest(spec *ast.ValueSpec, i int) bool {
	if i >= len(spec.Names) {
		return false
	}
	obj := c.info.Defs[spec.Names[i]]
	if obj == nil {
		return false
	}
	if _, ok := c.forRequest[obj]; !ok {
		if c.forRequest == nil {
			c.forRequest = make(map[types.Object]bool)
		}
		c.forRequest[obj] = false // while its uses are asked: ill-typed code may use it there
		c.forRequest[obj] = slices.ContainsFunc(c.usesOf(obj), c.requested)
	}
	return c.forRequest[obj]
}
