package usage

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
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkAnswer reports where the answer is taken from the wrong message
// (CZ5003): the first or last of a list, every event of a stream (events.go),
// or the first message that completes.
func (c *checker) checkAnswer() {
	for cur := range c.model.Inspect.Root().Preorder((*ast.IndexExpr)(nil), (*ast.RangeStmt)(nil), (*ast.SelectorExpr)(nil)) {
		if c.model.TestFile(cur.Node().Pos()) {
			continue
		}
		switch n := cur.Node().(type) {
		case *ast.IndexExpr:
			if c.isFirstOrLast(n) && c.isMessageList(n.X) && !c.asksMessageType(cur) && c.takesContent(outer(cur)) {
				c.reportMessage(n)
			}
		case *ast.RangeStmt:
			c.checkRange(cur, n)
		case *ast.SelectorExpr:
			c.checkEveryEvent(cur, n)
		}
	}
	c.checkEveryData()
	c.checkLeftEarly()
}

func (c *checker) reportMessage(expr ast.Expr) {
	c.report(report.Finding{
		Check:   WrongMessage,
		Range:   expr,
		Message: c.reporter.Say(messages.FirstMessage, types.ExprString(expr)),
	})
}

// isFirstOrLast reports whether index takes element 0 or len-1.
func (c *checker) isFirstOrLast(index *ast.IndexExpr) bool {
	if n, ok := cozemodel.IntValue(c.info, index.Index); ok {
		return n == 0
	}
	i := ast.Unparen(index.Index)
	if v := c.localVariable(i); v != nil {
		if defs := c.model.Reaching(v, i.Pos()); len(defs) == 1 && defs[0].Expr != nil {
			i = ast.Unparen(defs[0].Expr)
		}
	}
	last, ok := i.(*ast.BinaryExpr)
	if !ok || last.Op != token.SUB {
		return false
	}
	call, ok := ast.Unparen(last.X).(*ast.CallExpr)
	n, isOne := cozemodel.IntValue(c.info, last.Y)
	return ok && isOne && n == 1 && c.bareName(call) == "len" && len(call.Args) == 1 && c.samePlace(call.Args[0], index.X)
}

// isMessageList reports whether expr is the list of the messages of a chat:
// the SDK's, or one of a reply that a request made by hand was answered with.
func (c *checker) isMessageList(expr ast.Expr) bool {
	t := c.info.TypeOf(expr)
	if t == nil {
		return false
	}
	slice, ok := t.Underlying().(*types.Slice)
	if !ok || !c.isMessage(slice.Elem()) {
		return false
	}
	if c.model.SDKTypeName(slice.Elem()) != "" {
		return slices.ContainsFunc(c.model.Roots(expr, c.isSDKList), c.isSDKList)
	}
	return slices.ContainsFunc(c.engine.Labels(expr), func(l flow.Label) bool {
		return slices.ContainsFunc(l.Origin.URLs(), knowledge.ListEndpoints.MatchString)
	})
}

// isSDKList reports whether expr selects the messages of a chat from a reply
// of the SDK.
func (c *checker) isSDKList(expr ast.Expr) bool {
	sel, ok := expr.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Messages" {
		return false
	}
	owner, ok := c.sdkField(sel)
	return ok && (owner == "ListChatsMessagesResp" || owner == "ChatPoll")
}

// isMessage reports whether t is a message: the SDK's, or a struct with its
// keys.
func (c *checker) isMessage(t types.Type) bool {
	if name := c.model.SDKTypeName(t); name != "" {
		return name == "Message"
	}
	s := gotypes.Struct(t)
	return s != nil && c.hasKeys(s, "type", "content")
}

// asksMessageType reports whether the function around cur, or one of the
// package that it calls, reads the type of a message.
func (c *checker) asksMessageType(cur inspector.Cursor) bool {
	decl := c.model.Decl(c.functionOf(cur.Node()))
	return decl != nil && c.readsType(decl, 0)
}

