package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// What is decoded, from what, and into what.

// isSource reports whether something can be decoded from a value with the
// label.
func (l Label) isSource() bool {
	switch l.Kind {
	case Body, Line, Part, Reply, Data, Response:
		return true
	}
	return false
}

// decoded returns what decoding a value with the label gives.
func (l Label) decoded() Label {
	switch l.Kind {
	case Line, Data:
		return l.of(Data)
	case Part:
		return l
	}
	if l.Origin.Events {
		return l.of(Data)
	}
	return l.of(Reply)
}

// decodes lets a call decode what it is given into the pointers that it is
// given, and into its results. It reports whether it was given anything to
// decode.
func (e *Engine) decodes(c *callsite) bool {
	found := false
	e.handInBody(c)
	from := knowledge.FlowOf(c.fn, knowledge.Decodes).From
	for n := range c.args {
		if !c.isAt(n, from) {
			continue
		}
		for _, l := range e.whole(e.arg(c, n)) {
			if !l.isSource() {
				continue
			}
			found = true
			if l.Kind == Part && gotypes.IsString(boxed(c.args[n]).Type()) {
				e.decodeFrom(c, n, Label{Reply, e.elsewhere}) // the output of a workflow is its own
				continue
			}
			e.decodeFrom(c, n, l.decoded())
		}
	}
	return found
}

// guessDecodes reports whether a function that no table knows decodes what it is
// given, by its name or its signature.
func (e *Engine) guessDecodes(c *callsite) bool {
	return knowledge.GuessDecodes(c.fn) || e.fillsPointer(c)
}

// fillsPointer reports whether a function of which only the signature is known
// decodes what it is given: beside a text or a reply it takes a value of any type,
// is given a pointer for that, and returns an error or nothing.
func (e *Engine) fillsPointer(c *callsite) bool {
	if c.fn == nil || !isForeign(c.pkgPath()) || c.errorResult() != c.results().Len()-1 || c.results().Len() > 1 || len(c.args) != 2 {
		return false
	}
	made, ok := c.args[1].(*ssa.MakeInterface)
	if !ok || gotypes.IsError(made.Type()) || gotypes.Struct(c.args[0].Type()) == nil && !gotypes.IsText(c.args[0].Type()) {
		return false
	}
	iface, ok := made.Type().Underlying().(*types.Interface)
	_, isPointer := made.X.Type().Underlying().(*types.Pointer)
	return ok && iface.Empty() && isPointer
}

// decodeFrom fills all that a call may decode its n-th argument into.
func (e *Engine) decodeFrom(c *callsite, n int, l Label) {
	unless := func(t types.Type) bool { return l.Origin == e.elsewhere && (e.NamedForUs(t) || !mayHaveCode(t)) }
	to := knowledge.FlowOf(c.fn, knowledge.Decodes).To
	for m := range c.args {
		if t := boxed(c.args[m]).Type(); m != n && c.isAt(m, to) && !gotypes.IsText(t) && !unless(t) {
			e.decodeInto(e.arg(c, m), l)
		}
	}
	if t := c.resultType(0); t != nil && !gotypes.IsError(t) && c.res != nil && !unless(t) {
		o := e.allocated(c.in, c.res, t)
		e.fill(o, l)
		e.addObject(e.out(c, 0), o)
	}
}

// mayHaveCode reports whether what is decoded into a type, or into what it points
// to, may have a code: nobody asks whose the others are.
func mayHaveCode(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if _, isMap := t.Underlying().(*types.Map); isMap {
		return true
	}
	return hasCode(t)
}

// findElsewhere says of what is decoded from anything but the outcome of a
// request that it is nobody's: a file, a message of a queue, a request that the
// program serves.
func (e *Engine) findElsewhere() {
	e.eachExternal(func(c *callsite) {
		effect := e.effectOf(c.fn)
		if effect.Has(knowledge.Receives) {
			e.decodeFrom(c, -1, Label{Reply, e.elsewhere})
			return
		}
		if c.fn == nil || !effect.Has(knowledge.Decodes) && (effect != 0 || !knowledge.GuessDecodes(c.fn)) {
			return
		}
		read := false
		for n, a := range c.args {
			if slices.ContainsFunc(e.whole(e.arg(c, n)), Label.isSource) {
				return
			}
			read = read || e.isRead(a) || isServed(a)
		}
		if e.UnknownIsOurs && !read {
			return // what callers give is the outcome of a request
		}
		e.decodeFrom(c, -1, Label{Reply, e.elsewhere})
	})
}

// isRead reports whether a function from elsewhere returned the text v.
func (e *Engine) isRead(v ssa.Value) bool {
	v = boxed(v)
	if x, ok := v.(*ssa.Extract); ok {
		v = x.Tuple
	}
	call, ok := v.(*ssa.Call)
	fn := (*types.Func)(nil)
	if ok && gotypes.IsText(resultOf(call)) {
		fn = callee(call.Common())
	}
	return fn != nil && fn.Pkg() != nil && fn.Pkg() != e.Pkg
}

// isServed reports whether v is read from a request that the function was given to
// serve.
func isServed(v ssa.Value) bool {
	for range maxSelections {
		switch x := boxed(v).(type) {
		case *ssa.UnOp:
			v = x.X
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.Extract:
			v = x.Tuple
		case *ssa.Call:
			args := arguments(&x.Call)
			if len(args) == 0 {
				return false
			}
			v = args[0]
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.Parameter:
			return knowledge.IsServed(x.Type())
		default:
			return false
		}
	}
	return false
}

// resultOf returns the type of the first result of a call, or nil.
func resultOf(call *ssa.Call) types.Type {
	results := call.Common().Signature().Results()
	if results.Len() == 0 {
		return nil
	}
	return results.At(0).Type()
}

// handInBody says that a text which a caller from elsewhere gives is the body of
// a reply, if it is decoded into a type of the package that has a code and a
// message, in a package that knows no other API.
func (e *Engine) handInBody(c *callsite) {
	if !e.UnknownIsOurs || c.in.caller != nil {
		return
	}
	envelope := false
	for _, a := range c.args {
		envelope = envelope || isEnvelope(boxed(a).Type())
	}
	for _, a := range c.args {
		p, ok := boxed(a).(*ssa.Parameter)
		if !envelope || !ok || !gotypes.IsText(p.Type()) || len(e.valueOf(c.in, p).labels.list) > 0 {
			continue
		}
		e.handIn(c.in, e.valueOf(c.in, p), Body)
	}
}

// isEnvelope reports whether t points to a struct with the keys of every reply.
func isEnvelope(t types.Type) bool {
	s := gotypes.Struct(t)
	if s == nil {
		return false
	}
	code, msg := false, false
	for n := range s.NumFields() {
		key, ft := fieldKey(t, n)
		switch strings.TrimPrefix(key, goName) {
		case "code":
			code = true
		case "msg":
			msg = true
		}
		if strings.HasPrefix(key, embedding) && isEnvelope(ft) {
			return true
		}
	}
	return code && msg
}

// decodeInto fills the objects that v points to.
func (e *Engine) decodeInto(v *value, l Label) {
	for _, o := range v.objects.list {
		if o.fn == nil && !knowledge.IsResponse(o.typ) {
			e.fill(o, l)
			// A variable that holds a pointer: what it points to is filled.
			if _, isPointer := o.typ.(*types.Pointer); isPointer {
				for _, in := range o.stored.objects.list {
					e.fill(in, l)
				}
			}
		}
	}
}
