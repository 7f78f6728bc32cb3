package logid

import (
	"go/ast"
	"go/types"
)

// A program can show code and message of a reply without asking whether it
// failed. What it shows then is the failure whenever there is one.

// shownStarts finds the statements of f that report code and message of a
// reply which no condition of f asks about.
func (c *checker) shownStarts(f *function) []start {
	shown := make(map[ast.Node]ast.Expr)
	c.inspect(f.body, func(n ast.Node, _ []ast.Node) bool {
		if stmt, ok := n.(ast.Stmt); ok && c.sink(stmt) {
			if holder := c.shownReply(f, stmt); holder != nil {
				shown[stmt] = holder
			}
		}
		return true
	})
	if len(shown) == 0 {
		return nil
	}
	f.build(c)
	var starts []start
	for _, block := range f.flow.Blocks {
		for i, node := range block.Nodes {
			holder := shown[node]
			if holder == nil || !block.Live || c.asksAbout(f, root(c.pass.TypesInfo, holder)) {
				continue
			}
			fail := &failure{kind: replyCode, def: node, holder: holder, origins: c.model.Source(holder)}
			fail.hand = c.handOf(f, node.Pos(), fail)
			starts = append(starts, start{fail, block, i})
		}
	}
	return starts
}

// shownReply returns the reply of Coze, a local variable of f, of which stmt
// mentions both code and message, or nil. A reply that f was given is judged
// at its callers, an error of the SDK since the call that gave it.
func (c *checker) shownReply(f *function, stmt ast.Stmt) ast.Expr {
	codes := make(map[*types.Var]ast.Expr)
	messages := make(map[*types.Var]bool)
	ast.Inspect(stmt, func(n ast.Node) bool {
		if _, isLiteral := n.(*ast.FuncLit); isLiteral {
			return false
		}
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if c.messageField(sel) {
			messages[root(c.pass.TypesInfo, sel.X)] = true
		}
		if code, ok := c.model.Code(sel); ok && code.Holder != nil && !c.sdkError(code.Holder) {
			codes[root(c.pass.TypesInfo, code.Holder)] = code.Holder
		}
		return true
	})
	for v, holder := range codes {
		if v != nil && messages[v] && f.body.Pos() <= v.Pos() && v.Pos() < f.body.End() {
			return holder
		}
	}
	return nil
}

// asksAbout reports whether a condition of f mentions v.
func (c *checker) asksAbout(f *function, v *types.Var) bool {
	for cond := range f.flow.Conditions() {
		if c.mentionsIn(cond, v) {
			return true
		}
	}
	return false
}
