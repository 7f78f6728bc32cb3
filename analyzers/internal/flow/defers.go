package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// afterDefers reads into v the result that s stores, behind the deferred functions,
// which may have put an error with the log ID in the place of the one that was stored.
// What is in that error counts no more: it is of all paths.
func (e *Engine) afterDefers(i *instance, v *value, s *ssa.Store) {
	stored, address := e.valueOf(i, s.Val), e.valueOf(i, s.Addr)
	var better set[*Origin]
	for _, o := range address.objects.list {
		for _, l := range e.read(o.outside).labels.list {
			if !e.carriesOn(i, l, s) {
				continue
			}
			e.addLabel(v, l)
			if l.Kind == Error {
				better.add(l.Origin)
			}
		}
	}
	if len(better.list) == 0 {
		e.flow(v, stored)
		return
	}
	e.read(stored)
	for _, l := range stored.labels.list {
		if !better.has(l.Origin) || l.Kind != Told && l.Kind != RecvError {
			e.addLabel(v, l)
		}
	}
	for _, o := range stored.objects.list {
		e.addObject(v, o)
	}
}

// carriesOn reports whether what a deferred function put into a result, and has a
// label, may be there behind s: it is made of what s stores, which has a label like it,
// or the deferred function made the request itself.
func (e *Engine) carriesOn(i *instance, l Label, s *ssa.Store) bool {
	like := slices.ContainsFunc(e.read(e.valueOf(i, s.Val)).labels.list, func(own Label) bool {
		return own.Origin == l.Origin && (own.Kind == RecvError) == (l.Kind == RecvError)
	})
	if like {
		return true
	}
	for instr, callees := range i.callees {
		if _, deferred := instr.(*ssa.Defer); deferred && slices.ContainsFunc(callees, l.Origin.in.within) {
			return true
		}
	}
	return false
}

// storesBefore returns the stores to a variable that the n-th instruction of b may read,
// if nobody but deferred functions has its address, as that of a result: they run when
// the function is left.
func (e *Engine) storesBefore(b *ssa.BasicBlock, n int, alloc *ssa.Alloc) (stores []*ssa.Store, ok bool) {
	if !e.isDeferred(alloc) {
		return nil, false
	}
	load := b.Instrs[n]
	if known, ok := e.stores[load]; ok {
		return known, true
	}
	type from struct {
		block *ssa.BasicBlock
		n     int
	}
	seen := make(map[*ssa.BasicBlock]bool)
	for work := []from{{b, n}}; len(work) > 0; {
		at := work[len(work)-1]
		work = work[:len(work)-1]
		if s := lastStore(at.block.Instrs[:at.n], alloc); s != nil {
			stores = append(stores, s)
			continue
		}
		for _, p := range at.block.Preds {
			if !seen[p] {
				seen[p] = true
				work = append(work, from{p, len(p.Instrs)})
			}
		}
	}
	e.stores[load] = stores
	return stores, true
}

// lastStore returns the last of the instructions that stores at an address, or nil.
func lastStore(instrs []ssa.Instruction, address ssa.Value) *ssa.Store {
	for _, instr := range slices.Backward(instrs) {
		if s, ok := instr.(*ssa.Store); ok && s.Addr == address {
			return s
		}
	}
	return nil
}

// isDeferred reports whether the address of a variable is given to deferred functions
// and to nothing else.
func (e *Engine) isDeferred(alloc *ssa.Alloc) bool {
	known, ok := e.deferred[alloc]
	if !ok {
		known = !slices.ContainsFunc(*alloc.Referrers(), func(r ssa.Instruction) bool {
			switch r := r.(type) {
			case *ssa.Store:
				return r.Addr != alloc
			case *ssa.UnOp, *ssa.DebugRef, *ssa.Defer:
				return false
			case *ssa.MakeClosure:
				return slices.ContainsFunc(*r.Referrers(), func(use ssa.Instruction) bool {
					_, isDefer := use.(*ssa.Defer)
					_, isRef := use.(*ssa.DebugRef)
					return !isDefer && !isRef
				})
			}
			return true
		})
		e.deferred[alloc] = known
	}
	return known
}
