package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// What the use of a value tells of a failure.
type telling uint8

const (
	tellsID     telling = 1 << iota // its log ID
	tellsCause                      // its code, message or HTTP status
	tellsStatus                     // that the chat has this status
	tellsIt                         // that there is one
	tellsWhole                      // all that came, whatever it says
	tellsPart                       // a part of it that says what failed
)

// tells says what one value tells.
func (l Label) tells() telling {
	switch l.Kind {
	case LogID:
		return tellsID | tellsIt
	case Response, Stream, Header:
		return tellsID | tellsWhole
	case Error:
		return tellsID | tellsIt | tellsCause
	case Detail:
		return tellsID
	case Body:
		if l.Origin.HasDetail() {
			return tellsID | tellsCause | tellsWhole
		}
		return tellsCause | tellsWhole
	case Code, Message, Reason, HTTPStatus, LastError:
		return tellsCause | tellsIt | tellsPart
	case Line:
		return tellsCause | tellsIt
	case Reply, Data:
		return tellsWhole
	case Told, RecvError:
		return tellsIt
	case Status:
		return tellsStatus | tellsPart
	}
	return 0
}

// tellings says what a use of values with the labels tells for certain: an
// error that may carry the log ID or may not, does not.
func tellings(labels []Label) map[*Origin]telling {
	all := make(map[*Origin]telling)
	uncertain := make(map[*Origin]bool)
	for _, l := range labels {
		if l.Kind == Told || l.Kind == RecvError {
			uncertain[l.Origin] = true
		}
	}
	for _, l := range labels {
		t := l.tells()
		if l.Kind == Error && uncertain[l.Origin] {
			t &^= tellsID
		}
		all[l.Origin] |= t
	}
	return all
}

// makeInterface turns a value into that of an interface: into an error, if it
// is one, which tells what it is made of.
func (e *Engine) makeInterface(i *instance, x *ssa.MakeInterface) {
	v, from := e.valueOf(i, x), e.valueOf(i, x.X)
	if !gotypes.IsError(x.Type()) {
		if told := e.textOf(i, x); told != nil {
			for _, l := range e.read(told).labels.list {
				e.addLabel(v, l)
			}
			return
		}
		if _, versioned := e.versionsOf(x.X)[x]; versioned {
			for _, o := range e.pointees(i, x.X, x) {
				e.addObject(v, o)
			}
			return
		}
		e.flow(v, from)
		e.keepDetail(v, from, x.X.Type())
		return
	}
	e.read(from)
	for _, o := range from.objects.list {
		e.addObject(v, o)
		o.isError = true
	}
	for _, l := range asError(e.deep(from)) {
		e.addLabel(v, l)
	}
}

// textOf returns the text that stands for a struct wherever it is printed, if
// its type has a method for that: String or LogValue.
func (e *Engine) textOf(i *instance, x *ssa.MakeInterface) *value {
	t := x.X.Type()
	if _, isPointer := t.Underlying().(*types.Pointer); isPointer || gotypes.Struct(t) == nil || gotypes.ImplementsError(t) {
		return nil
	}
	for _, name := range []string{"LogValue", "String"} {
		obj, _, _ := types.LookupFieldOrMethod(t, false, e.Pkg, name)
		m, ok := obj.(*types.Func)
		if !ok || m.Pkg() != e.Pkg || m.Signature().Params().Len() != 0 || m.Signature().Results().Len() != 1 {
			continue
		}
		fn := e.methodOf(t, m)
		if fn == nil {
			continue
		}
		in := e.enter(fn, i, x, nil)
		if in == nil || len(fn.Params) == 0 {
			return nil
		}
		e.flow(e.valueOf(in, fn.Params[0]), e.valueOf(i, x.X))
		return in.results[0]
	}
	return nil
}

// keepDetail says that a decoded reply that becomes a value of any type keeps
// its detail, if its own type does.
func (e *Engine) keepDetail(v, from *value, t types.Type) {
	for _, l := range from.labels.list {
		if l.Kind == Reply && l.Origin.HasDetail() && keepsDetail(t) {
			e.addLabel(v, l.of(Detail))
		}
	}
}

// asError returns the labels of an error that is made of values with the given
// ones.
func asError(labels []Label) []Label {
	has := make(map[Label]bool, len(labels))
	for _, l := range labels {
		has[l] = true
	}
	var out set[Label]
	all := tellings(labels)
	for _, l := range labels {
		told := all[l.Origin]
		switch {
		case has[l.of(RecvError)] && told&tellsID == 0:
			out.add(l.of(RecvError))
		case has[l.of(Error)] && told&tellsID == 0:
			out.add(l.of(Error)) // one or the other
			out.add(l.of(Told))
		case told&tellsID != 0:
			out.add(l.of(Error))
		case told&(tellsCause|tellsIt|tellsWhole) != 0:
			out.add(l.of(Told))
		case told&tellsStatus != 0:
			out.add(l.of(Status))
		}
	}
	return out.list
}

// isTold reports whether v is an error whose labels say what it tells.
func isTold(v *value) bool {
	return slices.ContainsFunc(v.labels.list, func(l Label) bool { return l.Kind.isError() })
}

const maxNesting = 5 // how deep a value is looked into for what it holds

// deep returns the labels of v and of all that it holds.
func (e *Engine) deep(v *value) []Label {
	if known, ok := e.deeps[v]; ok {
		return known
	}
	d := &digger{Engine: e, seen: make(map[*object]bool)}
	d.value(v, 0)
	if e.deeps != nil {
		e.deeps[v] = d.all.list
	}
	return d.all.list
}

type digger struct {
	*Engine
	all  set[Label]
	seen map[*object]bool
}

func (d *digger) value(v *value, depth int) {
	d.read(v)
	for _, l := range v.labels.list {
		d.all.add(l)
	}
	told := isTold(v)
	for _, o := range v.objects.list {
		if !o.isError || !told {
			d.object(o, depth)
		}
	}
}

func (d *digger) object(o *object, depth int) {
	if d.seen[o] || depth > maxNesting || o.fn != nil {
		return
	}
	d.seen[o] = true
	d.contents(o, func(l Label) {
		d.all.add(l)
		if l.Kind == Reply && l.Origin.HasDetail() && keepsDetail(o.typ) {
			d.all.add(l.of(Detail))
		}
	})
	d.value(o.stored, depth+1)
	for _, c := range o.copies.list {
		d.object(c, depth)
	}
	for _, key := range o.keys {
		d.field(o.fields[key], depth+1)
	}
}

// field looks into a field. One that was only read out of a decoded whole adds
// nothing to it.
func (d *digger) field(o *object, depth int) {
	if d.seen[o] || depth > maxNesting {
		return
	}
	d.seen[o] = true
	d.readObject(o)
	for _, l := range o.content.list {
		d.all.add(l)
	}
	d.value(o.stored, depth+1)
	for _, c := range o.copies.list {
		d.object(c, depth+1)
	}
	for _, key := range o.keys {
		d.field(o.fields[key], depth+1)
	}
}
