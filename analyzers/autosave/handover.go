package autosave

import (
	"go/ast"
	"go/types"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// quiet functions print, check, answer with or store what they are given.
const quiet = knowledge.Asks | knowledge.Logs | knowledge.LogsDebug | knowledge.Replies |
	knowledge.MakesError | knowledge.Decodes | knowledge.Configures | knowledge.Stores | knowledge.Waits | knowledge.Ends

// handOver judges the arguments of a call that cannot be followed, and
// forgets what it may change. A call sends if a table says so, if it is told
// an endpoint beside the request, or if the file that declares it speaks
// HTTP. What other calls are given is kept in a parcel, as a client's request
// is that is sent by a later call.
func (w *walker) handOver(call *ast.CallExpr, fn *types.Func, recv value, args []value) value {
	effect := knowledge.EffectOf(fn)
	own := fn != nil && w.model.Decl(fn) != nil
	if w.answers(call, fn) {
		effect = knowledge.Replies
	}
	p := opened(recv, args)
	for i, v := range args {
		if c, ok := v.(closure); ok {
			w.run(c)
			continue
		}
		if own || i >= len(call.Args) || effect.Has(quiet) {
			continue
		}
		if how, ok := w.handing(fn, i, v); ok && (fn != nil || isBody(v)) {
			p.contents = append(p.contents, content{v, call.Args[i], how})
		} else if isContent(v) && w.judge.namesEndpoint(v) {
			p.texts = append(p.texts, v)
		}
	}
	sends := w.send(call, fn, effect, p)
	w.forgetChanged(fn, recv, args, own, sends || effect.Has(quiet&^knowledge.Decodes))
	if sends || own || fn == nil {
		return nil
	}
	return w.packed(call, fn, p)
}

// send judges what call sends. It reports whether it sends anything.
func (w *walker) send(call *ast.CallExpr, fn *types.Func, effect knowledge.Effect, p *parcel) bool {
	_, addressed := w.judge.addressee(p.texts, option{})
	addressed = addressed || w.judge.mentionsChat(w, call)
	speaks := effect.Has(knowledge.Sends|knowledge.Requests) || addressed
	sends := false
	for _, c := range p.contents {
		how, texts := c.how, p.texts
		if how == shaped && w.judge.clientOf(fn, c.value) {
			how, texts = encoded, []value{text{content: ownPath}}
		}
		if speaks || how == shaped || fn != nil && w.judge.speaksHTTP(fn) {
			w.judge.raw(w, c.value, c.at, how, texts)
			sends = true
		}
	}
	return sends
}

// opened returns a parcel with what the parcels among the receiver and the
// arguments of a call hold.
func opened(recv value, args []value) *parcel {
	all := new(parcel)
	for _, v := range append(args, recv) {
		if p, ok := v.(*parcel); ok {
			all.contents = append(all.contents, p.contents...)
			all.texts = append(all.texts, p.texts...)
		}
	}
	return all
}

// packed returns what call returns that was given p: a text with the endpoint
// that it was given, or a parcel. A method may put p into its receiver.
func (w *walker) packed(call *ast.CallExpr, fn *types.Func, p *parcel) value {
	if len(p.contents) == 0 && len(p.texts) == 0 || prints(fn, fn.Signature().Params().Len()) {
		return nil
	}
	result := firstResult(fn)
	if len(p.contents) == 0 && gotypes.IsText(result) {
		return w.tupleOf(fn, w.judge.endpointText(p.texts, call))
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && fn.Signature().Recv() != nil {
		if v := cozemodel.Variable(w.info, sel.X); v != nil && isLocal(v) && !w.judge.holdsKeys(v.Type()) {
			w.state.vars[v] = p
		}
	}
	if result == nil || gotypes.IsText(result) || gotypes.IsError(result) {
		return nil
	}
	return w.tupleOf(fn, p)
}

// tupleOf returns v as the first result of fn.
func (w *walker) tupleOf(fn *types.Func, v value) value {
	if n := fn.Signature().Results().Len(); n > 1 {
		results := make(tuple, n)
		results[0] = v
		return results
	}
	return v
}

// answers reports whether call writes to the reply of the program's own
// server, or is a method of it.
func (w *walker) answers(call *ast.CallExpr, fn *types.Func) bool {
	if fn == nil {
		return false
	}
	if knowledge.IsReplyWriter(receiverType(fn)) {
		return true
	}
	for _, arg := range call.Args {
		if t := w.info.TypeOf(arg); t != nil && types.IsInterface(t) && knowledge.IsReplyWriter(t) {
			return true
		}
	}
	return false
}

// handing decides whether argument i of a call that cannot be followed could
// be a request that is sent, and how.
func (w *walker) handing(fn *types.Func, i int, v value) (handed, bool) {
	if prints(fn, i) {
		return 0, false
	}
	if !isObject(v) {
		return encoded, isBody(v)
	}
	if encodes(parameterType(fn, i)) {
		return encoded, true
	}
	return shaped, canFail(fn)
}

// isBody reports whether v is a request that is encoded already, or a text
// that is one.
func isBody(v value) bool {
	for _, o := range optionsOf(v) {
		switch v := o.value.(type) {
		case sent:
			return true
		case text:
			if _, ok := textRequest(v); ok {
				return true
			}
		}
	}
	return false
}

// prints reports whether parameter i of fn is of those that take any number
// of values of any type, to print them.
func prints(fn *types.Func, i int) bool {
	if fn == nil {
		return false
	}
	params := fn.Signature().Params()
	return fn.Signature().Variadic() && i >= params.Len()-1 && types.IsInterface(parameterType(fn, i))
}

// forgetChanged forgets what a call may change: its receiver, and what it is
// given a pointer to. What prints or sends a value of any type leaves it as
// it is, and so does a method that returns its receiver's type.
func (w *walker) forgetChanged(fn *types.Func, recv value, args []value, own, keeps bool) {
	w.state.forget(recv)
	decodes := knowledge.EffectOf(fn).Has(knowledge.Decodes)
	for i, v := range args {
		t := parameterType(fn, i)
		if t != nil && types.IsInterface(t) && !own && (keeps || isSetter(fn) || prints(fn, i) && !decodes) {
			continue
		}
		w.state.forget(v)
	}
}

// canFail reports whether fn returns an error, as what calls a server does.
func canFail(fn *types.Func) bool {
	if fn == nil {
		return false
	}
	results := fn.Signature().Results()
	return results.Len() > 0 && gotypes.IsError(results.At(results.Len()-1).Type())
}

func isObject(v value) bool {
	for _, o := range optionsOf(v) {
		if _, ok := o.value.(*object); !ok {
			return false
		}
	}
	return true
}

func parameterType(fn *types.Func, i int) types.Type {
	if fn == nil {
		return nil
	}
	params := fn.Signature().Params()
	if params.Len() == 0 {
		return nil
	}
	t := params.At(min(i, params.Len()-1)).Type()
	if fn.Signature().Variadic() && i >= params.Len()-1 {
		if s, ok := t.(*types.Slice); ok {
			return s.Elem()
		}
	}
	return t
}

// encodes reports whether a parameter of type t takes a request of any type,
// or one that is encoded already.
func encodes(t types.Type) bool {
	if t == nil {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Interface, *types.Map:
		return true
	}
	return gotypes.IsText(t)
}
