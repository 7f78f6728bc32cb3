package autosave

import (
	"go/ast"
	"go/types"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// call returns what is known of the result of call, and judges the requests
// that it sends. Nothing is known behind a call that never returns.
func (w *walker) call(call *ast.CallExpr) value {
	v := w.resultOf(call)
	if !w.model.Paths().MayReturn(call) {
		w.state.dead = true
	}
	return v
}

func (w *walker) resultOf(call *ast.CallExpr) value {
	if tv := w.info.Types[call.Fun]; tv.IsType() {
		return w.conversion(call, tv.Type)
	}
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if b, ok := w.info.Uses[id].(*types.Builtin); ok {
			return w.builtin(call, b.Name())
		}
	}
	fn := w.model.Callee(call)
	if fn == nil {
		return w.dynamicCall(call)
	}
	var recv value
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && fn.Signature().Recv() != nil {
		recv = w.eval(sel.X)
	}
	args := w.arguments(call)
	if implementations := w.judge.scope.implementations(fn); len(implementations) > 0 {
		return w.dispatch(call, implementations, recv, args)
	}
	if v, ok := w.library(call, fn, recv, args); ok {
		return v
	}
	return w.handOver(call, fn, recv, args)
}

// dispatch walks the functions of the package of which call runs one: the
// function that it names, or the implementations of an interface's method.
func (w *walker) dispatch(call *ast.CallExpr, functions []*types.Func, recv value, args []value) value {
	var followed []*types.Func
	for _, fn := range functions {
		if w.follows(fn, recv, args) {
			followed = append(followed, fn)
		}
	}
	if len(followed) == 0 {
		return w.handOver(call, functions[0], recv, args)
	}
	if len(followed) == 1 && len(functions) == 1 {
		return w.inline(call, followed[0], w.model.Decl(followed[0]), recv, args)
	}
	before := w.state
	ends := []*state{before} // another package may implement the interface
	for _, fn := range followed {
		w.state = before.clone()
		w.inline(call, fn, w.model.Decl(fn), nil, args)
		ends = append(ends, w.state)
	}
	w.state = join(ends...)
	return nil
}

func (w *walker) arguments(call *ast.CallExpr) []value {
	args := make([]value, len(call.Args))
	for i, arg := range call.Args {
		args[i] = w.eval(arg)
	}
	if len(args) == 1 {
		if t, ok := args[0].(tuple); ok {
			return t // f(g())
		}
	}
	return args
}

// conversion returns T(x): a request keeps what it holds, under the tags of
// its new type.
func (w *walker) conversion(call *ast.CallExpr, t types.Type) value {
	if len(call.Args) != 1 {
		return nil
	}
	v := w.eval(call.Args[0])
	switch v.(type) {
	case flag, absent, closure:
		return v
	case text, sent:
		if gotypes.IsText(t) {
			return v
		}
		if _, ok := t.Underlying().(*types.Interface); ok {
			return v
		}
		return nil
	case *object:
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		switch t.Underlying().(type) {
		case *types.Struct:
			return w.state.copied(v, t)
		case *types.Map, *types.Interface:
			return v
		}
	}
	return nil
}

func (w *walker) builtin(call *ast.CallExpr, name string) value {
	args := call.Args
	switch name {
	case "new":
		return w.newValue(call)
	case "make":
		if t := w.info.TypeOf(call); t != nil {
			if _, ok := t.Underlying().(*types.Map); ok {
				o := &object{typ: t, made: call}
				w.state.heap[o] = contents{}
				return o
			}
		}
	case "append":
		return w.appended(call)
	case "delete":
		if len(args) == 2 {
			key, known := w.constantText(args[1])
			for _, o := range w.objects(w.eval(args[0])) {
				if known {
					w.state.remove(o, key)
				} else {
					w.state.forget(o)
				}
			}
		}
		return nil
	case "clear":
		for _, arg := range args {
			for _, o := range w.objects(w.eval(arg)) {
				w.state.heap[o] = contents{}
			}
		}
		return nil
	case "panic":
		w.arguments(call)
		w.state.dead = true
		return nil
	}
	for _, arg := range args {
		if !w.info.Types[arg].IsType() {
			w.eval(arg)
		}
	}
	return nil
}

