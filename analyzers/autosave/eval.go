package autosave

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// eval returns what is known of the value of expr, and walks the calls in it.
func (w *walker) eval(expr ast.Expr) value {
	w.steps++
	if expr == nil || w.exhausted() {
		return nil
	}
	tv := w.info.Types[expr]
	if tv.Value != nil {
		return w.constant(expr, tv.Value)
	}
	if tv.IsNil() {
		return absent{}
	}
	switch expr := expr.(type) {
	case *ast.ParenExpr:
		return w.eval(expr.X)
	case *ast.Ident:
		return w.place(expr)
	case *ast.SelectorExpr:
		return w.place(expr)
	case *ast.IndexExpr:
		return w.place(expr)
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

func (w *walker) constant(expr ast.Expr, v constant.Value) value {
	switch v.Kind() {
	case constant.Bool:
		return flag{on: constant.BoolVal(v), source: expr, depth: w.depth()}
	case constant.String:
		return text{constant.StringVal(v), expr}
	}
	return nil
}

// place returns what the variable, field or element that expr names holds.
// An object that is not known yet becomes one, so that what is assigned to
// it later is seen.
func (w *walker) place(expr ast.Expr) value {
	var v value
	switch expr := ast.Unparen(expr).(type) {
	case *ast.Ident:
		return w.variable(expr)
	case *ast.SelectorExpr:
		return w.selector(expr)
	case *ast.IndexExpr:
		v = w.element(expr)
	default:
		v = w.eval(expr)
	}
	return v
}

func (w *walker) variable(id *ast.Ident) value {
	obj, _ := w.info.ObjectOf(id).(*types.Var)
	if obj == nil {
		return nil
	}
	if w.judge.shared(obj) {
		return w.sharedValue(obj, id)
	}
	if w.judge.unstable(obj) {
		return nil
	}
	v, _ := w.state.vars[obj]
	if v == nil && isContainer(obj.Type()) {
		v = w.unknownObject(obj.Type(), id)
		w.state.vars[obj] = v
	}
	return v
}

func (w *walker) unknownObject(t types.Type, made ast.Node) *object {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	o := &object{typ: t, made: made}
	w.state.heap[o] = contents{opaque: true}
	return o
}

// isContainer reports whether t is a struct, a map with string keys, or a
// pointer to one.
func isContainer(t types.Type) bool {
	if t == nil {
		return false
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	switch t := t.Underlying().(type) {
	case *types.Struct:
		return true
	case *types.Map:
		return gotypes.IsText(t.Key())
	}
	return false
}

// sharedValue returns the value of a package variable that nothing in the
// package changes. Judged is where it is used.
func (w *walker) sharedValue(obj *types.Var, use *ast.Ident) value {
	init, zero := w.judge.initial(obj)
	if zero {
		if f, ok := w.zero(obj.Type(), use).(flag); ok {
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
	case flag:
		return flag{v.on, use, w.depth()}
	case text:
		return text{v.content, use}
	case *object:
		for o, c := range heap {
			w.state.heap[o] = withoutNodes(c)
		}
		v.made = use
		return v
	}
	return nil
}

// withoutNodes drops the places where entries are set, which are not where
// the request is.
func withoutNodes(c contents) contents {
	entries := make(map[string]entry, len(c.entries))
	for name, e := range c.entries {
		if f, ok := e.value.(flag); ok {
			f.depth = 0
			e.value = f
		}
		entries[name] = entry{value: e.value, lit: e.lit}
	}
	return contents{entries, c.opaque}
}

func (w *walker) selector(sel *ast.SelectorExpr) value {
	selection := w.info.Selections[sel]
	if selection == nil {
		// A package's variable, or something that does not compile.
		return w.variable(sel.Sel)
	}
	if selection.Kind() != types.FieldVal {
		w.eval(sel.X)
		return nil
	}
	owners, ok := w.ownerOf(sel, selection)
	if !ok || len(owners) == 0 {
		return nil
	}
	v := w.field(owners[0], sel.Sel.Name, selection.Type())
	for _, o := range owners[1:] {
		v = joinValues(v, w.field(o, sel.Sel.Name, selection.Type()), new(meeting))
	}
	return v
}

// ownerOf returns the objects that declare the field of a selector, behind
// the embedded structs on the way.
func (w *walker) ownerOf(sel *ast.SelectorExpr, selection *types.Selection) (owners []*object, ok bool) {
	owners = w.objects(w.place(sel.X))
	t := selection.Recv()
	path := selection.Index()
	for _, i := range path[:len(path)-1] {
		s := gotypes.Struct(t)
		if s == nil || i >= s.NumFields() {
			return nil, false
		}
		embedded := s.Field(i)
		var inner []*object
		for _, o := range owners {
			inner = append(inner, w.objects(w.field(o, embedded.Name(), embedded.Type()))...)
		}
		owners, t = inner, embedded.Type()
	}
	return owners, len(owners) > 0
}

func (w *walker) objects(v value) []*object {
	switch v := v.(type) {
	case *object:
		return []*object{v}
	case choice:
		var out []*object
		for _, option := range v {
			if o, ok := option.value.(*object); ok {
				out = append(out, o)
			}
		}
		return out
	}
	return nil
}

// field returns what a field of o holds. One that was never set holds the
// zero value, unless o came from elsewhere.
func (w *walker) field(o *object, name string, t types.Type) value {
	e, ok := w.state.get(o, name)
	if ok && e.value != nil {
		return e.value
	}
	var v value
	switch {
	case !ok && !w.state.heap[o].opaque:
		v = w.zero(t, o.made)
	case isContainer(t):
		v = w.unknownObject(t, o.made)
	}
	if made, ok := v.(*object); ok {
		w.state.set(o, name, entry{value: made})
	}
	return v
}

func (w *walker) element(expr *ast.IndexExpr) value {
	x := w.place(expr.X)
	switch x := x.(type) {
	case *object:
		key, known := w.constantText(expr.Index)
		if !x.isMap() || !known {
			return nil
		}
		e, _ := w.state.get(x, key)
		return e.value
	case list:
		i := w.info.Types[expr.Index].Value
		if i == nil || i.Kind() != constant.Int {
			return nil
		}
		if n, exact := constant.Int64Val(i); exact && n >= 0 && int(n) < len(x.elements) {
			return x.elements[n]
		}
	}
	return nil
}

func (w *walker) constantText(expr ast.Expr) (string, bool) {
	v := w.info.Types[expr].Value
	if v == nil || v.Kind() != constant.String {
		if t, ok := w.eval(expr).(text); ok && !hasHole(t.content) {
			return t.content, true
		}
		return "", false
	}
	return constant.StringVal(v), true
}

func (w *walker) unary(expr *ast.UnaryExpr) value {
	v := w.eval(expr.X)
	switch expr.Op {
	case token.NOT:
		if f, ok := v.(flag); ok {
			f.on = !f.on
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
func (w *walker) changesAfter(id *ast.Ident, pos token.Pos) bool {
	obj, _ := w.info.ObjectOf(id).(*types.Var)
	if obj == nil || isContainer(obj.Type()) || w.judge.shared(obj) {
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

func (w *walker) binary(expr *ast.BinaryExpr) value {
	x := w.eval(expr.X)
	if expr.Op == token.LAND || expr.Op == token.LOR {
		before := w.state
		w.state = before.clone()
		y := w.eval(expr.Y)
		w.state = join(before, w.state)
		return logical(expr.Op, x, y)
	}
	y := w.eval(expr.Y)
	if expr.Op == token.ADD {
		return joinTexts(x, y, expr, gotypes.IsText(w.info.TypeOf(expr)))
	}
	return nil
}

func logical(op token.Token, x, y value) value {
	f, fOK := x.(flag)
	g, gOK := y.(flag)
	decides := op == token.LOR // the operand that decides alone
	switch {
	case fOK && f.on == decides:
		return f
	case fOK && gOK:
		return g
	}
	return nil
}

// joinTexts returns x + y if at is a string.
func joinTexts(x, y value, at ast.Expr, ok bool) value {
	if !ok {
		return nil
	}
	if options, ok := x.(choice); ok {
		return options.each(func(x value) value { return joinTexts(x, y, at, true) })
	}
	if options, ok := y.(choice); ok {
		return options.each(func(y value) value { return joinTexts(x, y, at, true) })
	}
	content := func(v value) string {
		if t, ok := v.(text); ok {
			return t.content
		}
		return string(hole)
	}
	t := text{content(x) + content(y), at}
	if known, ok := x.(text); ok && len(known.content) > 1 {
		t.at = known.at
	}
	return t
}
