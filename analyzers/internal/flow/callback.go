package flow

import (
	"go/types"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// Functions that a call is given, and may call.

// callbacks calls the functions that are given to one from elsewhere: what
// they are called with is made of the labels in given, and what they return is
// what it returns, now or where it is asked for the outcome later.
func (e *Engine) callbacks(c *callsite, given []Label) {
	for n, a := range c.args {
		if n == 0 && c.hasReceiver() {
			continue
		}
		sig, ok := a.Type().Underlying().(*types.Signature)
		if !ok {
			continue
		}
		for _, t := range e.functionsIn(e.arg(c, n)) {
			if in := e.follow(c, t); in != nil {
				e.giveCallback(in, sig, given)
				e.takeCallback(c, in)
			}
		}
	}
}

func (e *Engine) giveCallback(in *instance, sig *types.Signature, given []Label) {
	first := len(in.fn.Params) - sig.Params().Len() // behind a receiver
	for k := range sig.Params().Len() {
		t := sig.Params().At(k).Type()
		if first+k < 0 || first+k >= len(in.fn.Params) {
			continue
		}
		v := e.valueOf(in, in.fn.Params[first+k])
		if kind, tells, ok := e.HandsIn(t); ok && len(v.labels.list) == 0 && e.stage == findLabels {
			e.handIn(in, v, kind).Tells = tells
		} else if knowledge.IsResponse(t) && len(given) == 0 && len(v.labels.list) == 0 && e.stage == findLabels && (e.UnknownIsOurs || e.OnlyClient) {
			e.handIn(in, v, Response) // of a hook of a client
		}
		for _, l := range given {
			switch {
			case knowledge.IsResponse(t) && l.Kind == Response, gotypes.IsError(t) && (l.Kind == Error || l.Kind == RecvError):
				e.addLabel(v, l)
			case l.Kind == Body || l.Kind == Line:
				e.giveText(v, l, t)
			case !gotypes.IsError(t) && l.Kind != Error && l.Kind != Response:
				e.addLabel(v, l)
			}
		}
	}
}

// giveText gives a callback a part of a text: a line, or an event that was read
// of it.
func (e *Engine) giveText(v *value, l Label, t types.Type) {
	switch {
	case gotypes.IsText(t):
		e.addLabel(v, l.of(Line))
	case gotypes.Struct(t) != nil:
		e.addLabel(v, l.of(Data))
	}
}

// outcome is where an object keeps what the callbacks that it was given
// returned: g.Go(f), then g.Wait().
const outcome = "()"

// takeCallback passes on what a callback returned.
func (e *Engine) takeCallback(c *callsite, in *instance) {
	for n, r := range in.results {
		t := in.fn.Signature.Results().At(n).Type()
		for m := range c.results().Len() {
			same := types.Identical(c.resultType(m), t) || m == 0 && !gotypes.IsError(t) && !gotypes.IsError(c.resultType(m))
			if c.res != nil && same && gotypes.IsError(t) == gotypes.IsError(c.resultType(m)) {
				e.flow(e.out(c, m), r)
			}
		}
		if gotypes.IsError(t) && c.hasReceiver() {
			for _, o := range e.arg(c, 0).objects.list {
				e.store(e.child(o, outcome, t), r, t)
			}
		}
	}
}

// awaited adds to the error result of a method what the callbacks of its
// receiver returned.
func (e *Engine) awaited(c *callsite) {
	n := c.errorResult()
	if n < 0 || !c.hasReceiver() || c.res == nil {
		return
	}
	for _, o := range e.arg(c, 0).objects.list {
		e.readObject(o)
		if kept := o.fields[outcome]; kept != nil {
			e.load(e.out(c, n), kept, c.resultType(n))
		}
	}
}
