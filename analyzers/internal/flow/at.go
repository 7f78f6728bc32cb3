package flow

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// At reports whether one of the facts about o holds where expr is evaluated, in a
// context in which it is.
func (e *Engine) At(expr ast.Expr, o *Origin, kinds ...FactKind) bool {
	for _, r := range e.refsOf(expr) {
		if r.at == nil || r.at.Block() == nil {
			continue
		}
		for _, i := range e.of[r.fn] {
			here := e.factsOf(i)[r.at.Block()]
			for _, k := range kinds {
				if here[Fact{k, o}] {
					return true
				}
			}
		}
	}
	return false
}

// WrittenBefore reports whether the failures of all requests of which expr is made, or
// the errors in it, were logged, replied or handed on on every path to it.
func (e *Engine) WrittenBefore(expr ast.Expr) bool {
	written, all := false, true
	ast.Inspect(expr, func(n ast.Node) bool {
		x, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		e.each(e.refsOf(x), func(i *instance, r ref, v *value) {
			if r.at == nil || r.at.Block() == nil {
				return
			}
			for _, l := range v.labels.list {
				told := e.before(question{in: i, origin: l.Origin, want: tellsCause | tellsIt, written: true, forgets: true}, r.at)
				written, all = written || told, all && told
			}
		})
		return true
	})
	return written && all
}

// IsAsked reports whether a function of the package only says which of some errors a
// failure is: it works for a method by which package errors looks into an error, or what
// it returns is compared wherever it is called, and goes nowhere.
func (e *Engine) IsAsked(fn ast.Node) bool {
	found := false
	for _, i := range e.instances {
		if i.fn.Syntax() != fn {
			continue
		}
		if !i.sortsErrors() && !i.isCompared() {
			return false
		}
		found = true
	}
	return found
}

// TellsRaw reports whether the text of a request's outcome, or a part of it as it came,
// is told or handed on before expr is evaluated or behind it, on all ways.
func (e *Engine) TellsRaw(expr ast.Expr, o *Origin) bool {
	for _, r := range e.refsOf(expr) {
		if r.at == nil || r.at.Block() == nil {
			continue
		}
		at := r.at.Block()
		for _, i := range e.of[r.fn] {
			for instr, u := range e.usesOf(i) {
				if b := instr.Block(); u.Has(o, Body, Line) && (at.Dominates(b) || b.Dominates(at)) {
					return true
				}
			}
		}
	}
	return false
}

// EventsOf returns the names of the events of the streams of requests, as their lines
// have them.
func (e *Engine) EventsOf(origins ...*Origin) *Subject {
	s := new(Subject)
	for _, o := range origins {
		s.origins.add(o)
	}
	for _, k := range []Kind{Event, Line} {
		s.kinds.add(k)
	}
	return s
}

// Runs reports whether a call that decodes may run under the supposition, in a context in
// which it is given the text of the outcome of the subject's requests.
func (r *Reach) Runs(call ast.Node) bool {
	return r.any(func(i *instance, instr ssa.Instruction) bool {
		c, ok := instr.(ssa.CallInstruction)
		return ok && call.Pos() <= position(c) && position(c) < call.End() && r.run.node(c) == call && r.run.isGiven(i, c)
	})
}

// isGiven reports whether an argument of a call is such a text.
func (r *run) isGiven(i *instance, c ssa.CallInstruction) bool {
	return slices.ContainsFunc(arguments(c.Common()), func(a ssa.Value) bool {
		return slices.ContainsFunc(r.deep(r.valueOf(i, a)), func(l Label) bool {
			return (l.Kind == Line || l.Kind == Body) && r.s.Subject.origins.has(l.Origin)
		})
	})
}

// AsksStatus reports whether the HTTP status of the response to a request, or the type
// of its content, is read for anything, its text is told, or the response is given to
// anybody.
func (e *Engine) AsksStatus(o *Origin) bool {
	asks := e.anywhere(func(i *instance, instr ssa.Instruction) bool {
		v, ok := instr.(ssa.Value)
		return ok && Has(e.valueOf(i, v).labels.list, o, HTTPStatus)
	})
	e.eachExternal(func(c *callsite) {
		own := c.hasReceiver() && knowledge.IsResponse(c.args[0].Type()) // a method of the response
		asks = asks || e.givenOne(c, Label{Response, o}) && c.pkgPath() != "io" && !own
		if _, verdict := knowledge.StatusVerdict(c.fn); verdict {
			asks = asks || e.givenOne(c, Label{Response, o})
		}
		asks = asks || e.givenOne(c, Label{Header, o}) && c.namesContentType()
	})
	return asks || slices.ContainsFunc(e.Uses(), func(u *Use) bool { return u.Has(o, Body) })
}
