package exhaustive

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/cozecode"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkRetry reports a case that retries or waits for some codes of a
// category and leaves out others of it for which waiting helps too (CZ4003).
// A code that another case lists was decided about; one that only unofficial
// sources document is never demanded, and neither is one for which the table
// says that something has to change first.
func (c *checker) checkRetry(d *decision) {
	if d.fallback != nil && c.waitsOrAnswers(d, d.fallback) {
		return // so do the others
	}
	decided := append(d.numbers(c), c.comparedCodes(d)...)
	for _, cl := range d.clauses {
		retried := listedCodes(c.numbers(cl.values))
		missing := slices.DeleteFunc(touched(cozecode.All(), waiting(retried)), func(info cozecode.Info) bool {
			return !info.Retryable() || !info.Official || slices.Contains(decided, info.Code)
		})
		if len(missing) == 0 || !c.retries(d, cl.node) {
			continue
		}
		c.report(report.Finding{
			Check:   PartialRetry,
			Range:   clauseHeader{cl.node},
			Message: c.reporter.Say(messages.PartialRetries, names(waiting(retried)), names(missing)),
			Fixes:   c.retryFix(cl, missing),
		})
	}
}

// waiting returns those codes for which waiting helps.
func waiting(infos []cozecode.Info) []cozecode.Info {
	return slices.DeleteFunc(slices.Clone(infos), func(info cozecode.Info) bool { return !info.Retryable() })
}

// retries reports whether a case sends the request again, as far as can be
// seen: it waits, it calls again what failed, it comes back to the switch in
// a loop that repeats an attempt, or it answers true to who loops on that.
func (c *checker) retries(d *decision, clause *ast.CaseClause) bool {
	_, body := function(d.cur)
	if body == nil {
		return false
	}
	if c.waitsOrAnswers(d, clause) {
		return true
	}
	if !c.tryLoop(d.cur) {
		return false
	}
	r := c.model.Paths().New(body).Rounds(d.stmt)
	if clause == d.fallback {
		return r.Again(r.CaseOf(clause))
	}
	return r.Again(r.CaseOf(clause)) && !r.Again(r.Otherwise(d.fallback))
}

// waitsOrAnswers reports whether a case by itself says that the request is
// sent again.
func (c *checker) waitsOrAnswers(d *decision, clause *ast.CaseClause) bool {
	return slices.ContainsFunc(clause.Body, func(stmt ast.Stmt) bool {
		return c.waitsOrCalls(d, stmt) || c.answersTrue(d, stmt)
	})
}

// waitsOrCalls reports whether stmt waits, or calls the function that it is in
// or the one that failed.
func (c *checker) waitsOrCalls(d *decision, stmt ast.Stmt) bool {
	decl := declaration(d.cur)
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		if call, ok := n.(*ast.CallExpr); ok && !found {
			fn := c.model.Callee(call)
			found = c.waits(fn, 0) || fn != nil && decl != nil && (c.model.Decl(fn) == decl || c.model.APICall(call) && c.callsBefore(d, decl, fn))
		}
		return !found
	})
	return found
}

// waits reports whether fn lets time pass, or a function of the package that
// it calls does.
func (c *checker) waits(fn *types.Func, depth int) bool {
	if fn == nil || depth > 3 {
		return false
	}
	if knowledge.EffectOf(fn).Has(knowledge.Waits) {
		return true
	}
	return c.model.Decl(fn) != nil && slices.ContainsFunc(c.model.Calls(fn), func(call *ast.CallExpr) bool {
		callee := c.model.Callee(call)
		return callee != fn && c.waits(callee, depth+1)
	})
}

// callsBefore reports whether decl calls fn before the switch.
func (c *checker) callsBefore(d *decision, decl *ast.FuncDecl, fn *types.Func) bool {
	found := false
	ast.Inspect(decl, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		found = found || ok && call.Pos() < d.stmt.Pos() && c.model.Callee(call) == fn
		return !found
	})
	return found
}

// tryLoop reports whether the loop around cur repeats an attempt, and does
// not go from one reply to the next. A label that a goto leads back to is one.
func (c *checker) tryLoop(cur inspector.Cursor) bool {
	switch l := loop(cur).(type) {
	case *ast.ForStmt:
		return true
	case *ast.RangeStmt:
		if _, ticks := typeUnder[*types.Chan](c.pass.TypesInfo.TypeOf(l.X)); ticks {
			return true
		}
		b, isBasic := typeUnder[*types.Basic](c.pass.TypesInfo.TypeOf(l.X))
		return isBasic && b.Info()&types.IsInteger != 0
	}
	_, body := function(cur)
	return body != nil && jumps(body)
}

func jumps(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		branch, ok := n.(*ast.BranchStmt)
		found = found || ok && branch.Tok == token.GOTO
		return !found
	})
	return found
}
