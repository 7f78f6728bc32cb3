package logid

import (
	"go/ast"
	"go/types"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/paths"
)

// A failure of the HTTP status is often handled by a function of its own:
//
//	if resp.StatusCode != http.StatusOK {
//		return errorOf(resp)
//	}
//
// The response is passed on, and with it the log ID. What becomes of it there
// is judged there, where nothing but failures gets to.

// noteHandler records that a function of the package is given the response of
// fail where only fail leads. It reports whether it is.
func (c *checker) noteHandler(v *types.Var, u use, fail *failure) bool {
	if fail.kind != httpStatus || fail.cond == nil || !knowledge.IsResponse(v.Type()) || !fail.region.Contains(u.call.Pos()) {
		return false
	}
	fn := c.model.Callee(u.call)
	if c.model.Decl(fn) == nil {
		return false
	}
	if c.handlers[fn] == nil {
		c.handlers[fn] = make(map[*ast.CallExpr]bool)
	}
	c.handlers[fn][u.call] = true
	return true
}

// handlerStart returns the start of a failure at the beginning of f, if all
// the calls of f are made where only a failure leads.
func (c *checker) handlerStart(f *function) []start {
	calls := c.handlers[f.decl]
	if len(calls) == 0 || len(calls) != len(c.model.Callers(f.decl)) || c.model.Decl(f.decl) != f.node {
		return nil
	}
	for param := range f.decl.Signature().Params().Variables() {
		if !knowledge.IsResponse(param.Type()) {
			continue
		}
		f.build(c)
		fail := &failure{kind: httpStatus, holder: identFor(c, f.body, param), region: paths.Region{Pos: f.body.Pos(), End: f.body.End()}}
		fail.origins = c.model.SourceOfVar(param, f.body.End())
		fail.hand = hand{id: cozemodel.HeaderOf(param.Name(), param.Type()), pos: param.Pos()}
		return []start{{fail, f.flow.Blocks[0], 0}}
	}
	return nil
}

// identFor returns a mention of v below node, or nil.
func identFor(c *checker, node ast.Node, v *types.Var) ast.Expr {
	var found ast.Expr
	ast.Inspect(node, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && c.pass.TypesInfo.Uses[id] == v {
			found = id
		}
		return found == nil
	})
	return found
}
