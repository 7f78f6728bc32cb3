package usage

import (
	"go/ast"
	"go/constant"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkFirstToolCall reports ToolCalls[0] where nobody asks how many there are: a
// question node of a workflow requires an action that is no tool call (CZ5007).
func (c *checker) checkFirstToolCall(cur inspector.Cursor, index *ast.IndexExpr) {
	sel, ok := ast.Unparen(index.X).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "ToolCalls" {
		return
	}
	if _, ok := c.sdkField(sel); !ok {
		return
	}
	value := c.info.Types[index.Index].Value
	if value == nil || value.Kind() != constant.Int || c.asksForToolCalls(cur) {
		return
	}
	c.report(report.Finding{Check: NilValue, Range: index, Message: c.reporter.Say(messages.NoToolCall)})
}

// asksForToolCalls reports whether the function around measures the calls, goes
// through them, or asks whether there is an action.
func (c *checker) asksForToolCalls(cur inspector.Cursor) bool {
	for fn := range cur.Enclosing((*ast.FuncDecl)(nil)) {
		for sel := range fn.Preorder((*ast.SelectorExpr)(nil)) {
			n := sel.Node().(*ast.SelectorExpr)
			fate := c.fateOf(outer(sel))
			if n.Sel.Name == "ToolCalls" && (fate == measured || fate == rangedOver) {
				return true
			}
		}
		for call := range fn.Preorder((*ast.CallExpr)(nil)) {
			if id, ok := call.Node().(*ast.CallExpr).Fun.(*ast.Ident); ok && id.Name == "len" {
				return true
			}
		}
	}
	return false
}
