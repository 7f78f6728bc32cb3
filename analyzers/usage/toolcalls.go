package usage

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkFirstToolCall reports ToolCalls[0] where nobody asks how many there are: a
// question node of a workflow requires an action that is no tool call (CZ5007).
func (c *checker) checkFirstToolCall(cur inspector.Cursor, index *ast.IndexExpr) {
	sel, ok := ast.Unparen(index.X).(*ast.SelectorExpr)
	if !ok || !c.isToolCalls(sel) {
		return
	}
	value := c.info.Types[index.Index].Value
	if value == nil || value.Kind() != constant.Int || c.asksForToolCalls(cur) {
		return
	}
	c.report(report.Finding{Check: NilValue, Range: index, Message: c.reporter.Say(messages.NoToolCall)})
}

// isToolCalls reports whether a selector is the tool calls that an action of the API
// requires, in the SDK's type or one of the program's own that a reply of the API
// is in: answers of models have tool calls, too.
func (c *checker) isToolCalls(sel *ast.SelectorExpr) bool {
	if _, ok := c.sdkField(sel); ok {
		return sel.Sel.Name == "ToolCalls"
	}
	field := c.fieldOf(sel)
	if field == nil || c.wireName(c.info.TypeOf(sel.X), field) != "tool_calls" {
		return false
	}
	labels := c.engine.Labels(sel)
	return len(labels) > 0 && !slices.ContainsFunc(labels, func(l flow.Label) bool { return l.Origin.Owner != flow.Ours })
}

// checkAction reports a part of the action that a chat requires, in a package that never
// asks whether there is one (CZ5007): one place in each function.
func (c *checker) checkAction(sel *ast.SelectorExpr) {
	holder, ok := ast.Unparen(sel.X).(*ast.SelectorExpr)
	if !ok || !c.isAction(holder) || c.asksForAction() {
		return
	}
	fn := c.functionOf(sel)
	if c.actions[fn] {
		return
	}
	c.actions[fn] = true
	c.report(report.Finding{Check: NilValue, Range: holder, Message: c.reporter.Say(messages.ActionNil, types.ExprString(holder))})
}

// isAction reports whether a selector is the action that a chat requires, a pointer in
// the SDK's type or one of the program's own that a reply of the API is in.
func (c *checker) isAction(sel *ast.SelectorExpr) bool {
	if owner, ok := c.sdkField(sel); ok {
		return owner == "Chat" && sel.Sel.Name == "RequiredAction"
	}
	field := c.fieldOf(sel)
	if field == nil || c.wireName(c.info.TypeOf(sel.X), field) != "required_action" {
		return false
	}
	_, isPointer := field.Type().Underlying().(*types.Pointer)
	owner, known := c.engine.WhoseIs(sel)
	return isPointer && known && owner == flow.Ours
}

// findsAction reports whether the package compares an action, or what it holds, with
// nil anywhere: who looks hands it on.
func (c *checker) findsAction() bool {
	for cur := range c.model.Inspect.Root().Preorder((*ast.BinaryExpr)(nil)) {
		binary := cur.Node().(*ast.BinaryExpr)
		if !c.info.Types[binary.X].IsNil() && !c.info.Types[binary.Y].IsNil() {
			continue
		}
		for _, side := range []ast.Expr{binary.X, binary.Y} {
			if name := nameOf(side); strings.Contains(name, "Action") || strings.Contains(name, "action") || name == "SubmitToolOutputs" {
				return true
			}
		}
	}
	return false
}

// checkRetrieved reports a part of the last error of a chat that was asked for by
// Retrieve where nobody asks whether there is one (CZ5007).
func (c *checker) checkRetrieved(sel *ast.SelectorExpr) {
	holder, ok := ast.Unparen(sel.X).(*ast.SelectorExpr)
	if !ok || holder.Sel.Name != "LastError" {
		return
	}
	if _, ok := c.sdkField(holder); !ok || !c.retrieved(holder.X) || c.asksForLastError(holder) {
		return
	}
	place := c.pass.Fset.Position(holder.Pos())
	if line := fmt.Sprint(place.Filename, place.Line); line != c.lastErrorLine { // its code and its message in one call
		c.lastErrorLine = line
		c.report(report.Finding{Check: NilValue, Range: holder, Message: c.reporter.Say(messages.LastErrorNil, types.ExprString(holder))})
	}
}

// retrieved reports whether expr is a chat that Retrieve returned here.
func (c *checker) retrieved(expr ast.Expr) bool {
	if sel, ok := ast.Unparen(expr).(*ast.SelectorExpr); ok && sel.Sel.Name == "Chat" {
		expr = sel.X
	}
	v := c.localVariable(expr)
	if v == nil {
		return false
	}
	defs := c.model.Reaching(v, expr.Pos())
	return len(defs) > 0 && !slices.ContainsFunc(defs, func(d cozeDef) bool {
		call, ok := ast.Unparen(orNil(d.Expr)).(*ast.CallExpr)
		if !ok {
			return true
		}
		recv, name, ok := c.model.SDKCallee(call)
		return !ok || recv != "chat" || name != "Retrieve"
	})
}

// asksForLastError reports whether the function around compares a last error with
// nil.
func (c *checker) asksForLastError(node ast.Node) bool {
	decl := c.model.Decl(c.functionOf(node))
	if decl == nil {
		return true
	}
	found := false
	ast.Inspect(decl, func(n ast.Node) bool {
		binary, ok := n.(*ast.BinaryExpr)
		if ok && (c.info.Types[binary.X].IsNil() || c.info.Types[binary.Y].IsNil()) {
			for _, side := range []ast.Expr{binary.X, binary.Y} {
				sel, isSelector := ast.Unparen(side).(*ast.SelectorExpr)
				found = found || isSelector && sel.Sel.Name == "LastError"
			}
		}
		return !found
	})
	return found
}

// asksForToolCalls reports whether the function around measures the calls, goes
// through them, or asks whether there is an action.
func (c *checker) asksForToolCalls(cur inspector.Cursor) bool {
	for fn := range cur.Enclosing((*ast.FuncDecl)(nil)) {
		for sel := range fn.Preorder((*ast.SelectorExpr)(nil)) {
			n := sel.Node().(*ast.SelectorExpr)
			fate := c.fateOf(outer(sel))
			if c.isToolCalls(n) && (fate == measured || fate == rangedOver) {
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
