package flow

import (
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// What lies behind a place: whether it was told of on all paths that lead there.

// before reports whether every path to instr told it.
func (e *Engine) before(q question, instr ssa.Instruction) bool {
	q.returns = true
	return e.through(q, instr.Block(), e.toldAt(q, instr.Block()), instr)
}

// through reports whether it is told behind the instructions of a block that
// stand before end, if told says whether it was at its beginning. Where the
// request is sent, nothing is told yet.
func (e *Engine) through(q question, b *ssa.BasicBlock, told bool, end ssa.Instruction) bool {
	instrs := b.Instrs
	if end == nil {
		instrs = e.talking(q.in)[b]
	}
	for _, instr := range instrs {
		switch {
		case instr == end:
			return told && (!q.sent || !e.sends(q, instr)) // what it calls back runs behind that
		case q.sent && e.sends(q, instr):
			told = false
		case instr != q.origin.call && e.gives(q, instr):
			told = true
		}
	}
	return told
}

// sends reports whether an instruction sends the request.
func (e *Engine) sends(q question, instr ssa.Instruction) bool {
	if q.origin.call == instr && q.in == q.origin.in {
		return true
	}
	return slices.ContainsFunc(q.in.callees[instr], func(c *instance) bool { return q.origin.in.within(c) && !q.in.within(c) })
}

// toldAt reports whether every path to the beginning of a block told it: none leads
// there from the entry of the function, or from where it was forgotten, past all that
// tells it.
func (e *Engine) toldAt(q question, b *ssa.BasicBlock) bool {
	known := e.forwards[q]
	if known == nil {
		known = make(map[*ssa.BasicBlock]bool)
		e.forwards[q] = known
	}
	told, ok := known[b]
	if !ok {
		seen := make(map[*ssa.BasicBlock]bool)
		untold, found := e.reachedUntold(q, b, seen, known)
		switch {
		case !found:
			e.toldInAll(q, known)
			return known[b]
		case !untold:
			maps.Copy(known, seen) // what leads there was seen, too
		}
		told = !untold
		known[b] = told
	}
	return told
}

// manyBlocks is how many blocks are followed back for one answer before those of all
// blocks are computed at once.
const manyBlocks = 64

// toldInAll computes the answers for all blocks: those that the entry, or a block that
// forgets, leads to past all that tells it are reached untold.
func (e *Engine) toldInAll(q question, known map[*ssa.BasicBlock]bool) {
	var work []*ssa.BasicBlock
	reach := func(b *ssa.BasicBlock) {
		if told, ok := known[b]; !ok || told {
			known[b] = false
			work = append(work, b)
		}
	}
	clear(known)
	for _, b := range q.in.fn.Blocks {
		known[b] = true
	}
	if !e.toldAtEntry(q) {
		reach(q.in.fn.Blocks[0])
	}
	leave := func(b *ssa.BasicBlock) {
		for _, s := range b.Succs {
			if !e.vacuous(q, b, s) {
				reach(s)
			}
		}
	}
	for _, b := range q.in.fn.Blocks {
		if !e.through(q, b, true, nil) {
			leave(b)
		}
	}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if !e.through(q, b, false, nil) {
			leave(b)
		}
	}
}

// reachedUntold reports whether the beginning of b is reached untold. It notes the
// blocks that it has seen, and knows the answer for some. found is false if it saw too
// many.
func (e *Engine) reachedUntold(q question, b *ssa.BasicBlock, seen, known map[*ssa.BasicBlock]bool) (untold, found bool) {
	for work := []*ssa.BasicBlock{b}; len(work) > 0; {
		if len(seen) > manyBlocks {
			return false, false
		}
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if told, ok := known[b]; ok && !told {
			return true, true
		} else if ok || seen[b] {
			continue
		}
		seen[b] = true
		if b == q.in.fn.Blocks[0] && !e.toldAtEntry(q) {
			return true, true
		}
		for _, p := range b.Preds {
			switch {
			case e.vacuous(q, p, b):
			case !e.through(q, p, true, nil):
				return true, true
			case e.through(q, p, false, nil):
			case q.in == q.origin.in && q.origin.call != nil && p == q.origin.call.Block() && !e.cyclic(q.in.fn)[p]:
				// Before the request was sent nothing was told of it.
				if !e.toldAtEntry(q) {
					return true, true
				}
			default:
				work = append(work, p)
			}
		}
	}
	return false, true
}

// toldAtEntry reports whether it was told where the function was called.
func (e *Engine) toldAtEntry(q question) bool {
	if q.sent && q.origin.in.within(q.in) {
		return true // it is not sent yet
	}
	return q.in.caller != nil && !q.local && e.before(q.elsewhere(q.in.caller), q.in.site)
}

// talking returns the instructions of each block that can tell anything of a request,
// or send one.
func (e *Engine) talking(i *instance) map[*ssa.BasicBlock][]ssa.Instruction {
	known, ok := e.talks[i]
	if ok {
		return known
	}
	known = make(map[*ssa.BasicBlock][]ssa.Instruction)
	uses := e.usesOf(i)
	for _, b := range i.fn.Blocks {
		for _, instr := range b.Instrs {
			if uses[instr] != nil || len(i.callees[instr]) > 0 || i.origins[instr] != nil {
				known[b] = append(known[b], instr)
			}
		}
	}
	e.talks[i] = known
	return known
}

// cyclic returns the blocks of a function from which a path leads back to them.
func (e *Engine) cyclic(fn *ssa.Function) map[*ssa.BasicBlock]bool {
	known, ok := e.cycles[fn]
	if !ok {
		known = cyclicBlocks(fn)
		e.cycles[fn] = known
	}
	return known
}

// vacuous reports whether there is nothing to tell where p is left to b: no log
// ID, or no failure.
func (e *Engine) vacuous(q question, p, b *ssa.BasicBlock) bool {
	if q.want != tellsID && !q.pending {
		return false
	}
	for k, s := range p.Succs {
		if s != b {
			continue
		}
		for _, f := range e.edgeFacts(q.in, p, k, nil) {
			if f.Origin == q.origin && (q.want == tellsID && f.Kind == NoLogID || q.pending && f.Kind == ErrorNil) {
				return true
			}
		}
	}
	return false
}
