package logid

import (
	"go/ast"
	"go/token"
	"go/types"
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
