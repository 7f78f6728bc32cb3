package exhaustive

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A case can answer that a request is worth another attempt, and leave the
// attempt to who asked:
//
//	for n := 0; n < 3; n++ {
//		if err = ask(); !retryable(err) {
//			return err
//		}
//	}

const maxAnswers = 4 // functions and variables that an answer is followed through

// answersTrue reports whether stmt gives true to who loops on it: as the
// result of the function, or in a variable.
func (c *checker) answersTrue(d *decision, stmt ast.Stmt) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			found = found || slices.ContainsFunc(n.Results, func(result ast.Expr) bool {
				return c.answersWith(result) && c.with(result).loopedOnFunction(d.cur, 0)
			}) || c.retriesByHelper(d, n)
		case *ast.AssignStmt:
			for i, rhs := range n.Rhs {
				if len(n.Lhs) == len(n.Rhs) && gotypes.IsTrue(c.pass.TypesInfo, rhs) {
					v := cozemodel.Variable(c.pass.TypesInfo, n.Lhs[i])
					found = found || v != nil && c.loopedOnVariable(v, 0)
				}
			}
		}
		return !found
	})
	return found
}

// answersWith reports whether a result is an answer: true, or a class of
// failures or an action that has a name.
func (c *checker) answersWith(result ast.Expr) bool {
	if gotypes.IsTrue(c.pass.TypesInfo, result) {
		return true
	}
	id, ok := ast.Unparen(result).(*ast.Ident)
	if !ok || c.pass.TypesInfo.Types[result].Value == nil {
		return false
	}
	obj, ok := c.pass.TypesInfo.Uses[id].(*types.Const)
	return ok && obj.Pkg() == c.pass.Pkg && gotypes.Named(obj.Type()) != nil
}

// with returns a checker that follows the given answer.
func (c *checker) with(answer ast.Expr) *checker {
	follower := *c
	follower.answer = c.pass.TypesInfo.Types[answer].Value
	return &follower
}

// answerIs returns what a comparison with a constant says of the answer that
// is followed.
func (c *checker) answerIs(b *ast.BinaryExpr) (is, ok bool) {
	if b.Op != token.EQL && b.Op != token.NEQ || c.answer == nil {
		return false, false
	}
	for _, side := range []ast.Expr{b.X, b.Y} {
		if value := c.pass.TypesInfo.Types[side].Value; value != nil && value.Kind() == c.answer.Kind() {
			return constant.Compare(c.answer, b.Op, value), true
		}
	}
	return false, false
}

// retriesByHelper reports whether a return gives its error to a helper that
// repeats the function which it is in, and does not tell it to stop.
func (c *checker) retriesByHelper(d *decision, ret *ast.ReturnStmt) bool {
	if len(ret.Results) == 0 || d.fallback == nil {
		return false
	}
	for f := range d.cur.Enclosing((*ast.FuncLit)(nil), (*ast.FuncDecl)(nil)) {
		call, ok := f.Parent().Node().(*ast.CallExpr)
		if !ok || !knowledge.EffectOf(c.model.Callee(call)).Has(knowledge.Waits) {
			return false
		}
		last := ret.Results[len(ret.Results)-1]
		other, ok := lastReturn(d.fallback)
		return ok && !c.isNil(last) && !c.stops(last) && c.stops(other.Results[len(other.Results)-1])
	}
	return false
}

// stops reports whether an error tells a helper not to try again.
func (c *checker) stops(err ast.Expr) bool {
	if c.isNil(err) {
		return true
	}
	call, ok := ast.Unparen(err).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := c.model.Callee(call)
	return fn != nil && (fn.Name() == "Permanent" || fn.Name() == "Unrecoverable")
}

// loopedOnFunction reports whether somebody loops on the result of the
// function around cur.
func (c *checker) loopedOnFunction(cur inspector.Cursor, depth int) bool {
	if depth > maxAnswers {
		return false
	}
	for f := range cur.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		switch n := f.Node().(type) {
		case *ast.FuncLit:
			return c.loopedOnValue(f, depth)
		case *ast.FuncDecl:
			fn, _ := c.pass.TypesInfo.Defs[n.Name].(*types.Func)
			return fn != nil && c.anyUse(fn, func(use inspector.Cursor) bool { return c.loopedOnValue(use, depth) })
		}
	}
	return false
}

// anyUse reports whether is holds for a use of obj outside of tests.
func (c *checker) anyUse(obj types.Object, is func(inspector.Cursor) bool) bool {
	for id, used := range c.pass.TypesInfo.Uses {
		if f, ok := used.(*types.Func); ok {
			used = f.Origin()
		}
		if used != obj || c.model.TestFile(id.Pos()) {
			continue
		}
		if cur, ok := c.model.Cursor(id); ok && is(cur) {
			return true
		}
	}
	return false
}

// loopedOnValue reports whether somebody loops on what the function value at
// cur returns: where it is called, or through a parameter or a field that it
// is given to.
func (c *checker) loopedOnValue(cur inspector.Cursor, depth int) bool {
	kind, i := cur.ParentEdge()
	for kind == edge.SelectorExpr_Sel || kind == edge.ParenExpr_X {
		cur = cur.Parent()
		kind, i = cur.ParentEdge()
	}
	switch kind {
	case edge.CallExpr_Fun:
		return c.loopedOn(cur.Parent(), depth)
	case edge.CallExpr_Args:
		call := cur.Parent().Node().(*ast.CallExpr)
		fn := c.model.Callee(call)
		if knowledge.EffectOf(fn).Has(knowledge.Waits) {
			return true
		}
		if c.model.Decl(fn) == nil || i >= fn.Signature().Params().Len() {
			return false
		}
		return c.loopedOnCalls(fn.Signature().Params().At(i), depth+1)
	case edge.KeyValueExpr_Value:
		field := cozemodel.Variable(c.pass.TypesInfo, cur.Parent().Node().(*ast.KeyValueExpr).Key)
		return field != nil && c.loopedOnCalls(field, depth+1)
	case edge.AssignStmt_Rhs:
		assign := cur.Parent().Node().(*ast.AssignStmt)
		v := cozemodel.Variable(c.pass.TypesInfo, assign.Lhs[min(i, len(assign.Lhs)-1)])
		return v != nil && c.loopedOnCalls(v, depth+1)
	}
	return false
}

