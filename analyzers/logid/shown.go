package logid

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// A program can report code and message of a reply, or an error that it was
// decoded into, without asking whether it failed. What it reports then is the
// failure whenever there is one.

// shownStarts finds the statements of f that report a reply which no condition
// of f asks about.
func (c *checker) shownStarts(f *function) []start {
	unasked := c.unasked(f)
	if len(unasked) == 0 {
		return nil
	}
	f.build(c)
	for v := range c.askedAbout(f) {
		delete(unasked, v)
	}
	for v := range c.handedOn(f) {
		delete(unasked, v)
	}
	if len(unasked) == 0 {
		return nil
	}
	var starts []start
	for _, block := range f.flow.Blocks {
		for i, node := range block.Nodes {
			if !block.Live || !c.sink(node) {
				continue
			}
			for v, holder := range unasked {
				if !c.shows(node, v) {
					continue
				}
				fail := &failure{kind: replyCode, def: node, holder: holder, origins: c.model.Source(holder)}
				fail.hand = c.handOf(f, node.Pos(), fail)
				starts = append(starts, start{fail, block, i})
			}
		}
	}
	return starts
}

// unasked returns the local variables of f that hold a reply of Coze and of
// which f reads both code and message, or that are an error without a log ID,
// each with a mention of it. A reply that f was given is judged at its
// callers, an error of the SDK since the call that gave it.
func (c *checker) unasked(f *function) map[*types.Var]ast.Expr {
	holders := make(map[*types.Var]ast.Expr)
	messages := make(map[*types.Var]bool)
	ast.Inspect(f.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return n == f.node
		case *ast.ReturnStmt:
			for _, result := range n.Results {
				if v := root(c.pass.TypesInfo, result); v != nil && identOf(result) != nil && c.forgetful(result) {
					holders[v], messages[v] = result, true
				}
			}
		case *ast.SelectorExpr:
			if c.messageField(n) {
				messages[root(c.pass.TypesInfo, n.X)] = true
			}
			if code, ok := c.model.Code(n); ok && code.Holder != nil && !c.sdkError(code.Holder) {
				holders[root(c.pass.TypesInfo, code.Holder)] = code.Holder
			}
		}
		return true
	})
	for v := range holders {
		if v == nil || !messages[v] || v.Pos() < f.body.Pos() || f.body.End() <= v.Pos() {
			delete(holders, v)
		}
	}
	return holders
}

// shows reports whether a statement reports both code and message of the reply
// v, or v itself where that is an error without a log ID.
func (c *checker) shows(node ast.Node, v *types.Var) bool {
	code, message := false, false
	look := func(x ast.Expr) {
		if root(c.pass.TypesInfo, x) != v {
			return
		}
		switch c.part(x) {
		case codePart:
			code = true
		case textPart:
			message = true
			code = code || c.forgetful(x)
		}
	}
	for _, expr := range c.reported(node) {
		for _, match := range c.partsOf(expr) {
			look(match.Expr)
		}
	}
	return code && message
}

// askedAbout returns the variables that conditions of f look at, other than by
// decoding into them.
func (c *checker) askedAbout(f *function) map[*types.Var]bool {
	asked := make(map[*types.Var]bool)
	for cond := range f.flow.Conditions() {
		ast.Inspect(cond, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.UnaryExpr:
				return n.Op != token.AND || identOf(n.X) == nil
			case *ast.Ident:
				if v, ok := c.pass.TypesInfo.Uses[n].(*types.Var); ok {
					asked[v] = true
				}
			}
			return true
		})
	}
	return asked
}

// handedOn returns the variables of f that functions are given as a whole, or
// that methods are called on, other than to decode into them or to print them:
// who gets a reply may ask.
func (c *checker) handedOn(f *function) map[*types.Var]bool {
	handed := make(map[*types.Var]bool)
	hand := func(expr ast.Expr) {
		if u, ok := ast.Unparen(expr).(*ast.UnaryExpr); ok && u.Op == token.AND {
			expr = u.X
		}
		if id := identOf(expr); id != nil {
			if v, ok := c.pass.TypesInfo.Uses[id].(*types.Var); ok {
				handed[v] = true
			}
		}
	}
	ast.Inspect(f.body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || c.pass.TypesInfo.Types[call.Fun].IsType() {
			return true
		}
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && c.pass.TypesInfo.Selections[sel] != nil {
			hand(sel.X)
		}
		if c.decodes(call) || c.logs(call) || c.replies(call) || knowledge.EffectOf(c.model.Callee(call)).Has(knowledge.Derives|knowledge.Encodes|knowledge.MakesError) {
			return true
		}
		for _, arg := range call.Args {
			hand(arg)
		}
		return true
	})
	return handed
}
