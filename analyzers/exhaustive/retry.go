package exhaustive

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/cozecode"
)

// checkRetry reports a case that retries or waits for some codes of a
// category and leaves out others of it for which waiting helps too (CZ4003).
// A code that another case lists was decided about; one that only unofficial
// sources document is never demanded.
func (c *checker) checkRetry(d *decision) {
	decided := d.numbers(c)
	for _, cl := range d.clauses {
		if !c.retries(d.cur, cl.node) {
			continue
		}
		retried := listedCodes(c.numbers(cl.values))
		missing := slices.DeleteFunc(touched(cozecode.All(), waiting(retried)), func(info cozecode.Info) bool {
			return !info.Wait || !info.Official || slices.Contains(decided, info.Code)
		})
		if len(missing) == 0 {
			continue
		}
		c.report(report.Finding{
			Check: PartialRetry,
			Range: clauseHeader{cl.node},
			Message: fmt.Sprintf("the case retries on the Coze codes %s but not on %s: waiting helps there too",
				names(waiting(retried)), names(missing)),
			Fixes: c.retryFix(cl, missing),
		})
	}
}

// waiting returns those codes for which waiting helps.
func waiting(infos []cozecode.Info) []cozecode.Info {
	return slices.DeleteFunc(slices.Clone(infos), func(info cozecode.Info) bool { return !info.Wait })
}

// retryNames are the names of functions and variables that decide about, or
// do, a repetition.
var retryNames = regexp.MustCompile(`(?i)retr(y|ies|iable)|transient|temporary|back_?off|sleep|tryagain|shouldwait`)

// retries reports whether a case visibly sends the request again.
func (c *checker) retries(cur inspector.Cursor, clause *ast.CaseClause) bool {
	name := ""
	if decl := declaration(cur); decl != nil {
		name = decl.Name.Name
	}
	inLoop := c.tryLoop(cur)
	found := false
	for _, stmt := range clause.Body {
		ast.Inspect(stmt, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.BranchStmt:
				found = found || n.Tok == token.CONTINUE && inLoop || n.Tok == token.GOTO
			case *ast.CallExpr:
				found = found || c.retryCall(n, name)
			case *ast.AssignStmt:
				found = found || c.setsRetry(n)
			case *ast.ReturnStmt:
				found = found || retryNames.MatchString(name) && len(n.Results) == 1 && c.isTrue(n.Results[0])
			}
			return !found
		})
	}
	return found
}

// tryLoop reports whether the loop around cur repeats an attempt, and does
// not go from one reply to the next.
func (c *checker) tryLoop(cur inspector.Cursor) bool {
	switch l := loop(cur).(type) {
	case *ast.ForStmt:
		return true
	case *ast.RangeStmt:
		if t := c.pass.TypesInfo.TypeOf(l.X); t != nil {
			b, isBasic := t.Underlying().(*types.Basic)
			return isBasic && b.Info()&types.IsInteger != 0
		}
	}
	return false
}

// retryCall reports whether call waits, or repeats the function it is in.
func (c *checker) retryCall(call *ast.CallExpr, name string) bool {
	fn := c.model.Callee(call)
	if fn == nil {
		return false
	}
	if fn.Pkg() != nil && fn.Pkg().Path() == "time" {
		switch fn.Name() {
		case "Sleep", "After", "NewTimer":
			return true
		}
		return false
	}
	isError := fn.Signature().Results().Len() == 1 && strings.Contains(strings.ToLower(fn.Name()), "err")
	return fn.Name() == name || retryNames.MatchString(fn.Name()) && !isError
}

// setsRetry reports whether an assignment is retry = true.
func (c *checker) setsRetry(assign *ast.AssignStmt) bool {
	if len(assign.Lhs) != 1 || len(assign.Rhs) != 1 || !c.isTrue(assign.Rhs[0]) {
		return false
	}
	switch lhs := ast.Unparen(assign.Lhs[0]).(type) {
	case *ast.Ident:
		return retryNames.MatchString(lhs.Name)
	case *ast.SelectorExpr:
		return retryNames.MatchString(lhs.Sel.Name)
	}
	return false
}
