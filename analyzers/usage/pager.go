package usage

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkPagers reports loops over a pager that never go on, and pagers whose
// error nobody asks for (CZ5008).
func (c *checker) checkPagers() {
	for cur := range c.model.Inspect.Root().Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok || len(call.Args) > 0 || !c.isSDKPager(c.info.TypeOf(sel.X)) {
			continue
		}
		switch sel.Sel.Name {
		case "HasMore":
			c.checkEndless(cur, sel)
		case "Next":
			c.checkUnasked(cur, sel)
		case "Items":
			c.checkFirstPage(cur, sel)
		}
	}
}

// checkEndless reports a loop that goes on while the pager has more, and does
// not make it go on.
func (c *checker) checkEndless(cur inspector.Cursor, sel *ast.SelectorExpr) {
	loop := loopOfCondition(cur)
	if loop == nil || c.advances(loop, sel.X) {
		return
	}
	c.report(report.Finding{
		Check:   PagerLoop,
		Range:   forHeader{loop, loop.Body},
		Message: c.reporter.Say(messages.PagerEndless, types.ExprString(sel.X)),
	})
}

// loopOfCondition returns the loop that goes on as long as the call at cur is
// true: by its condition, or by a break otherwise.
func loopOfCondition(cur inspector.Cursor) *ast.ForStmt {
	for f := range cur.Enclosing((*ast.ForStmt)(nil), (*ast.FuncLit)(nil), (*ast.FuncDecl)(nil)) {
		loop, ok := f.Node().(*ast.ForStmt)
		if !ok {
			return nil
		}
		at := cur.Node().Pos()
		if loop.Cond != nil && loop.Cond.Pos() <= at && at < loop.Cond.End() {
			return loop
		}
		if loop.Cond != nil {
			return nil
		}
		for _, stmt := range loop.Body.List {
			check, ok := stmt.(*ast.IfStmt)
			if ok && check.Cond.Pos() <= at && at < check.Cond.End() && onlyLeaves(check.Body) {
				return loop
			}
		}
		return nil
	}
	return nil
}

func onlyLeaves(body *ast.BlockStmt) bool {
	if len(body.List) != 1 {
		return false
	}
	switch stmt := body.List[0].(type) {
	case *ast.BranchStmt:
		return stmt.Tok.String() == "break"
	case *ast.ReturnStmt:
		return true
	}
	return false
}

// advances reports whether a loop calls Next of the pager, gives it another
// value, hands it to somebody, or leaves for another reason.
func (c *checker) advances(loop *ast.ForStmt, pager ast.Expr) bool {
	found := false
	check := func(node ast.Node) {
		cur, ok := c.model.Cursor(node)
		if !ok {
			return
		}
		for use := range cur.Preorder((*ast.Ident)(nil)) {
			whole := outer(use)
			expr, ok := whole.Node().(ast.Expr)
			if !ok || !c.samePlace(expr, pager) {
				continue
			}
			switch c.fateOf(whole) {
			case selected:
				found = found || whole.Parent().Node().(*ast.SelectorExpr).Sel.Name == "Next"
			case compared, discarded:
			default:
				found = true
			}
		}
	}
	check(loop.Body)
	if loop.Cond != nil {
		check(loop.Cond)
	}
	if loop.Post != nil {
		check(loop.Post)
	}
	return found || c.leaves(loop.Body.List)
}

// checkUnasked reports the use of Next, in a loop, of a pager that was made
// here and is nowhere asked for its error.
func (c *checker) checkUnasked(cur inspector.Cursor, sel *ast.SelectorExpr) {
	v := c.localVariable(sel.X)
	if v == nil || !c.listedHere(v) || loopAround(cur) == nil {
		return // the first Next makes no request
	}
	for _, use := range c.usesOf(v) {
		whole := outer(use)
		switch c.fateOf(whole) {
		case selected:
			if whole.Parent().Node().(*ast.SelectorExpr).Sel.Name == "Err" {
				return
			}
		case compared, reassigned, discarded:
		default:
			return // whoever is given it may ask
		}
	}
	c.report(report.Finding{
		Check:   PagerLoop,
		Range:   cur.Node(),
		Message: c.reporter.Say(messages.PagerUnasked, v.Name()),
	})
}

// listedHere reports whether v is given the results of calls and nothing else.
func (c *checker) listedHere(v *types.Var) bool {
	defs := c.model.Defs(v)
	return len(defs) > 0 && !slices.ContainsFunc(defs, func(d cozemodel.Def) bool {
		if d.Zero {
			return false
		}
		if d.Expr == nil || d.Opaque || d.Element {
			return true
		}
		_, ok := ast.Unparen(d.Expr).(*ast.CallExpr)
		return !ok || c.isParameter(v)
	})
}

// isParameter reports whether v is a parameter of a function or literal.
func (c *checker) isParameter(v *types.Var) bool {
	fn := c.model.FuncAt(v.Pos())
	if fn == nil {
		return false
	}
	if cozemodel.IsParameter(fn, v) {
		return true
	}
	cur, ok := c.cursorAt(v.Pos())
	if !ok {
		return false
	}
	_, isField := cur.Parent().Node().(*ast.Field)
	return isField
}
