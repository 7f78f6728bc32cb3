package logid

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/valueflow"
)

// A part is what is left of a failure when its log ID is not passed on.
type part int

const (
	noPart     part = iota
	statusPart      // the status of a chat, or an event's name
	codePart        // the code, or the HTTP status
	textPart        // the message
)

// partIn returns the most telling part of fail that the value of expr is made
// of. What is asked about a part (a comparison, a look-up, a predicate) is
// none.
func (c *checker) partIn(f *function, expr ast.Expr, fail *failure) part {
	if tv, ok := c.pass.TypesInfo.Types[expr]; !ok || tv.Value != nil || tv.IsType() {
		return noPart
	}
	if p := c.part(expr); p != noPart {
		if !c.sameFailure(expr, fail) {
			return noPart
		}
		return p
	}
	switch x := ast.Unparen(expr).(type) {
	case *ast.CallExpr:
		return c.partInCall(f, x, fail)
	case *ast.BinaryExpr:
		if x.Op != token.ADD {
			return noPart
		}
		return max(c.partIn(f, x.X, fail), c.partIn(f, x.Y, fail))
	case *ast.UnaryExpr:
		return c.partIn(f, x.X, fail)
	case *ast.StarExpr:
		return c.partIn(f, x.X, fail)
	case *ast.TypeAssertExpr:
		return c.partIn(f, x.X, fail)
	case *ast.IndexExpr:
		return c.partIn(f, x.X, fail)
	case *ast.SliceExpr:
		return c.partIn(f, x.X, fail)
	case *ast.CompositeLit:
		found := noPart
		for _, element := range x.Elts {
			if kv, ok := element.(*ast.KeyValueExpr); ok {
				element = kv.Value
			}
			found = max(found, c.partIn(f, element, fail))
		}
		return found
	case *ast.Ident:
		return c.partInVariable(f, x, fail)
	}
	return noPart
}

// partInCall returns the part that the result of a call is made of, or that a
// function which is not seen is given.
func (c *checker) partInCall(f *function, call *ast.CallExpr, fail *failure) part {
	if tv := c.pass.TypesInfo.Types[call.Fun]; tv.IsBuiltin() {
		if id := identOf(call.Fun); id != nil && (id.Name == "len" || id.Name == "cap") {
			return noPart
		}
	}
	if c.effect(call).Has(knowledge.Asks) {
		return noPart
	}
	if c.model.Body(call) != nil {
		if t := c.firstResult(call); t != nil && isBool(t) {
			return noPart
		}
		if found := c.partByValue(call, fail); found != noPart || !c.isStatement(f, call) {
			return found
		}
	}
	found := noPart
	for _, arg := range call.Args {
		found = max(found, c.partIn(f, arg, fail))
	}
	if recv := receiver(call); recv != nil && c.effect(call).Has(knowledge.Derives) && !cozemodel.ImplementsError(typeOf(c, recv)) {
		found = max(found, c.partByValue(call, fail)) // text.String() of a builder
	}
	if inner, ok := unparenCall(receiver(call)); ok {
		found = max(found, c.partIn(f, inner, fail)) // log.Error().Int("code", code).Msg(text)
	}
	return found
}

// isStatement reports whether nothing is done with the result of a call.
func (c *checker) isStatement(f *function, call *ast.CallExpr) bool {
	found := false
	ast.Inspect(f.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ExprStmt:
			found = found || ast.Unparen(n.X) == call
		case *ast.GoStmt:
			found = found || n.Call == call
		case *ast.DeferStmt:
			found = found || n.Call == call
		}
		return !found
	})
	return found
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// partInVariable follows a local variable to the parts that it is made of.
func (c *checker) partInVariable(f *function, id *ast.Ident, fail *failure) part {
	v, ok := c.pass.TypesInfo.Uses[id].(*types.Var)
	if !ok || v.IsField() || v.Parent() == c.pass.Pkg.Scope() || cozemodel.ImplementsError(v.Type()) || isBool(v.Type()) {
		return noPart
	}
	if f.decl != nil && cozemodel.IsParameter(f.decl, v) {
		return noPart // what the callers make of a failure is judged there
	}
	if c.rawVariable(f, v) {
		return textPart // a line or body that has no log ID in it, or it would be kept
	}
	switch v.Type().Underlying().(type) {
	case *types.Basic, *types.Map, *types.Slice:
	default:
		if !c.madeHere(v) {
			return noPart
		}
	}
	return c.partByValue(id, fail)
}

