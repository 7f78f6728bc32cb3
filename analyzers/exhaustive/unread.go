package exhaustive

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// errorInformation is the key of the failure in an event of the v2 chat.
const errorInformation = "error_information"

// checkUnreadFailure reports the use of an event of the v2 chat whose failure
// has a field that nothing in the package reads (CZ4004): the stream goes on
// as if the event were one more message.
func (c *checker) checkUnreadFailure(cur inspector.Cursor, call *ast.CallExpr) {
	event := c.decodedEvent(call)
	decl := c.model.Decl(c.model.FuncAt(call.Pos()))
	if event == nil || decl == nil || c.failureIsRead(event) {
		return
	}
	p := place{decl: decl, loop: loop(cur), domain: cozemodel.ChatEventsV2, subject: event, code: call}
	if c.takenCare(event) || c.comparesEvents(p) || c.keptOrAsked(p) {
		return
	}
	if use, ok := c.useBehind(p); ok && !c.deaf[p.loop] {
		c.deaf[p.loop] = p.loop != nil
		c.reportChain(use, event, cozemodel.ChatEventsV2)
	}
}

// useBehind returns the first use of the event of p behind its decoding.
func (c *checker) useBehind(p place) (inspector.Cursor, bool) {
	decl, _ := c.model.Cursor(p.decl)
	for use := range decl.Preorder((*ast.Ident)(nil)) {
		if use.Node().Pos() > p.code.End() && c.pass.TypesInfo.Uses[use.Node().(*ast.Ident)] == c.root(p.subject) {
			return use, true
		}
	}
	return inspector.Cursor{}, false
}

// decodedEvent returns the local variable, with or without &, that call
// decodes an event of the v2 chat into, or nil.
func (c *checker) decodedEvent(call *ast.CallExpr) *ast.Ident {
	if len(call.Args) == 0 {
		return nil
	}
	arg := ast.Unparen(call.Args[len(call.Args)-1])
	if unary, ok := arg.(*ast.UnaryExpr); ok && unary.Op == token.AND {
		arg = ast.Unparen(unary.X)
	}
	id, ok := arg.(*ast.Ident)
	if _, isEvent := c.failureOfV2(c.pass.TypesInfo.TypeOf(id)); !ok || !isEvent || !knowledge.EffectOf(c.model.Callee(call)).Has(knowledge.Decodes) {
		return nil
	}
	fn := c.model.FuncAt(call.Pos())
	if owner, known := c.engine.WhoseIs(id); known {
		if owner != flow.Ours {
			return nil
		}
		return id
	}
	if fn == nil || !c.model.Linked(fn) || !c.model.Origin(c.pass.TypesInfo.TypeOf(id), fn) {
		return nil
	}
	return id
}

// failureOfV2 returns the field of the failure of an event of the v2 chat, if
// t is one and has that field.
func (c *checker) failureOfV2(t types.Type) (failure *types.Var, ok bool) {
	if !c.model.IsEventV2(t) {
		return nil, false
	}
	for _, f := range c.model.WireFields(gotypes.Struct(t)) {
		if f.Name == errorInformation {
			failure = f.Var
		}
	}
	return failure, true
}

// failureIsRead reports whether anything in the package reads the failure of
// an event of the type, or, if it has no field for that, of another type.
func (c *checker) failureIsRead(event *ast.Ident) bool {
	failure, _ := c.failureOfV2(c.pass.TypesInfo.TypeOf(event))
	if failure == nil {
		return c.anyFailureIsRead()
	}
	for _, obj := range c.pass.TypesInfo.Uses {
		if v, ok := obj.(*types.Var); ok && v.Origin() == failure.Origin() {
			return true
		}
	}
	return false
}

// anyFailureIsRead reports whether anything in the package reads the failure of
// an event of the v2 chat.
func (c *checker) anyFailureIsRead() bool {
	for cur := range c.model.Inspect.Root().Preorder((*ast.SelectorExpr)(nil)) {
		sel := cur.Node().(*ast.SelectorExpr)
		if field, ok := c.pass.TypesInfo.Uses[sel.Sel].(*types.Var); ok && field.IsField() && c.wireName(sel, field) == errorInformation {
			return true
		}
	}
	return false
}

