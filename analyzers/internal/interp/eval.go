package interp

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// eval returns what is known of the value of expr, and walks the calls in it.
func (w *Walker) eval(expr ast.Expr) Value {
	w.steps++
	if expr == nil || w.steps > maxSteps {
		return nil
	}
	tv := w.info.Types[expr]
	if tv.Value != nil {
		return w.constant(expr, tv.Value)
	}
	if tv.IsNil() {
		return Absent{}
	}
	switch expr := expr.(type) {
	case *ast.ParenExpr:
		return w.eval(expr.X)
	case *ast.Ident:
		return w.variable(expr)
	case *ast.SelectorExpr:
		return w.selector(expr)
	case *ast.IndexExpr:
		return w.element(expr)
	case *ast.StarExpr:
		return w.eval(expr.X)
	case *ast.UnaryExpr:
		return w.unary(expr)
	case *ast.BinaryExpr:
		return w.binary(expr)
	case *ast.CompositeLit:
		return w.composite(expr)
	case *ast.CallExpr:
		return w.call(expr)
	case *ast.FuncLit:
		return w.closure(expr)
	case *ast.TypeAssertExpr:
		return w.eval(expr.X)
	case *ast.SliceExpr:
		return w.eval(expr.X)
	}
	return nil
}

func (w *Walker) constant(expr ast.Expr, v constant.Value) Value {
	switch v.Kind() {
	case constant.Bool:
		return Flag{On: constant.BoolVal(v), source: expr, depth: w.depth()}
	case constant.String:
		return Text{constant.StringVal(v), expr}
	}
	return nil
}

// variable returns what the variable holds that id names. An object that is
// not known yet becomes one, so that what is assigned to it later is seen.
func (w *Walker) variable(id *ast.Ident) Value {
	obj, _ := w.info.ObjectOf(id).(*types.Var)
	switch {
	case obj == nil || w.pkg.unstable(obj):
		return nil
	case gotypes.IsGlobal(obj):
		return w.global(obj, id)
	}
	v := w.state.vars[obj]
	if v == nil && isContainer(obj.Type()) {
		v = w.unknownObject(obj.Type(), id)
		w.state.vars[obj] = v
	}
	return v
}

func (w *Walker) unknownObject(t types.Type, made ast.Node) *Object {
	o := &Object{Type: gotypes.Pointed(t), Made: made}
	w.state.heap[o] = contents{opaque: true}
	return o
}

// isContainer reports whether t is a struct, a map with string keys, or a
// pointer to one.
func isContainer(t types.Type) bool {
	if t == nil {
		return false
	}
	switch t := gotypes.Pointed(t).Underlying().(type) {
	case *types.Struct:
		return true
	case *types.Map:
		return gotypes.IsText(t.Key())
	}
	return false
}

// global returns the value of a package variable that nothing in the
// package changes. What is said of it is where it is used.
func (w *Walker) global(obj *types.Var, use *ast.Ident) Value {
	init, zero := w.pkg.initial(obj)
	if zero {
		if f, ok := w.zero(obj.Type(), use).(Flag); ok {
			return f
		}
	}
	if init == nil {
		return nil
	}
	outer := w.state
	w.state = newState()
	v := w.eval(init)
	heap := w.state.heap
	w.state = outer
	switch v := v.(type) {
	case Flag:
		return Flag{v.On, use, w.depth()}
	case Text:
		return Text{v.Content, use}
	case *Object:
		for o, c := range heap {
			w.state.heap[o] = withoutNodes(c)
		}
		v.Made = use
		return v
	}
	return nil
}

// withoutNodes drops the places where entries are set, which are not where
// the object is used.
func withoutNodes(c contents) contents {
	entries := make(map[string]Entry, len(c.entries))
	for name, e := range c.entries {
		if f, ok := e.Value.(Flag); ok {
			f.depth = 0
			e.Value = f
		}
		entries[name] = Entry{Value: e.Value, Lit: e.Lit}
	}
	return contents{entries, c.opaque}
}

func (w *Walker) selector(sel *ast.SelectorExpr) Value {
	selection := w.info.Selections[sel]
	if selection == nil {
		// A package's variable, or something that does not compile.
		return w.variable(sel.Sel)
	}
	field, ok := selection.Obj().(*types.Var)
	if !ok {
		w.eval(sel.X)
		return nil
	}
	var v Value
	for i, o := range w.ownersOf(sel, selection) {
		if held := w.Field(o, field); i == 0 {
			v = held
		} else {
			v = joinValues(v, held, new(meeting))
		}
	}
	return v
}

