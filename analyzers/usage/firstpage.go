package usage

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// pageFields are the fields of requests by which a program says which page it
// wants, and how much of it (SDK, the requests of the pagers).
var pageFields = []string{"Limit", "PageSize", "PageNum", "PageNumber", "PageIndex", "BeforeID", "AfterID", "LastID", "PageToken"}

// checkFirstPage reports the items of a pager, which are those of one page,
// where nobody goes on to the next and the request does not say how many are
// wanted (CZ5008).
func (c *checker) checkFirstPage(cur inspector.Cursor, sel *ast.SelectorExpr) {
	v := c.localVariable(sel.X)
	kind, _ := cur.ParentEdge()
	if v == nil || !c.listedHere(v) && !c.givenLists(v) || kind != edge.RangeStmt_X && kind != edge.ReturnStmt_Results {
		return
	}
	for _, use := range c.usesOf(v) {
		whole := outer(use)
		switch c.fateOf(whole) {
		case selected:
			switch whole.Parent().Node().(*ast.SelectorExpr).Sel.Name {
			case "Next", "HasMore", "Current":
				return
			}
		case compared, reassigned, discarded:
		default:
			return // whoever is given it may go on
		}
	}
	for _, d := range c.model.Defs(v) {
		call, ok := ast.Unparen(orNil(d.Expr)).(*ast.CallExpr)
		if ok && (!c.model.APICall(call) || !c.asksForAll(call)) {
			return
		}
	}
	c.report(report.Finding{
		Check: PagerLoop, Range: cur.Node(),
		Message: c.reporter.Say(messages.PagerFirst, v.Name()),
	})
}

// givenLists reports whether v is a parameter that every caller gives the pager of
// a call: collect(api.List(ctx, req)).
func (c *checker) givenLists(v *types.Var) bool {
	fn := c.model.FuncAt(v.Pos())
	defs := c.model.Defs(v)
	return fn != nil && !fn.Exported() && c.isParameter(v) && len(defs) > 0 && !slices.ContainsFunc(defs, func(d cozemodel.Def) bool {
		call, ok := ast.Unparen(orNil(d.Expr)).(*ast.CallExpr)
		return !ok || d.Opaque || d.Element || !c.model.APICall(call)
	})
}

// asksForAll reports whether the request of a call is written out, and says
// nothing of a page.
func (c *checker) asksForAll(call *ast.CallExpr) bool {
	if len(call.Args) < 2 {
		return false
	}
	lit := c.model.Literal(bare(call.Args[1]))
	if lit == nil {
		return false
	}
	return !slices.ContainsFunc(lit.Elts, func(element ast.Expr) bool {
		kv, ok := element.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		key, ok := kv.Key.(*ast.Ident)
		return !ok || slices.Contains(pageFields, key.Name)
	})
}