func (c *checker) readsType(decl *ast.FuncDecl, hops int) bool {
	found := false
	ast.Inspect(decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if field := c.fieldOf(n); field != nil && (field.Name() == "Type" || c.keyOf(n, field) == "type") && c.isMessage(c.info.TypeOf(n.X)) {
				found = true
			}
		case *ast.CallExpr:
			next := c.model.Decl(c.model.Callee(n))
			if next != nil && hops < 2 && slices.ContainsFunc(n.Args, func(arg ast.Expr) bool { return c.carriesMessage(arg) || isRawText(c.info.TypeOf(arg)) }) {
				found = found || c.readsType(next, hops+1)
			}
			found = found || hops < 2 && slices.ContainsFunc(n.Args, func(arg ast.Expr) bool { return c.predicateReadsType(arg, hops) })
		}
		return !found
	})
	return found
}

// isRawText reports whether t is that of a message that is not decoded yet.
func isRawText(t types.Type) bool { return t != nil && (gotypes.IsString(t) || isBytes(t)) }

// isBytes reports whether t is []byte, or made of it.
func isBytes(t types.Type) bool {
	slice, ok := t.Underlying().(*types.Slice)
	return ok && types.Identical(slice.Elem(), types.Typ[types.Byte])
}

// predicateReadsType reports whether arg is a function that is given to
// another, takes a message, and may read its type.
func (c *checker) predicateReadsType(arg ast.Expr, hops int) bool {
	sig, ok := types.Unalias(orInvalid(c.info.TypeOf(arg))).(*types.Signature)
	if !ok || sig.Params().Len() == 0 || !c.isMessage(sig.Params().At(0).Type()) {
		return false
	}
	if _, isLiteral := ast.Unparen(arg).(*ast.FuncLit); isLiteral {
		return false // it is looked through where it stands
	}
	var fn *types.Func
	switch x := ast.Unparen(arg).(type) {
	case *ast.Ident:
		fn, _ = c.info.Uses[x].(*types.Func)
	case *ast.SelectorExpr:
		fn, _ = c.info.Uses[x.Sel].(*types.Func)
	}
	decl := c.model.Decl(fn)
	return decl == nil || c.readsType(decl, hops+1)
}

func orInvalid(t types.Type) types.Type {
	if t == nil {
		return types.Typ[types.Invalid]
	}
	return t
}

// carriesMessage reports whether expr is a message, an event, or a list of
// messages.
func (c *checker) carriesMessage(expr ast.Expr) bool {
	t := c.info.TypeOf(expr)
	if t == nil {
		return false
	}
	if s, ok := t.Underlying().(*types.Slice); ok {
		t = s.Elem()
	}
	return c.isMessage(t) || c.model.SDKTypeName(t) == "ChatEvent"
}

// takesContent reports whether the text of the message at cur is used, and
// the message itself goes nowhere else.
func (c *checker) takesContent(cur inspector.Cursor) bool {
	kind, i := cur.ParentEdge()
	switch kind {
	case edge.SelectorExpr_X:
		return c.isContent(cur.Parent().Node().(*ast.SelectorExpr))
	case edge.CallExpr_Args:
		fn := c.model.Callee(cur.Parent().Node().(*ast.CallExpr))
		if c.model.Decl(fn) == nil || i >= fn.Signature().Params().Len() {
			return false
		}
		return c.variableTakesContent(fn.Signature().Params().At(i))
	case edge.AssignStmt_Rhs, edge.ValueSpec_Values:
		v := c.keptIn(cur)
		return v != nil && !v.IsField() && c.variableTakesContent(v)
	}
	return false
}

func (c *checker) variableTakesContent(v *types.Var) bool {
	return slices.ContainsFunc(c.usesOf(v), func(use inspector.Cursor) bool {
		whole := outer(use)
		sel, ok := whole.Parent().Node().(*ast.SelectorExpr)
		return ok && c.isContent(sel)
	})
}

