package exhaustive

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// A failure can be what is left when every other member has been ruled out:
//
//	if ev.Event == "done" {
//		return text, nil
//	}
//	if ev.Event != "message" {
//		return "", fmt.Errorf("unexpected event %s", ev.Event)
//	}

// eliminated reports whether a member that no comparison of the event of p
// names ends in an error: in the same round of the loop, or after it.
func (c *checker) eliminated(p place) bool {
	decl, ok := c.model.Inspect.Root().FindNode(p.decl)
	if !ok {
		return false
	}
	event := c.root(p.subject)
	for cur := range decl.Preorder((*ast.BinaryExpr)(nil)) {
		test, ok := c.events.Test(cur.Node().(*ast.BinaryExpr))
		if !ok || test.Domain != p.domain || event == nil || !p.reaches(cur) || !c.related(c.root(test.Event), event, 0) {
			continue
		}
		if test.Equal && test.Member.Outcome == cozemodel.Success && c.missingSuccessFails(decl, cur) {
			return true
		}
		stmt, _ := condition(cur)
		if stmt == nil {
			continue
		}
		if test.Equal && c.restFails(cur, p.loop) || !test.Equal && c.fails(cur, stmt.Body.List) {
			return true
		}
	}
	return false
}

// missingSuccessFails reports whether the success at cur sets a flag, and an
// error is made of its absence:
//
//	if ev.Event == "done" {
//		done = true
//	}
//	…
//	if !done {
//		return "", errors.New("the chat did not complete")
//	}
func (c *checker) missingSuccessFails(decl, cur inspector.Cursor) bool {
	success, _ := condition(cur)
	if success == nil {
		return false
	}
	for _, stmt := range success.Body.List {
		assign, ok := stmt.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != 1 || !c.isTrue(assign.Rhs[0]) {
			continue
		}
		flag := cozemodel.Variable(c.pass.TypesInfo, assign.Lhs[0])
		for later := range decl.Preorder((*ast.IfStmt)(nil)) {
			stmt := later.Node().(*ast.IfStmt)
			if flag != nil && stmt.Pos() > success.End() && c.isNegated(stmt.Cond, flag) && c.fails(later, stmt.Body.List) {
				return true
			}
		}
	}
	return false
}

// isNegated reports whether cond asks that v is false.
func (c *checker) isNegated(cond ast.Expr, v *types.Var) bool {
	switch x := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		return x.Op == token.NOT && cozemodel.Variable(c.pass.TypesInfo, x.X) == v
	case *ast.BinaryExpr:
		return c.isNegated(x.X, v) || c.isNegated(x.Y, v)
	}
	return false
}

// reaches reports whether the event of p comes to cur: in its loop, or behind
// it.
func (p place) reaches(cur inspector.Cursor) bool {
	if p.loop == nil {
		return cur.Node().Pos() > p.code.End()
	}
	if cur.Node().Pos() > p.loop.End() {
		return true
	}
	for l := range cur.Enclosing((*ast.ForStmt)(nil), (*ast.RangeStmt)(nil)) {
		if l.Node() == p.loop {
			return true
		}
	}
	return false
}

// restFails reports whether what follows the if around cur, up to the end of
// its loop or function, leaves with an error whatever the event is.
func (c *checker) restFails(cur inspector.Cursor, loop ast.Node) bool {
	for ; cur.Node() != loop; cur = cur.Parent() {
		switch cur.Node().(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			return false
		}
		if kind, _ := cur.ParentEdge(); kind != edge.BlockStmt_List && kind != edge.CaseClause_Body && kind != edge.CommClause_Body {
			continue
		}
		for next, ok := cur.NextSibling(); ok; next, ok = next.NextSibling() {
			ret, isReturn := next.Node().(*ast.ReturnStmt)
			if isReturn && len(ret.Results) > 0 && !c.maybeNil(ret.Results[len(ret.Results)-1]) && c.fails(cur, []ast.Stmt{ret}) {
				return true
			}
		}
	}
	return false
}

// fails reports whether a list of statements at cur makes an error of what
// comes to it: it ends by returning one or never returns, or it gives one to a
// variable or a channel.
func (c *checker) fails(cur inspector.Cursor, list []ast.Stmt) bool {
	funcType, _ := function(cur)
	for i, stmt := range list {
		switch stmt := stmt.(type) {
		case *ast.ReturnStmt:
			if i == len(list)-1 && len(stmt.Results) > 0 && c.errorResult(funcType) && !c.isNil(stmt.Results[len(stmt.Results)-1]) {
				return true
			}
		case *ast.ExprStmt:
			if i == len(list)-1 && c.neverReturns(stmt) {
				return true
			}
		case *ast.AssignStmt:
			if slices.ContainsFunc(stmt.Rhs, c.makesError) {
				return true
			}
		case *ast.SendStmt:
			if c.makesError(stmt.Value) {
				return true
			}
		}
	}
	return false
}

// maybeNil reports whether an error may be nil: that of a scanner, or one that
// is kept in a variable of the function.
func (c *checker) maybeNil(expr ast.Expr) bool {
	if call, ok := ast.Unparen(expr).(*ast.CallExpr); ok {
		fn := c.model.Callee(call)
		return fn == nil || fn.Name() == "Err"
	}
	v := cozemodel.Variable(c.pass.TypesInfo, expr)
	return v != nil && !v.IsField() && v.Parent() != v.Pkg().Scope()
}

// makesError reports whether expr is a new error.
func (c *checker) makesError(expr ast.Expr) bool {
	call, ok := ast.Unparen(expr).(*ast.CallExpr)
	t := c.pass.TypesInfo.TypeOf(expr)
	return ok && t != nil && cozemodel.IsErrorType(t) && knowledge.EffectOf(c.model.Callee(call)).Has(knowledge.MakesError)
}