// newValue returns new(T) or, since Go 1.26, new(x).
func (w *walker) newValue(call *ast.CallExpr) value {
	if len(call.Args) != 1 {
		return nil
	}
	arg := call.Args[0]
	if !w.info.Types[arg].IsType() {
		v := w.eval(arg)
		if isStruct(w.info.TypeOf(arg)) {
			v = w.state.copied(v, nil)
		}
		return v
	}
	switch v := w.zero(w.info.TypeOf(arg), call).(type) {
	case flag, *object:
		return v
	}
	return nil
}

func (w *walker) appended(call *ast.CallExpr) value {
	args := w.arguments(call)
	if len(args) == 0 || call.Ellipsis.IsValid() {
		return nil
	}
	switch first := args[0].(type) {
	case list:
		return list{append(append([]value(nil), first.elements...), args[1:]...)}
	case absent:
		return list{args[1:]}
	}
	return nil
}

// dynamicCall walks the call of a function value. A function literal is run
// where it is called.
func (w *walker) dynamicCall(call *ast.CallExpr) value {
	var fun value
	if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		fun = w.closure(lit)
	} else {
		fun = w.eval(call.Fun)
	}
	args := w.arguments(call)
	c, ok := fun.(closure)
	if !ok || w.running(c.lit) {
		w.handOver(call, nil, nil, args)
		return nil
	}
	sig, _ := w.info.TypeOf(c.lit).(*types.Signature)
	if sig == nil {
		return nil
	}
	return w.inFrame(w.frameOf(c), func() {
		w.bind(call, sig, args)
		w.block(c.lit.Body.List)
	})
}

// run walks a function literal that somebody else calls, at a time unknown:
// what it assigns is not known from then on.
func (w *walker) run(c closure) {
	if w.running(c.lit) || w.depth() >= maxDepth {
		return
	}
	before := w.state
	w.state = before.clone()
	w.inFrame(w.frameOf(c), func() { w.block(c.lit.Body.List) })
	w.state = join(before, w.state)
}

func (w *walker) running(lit *ast.FuncLit) bool {
	for _, f := range w.frames {
		if f.lit == lit {
			return true
		}
	}
	return false
}

// frameOf returns a frame for c. What c captured from a function that has
// returned is taken from when it was made.
func (w *walker) frameOf(c closure) *frame {
	active := false
	for _, f := range w.frames {
		active = active || f == c.creator
	}
	if !active {
		for obj, v := range c.env {
			w.state.vars[obj] = v
		}
	}
	return &frame{fn: c.creator.fn, creator: c.creator, lit: c.lit}
}

// follows reports whether the call of fn, a function of the package, is
// walked: it may send or make a request, or change one.
func (w *walker) follows(fn *types.Func, recv value, args []value) bool {
	if w.depth() >= maxDepth {
		return false
	}
	for _, f := range w.frames {
		if f.fn == fn && f.lit == nil {
			return false
		}
	}
	if w.judge.carries(fn) || w.judge.small(fn) {
		return true
	}
	for _, v := range append(args, recv) {
		if w.interesting(v) {
			return true
		}
	}
	return false
}

// interesting reports whether v could be a request, hold one or change one.
func (w *walker) interesting(v value) bool {
	switch v := v.(type) {
	case *object:
		return v.isMap() || w.judge.holdsKeys(v.typ)
	case text:
		return mentionsKeys(v.content)
	case sent, closure, choice:
		return true
	case list:
		for _, element := range v.elements {
			if w.interesting(element) {
				return true
			}
		}
	}
	return false
}

