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

// What stands after a switch is its default when no case matches:
//
//	switch code {
//	case cozecode.SystemBusy:
//		return errBusy
//	}
//	return fmt.Errorf("coze: %d", code)

// handledAfter reports whether the statements that follow stmt on the way to
// the end of the function, or of the loop, do something about a value that
// no case of d matched.
func (c *checker) handledAfter(d *decision) bool {
	for cur := d.cur; ; cur = cur.Parent() {
		switch cur.Node().(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.FuncDecl, *ast.FuncLit:
			return false
		case *ast.CaseClause, *ast.CommClause:
			continue // its siblings are the other cases
		}
		kind, _ := cur.ParentEdge()
		switch kind {
		case edge.BlockStmt_List, edge.CaseClause_Body, edge.CommClause_Body:
		default:
			continue
		}
		for next, ok := cur.NextSibling(); ok; next, ok = next.NextSibling() {
			if handled, decided := c.handles(d, next); decided {
				return handled
			}
		}
	}
}

// handles judges one statement that follows d.
func (c *checker) handles(d *decision, cur inspector.Cursor) (handled, decided bool) {
	switch stmt := cur.Node().(type) {
	case *ast.ReturnStmt:
		return c.returnsFailure(d, stmt), true
	case *ast.BranchStmt:
		return false, true
	case *ast.ExprStmt:
		if c.neverReturns(stmt) || c.answersFailure(stmt) && c.casesLeave(d) {
			return true, true
		}
	}
	if c.mentions(cur.Node(), d.subject) && !c.resets(cur.Node(), d.subject) && !c.passes(d, cur.Node()) {
		return true, true
	}
	return false, false
}

// answersFailure reports whether a statement answers a request with the HTTP
// status of a failure: c.JSON(502, …), http.Error(w, …).
func (c *checker) answersFailure(stmt *ast.ExprStmt) bool {
	call, ok := ast.Unparen(stmt.X).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := c.model.Callee(call)
	if !knowledge.EffectOf(fn).Has(knowledge.Replies) {
		return false
	}
	return fn.Name() == "Error" || slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		status, ok := cozemodel.IntValue(c.pass.TypesInfo, arg)
		return ok && status >= 400 && status < 600
	})
}

// passes reports whether a statement that mentions the subject of d does
// nothing about it: it counts, or it prints every value that comes by. What
// only those print that no case matched is their default.
func (c *checker) passes(d *decision, node ast.Node) bool {
	switch stmt := node.(type) {
	case *ast.IncDecStmt:
		return true
	case *ast.AssignStmt:
		return d.domain == nil && c.keepsCode(stmt)
	case *ast.ExprStmt:
		call, ok := ast.Unparen(stmt.X).(*ast.CallExpr)
		if !ok {
			return false
		}
		fn := c.model.Callee(call)
		if fn == nil && d.domain == nil {
			return true // a callback that is given the code
		}
		effect := knowledge.EffectOf(fn)
		prints := effect.Has(knowledge.Logs) || effect == 0 && fn != nil && knowledge.IsPassive(fn.Name())
		return effect.Has(knowledge.LogsDebug) || prints && d.domain != nil && !c.casesLeave(d)
	}
	return false
}

// keepsCode reports whether an assignment puts a code into a field and makes
// nothing of it.
func (c *checker) keepsCode(assign *ast.AssignStmt) bool {
	if len(assign.Lhs) != 1 {
		return false
	}
	_, isField := ast.Unparen(assign.Lhs[0]).(*ast.SelectorExpr)
	t := c.pass.TypesInfo.TypeOf(assign.Lhs[0])
	return isField && t != nil && !gotypes.ImplementsError(t) && !hasCalls(assign)
}

func hasCalls(node ast.Node) bool {
	found := false
	ast.Inspect(node, func(n ast.Node) bool {
		_, isCall := n.(*ast.CallExpr)
		found = found || isCall
		return !found
	})
	return found
}

// casesLeave reports whether no case of d leads to what stands behind it.
func (c *checker) casesLeave(d *decision) bool {
	return !slices.ContainsFunc(d.clauses, func(cl clause) bool {
		body := cl.node.Body
		if !c.model.Paths().Terminates(body) {
			return true
		}
		return slices.ContainsFunc(body, breaksOut)
	})
}

// breaksOut reports whether a statement of a case leaves the switch.
func breaksOut(stmt ast.Stmt) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt, *ast.FuncLit:
			return false
		case *ast.BranchStmt:
			found = found || n.Tok == token.BREAK && n.Label == nil
		}
		return !found
	})
	return found
}

// resets reports whether a statement only gives expr a constant, for the next
// round.
func (c *checker) resets(node ast.Node, expr ast.Expr) bool {
	assign, ok := node.(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != len(assign.Rhs) {
		return false
	}
	return !slices.ContainsFunc(assign.Rhs, func(rhs ast.Expr) bool { return c.pass.TypesInfo.Types[rhs].Value == nil }) &&
		slices.ContainsFunc(assign.Lhs, func(lhs ast.Expr) bool { return types.ExprString(lhs) == types.ExprString(expr) })
}

// mentions reports whether expr, by its text, occurs in node.
func (c *checker) mentions(node ast.Node, expr ast.Expr) bool {
	text, found := types.ExprString(ast.Unparen(expr)), false
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident, *ast.SelectorExpr, *ast.CallExpr, *ast.IndexExpr:
			found = found || types.ExprString(n.(ast.Expr)) == text
		}
		return !found
	})
	return found
}

