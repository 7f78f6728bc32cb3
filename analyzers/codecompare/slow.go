package codecompare

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/cozecode"
	"github.com/cozelint/cozelint/internal/messages"
)

// slowCodes are the codes that one function or set tells apart.
type slowCodes struct {
	first ast.Expr // the first that leads to a slow-down or a retry
	said  any
	named bool // one of them is 4009 or 4020
	fn    *types.Func
}

// noteSlow collects the codes of a function that slows down or tries again for
// some of them.
func (c *checker) noteSlow(cur inspector.Cursor, operand ast.Expr, value int64, claims []claim) {
	at := operand.Pos()
	fn := c.model.FuncAt(at)
	if fn != nil {
		at = fn.Pos()
	} else {
		for lit := range cur.Enclosing((*ast.CompositeLit)(nil)) {
			at = lit.Node().Pos()
		}
	}
	codes := c.meanings.slow[at]
	if codes == nil {
		codes = &slowCodes{fn: fn}
		c.meanings.slow[at] = codes
	}
	codes.named = codes.named || value == cozecode.SystemBusy || value == cozecode.RPMLimitExceeded
	i := slices.IndexFunc(claims, claim.slows)
	if i >= 0 && (codes.first == nil || operand.Pos() < codes.first.Pos()) {
		codes.first, codes.said = operand, claims[i].said
	}
}

// reportSlow reports the functions and sets without the codes that ask to slow
// down (CZ1006).
func (c *checker) reportSlow() {
	for _, at := range slices.SortedFunc(maps.Keys(c.meanings.slow), cmp.Compare[token.Pos]) {
		if codes := c.meanings.slow[at]; codes.first != nil && !codes.named && !c.calleeNames(codes.fn) {
			c.reporter.Report(report.Finding{
				Check:   SlowMissing,
				Range:   codes.first,
				Message: c.reporter.Say(messages.SlowMissing, codes.said),
			})
		}
	}
}

// calleeNames reports whether a function calls one that tells 4009 or 4020 apart:
// e.rateLimited() || e.Code == 5000.
func (c *checker) calleeNames(fn *types.Func) bool {
	return fn != nil && slices.ContainsFunc(c.model.Calls(fn), func(call *ast.CallExpr) bool {
		callee := c.model.Callee(call)
		if callee == nil {
			return false
		}
		codes := c.meanings.slow[callee.Origin().Pos()]
		return codes != nil && codes.named
	})
}

// intOf returns the integer that a constant is.
func intOf(k *types.Const) (int64, bool) {
	if k.Val().Kind() != constant.Int {
		return 0, false
	}
	return constant.Int64Val(k.Val())
}
