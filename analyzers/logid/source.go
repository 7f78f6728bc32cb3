package logid

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/valueflow"
)

// Which call a failure, a response or a log ID belongs to is asked of the
// model. The log ID of another call keeps nothing, and stands in no fix.

// told reports whether the calls that a value came from are known.
func told(origins []valueflow.Origin) bool {
	return len(origins) > 0 && !slices.ContainsFunc(origins, func(o valueflow.Origin) bool {
		return o.Kind == valueflow.Parameter || o.Kind == valueflow.Result
	}) && slices.ContainsFunc(origins, func(o valueflow.Origin) bool { return o.Kind != valueflow.Program })
}

// mayBeSame reports whether two values came from one call as far as can be
// seen.
func mayBeSame(a, b []valueflow.Origin) bool {
	return !told(a) || !told(b) || valueflow.SameCall(a, b)
}

// keepsLogIDOf reports whether expr is made of a log ID that is, or may be,
// that of fail. known reports whether it is made of any.
func (c *checker) keepsLogIDOf(expr ast.Expr, fail *failure) (keeps, known bool) {
	ids := c.model.LogIDs(expr)
	return slices.ContainsFunc(ids, func(id valueflow.Match) bool { return mayBeSame(id.Origins, fail.origins) }), len(ids) > 0
}

// namedLogID reports whether expr has the name of a log ID, and nothing is
// known that speaks against it: a name only ever keeps quiet.
func (c *checker) namedLogID(expr ast.Expr, fail *failure) bool {
	name := ""
	switch x := ast.Unparen(expr).(type) {
	case *ast.Ident:
		name = x.Name
	case *ast.SelectorExpr:
		name = x.Sel.Name
	case *ast.CallExpr:
		return c.namedLogID(x.Fun, fail)
	}
	if name == "" || !knowledge.NamesLogID(name) {
		return false
	}
	if tv, ok := c.pass.TypesInfo.Types[expr]; !ok || tv.IsType() {
		return false
	}
	origins := c.model.Source(expr)
	if !told(origins) {
		return true
	}
	return valueflow.SameCall(origins, fail.origins) || !told(fail.origins) && c.model.Owner(origins) != cozemodel.Others
}

// ofFailure reports whether v, at pos, came from the same call as fail. Where
// that is not known of one of them, only is asked.
func (c *checker) ofFailure(v *types.Var, pos token.Pos, fail *failure) (same, possible bool) {
	origins := c.model.SourceOfVar(v, pos)
	if valueflow.SameCall(origins, fail.origins) {
		return true, true
	}
	return false, mayBeSame(origins, fail.origins) && c.model.Owner(origins) != cozemodel.Others
}
