package logid

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/cfg"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/paths"
)

// A function can be given a failure: an error of the SDK to make something of,
// or an error event of a websocket. What it reports of it needs the log ID,
// which such a value has.

// givenStarts returns the failures that f is given as parameters.
func (c *checker) givenStarts(f *function) []start {
	var starts []start
	for _, field := range f.typ.Params.List {
		for _, name := range field.Names {
			fail := c.given(f, name)
			if fail == nil {
				continue
			}
			f.build(c)
			starts = append(starts, start{fail, f.flow.Blocks[0], 0})
		}
	}
	return starts
}

// given returns the failure that a parameter is, or nil.
func (c *checker) given(f *function, name *ast.Ident) *failure {
	v, ok := c.pass.TypesInfo.Defs[name].(*types.Var)
	if !ok {
		return nil
	}
	switch c.model.SDKTypeName(v.Type()) {
	case "Error", "AuthError":
		// What else the function says is not in the place of the error.
		return &failure{kind: replyCode, holder: name, hand: hand{id: name.Name + ".LogID", pos: name.Pos()}}
	case "WebSocketErrorEvent", "WebSocketConversationChatFailedEvent":
		// Data of the former is an Error whose LogID is always empty.
		return &failure{
			kind:   inBand,
			holder: name,
			region: paths.Region{Pos: f.body.Pos(), End: f.body.End()},
			hand:   hand{id: name.Name + ".Detail.LogID", pos: name.Pos(), maybeNil: true},
		}
	}
	return nil
}

// askedStart returns the failure that a condition finds in an error which the
// function was given: ok of e, ok := coze.AsCozeError(err).
func (c *checker) askedStart(f *function, block *cfg.Block, cond ast.Expr) (start, bool) {
	for _, fact := range paths.Facts(cond, true) {
		holder := c.foundIn(f, fact)
		if holder == nil {
			continue
		}
		fail := &failure{kind: replyCode, cond: cond, holder: holder}
		fail.hand = hand{id: types.ExprString(holder) + ".LogID", pos: holder.Pos()}
		return start{fail, block.Succs[0], 0}, true
	}
	return start{}, false
}

// foundIn returns the variable with the error of the SDK that a fact finds in
// a parameter, or nil.
func (c *checker) foundIn(f *function, fact paths.Fact) ast.Expr {
	if call, ok := unparenCall(fact.Operand); ok && fact.Outcome {
		return c.extracted(f, call) // errors.As(err, &e)
	}
	v := cozemodel.Variable(c.pass.TypesInfo, fact.Operand)
	if v == nil || !fact.Outcome || v.IsField() {
		return nil
	}
	for _, def := range c.model.Defs(v) {
		call, ok := unparenCall(def.Expr)
		if !ok || def.Result != 1 || len(call.Args) != 1 || !c.ofParameter(f, call.Args[0]) {
			continue
		}
		if _, name, ok := c.model.SDKCallee(call); ok && (name == "AsCozeError" || name == "AsAuthError") {
			return c.assignedWith(f, call)
		}
	}
	return nil
}

// extracted returns e of errors.As(err, &e) if it is an error of the SDK and
// err a parameter.
func (c *checker) extracted(f *function, call *ast.CallExpr) ast.Expr {
	fn := c.model.Callee(call)
	if fn == nil || fn.Name() != "As" || len(call.Args) != 2 || !c.ofParameter(f, call.Args[0]) {
		return nil
	}
	target, ok := ast.Unparen(call.Args[1]).(*ast.UnaryExpr)
	if !ok || !c.sdkError(target.X) {
		return nil
	}
	return target.X
}

// ofParameter reports whether expr is an error that f was given and does not
// assign itself, or the call that gives it.
func (c *checker) ofParameter(f *function, expr ast.Expr) bool {
	if call, ok := unparenCall(expr); ok {
		_, fails := c.failingCall(call)
		return fails
	}
	v := cozemodel.Variable(c.pass.TypesInfo, expr)
	if v == nil || f.decl == nil || c.model.Decl(f.decl) != f.node || !cozemodel.IsParameter(f.decl, v) {
		return false
	}
	return !slices.ContainsFunc(c.model.Defs(v), func(d cozemodel.Def) bool {
		return f.body.Pos() <= d.Pos && d.Pos < f.body.End()
	})
}

// assignedWith returns the first variable that the result of call goes to.
func (c *checker) assignedWith(f *function, call *ast.CallExpr) ast.Expr {
	var found ast.Expr
	ast.Inspect(f.body, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if ok && len(assign.Rhs) == 1 && ast.Unparen(assign.Rhs[0]) == call && !isBlank(assign.Lhs[0]) {
			found = assign.Lhs[0]
		}
		return found == nil
	})
	return found
}
