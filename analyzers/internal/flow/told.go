package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// What is told of a request on the paths before and behind a place: a question
// is answered for a function once, and then for all its places.

// A question asks whether something is told of a request.
type question struct {
	in     *instance
	origin *Origin
	want   telling
	// returns says that what the function returns counts: what a caller
	// returns does not, for it joins what all paths of the function return.
	returns bool
	// forgets says that the failure is forgotten where the request is sent
	// again; otherwise that is an answer to it.
	forgets bool
	// written says that only what is logged, replied or handed on counts: an
	// error that is made may be replaced.
	written bool
	// local says that only what the function itself does counts, and not
	// what those do that it calls.
	local bool
	// sent says that only paths count on which the request was sent, and
	// pending that those do not on which it succeeded.
	sent, pending bool
	// inBand says that an event or a status told of the failure: that the
	// error is nil does not say that there is none.
	inBand bool
	// otherError says that the error is not that of the failure: that it may be in
	// what is printed says nothing, either.
	otherError bool
	// again is the call behind which the question is asked: where it comes
	// round to it, something else is done.
	again ssa.Instruction
}

// elsewhere returns the question for another function, whose results do not
// count.
func (q question) elsewhere(i *instance) question {
	q.in, q.returns, q.local, q.again = i, false, false, nil
	return q
}

// gives reports whether an instruction tells what is asked for.
func (e *Engine) gives(q question, instr ssa.Instruction) bool {
	if u := e.usesOf(q.in)[instr]; u != nil && u.answers(q)&q.want != 0 && q.counts(u) && (q.want != tellsID || !e.droppedBeside(u, q.origin)) {
		return true
	}
	if q.want&tellsIt != 0 && !q.forgets && e.resends(q, instr) {
		return true
	}
	callees := q.in.callees[instr]
	if q.local {
		return false
	}
	for _, c := range callees {
		if !e.mustGive(q.elsewhere(c)) {
			return false
		}
	}
	return len(callees) > 0
}

// answers returns what the use tells of the request that is asked for. Where an
// event or a status told of the failure, the error of the call is nil: that it
// may be in what is printed says nothing.
func (u *Use) answers(q question) telling {
	if !q.inBand && !q.otherError || !u.Has(q.origin, Error, RecvError) {
		return u.tells[q.origin]
	}
	labels := slices.DeleteFunc(slices.Clone(u.Labels), func(l Label) bool { return l.Kind == Error || l.Kind == RecvError })
	return tellings(labels)[q.origin]
}

// counts reports whether a use is an answer to the question.
func (q question) counts(u *Use) bool {
	switch u.Sink {
	case Returned:
		return q.returns && !q.written
	case MadeError:
		return !q.written
	}
	return true
}

// resends reports whether an instruction sends the request again.
func (e *Engine) resends(q question, instr ssa.Instruction) bool {
	if q.origin.call == instr && q.in == q.origin.in {
		return true
	}
	for _, c := range q.in.callees[instr] {
		if q.origin.in.within(c) && !q.in.within(c) { // a function that calls itself gives the outcome
			return true
		}
	}
	return false
}

// mustGive reports whether every path through a function tells it.
func (e *Engine) mustGive(q question) bool {
	if known, ok := e.musts[q]; ok {
		return known
	}
	e.musts[q] = true // of a function that calls itself
	known := e.ahead(q, false).tells(q.in.fn.Blocks[0])
	e.musts[q] = known
	return known
}

// after reports whether every path from behind instr tells it.
func (e *Engine) after(q question, instr ssa.Instruction) bool {
	key := place{q, instr}
	if known, ok := e.afters[key]; ok {
		return known
	}
	e.afters[key] = false
	found, known := false, false
	for _, x := range instr.Block().Instrs {
		if x == instr {
			found = true
		} else if found && e.gives(q, x) {
			known = true
			break
		}
	}
	known = known || e.outlookOf(q).tellsBehind(instr.Block())
	e.afters[key] = known
	return known
}

type place struct {
	question
	instr ssa.Instruction
}

// behindCall reports whether it is told behind the call of the function. A path that
// returns an error which tells nothing is not made good by a caller that prints the
// error: what other paths return is in it, too.
func (e *Engine) behindCall(q question) bool {
	if q.in.caller == nil {
		return false
	}
	givesError := gotypes.GivesError(q.in.fn.Signature)
	return e.after(question{in: q.in.caller, origin: q.origin, want: q.want, inBand: q.inBand, otherError: givesError, again: q.in.site}, q.in.site)
}