// neverReturns reports whether stmt is a call that never returns.
func (c *checker) neverReturns(stmt *ast.ExprStmt) bool {
	call, ok := ast.Unparen(stmt.X).(*ast.CallExpr)
	return ok && !c.model.Paths().MayReturn(call)
}

// returnsFailure reports whether the return that follows d tells the caller
// that no case matched: an error, or a value that is not zero. A variable
// that only the cases assign says nothing.
func (c *checker) returnsFailure(d *decision, ret *ast.ReturnStmt) bool {
	funcType, _ := function(d.cur)
	if len(ret.Results) == 0 {
		return c.namedResultsTell(d, funcType)
	}
	last := ret.Results[len(ret.Results)-1]
	if c.errorResult(funcType) {
		return !c.isNil(last) && !c.setByCases(d, last)
	}
	if len(ret.Results) == 1 && (gotypes.IsFalse(c.pass.TypesInfo, last) || c.isNumber(last)) {
		return true // func isRetryable(code int) bool, func delay(code int) time.Duration
	}
	return slices.ContainsFunc(ret.Results, func(result ast.Expr) bool {
		return !gotypes.IsZero(c.pass.TypesInfo, result) && !c.setByCases(d, result) && !c.presetTrue(d, result)
	})
}

// namedResultsTell reports whether a bare return can carry what a case did
// not set.
func (c *checker) namedResultsTell(d *decision, funcType *ast.FuncType) bool {
	if funcType == nil || funcType.Results == nil || !c.errorResult(funcType) {
		return false
	}
	names := funcType.Results.List[len(funcType.Results.List)-1].Names
	return len(names) > 0 && !c.setByCases(d, names[len(names)-1])
}

// errorResult reports whether the last result of a function is an error.
func (c *checker) errorResult(funcType *ast.FuncType) bool {
	if funcType == nil || funcType.Results == nil || len(funcType.Results.List) == 0 {
		return false
	}
	last := funcType.Results.List[len(funcType.Results.List)-1]
	t := c.pass.TypesInfo.TypeOf(last.Type)
	return t != nil && gotypes.IsError(t)
}

func (c *checker) isNil(expr ast.Expr) bool { return c.pass.TypesInfo.Types[expr].IsNil() }

func (c *checker) isNumber(expr ast.Expr) bool {
	value := c.pass.TypesInfo.Types[expr].Value
	return value != nil && (value.Kind() == constant.Int || value.Kind() == constant.Float)
}

// setByCases reports whether expr is a variable that has no value of its own
// before the cases of d give it one.
func (c *checker) setByCases(d *decision, expr ast.Expr) bool {
	v := cozemodel.Variable(c.pass.TypesInfo, expr)
	if v == nil {
		return false
	}
	inCases, before := false, false
	for _, def := range c.model.Defs(v) {
		switch {
		case d.stmt.Body.Pos() <= def.Pos && def.Pos < d.stmt.End():
			inCases = true
		case def.Pos < d.stmt.Pos() && !def.Zero:
			before = before || def.Expr == nil || !gotypes.IsZero(c.pass.TypesInfo, def.Expr)
		}
	}
	return inCases && !before
}

// presetTrue reports whether expr is a bool that is true unless a case of d
// makes it false: of what no case lists, it says that all is well.
func (c *checker) presetTrue(d *decision, expr ast.Expr) bool {
	v := cozemodel.Variable(c.pass.TypesInfo, expr)
	if v == nil || d.domain != nil {
		return false
	}
	before, inCases := false, false
	for _, def := range c.model.Defs(v) {
		switch {
		case def.Expr == nil:
		case d.stmt.Body.Pos() <= def.Pos && def.Pos < d.stmt.End():
			inCases = inCases || gotypes.IsFalse(c.pass.TypesInfo, def.Expr)
		case def.Pos < d.stmt.Pos():
			before = before || gotypes.IsTrue(c.pass.TypesInfo, def.Expr)
		}
	}
	return before && inCases
}

// preset reports whether the cases of d only change a variable that has a
// value already:
//
//	text := reply.Msg
//	switch reply.Code {
//	case cozecode.AuthenticationInvalid:
//		text = "sign in again"
//	}
func (c *checker) preset(d *decision) bool {
	var target *types.Var
	for _, cl := range d.clauses {
		if cl.success(c) {
			continue
		}
		if len(cl.node.Body) == 0 {
			return false
		}
		assign, ok := cl.node.Body[len(cl.node.Body)-1].(*ast.AssignStmt)
		if !ok || len(assign.Lhs) == 0 {
			return false
		}
		v := cozemodel.Variable(c.pass.TypesInfo, assign.Lhs[0])
		if v == nil || target != nil && v != target || c.presetTrue(d, assign.Lhs[0]) {
			return false
		}
		target = v
	}
	return target != nil && slices.ContainsFunc(c.model.Defs(target), func(def cozemodel.Def) bool {
		return def.Pos < d.stmt.Pos() && !def.Zero && (def.Expr == nil || !gotypes.IsZero(c.pass.TypesInfo, def.Expr))
	})
}
