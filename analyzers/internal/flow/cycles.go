package flow

import "golang.org/x/tools/go/ssa"

// cyclicBlocks returns the blocks of a function that are in a cycle, by Tarjan's
// algorithm for strongly connected components, without recursion: functions can be long.
func cyclicBlocks(fn *ssa.Function) map[*ssa.BasicBlock]bool {
	type frame struct {
		block *ssa.BasicBlock
		next  int // successor
	}
	found := make(map[*ssa.BasicBlock]bool)
	index := make([]int, len(fn.Blocks)) // 1 and up once a block is visited
	low := make([]int, len(fn.Blocks))
	open := make([]bool, len(fn.Blocks))
	var stack []*ssa.BasicBlock
	count := 0
	visit := func(b *ssa.BasicBlock) frame {
		count++
		index[b.Index], low[b.Index], open[b.Index] = count, count, true
		stack = append(stack, b)
		return frame{block: b}
	}
	for _, root := range fn.Blocks {
		if index[root.Index] > 0 {
			continue
		}
		for frames := []frame{visit(root)}; len(frames) > 0; {
			top := &frames[len(frames)-1]
			b := top.block
			if top.next < len(b.Succs) {
				s := b.Succs[top.next]
				top.next++
				switch {
				case s == b:
					found[b] = true
				case index[s.Index] == 0:
					frames = append(frames, visit(s))
				case open[s.Index]:
					low[b.Index] = min(low[b.Index], index[s.Index])
				}
				continue
			}
			frames = frames[:len(frames)-1]
			if len(frames) > 0 {
				above := frames[len(frames)-1].block
				low[above.Index] = min(low[above.Index], low[b.Index])
			}
			if low[b.Index] != index[b.Index] {
				continue
			}
			first := len(stack) - 1
			for stack[first] != b {
				first--
			}
			component := stack[first:]
			stack = stack[:first]
			for _, in := range component {
				open[in.Index] = false
				if len(component) > 1 {
					found[in] = true
				}
			}
		}
	}
	return found
}
