package exhaustive

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkHandlers reports a map of functions by event type or status in which
// the failure has none, where nothing catches what the map does not have
// (CZ4002). It is a switch in another form:
//
//	if handle, ok := handlers[event.Event]; ok {
//		handle(event)
//	}
func (c *checker) checkHandlers(cur inspector.Cursor, index *ast.IndexExpr, literal *ast.CompositeLit) {
	var keys []ast.Expr
	for _, elt := range literal.Elts {
		kv, ok := elt.(*ast.KeyValueExpr)
		if !ok {
			return
		}
		if _, ok := c.events.Wire(kv.Key); !ok {
			return
		}
		keys = append(keys, kv.Key)
	}
	domain, ok := c.events.Domain(index.Index, keys...)
	if !ok {
		return
	}
	d := &decision{cur: cur, subject: index.Index, domain: domain, clauses: []clause{{values: keys}}}
	decl := declaration(cur)
	if decl == nil || d.lists(c, cozemodel.Failure) || !d.decides(c) || c.handlerMissed(cur) {
		return
	}
	if c.noticed(domain, index.Index, c.listed(d)) {
		return
	}
	c.report(report.Finding{
		Check:   NoFailureCase,
		Range:   index,
		Message: c.reporter.Say(messages.HandlerMissing, types.ExprString(index.X), messages.Domains[domain.Title], types.ExprString(index.Index), messages.List(c.membersOf(d, cozemodel.Failure))),
	})
}

// handlerMissed reports whether a lookup that finds no function is noticed:
// an else, a test that none was found, or a return behind that is not nil.
func (c *checker) handlerMissed(cur inspector.Cursor) bool {
	kind, i := cur.ParentEdge()
	assign, ok := cur.Parent().Node().(*ast.AssignStmt)
	if !ok || kind != edge.AssignStmt_Rhs {
		return kind != edge.CallExpr_Fun // handlers[event](…) panics, or is called
	}
	found := assign.Lhs[min(i, len(assign.Lhs)-1)]
	if len(assign.Lhs) == 2 && len(assign.Rhs) == 1 {
		found = assign.Lhs[1]
	}
	v := cozemodel.Variable(c.pass.TypesInfo, found)
	_, body := function(cur)
	if v == nil || body == nil {
		return true
	}
	missed := false
	ast.Inspect(body, func(n ast.Node) bool {
		stmt, ok := n.(*ast.IfStmt)
		if !ok || !c.asksFor(stmt.Cond, v) {
			return true
		}
		_, isNot := ast.Unparen(stmt.Cond).(*ast.UnaryExpr)
		binary, isComparison := ast.Unparen(stmt.Cond).(*ast.BinaryExpr)
		missed = missed || stmt.Else != nil || isNot || isComparison && binary.Op == token.EQL
		return true
	})
	return missed
}

// asksFor reports whether a condition is about v.
func (c *checker) asksFor(cond ast.Expr, v *types.Var) bool {
	return slices.Contains([]*types.Var{c.root(cond), c.operand(cond)}, v)
}

func (c *checker) operand(cond ast.Expr) *types.Var {
	if binary, ok := ast.Unparen(cond).(*ast.BinaryExpr); ok {
		return c.root(binary.X)
	}
	return nil
}
