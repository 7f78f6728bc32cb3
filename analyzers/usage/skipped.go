package usage

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkSkipped reports the readers of a stream that skip the one JSON object
// that a refused request is answered with (CZ5004). It starts at responses
// that a function gets itself: whoever handed one in may have looked.
func (c *checker) checkSkipped() {
	for cur := range c.model.Inspect.Root().Preorder((*ast.Ident)(nil)) {
		id := cur.Node().(*ast.Ident)
		v, ok := c.info.Defs[id].(*types.Var)
		if !ok || v.IsField() || !knowledge.IsResponse(v.Type()) || c.model.TestFile(v.Pos()) {
			continue
		}
		if fn := c.model.FuncAt(v.Pos()); fn != nil && !c.comesFromOutside(v) && c.responseOfCoze(v, fn) {
			c.checkStream(v, fn)
		}
	}
}

// responseOfCoze reports whether v is a response of the Open API. One that may be
// another service's, too, counts: what is wrong is wrong for streams of Coze.
func (c *checker) responseOfCoze(v *types.Var, fn *types.Func) bool {
	if labels := c.engine.LabelsOfVar(v); len(labels) > 0 {
		return slices.ContainsFunc(labels, ofCoze)
	}
	return c.isCoze(fn)
}

// ofCoze reports whether a label is of a request to Coze.
func ofCoze(l flow.Label) bool { return l.Origin.Owner == flow.Ours }

func (c *checker) checkStream(resp *types.Var, fn *types.Func) {
	decl := c.model.Decl(fn)
	if c.asksContentType(decl) || c.looksForObject(decl) || c.makerLooks(resp) || c.missesEvents(resp, decl) {
		return
	}
	for _, use := range c.usesOf(resp) {
		whole := outer(use)
		switch c.fateOf(whole) {
		case selected:
			part := whole.Parent()
			name := part.Node().(*ast.SelectorExpr).Sel
			method, _ := c.pass.TypesInfo.Uses[name].(*types.Func)
			if kind, _ := part.ParentEdge(); kind == edge.CallExpr_Fun && knowledge.PartOfResponse(method) == knowledge.GivesBody {
				c.checkBody(outer(part.Parent()), decl)
			} else if name.Name == "Body" {
				c.checkBody(outer(part), decl)
			}
		case otherFate:
			if kind, i := whole.ParentEdge(); kind == edge.CallExpr_Args {
				c.checkParser(whole.Parent(), i)
			}
		}
	}
}

// makerLooks reports whether a function of the package that made a response
// looks at its Content-Type or at a code.
func (c *checker) makerLooks(resp *types.Var) bool {
	return slices.ContainsFunc(c.model.Defs(resp), func(d cozeDef) bool {
		call, ok := ast.Unparen(orNil(d.Expr)).(*ast.CallExpr)
		return ok && c.calledLooks(call, 0)
	})
}

func (c *checker) calledLooks(call *ast.CallExpr, hops int) bool {
	decl := c.model.Decl(c.model.Callee(call))
	if decl == nil || hops > 3 {
		return false
	}
	if c.asksContentType(decl) || c.looksAtCode(decl, 0) {
		return true
	}
	return slices.ContainsFunc(c.model.Calls(c.model.Callee(call)), func(inner *ast.CallExpr) bool { return c.calledLooks(inner, hops+1) })
}

// asksContentType reports whether a function reads the header Content-Type.
func (c *checker) asksContentType(node ast.Node) bool {
	if known, ok := c.typeAskers[node]; ok {
		return known
	}
	if c.typeAskers == nil {
		c.typeAskers = make(map[ast.Node]bool)
	}
	c.typeAskers[node] = false // while it is looked at
	found := false
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			name := c.bareName(n)
			if name == "DetectContentType" || name == "ParseMediaType" || name == "ContentType" {
				found = true
			}
			if len(n.Args) == 1 && (name == "Get" || name == "Values" || name == "Peek" || name == "GetHeader") {
				found = found || c.isContentType(n.Args[0])
			}
			found = found || c.helperAsksContentType(n)
		case *ast.IndexExpr:
			found = found || c.isContentType(n.Index)
		}
		return !found
	})
	c.typeAskers[node] = found
	return found
}