// loopedOnCalls reports whether somebody loops on a call of the function that
// v holds.
func (c *checker) loopedOnCalls(v *types.Var, depth int) bool {
	return depth <= maxAnswers && c.anyUse(v.Origin(), func(use inspector.Cursor) bool {
		kind, _ := use.ParentEdge()
		if kind == edge.SelectorExpr_Sel {
			use = use.Parent()
			kind, _ = use.ParentEdge()
		}
		return kind == edge.CallExpr_Fun && c.loopedOn(use.Parent(), depth)
	})
}

// loopedOnVariable reports whether a bool that is true makes a loop go on, or
// is returned to who does so.
func (c *checker) loopedOnVariable(v *types.Var, depth int) bool {
	return depth <= maxAnswers && c.anyUse(v.Origin(), func(use inspector.Cursor) bool {
		if kind, _ := use.ParentEdge(); kind == edge.SelectorExpr_Sel {
			use = use.Parent()
		}
		return c.loopedOn(use, depth)
	})
}

// loopedOn reports whether the expression at cur, if it is true, leads to
// another attempt in the loop around it.
func (c *checker) loopedOn(cur inspector.Cursor, depth int) bool {
	holds, compared := true, c.answer == nil || c.answer.Kind() == constant.Bool
	for {
		kind, i := cur.ParentEdge()
		parent := cur.Parent()
		if !compared && (kind == edge.ForStmt_Cond || kind == edge.IfStmt_Cond || kind == edge.UnaryExpr_X) {
			return false
		}
		switch kind {
		case edge.ParenExpr_X, edge.BinaryExpr_X, edge.BinaryExpr_Y:
			if b, ok := parent.Node().(*ast.BinaryExpr); ok && b.Op != token.LAND && b.Op != token.LOR {
				is, ok := c.answerIs(b)
				if !ok {
					return false
				}
				holds = is
				compared = true
			}
		case edge.UnaryExpr_X:
			holds = !holds
		case edge.ForStmt_Cond:
			return holds
		case edge.IfStmt_Cond:
			return c.tryLoop(parent) && c.goesOn(parent, holds)
		case edge.CaseClause_List:
			return compared && c.tryLoop(parent) && c.goesOnBy(parent, holds)
		case edge.ReturnStmt_Results:
			return holds && c.loopedOnFunction(parent, depth+1)
		case edge.AssignStmt_Rhs:
			assign := parent.Node().(*ast.AssignStmt)
			v := cozemodel.Variable(c.pass.TypesInfo, assign.Lhs[min(i, len(assign.Lhs)-1)])
			return holds && v != nil && c.loopedOnVariable(v, depth+1)
		default:
			return false
		}
		cur = parent
	}
}

// goesOn reports whether an if in a loop leads to another round where its
// condition is as given, and out of the loop where it is not.
func (c *checker) goesOn(cur inspector.Cursor, holds bool) bool {
	stmt := cur.Node().(*ast.IfStmt)
	if !holds {
		return c.leaves(stmt.Body.List)
	}
	if c.leaves(stmt.Body.List) {
		return false
	}
	if stmt.Else != nil {
		return c.leaves([]ast.Stmt{stmt.Else})
	}
	for next, ok := cur.NextSibling(); ok; next, ok = next.NextSibling() {
		if s, isStmt := next.Node().(ast.Stmt); isStmt && c.leaves([]ast.Stmt{s}) {
			return true
		}
	}
	return false
}

// goesOnBy reports whether a switch without a tag in a loop leads to another
// round: by the first case that takes the answer that is followed, or by none.
// Of an answer that is a bool only the case at cur counts.
func (c *checker) goesOnBy(cur inspector.Cursor, holds bool) bool {
	if c.answer == nil || c.answer.Kind() == constant.Bool {
		return holds && !c.leaves(cur.Node().(*ast.CaseClause).Body)
	}
	var fallback *ast.CaseClause
	for sibling := range cur.Parent().Children() {
		clause, ok := sibling.Node().(*ast.CaseClause)
		switch {
		case !ok:
		case clause.List == nil:
			fallback = clause
		case slices.ContainsFunc(clause.List, c.takes):
			return !c.leaves(clause.Body)
		}
	}
	return fallback == nil || !c.leaves(fallback.Body)
}

// takes reports whether a condition holds for the answer that is followed,
// whatever else it asks.
func (c *checker) takes(cond ast.Expr) bool {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok {
		return false
	}
	switch b.Op {
	case token.LOR:
		return c.takes(b.X) || c.takes(b.Y)
	case token.LAND:
		return c.takes(b.X) && c.takes(b.Y)
	}
	is, ok := c.answerIs(b)
	return ok && is
}

// leaves reports whether a statement list ends by leaving the loop around it.
func (c *checker) leaves(list []ast.Stmt) bool {
	if !c.model.Paths().Terminates(list) {
		return false
	}
	again := false
	ast.Inspect(list[len(list)-1], func(n ast.Node) bool {
		branch, ok := n.(*ast.BranchStmt)
		again = again || ok && (branch.Tok == token.CONTINUE || branch.Tok == token.GOTO)
		return !again
	})
	return !again
}
