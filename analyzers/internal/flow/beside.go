package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// What is returned beside an error: a body, or a reply, that whoever gets the error drops.

// droppedBeside reports whether a use returns an error that tells of a failure without its
// log ID, and what leads to that only beside the error, where all callers of the package
// that get it drop it: none uses it where the error is set.
func (e *Engine) droppedBeside(u *Use, o *Origin) bool {
	ret, ok := u.instr.(*ssa.Return)
	if !ok || len(ret.Results) < 2 || u.in.caller == nil {
		return false
	}
	last := ret.Results[len(ret.Results)-1]
	if !gotypes.IsError(last.Type()) {
		return false
	}
	told := tellings(e.deep(e.valueOf(u.in, last)))[o]
	return told != 0 && told&tellsID == 0 && !e.usedBeside(u.in, o, 0)
}

// usedBeside reports whether the caller of a function uses what leads to the log ID where
// the error of the request is set, or hands both on to one that does, or that is not seen.
func (e *Engine) usedBeside(i *instance, o *Origin, depth int) bool {
	caller := i.caller
	if caller == nil || depth > maxPredicates {
		return true
	}
	for instr, u := range e.usesOf(caller) {
		if !u.Has(o, Body, Reply, Response, Header, Detail, LogID) {
			continue
		}
		if e.factsOf(caller)[instr.Block()][Fact{ErrorSet, o}] {
			return true
		}
		ret, isReturn := instr.(*ssa.Return)
		handsOn := isReturn && slices.ContainsFunc(ret.Results, func(v ssa.Value) bool {
			return gotypes.IsError(v.Type()) && tellings(e.deep(e.valueOf(caller, v)))[o] != 0
		})
		if handsOn && e.usedBeside(caller, o, depth+1) {
			return true
		}
	}
	return false
}
