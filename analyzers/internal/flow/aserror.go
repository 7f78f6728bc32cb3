package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// Errors that are made of others, or found in them.

// deriveError gives the error result of a call what it tells. A function from
// elsewhere that is given an error and returns one passes it on, whatever else
// it does; the errors of others are their own, as are those of writing down an error
// or its text.
func (e *Engine) deriveError(c *callsite, n int, effect knowledge.Effect, all []given) {
	makes := effect.Has(knowledge.MakesError) || effect == 0 && knowledge.GuessMakesError(c.fn)
	if !makes && effect.Has(knowledge.Encodes|knowledge.Logs|knowledge.LogsDebug|knowledge.Replies) {
		return
	}
	var labels []Label
	for _, g := range all {
		if makes || g.label.Kind.isError() && (g.arg < 0 || !isWritten(c.args[g.arg])) {
			labels = append(labels, g.label)
		}
	}
	for _, l := range asError(labels) {
		e.addLabel(e.out(c, n), l)
	}
}

// isWritten reports whether an argument is a text, or values of any type: what is
// printed or stored.
func isWritten(arg ssa.Value) bool {
	t := boxed(arg).Type()
	if gotypes.IsText(t) {
		return true
	}
	s, ok := t.Underlying().(*types.Slice)
	return ok && isAny(s.Elem())
}

// as lets errors.As put an error into the variable that it is given the
// address of.
func (e *Engine) as(c *callsite) {
	if len(c.args) == 1 && c.res != nil {
		e.flow(e.out(c, 0), e.arg(c, 0))
		return
	}
	if len(c.args) < 2 {
		return
	}
	target := unboxed(c.args[len(c.args)-1])
	wanted := gotypes.Named(gotypes.Pointed(target.Type()))
	_, _, ofSDK := e.HandsIn(gotypes.Pointed(target.Type()))
	e.findHandedIn(c, target)
	err := e.arg(c, len(c.args)-2)
	for _, o := range e.read(e.valueOf(c.in, target)).objects.list {
		for _, l := range err.labels.list {
			if !ofSDK || l.mayBeSDKError() {
				e.addLabel(o.stored, l)
			}
		}
		for _, from := range err.objects.list {
			if named := gotypes.Named(from.typ); wanted == nil || named != nil && named.Obj() == wanted.Obj() {
				e.addObject(o.stored, from)
			}
		}
	}
}

// findHandedIn says that an error of the SDK that is found in one that callers
// from elsewhere gave is that of a request that nobody sees.
func (e *Engine) findHandedIn(c *callsite, target ssa.Value) {
	given := c.args[len(c.args)-2]
	p, ok := given.(*ssa.Parameter)
	if !ok || c.in.caller != nil || p.Parent() != c.in.fn || e.knownApart(c, given) {
		return
	}
	if kind, _, ok := e.HandsIn(gotypes.Pointed(target.Type())); ok {
		o := e.origin(c)
		o.HandedIn, o.AsError, o.Owner = true, true, Ours
		for _, to := range e.read(e.valueOf(c.in, target)).objects.list {
			e.addLabel(to.stored, Label{kind, o})
		}
		e.addLabel(e.valueOf(c.in, given), Label{kind, o})
	}
}

// knownApart reports whether an error is known otherwise than by what a call
// finds in it.
func (e *Engine) knownApart(c *callsite, err ssa.Value) bool {
	for _, l := range e.valueOf(c.in, err).labels.list {
		if !l.Origin.AsError {
			return true
		}
	}
	return false
}