// madeHere reports whether v is a struct that the program makes: an event, an
// answer.
func (c *checker) madeHere(v *types.Var) bool {
	return slices.ContainsFunc(c.model.Defs(v), func(d cozemodel.Def) bool {
		if d.Expr == nil || d.Result >= 0 {
			return false
		}
		expr := ast.Unparen(d.Expr)
		if u, ok := expr.(*ast.UnaryExpr); ok {
			expr = u.X
		}
		lit, ok := expr.(*ast.CompositeLit)
		return ok && len(lit.Elts) > 0
	})
}

// partByValue returns the most telling part of fail that the value of expr is
// made of, through variables and functions of the package.
func (c *checker) partByValue(expr ast.Expr, fail *failure) part {
	found := noPart
	for _, match := range c.partsOf(expr) {
		if p := c.part(match.Expr); p > found && mayBeSame(match.Origins, fail.origins) {
			found = p
		}
	}
	return found
}

// partsOf returns the parts of failures that the value of expr is made of.
func (c *checker) partsOf(expr ast.Expr) []valueflow.Match {
	if known, ok := c.parts[expr]; ok {
		return known
	}
	found := c.model.Find(expr, func(x ast.Expr, _ func(ast.Expr) []string) bool { return c.part(x) != noPart })
	c.parts[expr] = found
	return found
}

// sameFailure reports whether a part may be one of fail.
func (c *checker) sameFailure(expr ast.Expr, fail *failure) bool {
	return mayBeSame(c.model.Source(expr), fail.origins)
}

// part reports which part of a failure expr itself is.
func (c *checker) part(expr ast.Expr) part {
	tv, ok := c.pass.TypesInfo.Types[expr]
	if !ok || tv.Value != nil || !tv.IsValue() {
		return noPart
	}
	switch x := expr.(type) {
	case *ast.SelectorExpr:
		if c.messageField(x) {
			return textPart
		}
		if x.Sel.Name == "Status" && c.cozeResponse(x.X) {
			return codePart
		}
	case *ast.CallExpr:
		if p := c.getterPart(x); p != noPart {
			return p
		}
	case *ast.IndexExpr:
		key := c.pass.TypesInfo.Types[x.Index].Value
		if key != nil && key.Kind() == constant.String && knowledge.IsMessageKey(constant.StringVal(key)) && c.model.DecodedMap(x.X) {
			return textPart
		}
	case *ast.Ident:
		if v, ok := c.pass.TypesInfo.Uses[x].(*types.Var); !ok || !v.IsField() {
			if c.failurePointer(expr) || c.forgetful(expr) {
				return textPart
			}
			return noPart // its value tells
		}
	}
	if c.failurePointer(expr) || c.forgetful(expr) {
		return textPart
	}
	if _, ok := c.model.Code(expr); ok {
		return codePart
	}
	if _, ok := c.httpStatus(expr); ok {
		return codePart
	}
	if domain, ok := c.event(expr); ok && domain.Status {
		return statusPart
	}
	return noPart
}

// getterPart reports which part of a failure a getter returns.
func (c *checker) getterPart(call *ast.CallExpr) part {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || len(call.Args) != 0 {
		return noPart
	}
	switch sel.Sel.Name {
	case "GetMsg", "GetMessage", "GetErrorMessage":
		if c.model.Envelope(c.pass.TypesInfo.TypeOf(sel.X), c.model.FuncAt(call.Pos())) {
			return textPart
		}
	case "Status":
		if c.cozeResponse(sel.X) {
			return codePart
		}
	}
	return noPart
}

// messageField reports whether sel is the message beside a code.
func (c *checker) messageField(sel *ast.SelectorExpr) bool {
	field, ok := c.pass.TypesInfo.Uses[sel.Sel].(*types.Var)
	if !ok || !field.IsField() {
		return false
	}
	t := c.pass.TypesInfo.TypeOf(sel.X)
	if c.model.IsSDKObject(field) {
		return knowledge.IsSDKMessage(c.model.SDKTypeName(t), field.Name())
	}
	if !isText(field.Type()) {
		return false
	}
	s := cozemodel.Struct(t)
	if s == nil {
		return false
	}
	for _, f := range c.model.WireFields(s) {
		if f.Var == field.Origin() {
			return knowledge.IsMessageKey(f.Name) && c.model.IsEnvelope(sel.X)
		}
	}
	return false
}
