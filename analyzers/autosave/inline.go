package autosave

import (
	"go/ast"
	"go/types"
)

// Calls of functions whose bodies are seen.

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
