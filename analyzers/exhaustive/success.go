package exhaustive

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// needsSuccess reports whether the function fails unless the event that test
// is about was the success once: it keeps that in a flag.
func (c *checker) needsSuccess(decl *ast.FuncDecl, test cozemodel.EventTest) bool {
	cur, ok := c.model.Cursor(decl)
	if !ok {
		return false
	}
	for other := range cur.Preorder((*ast.BinaryExpr)(nil)) {
		t, ok := c.events.Test(other.Node().(*ast.BinaryExpr))
		if !ok || t.Domain != test.Domain || !t.Equal || t.Member.Outcome != cozemodel.Success {
			continue
		}
		if c.missingSuccessFails(cur, other) || c.loopsForSuccess(cur, other) {
			return true
		}
	}
	return false
}

// loopsForSuccess reports whether a comparison with the success is the
// condition of the loop around it, which is left otherwise only with an error:
//
//	for !completed {
//		…
//		completed = ev.Event == "done"
//	}
func (c *checker) loopsForSuccess(decl, cur inspector.Cursor) bool {
	assign, ok := cur.Parent().Node().(*ast.AssignStmt)
	around, isFor := loop(cur).(*ast.ForStmt)
	if !ok || !isFor || len(assign.Lhs) != 1 || around.Cond == nil {
		return false
	}
	flag := cozemodel.Variable(c.pass.TypesInfo, assign.Lhs[0])
	if flag == nil || !c.isNegated(around.Cond, flag) {
		return false
	}
	body, _ := decl.FindNode(around.Body)
	for stmt := range body.Preorder((*ast.ReturnStmt)(nil), (*ast.BranchStmt)(nil)) {
		ret, returns := stmt.Node().(*ast.ReturnStmt)
		if !returns && stmt.Node().(*ast.BranchStmt).Tok == token.BREAK || returns && !c.fails(stmt, []ast.Stmt{ret}) {
			return false
		}
	}
	return true
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
		if !ok || len(assign.Lhs) != 1 || !gotypes.IsTrue(c.pass.TypesInfo, assign.Rhs[0]) {
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

// makesError reports whether expr is a new error.
func (c *checker) makesError(expr ast.Expr) bool {
	call, ok := ast.Unparen(expr).(*ast.CallExpr)
	t := c.pass.TypesInfo.TypeOf(expr)
	return ok && t != nil && gotypes.IsError(t) && knowledge.EffectOf(c.model.Callee(call)).Has(knowledge.MakesError)
}