// isContent reports whether sel selects the text of a message.
func (c *checker) isContent(sel *ast.SelectorExpr) bool {
	field := c.fieldOf(sel)
	return field != nil && (field.Name() == "Content" || c.keyOf(sel, field) == "content") && c.isMessage(c.info.TypeOf(sel.X))
}

// checkRange reports a loop over the messages of a chat that takes the text
// of each for the answer, or of the first or last.
func (c *checker) checkRange(cur inspector.Cursor, loop *ast.RangeStmt) {
	if loop.Value == nil || !c.isMessageList(loop.X) {
		return
	}
	v := c.localVariable(loop.Value)
	if v == nil || c.asksMessageType(cur) {
		return
	}
	for _, use := range c.usesOf(v) {
		whole := outer(use)
		sel, ok := whole.Parent().Node().(*ast.SelectorExpr)
		if ok && c.isContent(sel) && c.takenForText(outer(whole.Parent())) {
			c.reportMessage(sel)
			return
		}
	}
}

// takenForText reports whether a text is returned, assigned, or added to
// another.
func (c *checker) takenForText(cur inspector.Cursor) bool {
	switch kind, i := cur.ParentEdge(); kind {
	case edge.ReturnStmt_Results:
		return true
	case edge.AssignStmt_Rhs:
		assign := cur.Parent().Node().(*ast.AssignStmt)
		if assign.Tok == token.DEFINE || len(assign.Lhs) != len(assign.Rhs) {
			return false
		}
		_, isElement := ast.Unparen(assign.Lhs[i]).(*ast.IndexExpr)
		return !isElement
	}
	return c.added(cur)
}

// added reports whether a text is added to another: by += or by a builder.
func (c *checker) added(cur inspector.Cursor) bool {
	switch kind, _ := cur.ParentEdge(); kind {
	case edge.AssignStmt_Rhs:
		return cur.Parent().Node().(*ast.AssignStmt).Tok == token.ADD_ASSIGN
	case edge.BinaryExpr_Y:
		binary := cur.Parent().Node().(*ast.BinaryExpr)
		assign, ok := cur.Parent().Parent().Node().(*ast.AssignStmt)
		return ok && binary.Op == token.ADD && len(assign.Lhs) == 1 && c.samePlace(assign.Lhs[0], binary.X)
	case edge.CallExpr_Args:
		return c.bareName(cur.Parent().Node().(*ast.CallExpr)) == "WriteString"
	}
	return false
}

// passedOutAt returns the places where the text at cur is passed out: there,
// or where the only variable is that holds it.
func (c *checker) passedOutAt(cur inspector.Cursor) (places []inspector.Cursor) {
	whole := outer(cur)
	if c.passedOut(whole) {
		return []inspector.Cursor{cur}
	}
	v := c.keptIn(whole)
	if v == nil || v.IsField() || len(c.model.Defs(v)) != 1 {
		return nil
	}
	for _, use := range c.usesOf(v) {
		if c.passedOut(outer(use)) {
			places = append(places, use)
		}
	}
	return places
}

// passedOut reports whether a text is added to another, sent, printed, or
// given to a callback: what is done with every part of an answer.
func (c *checker) passedOut(cur inspector.Cursor) bool {
	if c.added(cur) {
		return true
	}
	kind, _ := cur.ParentEdge()
	switch kind {
	case edge.SendStmt_Value:
		return true
	case edge.CallExpr_Args:
		call := cur.Parent().Node().(*ast.CallExpr)
		if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && id.Name == "append" && c.info.Types[call.Fun].IsBuiltin() {
			return true
		}
		fn := c.model.Callee(call)
		if fn == nil {
			return !c.info.Types[call.Fun].IsType() && !c.info.Types[call.Fun].IsBuiltin() // a callback
		}
		return fn.Pkg() != nil && fn.Pkg().Path() == "fmt" && (fn.Name() == "Print" || strings.HasPrefix(fn.Name(), "Fprint"))
	}
	return false
}