// looksForObject reports whether a function looks for the brace that a JSON
// object begins with.
func (c *checker) looksForObject(node ast.Node) bool {
	if known, ok := c.objectSeekers[node]; ok {
		return known
	}
	found := false
	ast.Inspect(node, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		found = found || ok && (lit.Kind == token.CHAR && lit.Value == "'{'" || lit.Kind == token.STRING && lit.Value == `"{"`)
		return !found
	})
	if c.objectSeekers == nil {
		c.objectSeekers = make(map[ast.Node]bool)
	}
	c.objectSeekers[node] = found
	return found
}

// missesEvents reports whether a function fails behind the reading of a
// response where nothing came: then a request that was refused fails, too.
func (c *checker) missesEvents(resp *types.Var, decl *ast.FuncDecl) bool {
	var last token.Pos
	for _, use := range c.usesOf(resp) {
		last = max(last, use.Node().Pos())
	}
	found := false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		stmt, ok := n.(*ast.IfStmt)
		if ok && stmt.Pos() > last && c.isNothing(stmt.Cond) && len(stmt.Body.List) > 0 {
			ret, ok := stmt.Body.List[len(stmt.Body.List)-1].(*ast.ReturnStmt)
			found = found || ok && len(ret.Results) > 0 && c.isOwnError(ret.Results[len(ret.Results)-1])
		}
		return !found
	})
	return found
}

// isNothing reports whether a condition holds where a local variable, or what
// a method says of it, is zero, empty or false.
func (c *checker) isNothing(cond ast.Expr) bool {
	switch x := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		return x.Op == token.NOT && c.localVariable(x.X) != nil
	case *ast.BinaryExpr:
		return x.Op == token.EQL && c.isEmpty(x.Y) && !c.isError(x.X)
	}
	return false
}

// helperAsksContentType reports whether call gives the header or the whole
// response to a function that reads the Content-Type, or may.
func (c *checker) helperAsksContentType(call *ast.CallExpr) bool {
	given := slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		t := c.info.TypeOf(arg)
		return t != nil && (knowledge.IsResponse(t) || isHeader(t))
	})
	fn := c.model.Callee(call)
	if !given || fn == nil {
		return false
	}
	if decl := c.model.Decl(fn); decl != nil {
		return c.asksContentType(decl)
	}
	return fn.Pkg() != nil && strings.Contains(fn.Pkg().Path(), ".") && knowledge.EffectOf(fn) == 0
}

func isHeader(t types.Type) bool {
	named := gotypes.Named(t)
	return named != nil && named.Obj().Name() == "Header" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "net/http"
}

func (c *checker) isContentType(expr ast.Expr) bool {
	text, ok := c.textOf(expr)
	return ok && strings.EqualFold(text, "content-type")
}

// checkBody judges what the body at cur is given to.
func (c *checker) checkBody(cur inspector.Cursor, decl *ast.FuncDecl) {
	kind, i := cur.ParentEdge()
	if kind == edge.SelectorExpr_X && cur.Parent().Node().(*ast.SelectorExpr).Sel.Name == "Read" {
		c.checkRawAnswer(cur.Parent().Parent(), decl)
		return
	}
	if kind == edge.AssignStmt_Rhs {
		if v := c.keptIn(cur); v != nil && !v.IsField() && c.skipsOthers(v, decl.Body, 0) {
			c.reportSkipped(c.readerOf(v, cur.Node().(ast.Expr)))
		}
		return
	}
	if kind != edge.CallExpr_Args {
		return
	}
	call := cur.Parent()
	for c.wrapsReader(call.Node().(*ast.CallExpr)) {
		next, index := call.ParentEdge()
		if next != edge.CallExpr_Args {
			break
		}
		call, i = call.Parent(), index
	}
	node := call.Node().(*ast.CallExpr)
	fn := c.model.Callee(node)
	switch {
	case c.model.Decl(fn) != nil:
		c.checkParser(call, i)
		return
	case knowledge.EffectOf(fn).Has(knowledge.ReadsEvents):
		c.reportSkipped(node)
		return
	}
	v := c.keptIn(call)
	if v == nil || v.IsField() {
		return
	}
	if c.skipsOthers(v, bodyAround(call), 0) {
		c.reportSkipped(node)
	} else if c.bareName(node) == "ReadAll" {
		c.checkRawAnswer(call, decl)
	}
}

