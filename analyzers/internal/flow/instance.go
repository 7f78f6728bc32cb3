package flow

import (
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// An instance is a function in one calling context.
type instance struct {
	id       int
	fn       *ssa.Function
	caller   *instance
	site     ssa.Instruction // the call, in caller
	depth    int
	lexical  *instance // the function around it, of a closure
	values   map[ssa.Value]*value
	tuples   map[ssa.Value][]*value
	results  []*value
	allocs   map[ssa.Value]*object
	versions map[version]*object // of struct variables
	free     []*value
	callees  map[ssa.Instruction][]*instance
	origins  map[ssa.Instruction]*Origin
	made     map[ssa.Instruction][]*object // what calls of imported functions return
	queued   bool
}

// inputs returns what is known of what a function is given: its arguments, and
// what a closure captures.
func (e *Engine) inputs(i *instance) []*value {
	var all []*value
	for _, p := range i.fn.Params {
		all = append(all, e.valueOf(i, p))
	}
	return append(all, i.free...)
}

type contextKey struct {
	fn     *ssa.Function
	caller *instance
	site   ssa.Instruction
	bound  *object
}

func (e *Engine) enqueue(i *instance) {
	if i != nil && !i.queued {
		i.queued = true
		e.queue = append(e.queue, i)
	}
}

func (e *Engine) drain() {
	for len(e.queue) > 0 {
		i := e.queue[0]
		e.queue = e.queue[1:]
		i.queued = false
		if e.steps++; e.steps > maxSteps {
			e.lean = true
			e.queue = nil
			return
		}
		e.at = i
		for _, b := range i.fn.Blocks {
			for n := range b.Instrs {
				e.transfer(i, b, n)
			}
		}
		e.at = nil
	}
}

// enter returns the instance of fn for a call at site, or for a call from
// elsewhere if there is no caller. bound is the closure that is called.
func (e *Engine) enter(fn *ssa.Function, caller *instance, site ssa.Instruction, bound *object) *instance {
	if fn == nil || fn.Blocks == nil {
		return nil
	}
	depth := 0
	for c := caller; c != nil; c = c.caller {
		if c.fn == fn {
			return c // recursion
		}
		depth++
	}
	key := contextKey{fn, caller, site, bound}
	if i := e.contexts[key]; i != nil {
		return i
	}
	if len(e.instances) >= maxInstances || depth > maxDepth {
		e.lean = e.lean || len(e.instances) >= maxInstances
		if i := e.shared[fn]; i != nil {
			return i
		}
		if i := e.started[fn]; i != nil {
			e.shared[fn] = i
			return i
		}
	}
	i := e.newInstance(fn, caller, site, depth)
	e.contexts[key] = i
	if bound != nil {
		i.free = bound.bound
		i.lexical = bound.made
	}
	if caller == nil {
		e.callFromElsewhere(i)
	}
	return i
}

func (e *Engine) newInstance(fn *ssa.Function, caller *instance, site ssa.Instruction, depth int) *instance {
	i := &instance{
		id: len(e.instances), fn: fn, caller: caller, site: site, depth: depth,
		values:  make(map[ssa.Value]*value),
		tuples:  make(map[ssa.Value][]*value),
		allocs:  make(map[ssa.Value]*object),
		callees: make(map[ssa.Instruction][]*instance),
		origins: make(map[ssa.Instruction]*Origin),
		made:    make(map[ssa.Instruction][]*object),
	}
	for range fn.Signature.Results().Len() {
		i.results = append(i.results, new(value))
	}
	e.instances = append(e.instances, i)
	e.of[fn] = append(e.of[fn], i)
	if e.started[fn] == nil {
		e.started[fn] = i
	}
	e.enqueue(i)
	return i
}

// callFromElsewhere says what is known of the parameters of a function whose
// callers nobody sees: their types, and the names of texts. A receiver may be
// any value of its type that the package makes; another argument has what the
// package puts into its fields, and nothing that was decoded.
func (e *Engine) callFromElsewhere(i *instance) {
	for n, p := range i.fn.Params {
		v := e.valueOf(i, p)
		kind, tells, ofSDK := e.HandsIn(p.Type())
		_, isFunc := p.Type().Underlying().(*types.Signature)
		switch {
		case isFunc:
			e.addObject(v, e.newObject(p.Type(), i)) // by which its calls are found
		case ofSDK:
			e.handIn(i, v, kind).Tells = tells
		case knowledge.IsResponse(p.Type()) && (e.UnknownIsOurs || e.OnlyClient):
			e.handIn(i, v, Response)
		case gotypes.IsString(p.Type()):
			e.addText(v, holeStart+p.Name()+holeEnd)
		case n == 0 && i.fn.Signature.Recv() != nil:
			if o := e.typeObject(p.Type()); o != nil {
				e.addObject(v, o)
			}
		case isAny(p.Type()):
			e.addObject(v, e.newObject(p.Type(), i)) // into which it may decode
		case e.Open && gotypes.Struct(p.Type()) != nil && !isRequestPart(p.Type()):
			e.addObject(v, e.describedCall(p.Type(), i))
		default:
			if o := e.givenObject(p.Type()); o != nil {
				e.addObject(v, o)
			}
		}
	}
}

// describedCall returns what stands for a struct that describes a call: where it goes,
// and what the reply is decoded into.
func (e *Engine) describedCall(t types.Type, i *instance) *object {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	o := e.newObject(t, i)
	s := gotypes.Struct(t)
	for n := range s.NumFields() {
		key, ft := fieldKey(t, n)
		switch stored := e.child(o, key, ft).stored; {
		case gotypes.IsString(ft):
			e.addText(stored, holeStart+s.Field(n).Name()+holeEnd)
		case isAny(ft):
			e.addObject(stored, e.newObject(ft, i))
		}
	}
	return o
}

func isAny(t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	return ok && iface.Empty()
}

// handIn says that v is the outcome of a request that nobody sees.
func (e *Engine) handIn(i *instance, v *value, kind Kind) *Origin {
	o := &Origin{ID: len(e.origins), in: i, Owner: Ours, HandedIn: true, AsError: kind == Error}
	e.origins = append(e.origins, o)
	e.addLabel(v, Label{kind, o})
	return o
}

// givenObject returns the object that stands for the values of a named type of
// the package that callers from elsewhere give, or nil.
func (e *Engine) givenObject(t types.Type) *object {
	all := e.typeObject(t)
	if all == nil {
		return nil
	}
	key := gotypes.Named(t).Origin().Obj()
	o := e.given[key]
	if o == nil {
		o = e.newObject(all.typ, nil)
		o.unread = true
		e.given[key] = o
		e.copyObject(o, all)
	}
	return o
}

// typeObject returns the object that stands for all values of a named type of
// the package that nobody saw made, or nil.
func (e *Engine) typeObject(t types.Type) *object {
	named := gotypes.Named(t)
	if named == nil || named.Obj().Pkg() != e.Pkg {
		return nil
	}
	key := named.Origin().Obj()
	o := e.ofType[key]
	if o == nil {
		o = e.newObject(named, nil)
		e.ofType[key] = o
	}
	return o
}

// valueOf returns what is known of v in i.
func (e *Engine) valueOf(i *instance, v ssa.Value) *value {
	switch v := v.(type) {
	case nil:
		return new(value)
	case *ssa.Const, *ssa.Global, *ssa.Function, *ssa.Builtin:
		return e.constant(v)
	case *ssa.FreeVar:
		for n, f := range i.fn.FreeVars {
			if f == v && n < len(i.free) {
				return i.free[n]
			}
		}
	}
	known := i.values[v]
	if known == nil {
		known = new(value)
		i.values[v] = known
	}
	return known
}

func (e *Engine) constant(v ssa.Value) *value {
	known := e.constants[v]
	if known != nil {
		return known
	}
	known = new(value)
	e.constants[v] = known
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value != nil && v.Value.Kind() == constant.String {
			known.texts.add(constant.StringVal(v.Value))
		}
	case *ssa.Global:
		o := e.newObject(gotypes.Pointed(v.Type()), nil)
		o.key = v.Name()
		known.objects.add(o)
	case *ssa.Function:
		o := e.newObject(v.Type(), nil)
		o.fn = v
		known.objects.add(o)
	}
	return known
}

// result returns the n-th of so many results of a call.
func (e *Engine) result(i *instance, call ssa.Value, n, of int) *value {
	if of == 1 {
		return e.valueOf(i, call)
	}
	return e.member(i, call, n)
}

// member returns the n-th value of a tuple.
func (e *Engine) member(i *instance, tuple ssa.Value, n int) *value {
	t := i.tuples[tuple]
	for len(t) <= n {
		t = append(t, new(value))
	}
	i.tuples[tuple] = t
	return t[n]
}

// allocated returns the object that v makes.
func (e *Engine) allocated(i *instance, v ssa.Value, t types.Type) *object {
	o := i.allocs[v]
	if o == nil {
		o = e.newObject(t, i)
		o.alloc = v
		i.allocs[v] = o
		if all := e.typeObject(t); all != nil && isAggregate(t) {
			e.copyObject(all, o)
		}
	}
	return o
}
