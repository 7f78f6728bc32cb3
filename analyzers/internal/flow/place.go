package flow

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// A Place is where the loss of a log ID is to be reported.
type Place struct {
	Node ast.Node
	Pos  token.Pos
	// Lifted says that the use stands in a function that was only given the
	// decoded reply, and the place is the call of it.
	Lifted bool
}

// PlaceOf returns where the loss of o's log ID at a use is to be reported: in
// the function that made the request, or was given the response, its text, or
// a line of it. One that was only given a decoded reply, a code or a message
// converts it, and what it leaves out is reported where it is called. ok is
// false if nobody in the package had the log ID.
func (e *Engine) PlaceOf(u *Use, o *Origin) (p Place, ok bool) {
	if e.returnsTo(u, o) {
		return Place{}, false
	}
	i, at := u.in, u.instr
	for n := 0; n <= 2*maxDepth; n++ {
		if e.hasInSight(i, o) || e.isCallback(i) {
			p = Place{Node: e.node(at), Pos: position(at), Lifted: i != u.in}
			if !p.Pos.IsValid() && p.Node != nil {
				p.Pos = p.Node.Pos()
			}
			return p, p.Node != nil
		}
		if i.caller == nil {
			return Place{}, false
		}
		i, at = i.caller, i.site
	}
	return Place{}, false
}

// returnsTo reports whether a use makes the error that a function returns to the
// imported one that made the request and calls it: that has the log ID.
func (e *Engine) returnsTo(u *Use, o *Origin) bool {
	if !o.Foreign || u.Sink != MadeError && u.Sink != Returned {
		return false
	}
	for i := u.in; i != nil; i = i.caller {
		if i.site != nil && i.site == ssa.Instruction(o.call) && i.caller == o.in {
			return true
		}
	}
	return false
}

// hasInSight reports whether a function made the request, itself or by those
// that it calls, or is in the scope of who did, or was given what the log ID
// can be had of.
func (e *Engine) hasInSight(i *instance, o *Origin) bool {
	if o.in.within(i) {
		return true
	}
	for l := i.lexical; l != nil; l = l.lexical {
		if o.in.within(l) {
			return true
		}
	}
	return slices.ContainsFunc(e.inputs(i), func(v *value) bool { return e.leadsToID(v, o) })
}

// leadsToID reports whether the log ID, or the text that the reply was decoded
// from, can be had of a value.
func (e *Engine) leadsToID(v *value, o *Origin) bool {
	for _, l := range e.deep(v) {
		if l.Origin != o {
			continue
		}
		switch l.Kind {
		case Response, Header, Body, Line, Stream, LogID, Detail:
			return true
		}
	}
	return false
}

// isCallback reports whether a function is called as a value, also a method:
// whoever calls it does not know what it does.
func (e *Engine) isCallback(i *instance) bool {
	i = i.unwrapped()
	c, ok := i.site.(ssa.CallInstruction)
	return ok && callee(c.Common()) == nil
}

// unwrapped returns the instance that the program calls to have i called: the
// method value.
func (i *instance) unwrapped() *instance {
	for i.caller != nil && i.caller.fn.Synthetic != "" && i.caller.caller != nil {
		i = i.caller
	}
	return i
}

// HasStream reports whether the function of the use has o's stream at hand: it opened
// or was given it, or stands in the scope of who did.
func (e *Engine) HasStream(u *Use, o *Origin) bool { return e.hasStream(u.in, o) }

// SharesStream reports whether the function of the use was given o's stream by one of
// the package that gets the error from it, and can tell the log ID.
func (e *Engine) SharesStream(u *Use, o *Origin) bool {
	for i := u.in; i != nil; i = i.lexical {
		if i == o.in {
			return false // it opened the stream
		}
	}
	_, waits := u.in.site.(*ssa.Call)
	return waits && e.hasStream(u.in.caller, o)
}

func (e *Engine) hasStream(i *instance, o *Origin) bool {
	for ; i != nil; i = i.lexical {
		if slices.Contains(o.readers, i) || e.streamsOf(i)[o] {
			return true
		}
	}
	return false
}

// streamsOf returns the requests whose streams are among the values of a function.
func (e *Engine) streamsOf(i *instance) map[*Origin]bool {
	known, ok := e.streams[i]
	if !ok {
		known = make(map[*Origin]bool)
		for _, v := range i.values {
			for _, l := range v.labels.list {
				if l.Kind == Stream {
					known[l.Origin] = true
				}
			}
		}
		e.streams[i] = known
	}
	return known
}

// ReturnsText reports whether the use returns a text to callers that nobody
// sees.
func (u *Use) ReturnsText() bool {
	r, ok := u.instr.(*ssa.Return)
	return ok && len(u.Labels) > 0 && u.Labels[0].Origin.call == nil && u.in.caller == nil && len(r.Results) > 0 && gotypes.IsString(r.Results[0].Type())
}

// PrintsID reports whether one of the fields of the error that a use makes tells
// the log ID of o.
func (e *Engine) PrintsID(u *Use, o *Origin, fields map[string]bool) bool {
	made, ok := u.instr.(*ssa.MakeInterface)
	s := gotypes.Struct(u.Made)
	if !ok || s == nil {
		return true
	}
	for _, object := range e.valueOf(u.in, made.X).objects.list {
		for n := range s.NumFields() {
			if !fields[s.Field(n).Name()] {
				continue
			}
			key, ft := fieldKey(u.Made, n)
			v := new(value)
			e.load(v, e.child(object, key, ft), ft)
			if tellings(e.deep(v))[o]&tellsID != 0 {
				return true
			}
		}
	}
	return false
}
