package flow

import "golang.org/x/tools/go/ssa"

// cyclicBlocks returns the blocks of a function that are in a cycle, by Tarjan's
// algorithm for strongly connected components, without recursion: functions can be long.
func cyclicBlocks(fn *ssa.Function) map[*ssa.BasicBlock]bool {
	t := &tarjan{
		found: make(map[*ssa.BasicBlock]bool),
		index: make([]int, len(fn.Blocks)),
		low:   make([]int, len(fn.Blocks)),
		open:  make([]bool, len(fn.Blocks)),
	}
	for _, root := range fn.Blocks {
		if t.index[root.Index] > 0 {
			continue
		}
		t.visit(root)
		for len(t.frames) > 0 {
			t.step()
		}
	}
	return t.found
}

// A tarjan is a run of the algorithm.
type tarjan struct {
	found  map[*ssa.BasicBlock]bool
	index  []int // 1 and up once a block is visited
	low    []int
	open   []bool
	stack  []*ssa.BasicBlock
	frames []tarjanFrame
	count  int
}

type tarjanFrame struct {
	block *ssa.BasicBlock
	next  int // successor
}

func (t *tarjan) visit(b *ssa.BasicBlock) {
	t.count++
	t.index[b.Index], t.low[b.Index], t.open[b.Index] = t.count, t.count, true
	t.stack = append(t.stack, b)
	t.frames = append(t.frames, tarjanFrame{block: b})
}

// step goes to the next successor of the block on top, or leaves it.
func (t *tarjan) step() {
	top := &t.frames[len(t.frames)-1]
	b := top.block
	if top.next == len(b.Succs) {
		t.leave(b)
		return
	}
	s := b.Succs[top.next]
	top.next++
	switch {
	case s == b:
		t.found[b] = true
	case t.index[s.Index] == 0:
		t.visit(s)
	case t.open[s.Index]:
		t.low[b.Index] = min(t.low[b.Index], t.index[s.Index])
	}
}

// leave takes the component off the stack that a block is the root of.
func (t *tarjan) leave(b *ssa.BasicBlock) {
	t.frames = t.frames[:len(t.frames)-1]
	if len(t.frames) > 0 {
		above := t.frames[len(t.frames)-1].block
		t.low[above.Index] = min(t.low[above.Index], t.low[b.Index])
	}
	if t.low[b.Index] != t.index[b.Index] {
		return
	}
	first := len(t.stack) - 1
	for t.stack[first] != b {
		first--
	}
	component := t.stack[first:]
	t.stack = t.stack[:first]
	for _, in := range component {
		t.open[in.Index] = false
		if len(component) > 1 {
			t.found[in] = true
		}
	}
}
