package interp

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// call returns what is known of the result of call. Nothing is known behind a
// call that never returns.
func (w *Walker) call(call *ast.CallExpr) Value {
	v := w.resultOf(call)
	if !w.model.Paths().MayReturn(call) {
		w.state.dead = true
	}
	return v
}

func (w *Walker) resultOf(call *ast.CallExpr) Value {
	if tv := w.info.Types[call.Fun]; tv.IsType() {
		return w.conversion(call, tv.Type)
	}
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
		if b, ok := w.info.Uses[id].(*types.Builtin); ok {
			return w.builtin(call, b.Name())
		}
	}
	c := &Call{Expr: call, Fn: w.model.Callee(call)}
	if c.Fn == nil {
		return w.dynamicCall(c)
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && c.Fn.Signature().Recv() != nil {
		c.Recv = w.eval(sel.X)
	}
	c.Args = w.arguments(call)
	if implementations := w.pkg.implementations(c.Fn); len(implementations) > 0 {
		return w.dispatch(c, implementations)
	}
	if v, ok := w.library(c); ok {
		return v
	}
	return w.handOver(c)
}

func (w *Walker) arguments(call *ast.CallExpr) []Value {
	args := make([]Value, len(call.Args))
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

// conversion returns T(x): an object keeps what it holds, under the tags of
// its new type.
func (w *Walker) conversion(call *ast.CallExpr, t types.Type) Value {
	if len(call.Args) != 1 {
		return nil
	}
	v := w.eval(call.Args[0])
	switch v.(type) {
	case Flag, Absent, closure:
		return v
	case Text, Encoded:
		if gotypes.IsText(t) || types.IsInterface(t) {
			return v
		}
	case *Object:
		t = gotypes.Pointed(t)
		switch t.Underlying().(type) {
		case *types.Struct:
			return w.state.copied(v, t)
		case *types.Map, *types.Interface:
			return v
		}
	}
	return nil
}

func (w *Walker) builtin(call *ast.CallExpr, name string) Value {
	switch name {
	case "new":
		return w.newValue(call)
	case "make":
		if t := w.info.TypeOf(call); t != nil {
			if _, ok := t.Underlying().(*types.Map); ok {
				return w.state.newObject(t, call)
			}
		}
	case "append":
		return w.appended(call)
	case "delete":
		w.deleted(call)
		return nil
	case "clear":
		for _, arg := range call.Args {
			for _, o := range objects(w.eval(arg)) {
				w.state.heap[o] = contents{}
			}
		}
		return nil
	case "panic":
		w.arguments(call)
		w.state.dead = true
		return nil
	}
	for _, arg := range call.Args {
		if !w.info.Types[arg].IsType() {
			w.eval(arg)
		}
	}
	return nil
}

// newValue returns new(T) or, since Go 1.26, new(x).
func (w *Walker) newValue(call *ast.CallExpr) Value {
	if len(call.Args) != 1 {
		return nil
	}
	arg := call.Args[0]
	if !w.info.Types[arg].IsType() {
		return w.state.given(w.eval(arg), w.info.TypeOf(arg))
	}
	switch v := w.zero(w.info.TypeOf(arg), call).(type) {
	case Flag, *Object:
		return v
	}
	return nil
}

func (w *Walker) appended(call *ast.CallExpr) Value {
	args := w.arguments(call)
	if len(args) == 0 || call.Ellipsis.IsValid() {
		return nil
	}
	switch first := args[0].(type) {
	case list:
		return append(slices.Clone(first), args[1:]...)
	case Absent:
		return list(args[1:])
	}
	return nil
}

func (w *Walker) deleted(call *ast.CallExpr) {
	if len(call.Args) != 2 {
		return
	}
	key, known := w.key(call.Args[1])
	for _, o := range objects(w.eval(call.Args[0])) {
		if known {
			w.state.remove(o, key)
		} else {
			w.state.forget(o)
		}
	}
}