// ownersOf returns the objects that declare the field of a selector, behind
// the embedded structs on the way.
func (w *Walker) ownersOf(sel *ast.SelectorExpr, selection *types.Selection) []*Object {
	owners := objects(w.eval(sel.X))
	t := selection.Recv()
	path := selection.Index()
	for _, i := range path[:len(path)-1] {
		s := gotypes.Struct(t)
		if s == nil || i >= s.NumFields() {
			return nil
		}
		embedded := s.Field(i)
		var inner []*Object
		for _, o := range owners {
			inner = append(inner, objects(w.Field(o, embedded))...)
		}
		owners, t = inner, embedded.Type()
	}
	return owners
}

func (w *Walker) element(expr *ast.IndexExpr) Value {
	switch x := w.eval(expr.X).(type) {
	case *Object:
		if key, known := w.key(expr.Index); known && x.IsMap() {
			e, _ := w.Entry(x, key)
			return e.Value
		}
	case list:
		i := w.info.Types[expr.Index].Value
		if i == nil || i.Kind() != constant.Int {
			return nil
		}
		if n, exact := constant.Int64Val(i); exact && n >= 0 && int(n) < len(x) {
			return x[n]
		}
	}
	return nil
}

// key returns the text of a map's key, if it is known.
func (w *Walker) key(expr ast.Expr) (key string, known bool) {
	t, ok := w.eval(expr).(Text)
	return t.Content, ok && !hasHole(t.Content)
}

func (w *Walker) unary(expr *ast.UnaryExpr) Value {
	v := w.eval(expr.X)
	switch expr.Op {
	case token.NOT:
		if f, ok := v.(Flag); ok {
			f.On = !f.On
			if f.depth == w.depth() {
				f.source = expr
			}
			return f
		}
	case token.ARROW:
		return w.take(expr.X)
	case token.AND:
		switch x := ast.Unparen(expr.X).(type) {
		case *ast.Ident:
			if w.changesAfter(x, expr.Pos()) {
				return nil
			}
		case *ast.SelectorExpr, *ast.IndexExpr:
			if !isContainer(w.info.TypeOf(x)) {
				w.assignTo(x, nil, nil) // may change through the pointer
				return nil
			}
		}
		return v
	}
	return nil
}

// changesAfter reports whether a bool whose address is taken at pos is given
// another value after that.
func (w *Walker) changesAfter(id *ast.Ident, pos token.Pos) bool {
	obj, _ := w.info.ObjectOf(id).(*types.Var)
	if obj == nil || isContainer(obj.Type()) || gotypes.IsGlobal(obj) {
		return false
	}
	for _, def := range w.model.Defs(obj) {
		// What callers give a parameter is given before.
		if def.Pos > pos && w.model.FuncAt(def.Pos) == w.model.FuncAt(pos) {
			return true
		}
	}
	return false
}

func (w *Walker) binary(expr *ast.BinaryExpr) Value {
	x := w.eval(expr.X)
	var y Value
	if expr.Op == token.LAND || expr.Op == token.LOR {
		w.perhaps(func() { y = w.eval(expr.Y) })
		return logical(expr.Op, x, y)
	}
	y = w.eval(expr.Y)
	if expr.Op == token.ADD && gotypes.IsText(w.info.TypeOf(expr)) {
		return joinTexts(x, y, expr)
	}
	return nil
}

func logical(op token.Token, x, y Value) Value {
	f, fOK := x.(Flag)
	g, gOK := y.(Flag)
	decides := op == token.LOR // the operand that decides alone
	switch {
	case fOK && f.On == decides:
		return f
	case fOK && gOK:
		return g
	}
	return nil
}

// joinTexts returns the text x + y, which at makes. What is no text is a hole.
func joinTexts(x, y Value, at ast.Expr) Value {
	if options, ok := x.(choice); ok {
		return options.each(func(x Value) Value { return joinTexts(x, y, at) })
	}
	if options, ok := y.(choice); ok {
		return options.each(func(y Value) Value { return joinTexts(x, y, at) })
	}
	content := func(v Value) string {
		if t, ok := v.(Text); ok {
			return t.Content
		}
		return string(Hole)
	}
	t := Text{content(x) + content(y), at}
	if known, ok := x.(Text); ok && len(known.Content) > 1 {
		t.At = known.At
	}
	return t
}
