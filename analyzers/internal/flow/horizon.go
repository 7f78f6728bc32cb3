package flow

import "golang.org/x/tools/go/ssa"

// A horizon says how far into a function anything is told of a request: blocks are
// counted in reverse postorder, in which a block outside of cycles comes before all that
// it leads to.
type horizon struct {
	order map[*ssa.BasicBlock]int
	calls int             // of the last block that calls a function whose body is known
	last  map[*Origin]int // of the last block with anything about a request
}

// isBehind reports whether nothing in b, and nothing that it leads to if it is in no
// cycle, can tell anything of a request.
func (h *horizon) isBehind(b *ssa.BasicBlock, o *Origin) bool {
	at, reached := h.order[b]
	return reached && at > h.calls && at > h.last[o]
}

func (e *Engine) horizonOf(i *instance) *horizon {
	known, ok := e.horizons[i]
	if ok {
		return known
	}
	h := &horizon{order: reversePostorder(i.fn), last: make(map[*Origin]int)}
	uses := e.usesOf(i)
	for b, instrs := range e.talking(i) {
		at := h.order[b]
		for _, instr := range instrs {
			if len(i.callees[instr]) > 0 {
				h.calls = max(h.calls, at)
			}
			if o := i.origins[instr]; o != nil {
				h.last[o] = max(h.last[o], at)
			}
			if u := uses[instr]; u != nil {
				for _, l := range u.Labels {
					h.last[l.Origin] = max(h.last[l.Origin], at)
				}
			}
		}
	}
	e.horizons[i] = h
	return h
}

// reversePostorder numbers the blocks that are reached from the entry of a function,
// from 1 on.
func reversePostorder(fn *ssa.Function) map[*ssa.BasicBlock]int {
	type frame struct {
		block *ssa.BasicBlock
		next  int // successor
	}
	order := make(map[*ssa.BasicBlock]int, len(fn.Blocks))
	n := len(fn.Blocks)
	for frames := []frame{{block: fn.Blocks[0]}}; len(frames) > 0; {
		top := &frames[len(frames)-1]
		order[top.block] = max(order[top.block], 0) // seen
		if top.next < len(top.block.Succs) {
			s := top.block.Succs[top.next]
			top.next++
			if _, seen := order[s]; !seen {
				frames = append(frames, frame{block: s})
			}
			continue
		}
		order[top.block] = n
		n--
		frames = frames[:len(frames)-1]
	}
	return order
}
