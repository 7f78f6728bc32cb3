package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// An Imported is what an imported package tells of a function.
type Imported struct {
	*Summary
	// OtherModule says that the package is none of the module that is
	// checked.
	OtherModule bool
	// Open says that whose the request is the address says that the function is
	// given.
	Open bool
}

// imported returns what is told of the function that a call calls, or nil.
func (e *Engine) imported(c *callsite) *Imported {
	if e.Imported == nil || c.fn == nil || c.fn.Pkg() == nil || c.fn.Pkg() == e.Pkg && !c.common.IsInvoke() {
		return nil
	}
	known, ok := e.summaries[c.fn]
	if !ok {
		known = e.Imported(c.fn)
		if known != nil && known.Open && len(known.Calls) == 0 && takesFunction(c.fn) {
			known = nil // what it gives the function is not told
		}
		e.summaries[c.fn] = known
	}
	return known
}

// takesFunction reports whether a function is given one, itself or in the fields of a
// struct.
func takesFunction(fn *types.Func) bool {
	isFunction := func(v *types.Var) bool {
		_, ok := v.Type().Underlying().(*types.Signature)
		return ok
	}
	return slices.ContainsFunc(slices.Collect(fn.Signature().Params().Variables()), func(p *types.Var) bool {
		s := gotypes.Struct(p.Type())
		return isFunction(p) || s != nil && !isRequestPart(p.Type()) && slices.ContainsFunc(slices.Collect(s.Fields()), isFunction)
	})
}

// Logs reports whether the request is made by a function of another package that logs
// the failures which it returns.
func (o *Origin) Logs() bool { return o.told }

// callImported does what is told of a function of another package.
func (e *Engine) callImported(c *callsite, s *Imported) {
	o := e.origin(c)
	o.Foreign, o.OtherModule, o.Events, o.unread, o.told, o.noticed = !s.Open, s.OtherModule, s.Events, s.Unread, s.Told, s.Noticed
	if e.stage < findLabels {
		if s.Open {
			e.locateByGiven(c, o)
		} else {
			o.Owner = Ours
			for _, url := range s.URLs {
				o.texts.add(url)
			}
		}
		e.callbacks(c, nil)
		return
	}
	o.Helped = s.Open
	d := &decompressor{Engine: e, c: c, origin: o}
	if s.Noticed {
		for _, g := range e.givenLabels(c) {
			g.label.Origin.noticed = true
		}
	}
	for n, shape := range s.Results {
		if n < c.results().Len() && c.res != nil {
			d.value(e.out(c, n), c.resultType(n), shape, n)
		}
	}
	first := 0
	if c.hasReceiver() {
		first = 1
	}
	for _, g := range s.Filled {
		if n := first + g.Param; n < len(c.args) {
			for _, k := range g.Content {
				e.decodeInto(e.arg(c, n), Label{k, o})
			}
			for _, f := range g.Fields {
				for _, in := range e.arg(c, n).objects.list {
					for _, k := range f.Content {
						e.decodeInto(e.read(e.child(in, f.Key, fieldType(in.typ, f.Key)).stored), Label{k, o})
					}
				}
			}
		}
	}
	for _, called := range s.Calls {
		if n := first + called.Param; n < len(c.args) {
			d.call(c, e.arg(c, n), called.Args)
		}
	}
}

// A decompressor makes the values that a summary tells of.
type decompressor struct {
	*Engine
	c      *callsite
	origin *Origin
}

// labels returns those of the request, and those that a function derives from
// what it is given.
func (d *decompressor) labels(s Shape) []Label {
	var all []Label
	for _, k := range s.Kinds {
		all = append(all, Label{k, d.origin})
	}
	if len(s.Derived) == 0 {
		return all
	}
	for _, g := range d.givenLabels(d.c) {
		for _, k := range s.Derived {
			if l := g.label.of(k); !slices.Contains(all, l) {
				all = append(all, l)
			}
		}
	}
	return all
}

// value says what v is, the n-th value that a call gives.
func (d *decompressor) value(v *value, t types.Type, s Shape, n int) {
	for _, l := range d.labels(s) {
		d.addLabel(v, l)
	}
	if len(s.Content) == 0 && len(s.Fields) == 0 && len(s.Yields) == 0 {
		return
	}
	made := d.c.in.made[d.c.instr]
	for len(made) <= n {
		made = append(made, nil)
	}
	if made[n] == nil {
		made[n] = d.newObject(gotypes.Pointed(t), d.c.in)
	}
	d.c.in.made[d.c.instr] = made
	made[n].yields, made[n].from = s.Yields, d
	d.object(made[n], s)
	d.addObject(v, made[n])
}

func (d *decompressor) object(o *object, s Shape) {
	for _, l := range d.labels(Shape{Kinds: s.Content}) {
		d.fill(o, l)
	}
	for _, f := range s.Fields {
		part := d.child(o, f.Key, fieldType(o.typ, f.Key))
		for _, l := range d.labels(f.Shape) {
			d.addLabel(part.stored, l)
		}
		d.object(part, Shape{Content: f.Content, Fields: f.Fields})
	}
}

// fieldType returns the type of the part of a value with a key, or nil.
func fieldType(t types.Type, key string) types.Type {
	if s := gotypes.Struct(t); s != nil {
		for n := range s.NumFields() {
			if k, ft := fieldKey(t, n); k == key {
				return ft
			}
		}
		return nil
	}
	if t == nil {
		return nil
	}
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return u.Elem()
	case *types.Map:
		return u.Elem()
	case *types.Chan:
		return u.Elem()
	}
	return nil
}

// iterate calls the functions that an iterator from elsewhere is given.
func (e *Engine) iterate(c *callsite) {
	if e.stage < findLabels || len(c.args) != 1 || c.common.IsInvoke() {
		return
	}
	for _, o := range e.read(e.valueOf(c.in, c.common.Value)).objects.list {
		if o.yields != nil && o.from.knows(o.yields) {
			o.from.call(c, e.arg(c, 0), o.yields)
		}
	}
}

// knows reports whether anything is known of values of the given shapes: what is
// derived from a value of which nothing is known is not.
func (d *decompressor) knows(shapes []Shape) bool {
	return slices.ContainsFunc(shapes, func(s Shape) bool {
		known := func(s Shape) bool { return len(s.Kinds)+len(s.Content) > 0 || len(d.labels(s)) > 0 }
		return known(s) || slices.ContainsFunc(s.Fields, func(f Field) bool { return known(f.Shape) })
	})
}

// call calls the functions that v is, at a call, with values of the given shapes.
func (d *decompressor) call(c *callsite, v *value, args []Shape) {
	for _, t := range d.functionsIn(v) {
		in := d.follow(c, t)
		if in == nil {
			continue
		}
		params := in.fn.Params
		if len(params) > len(args) { // behind a receiver
			params = params[len(params)-len(args):]
		}
		for n, p := range params {
			d.parameter(in, p, args[n])
		}
		d.takeCallback(c, in)
	}
}

func (d *decompressor) parameter(in *instance, p *ssa.Parameter, s Shape) {
	v := d.valueOf(in, p)
	for _, l := range d.labels(s) {
		d.addLabel(v, l)
	}
	if len(s.Content) == 0 && len(s.Fields) == 0 {
		return
	}
	o := in.allocs[p]
	if o == nil {
		o = d.newObject(gotypes.Pointed(p.Type()), in)
		in.allocs[p] = o
	}
	d.object(o, s)
	d.addObject(v, o)
}