// readerOf returns the call that makes a reader of the body in v, or else the
// body.
func (c *checker) readerOf(v *types.Var, body ast.Expr) ast.Expr {
	for _, use := range c.usesOf(v) {
		whole := outer(use)
		if kind, _ := whole.ParentEdge(); kind == edge.CallExpr_Args && c.wrapsReader(whole.Parent().Node().(*ast.CallExpr)) {
			return whole.Parent().Node().(*ast.CallExpr)
		}
	}
	return body
}

// wrapsReader reports whether a call makes another reader of a body.
func (c *checker) wrapsReader(call *ast.CallExpr) bool {
	fn := c.model.Callee(call)
	return fn != nil && fn.Pkg() != nil && (fn.Pkg().Path() == "bufio" || fn.Pkg().Path() == "io") && strings.HasPrefix(fn.Name(), "New") ||
		fn != nil && (fn.Name() == "TeeReader" || fn.Name() == "LimitReader")
}

// checkParser judges a function of the package that is given a response, or
// a reader of its body, as argument i.
func (c *checker) checkParser(cur inspector.Cursor, i int) {
	call := cur.Node().(*ast.CallExpr)
	fn := c.model.Callee(call)
	decl := c.model.Decl(fn)
	if decl == nil || decl.Body == nil || i >= fn.Signature().Params().Len() || c.asksContentType(decl) {
		return
	}
	if c.parserSkips(fn.Signature().Params().At(i), decl, 0) {
		c.reportSkipped(call)
	}
}

// parserSkips reports whether a function that is given a response or reader v
// reads it as a stream and skips other lines.
func (c *checker) parserSkips(v *types.Var, decl *ast.FuncDecl, hops int) bool {
	if hops > 2 {
		return false
	}
	if c.skipsOthers(v, decl.Body, 0) {
		return true
	}
	return slices.ContainsFunc(c.usesOf(v), func(use inspector.Cursor) bool {
		whole := outer(use)
		if sel, ok := whole.Parent().Node().(*ast.SelectorExpr); ok && sel.Sel.Name == "Body" {
			whole = outer(whole.Parent())
		}
		kind, i := whole.ParentEdge()
		if kind != edge.CallExpr_Args {
			return false
		}
		call := whole.Parent()
		for c.wrapsReader(call.Node().(*ast.CallExpr)) {
			if kept := c.keptIn(call); kept != nil {
				return !kept.IsField() && c.skipsOthers(kept, decl.Body, 0)
			}
			next, index := call.ParentEdge()
			if next != edge.CallExpr_Args {
				return false
			}
			call, i = call.Parent(), index
		}
		inner := call.Node().(*ast.CallExpr)
		if c.bareName(inner) == "ReadAll" {
			kept := c.keptIn(call)
			return kept != nil && !kept.IsField() && c.skipsOthers(kept, decl.Body, 0)
		}
		fn := c.model.Callee(inner)
		next := c.model.Decl(fn)
		return next != nil && next != decl && next.Body != nil && i < fn.Signature().Params().Len() && !c.asksContentType(next) &&
			c.parserSkips(fn.Signature().Params().At(i), next, hops+1)
	})
}

func (c *checker) reportSkipped(node analysis.Range) {
	c.report(report.Finding{Check: SkippedFailure, Range: node, Message: c.reporter.Say(messages.FailureSkipped)})
}