// inline walks the body of fn with the arguments of call.
func (w *walker) inline(call *ast.CallExpr, fn *types.Func, decl *ast.FuncDecl, recv value, args []value) value {
	caller := w.depth()
	v := w.inFrame(&frame{fn: fn, call: call}, func() {
		if r := fn.Signature().Recv(); r != nil {
			if isStruct(r.Type()) {
				recv = w.state.copied(recv, nil)
			}
			w.state.vars[r] = recv
		}
		w.bindAt(caller, call, fn.Signature(), args)
		for result := range fn.Signature().Results().Variables() {
			if result.Name() != "" {
				w.state.vars[result] = w.zero(result.Type(), decl.Name)
			}
		}
		w.block(decl.Body.List)
	})
	return w.atDepth(v, caller, call)
}

// atDepth returns v as a value of the frame at depth, to which the function
// that made it has returned.
func (w *walker) atDepth(v value, depth int, call *ast.CallExpr) value {
	switch v := v.(type) {
	case flag:
		if v.depth > depth {
			v.depth, v.source = depth, call
		}
		return v
	case tuple:
		out := make(tuple, len(v))
		for i := range v {
			out[i] = w.atDepth(v[i], depth, call)
		}
		return out
	}
	return v
}

// inFrame runs body in a frame of its own and returns what it returns.
func (w *walker) inFrame(f *frame, body func()) value {
	exits := w.exits
	w.exits = nil
	w.frames = append(w.frames, f)
	body()
	w.frames = w.frames[:len(w.frames)-1]
	w.exits = exits

	var values tuple
	var states []*state
	for i, r := range f.returns {
		states = append(states, r.state)
		if i == 0 {
			values = r.values
		} else if joined, ok := joinValues(values, r.values, new(meeting)).(tuple); ok {
			values = joined
		} else {
			values = nil
		}
	}
	panicked := w.state.dead && len(states) == 0
	w.state = join(append(states, w.state)...)
	w.state.dead = panicked
	switch len(values) {
	case 0:
		return nil
	case 1:
		return values[0]
	}
	return values
}

func (w *walker) bind(call *ast.CallExpr, sig *types.Signature, args []value) {
	w.bindAt(w.depth()-1, call, sig, args)
}

// bindAt gives the parameters of sig the arguments of call, which stands in
// the frame at depth caller. A flag that is written there is the caller's.
func (w *walker) bindAt(caller int, call *ast.CallExpr, sig *types.Signature, args []value) {
	params := sig.Params()
	for i := range params.Len() {
		param := params.At(i)
		var v value
		switch {
		case sig.Variadic() && i == params.Len()-1:
			v = variadic(call, args, i)
		case i < len(args):
			v = args[i]
			if f, ok := v.(flag); ok && f.depth == caller && i < len(call.Args) {
				f.source = call.Args[i]
				v = f
			}
		}
		if isStruct(param.Type()) {
			v = w.state.copied(v, nil)
		}
		w.state.vars[param] = v
	}
}

func variadic(call *ast.CallExpr, args []value, i int) value {
	switch {
	case !call.Ellipsis.IsValid():
		return list{args[min(i, len(args)):]}
	case i < len(args):
		return args[i]
	}
	return nil
}

// pointerHelper reports whether fn returns a pointer to its argument, as far
// as its signature tells: func[T any](T) *T, or func(bool) *bool.
func pointerHelper(fn *types.Func) bool {
	sig := fn.Signature()
	if sig.Recv() != nil || sig.Params().Len() != 1 || sig.Results().Len() != 1 || sig.Variadic() {
		return false
	}
	param := sig.Params().At(0).Type()
	p, ok := sig.Results().At(0).Type().(*types.Pointer)
	if !ok || !types.Identical(p.Elem(), param) {
		return false
	}
	if _, ok := param.(*types.TypeParam); ok {
		return true
	}
	b, ok := param.(*types.Basic)
	return ok && b.Kind() == types.Bool
}
