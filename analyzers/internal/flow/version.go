package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A variable of a struct type is not lifted into SSA values, nor is a named
// result of a function that defers something, though what it holds is as certain
// as of any other as long as nobody has its address. Each assignment of a whole
// such variable makes a version of it, an object of its own: what is read behind
// the second reply is not the first.

// versions says of a variable which of its versions each instruction sees that
// names it: those that the stores made.
type versions map[ssa.Instruction][]*ssa.Store

// versionsOf returns the versions of a local variable, or nil for one that has a
// single version, or of which others may have the address.
func (e *Engine) versionsOf(address ssa.Value) versions {
	alloc, ok := address.(*ssa.Alloc)
	if !ok {
		return nil
	}
	known, ok := e.versioned[alloc]
	if !ok {
		if stores := wholeStores(alloc); len(stores) > 1 {
			known = reachingStores(alloc)
		}
		e.versioned[alloc] = known
	}
	return known
}

// wholeStores returns the assignments of a variable as a whole, or nil if its
// address goes anywhere.
func wholeStores(alloc *ssa.Alloc) []*ssa.Store {
	var stores []*ssa.Store
	for _, r := range *alloc.Referrers() {
		switch x := r.(type) {
		case *ssa.Store:
			if x.Val == alloc {
				return nil
			}
			stores = append(stores, x)
		case *ssa.FieldAddr:
			if !onlyAccessed(x) {
				return nil
			}
		case *ssa.UnOp, *ssa.DebugRef:
		default:
			return nil
		}
	}
	return stores
}

// onlyAccessed reports whether a field is only read and written at its address.
func onlyAccessed(field *ssa.FieldAddr) bool {
	return !slices.ContainsFunc(*field.Referrers(), func(r ssa.Instruction) bool {
		switch x := r.(type) {
		case *ssa.Store:
			return x.Val == field
		case *ssa.FieldAddr:
			return !onlyAccessed(x)
		case *ssa.UnOp, *ssa.DebugRef:
			return false
		}
		return true
	})
}

// reachingStores says which stores each instruction that names the variable sees:
// those from which a path leads to it without another. Nil stands for the zero
// value that the variable begins with.
func reachingStores(alloc *ssa.Alloc) versions {
	last := make(map[*ssa.BasicBlock]*ssa.Store) // of a block
	for _, b := range alloc.Parent().Blocks {
		for _, instr := range b.Instrs {
			if s, ok := instr.(*ssa.Store); ok && s.Addr == alloc {
				last[b] = s
			}
		}
	}
	in := make(map[*ssa.BasicBlock]*set[*ssa.Store])
	for _, b := range alloc.Parent().Blocks {
		in[b] = new(set[*ssa.Store])
	}
	reach := func(b *ssa.BasicBlock, s *ssa.Store) {
		seen := make(map[*ssa.BasicBlock]bool)
		for queue := b.Succs; len(queue) > 0; queue = queue[1:] {
			if seen[queue[0]] || queue[0] == alloc.Block() { // there it begins anew
				continue
			}
			seen[queue[0]] = true
			in[queue[0]].add(s)
			if last[queue[0]] == nil {
				queue = append(slices.Clone(queue), queue[0].Succs...)
			}
		}
	}
	for b, s := range last {
		reach(b, s)
	}
	if last[alloc.Block()] == nil {
		reach(alloc.Block(), nil)
	}
	seen := make(versions)
	for _, r := range *alloc.Referrers() {
		at := r.Block()
		sees := in[at].list
		if at == alloc.Block() {
			sees = []*ssa.Store{nil}
		}
		for _, instr := range at.Instrs {
			if instr == r {
				break
			}
			if s, ok := instr.(*ssa.Store); ok && s.Addr == alloc {
				sees = []*ssa.Store{s}
			}
		}
		if s, ok := r.(*ssa.Store); ok {
			sees = []*ssa.Store{s}
		}
		seen[r] = sees
	}
	return seen
}

// pointees returns what an address leads to for the instruction that names it.
func (e *Engine) pointees(i *instance, address ssa.Value, at ssa.Instruction) []*object {
	all := e.read(e.valueOf(i, address)).objects.list
	sees, ok := e.versionsOf(address)[at]
	if !ok || len(all) != 1 {
		return all
	}
	objects := make([]*object, 0, len(sees))
	for _, s := range sees {
		objects = append(objects, e.version(i, all[0], s))
	}
	return objects
}

// version returns the object of the variable o that a store makes. What is in
// one is in the variable, for those who ask of it anywhere.
func (e *Engine) version(i *instance, o *object, s *ssa.Store) *object {
	key := version{o, s}
	v := i.versions[key]
	if v == nil {
		v = e.newObject(o.typ, i)
		v.alloc = o.alloc
		if i.versions == nil {
			i.versions = make(map[version]*object)
		}
		i.versions[key] = v
		e.copyObject(o, v)
	}
	return v
}

type version struct {
	of *object
	by *ssa.Store // nil of the zero value
}
