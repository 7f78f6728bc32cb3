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
