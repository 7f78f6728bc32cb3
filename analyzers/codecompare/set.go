package codecompare

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A set is a literal whose elements a code, or its text, is compared with: by
// a lookup, by a function such as slices.Contains, by a loop over it, or by a
// function that is called for each element.
type set struct {
	literal *ast.CompositeLit
	keys    bool       // the keys of a map count, not the elements
	field   *types.Var // of the elements, if they are structs
	given   []ast.Expr // the elements, if they stand in calls, or in several literals
}

// operands returns the expressions that a code is compared with.
func (s set) operands(info *types.Info) []ast.Expr {
	var operands []ast.Expr
	for _, element := range s.given {
		operands = append(operands, s.member(info, element)...)
	}
	if s.literal == nil {
		return operands
	}
	for _, element := range s.literal.Elts {
		kv, isKeyed := element.(*ast.KeyValueExpr)
		switch {
		case s.keys && isKeyed:
			operands = append(operands, kv.Key)
		case s.keys:
		case isKeyed && !isMap(info.TypeOf(s.literal)):
		case isKeyed:
			operands = append(operands, s.member(info, kv.Value)...)
		default:
			operands = append(operands, s.member(info, element)...)
		}
	}
	return operands
}

// member returns what element holds in the field of the set, or element
// itself if the set has none.
func (s set) member(info *types.Info, element ast.Expr) []ast.Expr {
	if s.field == nil {
		return []ast.Expr{element}
	}
	if u, ok := element.(*ast.UnaryExpr); ok {
		element = u.X
	}
	literal, ok := element.(*ast.CompositeLit)
	st := gotypes.Struct(info.TypeOf(literal))
	if !ok || st == nil {
		return nil
	}
	for i, e := range literal.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if cozemodel.Variable(info, kv.Key) == s.field {
				return []ast.Expr{kv.Value}
			}
		} else if i < st.NumFields() && st.Field(i) == s.field {
			return []ast.Expr{e}
		}
	}
	return nil
}

func isMap(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Map)
	return ok
}

// setOf returns the set that expr is, that the variable expr is declared
// with, or that is given for the parameter or field expr.
func (c *checker) setOf(expr ast.Expr, keys bool) (set, bool) {
	if literal := c.model.Literal(expr); literal != nil {
		return set{literal: literal, keys: keys}, true
	}
	v := cozemodel.Variable(c.pass.TypesInfo, expr)
	if v == nil {
		return set{}, false
	}
	if !v.IsField() {
		fn := c.model.FuncAt(expr.Pos())
		if fn == nil || !cozemodel.IsParameter(fn, v) {
			return set{}, false
		}
		if given := c.givenFor(fn, v); len(given) > 0 {
			return set{given: given}, true
		}
	}
	return c.setsFor(v, keys)
}

// setsFor returns the literals that a parameter or field is given: all their
// elements, if there is more than one.
func (c *checker) setsFor(v *types.Var, keys bool) (set, bool) {
	var literals []*ast.CompositeLit
	var elements []ast.Expr
	for _, def := range c.model.Defs(v) {
		if def.Expr == nil || def.Result >= 0 {
			continue
		}
		if literal := c.model.Literal(def.Expr); literal != nil && !slices.Contains(literals, literal) {
			literals = append(literals, literal)
			elements = append(elements, literal.Elts...)
		}
	}
	switch {
	case len(literals) == 0:
		return set{}, false
	case len(literals) == 1 || isMap(v.Type()):
		return set{literal: literals[0], keys: keys}, true
	}
	return set{given: elements}, true
}

// givenFor returns what the calls of fn give for v, its parameter, if that
// takes any number of values.
func (c *checker) givenFor(fn *types.Func, v *types.Var) []ast.Expr {
	sig := fn.Signature()
	last := sig.Params().Len() - 1
	if !sig.Variadic() || sig.Params().At(last) != v {
		return nil
	}
	var given []ast.Expr
	for _, call := range c.model.Callers(fn) {
		if !call.Ellipsis.IsValid() && len(call.Args) > last {
			given = append(given, call.Args[last:]...)
		}
	}
	return given
}

// elementsOf returns the set of which operand is an element, one after the
// other: the variable of a loop over it, a parameter of a function literal
// that is called for each, or a field of one of these.
func (c *checker) elementsOf(cur inspector.Cursor, operand ast.Expr) (set, bool) {
	info := c.pass.TypesInfo
	operand = ast.Unparen(operand)
	if call, ok := operand.(*ast.CallExpr); ok && len(call.Args) == 1 && info.Types[call.Fun].IsType() {
		return c.elementsOf(cur, call.Args[0])
	}
	if index, ok := operand.(*ast.IndexExpr); ok && !isMap(info.TypeOf(index.X)) && info.Types[index.Index].Value == nil {
		return c.setOf(index.X, false)
	}
	v := cozemodel.Variable(info, operand)
	if v == nil {
		return set{}, false
	}
	if v.IsField() {
		sel, ok := operand.(*ast.SelectorExpr)
		if !ok {
			return set{}, false
		}
		s, ok := c.elementsOf(cur, sel.X)
		s.field = v.Origin()
		return s, ok
	}
	defs := c.model.Defs(v)
	if len(defs) == 1 && defs[0].Expr != nil {
		if defs[0].Element {
			return c.setOf(defs[0].Expr, false)
		}
		if defs[0].Opaque && isMap(info.TypeOf(defs[0].Expr)) {
			return c.setOf(defs[0].Expr, true)
		}
	}
	return c.givenElements(cur, v)
}

// givenElements returns the set that a call is given beside the function
// literal of which v is a parameter: slices.ContainsFunc(set, func(n int) bool
// { return n == reply.Code }).
func (c *checker) givenElements(cur inspector.Cursor, v *types.Var) (set, bool) {
	for lit := range cur.Enclosing((*ast.FuncLit)(nil)) {
		n := lit.Node().(*ast.FuncLit)
		if v.Pos() < n.Type.Pos() || n.Type.End() <= v.Pos() {
			continue
		}
		call, ok := lit.Parent().Node().(*ast.CallExpr)
		if !ok {
			return set{}, false
		}
		for _, arg := range call.Args {
			if s, ok := c.setOf(arg, false); ok && arg != ast.Expr(n) && !isMap(c.pass.TypesInfo.TypeOf(arg)) {
				return s, true
			}
		}
		return set{}, false
	}
	return set{}, false
}

// compareElements looks at the comparison of value with operand, an element
// of a set.
func (c *checker) compareElements(cur inspector.Cursor, value, operand ast.Expr) {
	s, ok := c.elementsOf(cur, operand)
	if !ok {
		return
	}
	c.compareSet(value, s)
}

// compareSet looks at the comparison of value, a code or its text, with the
// operands of a set.
func (c *checker) compareSet(value ast.Expr, s set) {
	code, isCode := c.model.Code(value)
	for _, operand := range s.operands(c.pass.TypesInfo) {
		switch {
		case !isCode || code.Kind == cozemodel.TextCode:
			c.textComparison(value, operand)
		case code.Kind == cozemodel.IntCode:
			c.operand(value, operand, token.EQL)
		}
	}
}

// lookup looks at set[code].
func (c *checker) lookup(n *ast.IndexExpr) {
	if !isMap(c.pass.TypesInfo.TypeOf(n.X)) {
		if _, ok := c.model.Code(n.Index); !ok {
			return
		}
	}
	if s, ok := c.setOf(n.X, true); ok {
		c.compareSet(n.Index, s)
	}
}