// deafHandler reports whether decl is given one event of the v2 chat each time,
// which it decodes into the variable that event is read from, and whose
// failure nothing in the package reads. What it returns beside an error may
// say that there was no message.
func (c *checker) deafHandler(decl *ast.FuncDecl, event ast.Expr) bool {
	if decl.Type.Results != nil && !c.errorResult(decl.Type) {
		return false
	}
	v := c.root(event)
	cur, ok := c.model.Cursor(decl)
	if !ok || v == nil {
		return false
	}
	for use := range cur.Preorder((*ast.CallExpr)(nil)) {
		id := c.decodedEvent(use.Node().(*ast.CallExpr))
		if id != nil && c.root(id) == v {
			return loop(use) == nil && !c.failureIsRead(id) && !c.keptOrAsked(place{decl: decl, subject: event})
		}
	}
	return false
}

// comparesEvents reports whether the function asks the event what it is, and
// is judged by that, or searches texts for the failure.
func (c *checker) comparesEvents(p place) bool {
	found := false
	ast.Inspect(p.decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			found = found || (n.Op == token.EQL || n.Op == token.NEQ) && (c.isEventKey(n.X, p) || c.isEventKey(n.Y, p))
		case *ast.SwitchStmt:
			found = found || n.Tag != nil && c.isEventKey(n.Tag, p)
		case *ast.BasicLit:
			found = found || n.Kind == token.STRING && strings.Contains(n.Value, errorInformation)
		}
		return !found
	})
	return found
}

// isEventKey reports whether expr is what the event of p says it is.
func (c *checker) isEventKey(expr ast.Expr, p place) bool {
	sel, ok := ast.Unparen(expr).(*ast.SelectorExpr)
	if !ok || c.root(sel) != c.root(p.subject) {
		return false
	}
	field, ok := c.pass.TypesInfo.Uses[sel.Sel].(*types.Var)
	return ok && c.wireName(sel, field) == "event"
}

// keptOrAsked reports whether the event is kept for somebody else, one of its
// methods is called, or the function fails for what it lacks.
func (c *checker) keptOrAsked(p place) bool {
	event := c.root(p.subject)
	cur, ok := c.model.Cursor(p.decl)
	if !ok {
		return true
	}
	for use := range cur.Preorder((*ast.Ident)(nil)) {
		if c.pass.TypesInfo.Uses[use.Node().(*ast.Ident)] != event {
			continue
		}
		if c.kept(use) || c.methodOf(use) || c.failsFor(use) {
			return true
		}
	}
	return false
}

// kept reports whether the variable at use is put somewhere as a whole.
func (c *checker) kept(use inspector.Cursor) bool {
	for {
		switch kind, _ := use.ParentEdge(); kind {
		case edge.UnaryExpr_X, edge.StarExpr_X, edge.ParenExpr_X:
			use = use.Parent()
			continue
		case edge.AssignStmt_Rhs, edge.KeyValueExpr_Value, edge.CompositeLit_Elts:
			return true
		case edge.CallExpr_Args:
			id, ok := ast.Unparen(use.Parent().Node().(*ast.CallExpr).Fun).(*ast.Ident)
			return ok && c.pass.TypesInfo.Uses[id] == types.Universe.Lookup("append")
		}
		return false
	}
}

// methodOf reports whether a method of the variable at use is named.
func (c *checker) methodOf(use inspector.Cursor) bool {
	sel, ok := use.Parent().Node().(*ast.SelectorExpr)
	if !ok {
		return false
	}
	_, isMethod := c.pass.TypesInfo.Uses[sel.Sel].(*types.Func)
	return isMethod
}

// failsFor reports whether the variable at use is in the condition of an if
// that leaves with an error.
func (c *checker) failsFor(use inspector.Cursor) bool {
	for f := range use.Enclosing((*ast.IfStmt)(nil)) {
		stmt := f.Node().(*ast.IfStmt)
		if stmt.Cond.Pos() > use.Node().Pos() || use.Node().End() > stmt.Cond.End() || len(stmt.Body.List) == 0 {
			continue
		}
		switch last := stmt.Body.List[len(stmt.Body.List)-1].(type) {
		case *ast.ReturnStmt:
			return slices.ContainsFunc(last.Results, func(result ast.Expr) bool {
				return !c.isNil(result) && gotypes.IsError(c.pass.TypesInfo.TypeOf(result))
			})
		case *ast.ExprStmt:
			return c.neverReturns(last)
		}
	}
	return false
}
