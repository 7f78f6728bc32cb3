package exhaustive

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkCodeDefault reports a default that returns no error where the cases
// do (CZ4005): an unknown code is success then.
func (c *checker) checkCodeDefault(d *decision) {
	if d.fallback == nil || len(listedCodes(d.numbers(c))) == 0 {
		return
	}
	funcType, _ := function(d.cur)
	if !c.errorResult(funcType) || c.selectsSentinel(d.cur) {
		return
	}
	ret, ok := c.onlyReturn(d.fallback)
	if !ok || !c.isNil(ret.Results[len(ret.Results)-1]) || c.mentions(d.fallback, d.subject) || c.carried(d, ret) {
		return
	}
	for _, cl := range d.clauses {
		if cl.success(c) {
			continue
		}
		ret, ok := lastReturn(cl.node)
		if !ok || c.isNil(ret.Results[len(ret.Results)-1]) {
			return // not a function that turns codes into errors
		}
	}
	c.report(report.Finding{
		Check:   UnknownIsSuccess,
		Range:   ret,
		Message: c.reporter.Say(messages.DefaultSucceeds, types.ExprString(d.subject)),
		Fixes:   c.returnFix(d, ret),
	})
}

// carried reports whether a return hands on the reply that has the code.
func (c *checker) carried(d *decision, ret *ast.ReturnStmt) bool {
	root := c.root(d.subject)
	return root != nil && slices.ContainsFunc(ret.Results, func(result ast.Expr) bool {
		id, ok := ast.Unparen(result).(*ast.Ident)
		return ok && c.pass.TypesInfo.Uses[id] == root
	})
}

// selectsSentinel reports whether cur is in a function that says what errors.Is and
// errors.As find in an error, or which of some errors a failure is: nil has no special
// meaning there.
func (c *checker) selectsSentinel(cur inspector.Cursor) bool {
	decl := declaration(cur)
	if decl == nil {
		return false
	}
	return decl.Recv != nil && knowledge.LooksIntoErrors(decl.Name.Name) || c.engine.IsAsked(decl)
}

// onlyReturn returns the return that a clause consists of, beside log lines of
// debug level.
func (c *checker) onlyReturn(clause *ast.CaseClause) (*ast.ReturnStmt, bool) {
	for _, stmt := range clause.Body[:max(len(clause.Body)-1, 0)] {
		expr, ok := stmt.(*ast.ExprStmt)
		if !ok {
			return nil, false
		}
		call, ok := ast.Unparen(expr.X).(*ast.CallExpr)
		if !ok || !knowledge.EffectOf(c.model.Callee(call)).Has(knowledge.LogsDebug) {
			return nil, false
		}
	}
	return lastReturn(clause)
}

func lastReturn(clause *ast.CaseClause) (*ast.ReturnStmt, bool) {
	if len(clause.Body) == 0 {
		return nil, false
	}
	ret, ok := clause.Body[len(clause.Body)-1].(*ast.ReturnStmt)
	return ret, ok && len(ret.Results) > 0
}

// checkStatusDefault reports a switch over a status whose default is where
// success ends up (CZ4005): the failures and what is still running have
// their cases, so every status that is added later counts as success.
func (c *checker) checkStatusDefault(d *decision) {
	if d.fallback == nil || !d.domain.Status || d.domain == cozemodel.AuthErrors {
		return
	}
	if !d.lists(c, cozemodel.Failure) || !d.lists(c, cozemodel.Progress) || d.lists(c, cozemodel.Success) {
		return
	}
	if len(d.fallback.Body) == 0 || c.mentions(d.fallback, d.subject) || c.waitsOrFails(d) {
		return
	}
	c.report(report.Finding{
		Check:   UnknownIsSuccess,
		Range:   header{d.stmt},
		Message: c.reporter.Say(messages.StatusSucceeds, messages.Domains[d.domain.Title], c.successOf(d)),
		Related: []analysis.RelatedInformation{{Pos: d.fallback.Pos(), End: d.fallback.Colon, Message: c.reporter.Say(messages.TheDefault)}},
	})
}

// waitsOrFails reports whether the default goes on waiting, or is a failure.
func (c *checker) waitsOrFails(d *decision) bool {
	funcType, _ := function(d.cur)
	found := c.retries(d, d.fallback)
	for _, stmt := range d.fallback.Body {
		ast.Inspect(stmt, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.BranchStmt:
				found = found || n.Tok == token.CONTINUE
			case *ast.ExprStmt:
				found = found || c.neverReturns(n)
			case *ast.ReturnStmt:
				found = found || c.errorResult(funcType) && len(n.Results) > 0 && !c.isNil(n.Results[len(n.Results)-1])
			case *ast.AssignStmt:
				found = found || c.assignsError(n)
			}
			return !found
		})
	}
	return found
}

// assignsError reports whether an assignment gives an error a value.
func (c *checker) assignsError(assign *ast.AssignStmt) bool {
	for i, lhs := range assign.Lhs {
		t := c.pass.TypesInfo.TypeOf(lhs)
		if t != nil && gotypes.ImplementsError(t) && i < len(assign.Rhs) && !c.isNil(assign.Rhs[i]) {
			return true
		}
	}
	return false
}
