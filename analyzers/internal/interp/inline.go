package interp

import (
	"go/ast"
	"go/types"
	"slices"
)

// Calls of functions whose bodies are seen.

// dispatch walks the functions of the package of which a call runs one: the
// function that it names, or the implementations of an interface's method.
func (w *Walker) dispatch(c *Call, functions []*types.Func) Value {
	var followed []*types.Func
	for _, fn := range functions {
		if w.follows(fn, c) {
			followed = append(followed, fn)
		}
	}
	if len(followed) == 0 {
		c.Fn = functions[0]
		return w.handOver(c)
	}
	if len(functions) == 1 {
		return w.inline(c, followed[0])
	}
	before := w.state
	ends := []*state{before} // another package may implement the interface
	for _, fn := range followed {
		w.state = before.clone()
		w.inline(&Call{Expr: c.Expr, Args: c.Args}, fn)
		ends = append(ends, w.state)
	}
	w.state = join(ends...)
	return nil
}

// follows reports whether the call of fn, a function of the package, is
// walked: it concerns the pass, or may make or change what is looked for.
func (w *Walker) follows(fn *types.Func, c *Call) bool {
	if w.depth() >= maxDepth || slices.ContainsFunc(w.frames, func(f *Frame) bool { return f.Fn == fn && f.lit == nil }) {
		return false
	}
	return w.hooks.Concerns(fn) || w.pkg.small(fn) || slices.ContainsFunc(c.Args, w.interesting) || w.interesting(c.Recv)
}

// interesting reports whether v could be what is looked for, hold or change
// it.
func (w *Walker) interesting(v Value) bool {
	switch v := v.(type) {
	case *Object:
		return v.IsMap() || w.holdsWanted(v.Type)
	case Text:
		return w.hooks.Mentions(v.Content)
	case Encoded, closure, choice:
		return true
	case list:
		return slices.ContainsFunc(v, w.interesting)
	}
	return false
}

// inline walks the body of fn, a function of the package, with what a call
// gives it.
func (w *Walker) inline(c *Call, fn *types.Func) Value {
	caller := w.depth()
	decl, sig := w.model.Decl(fn), fn.Signature()
	v := w.inFrame(&Frame{Fn: fn, call: c.Expr}, func() {
		if r := sig.Recv(); r != nil {
			w.state.vars[r] = w.state.given(c.Recv, r.Type())
		}
		w.bind(c, sig)
		for result := range sig.Results().Variables() {
			if result.Name() != "" {
				w.state.vars[result] = w.zero(result.Type(), decl.Name)
			}
		}
		w.block(decl.Body.List)
	})
	return w.atDepth(v, caller, c.Expr)
}

// atDepth returns v as a value of the frame at depth, to which the function
// that made it has returned.
func (w *Walker) atDepth(v Value, depth int, call *ast.CallExpr) Value {
	switch v := v.(type) {
	case Flag:
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

// dynamicCall walks the call of a function value. A function literal is run
// where it is called.
func (w *Walker) dynamicCall(c *Call) Value {
	fun := w.eval(c.Expr.Fun)
	c.Args = w.arguments(c.Expr)
	literal, ok := fun.(closure)
	if !ok || w.running(literal.lit) {
		return w.handOver(c)
	}
	sig, _ := w.info.TypeOf(literal.lit).(*types.Signature)
	if sig == nil {
		return nil
	}
	return w.inFrame(w.frameOf(literal), func() {
		w.bind(c, sig)
		w.block(literal.lit.Body.List)
	})
}

// run walks a function literal that somebody else calls, at a time unknown:
// what it assigns is not known from then on.
func (w *Walker) run(c closure) {
	if w.running(c.lit) || w.depth() >= maxDepth {
		return
	}
	w.perhaps(func() {
		w.inFrame(w.frameOf(c), func() { w.block(c.lit.Body.List) })
	})
}

func (w *Walker) running(lit *ast.FuncLit) bool {
	return slices.ContainsFunc(w.frames, func(f *Frame) bool { return f.lit == lit })
}

// frameOf returns a frame for c. What c captured from a function that has
// returned is taken from when it was made.
func (w *Walker) frameOf(c closure) *Frame {
	if !slices.Contains(w.frames, c.creator) {
		for obj, v := range c.env {
			w.state.vars[obj] = v
		}
	}
	return &Frame{Fn: c.creator.Fn, creator: c.creator, lit: c.lit}
}

// inFrame runs body in a frame of its own and returns what it returns.
func (w *Walker) inFrame(f *Frame, body func()) Value {
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
		} else {
			values, _ = joinValues(values, r.values, new(meeting)).(tuple)
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

// bind gives the parameters of sig the arguments of c, which stands in the
// frame below. A flag that is written there is the caller's.
func (w *Walker) bind(c *Call, sig *types.Signature) {
	params, caller := sig.Params(), w.depth()-1
	for i := range params.Len() {
		var v Value
		switch {
		case sig.Variadic() && i == params.Len()-1 && !c.Expr.Ellipsis.IsValid():
			v = list(c.Args[min(i, len(c.Args)):])
		case i < len(c.Args):
			v = c.Args[i]
			if f, ok := v.(Flag); ok && f.depth == caller && i < len(c.Expr.Args) {
				f.source = c.Expr.Args[i]
				v = f
			}
		}
		w.state.vars[params.At(i)] = w.state.given(v, params.At(i).Type())
	}
}
