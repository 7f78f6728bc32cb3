package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// A variable of a struct type is not lifted into SSA values, nor is a named
// result of a function that defers something, though what it holds is as certain
// as of any other as long as nobody has its address. Each assignment of a whole
// such variable makes a version of it, an object of its own, and so does decoding
// into it: what is read behind the second reply is not the first.

// versions says of a variable which of its versions each instruction sees that
// names it, by the instructions that made them: an assignment, or the pointer that
// a decoder is given.
type versions map[ssa.Instruction][]ssa.Instruction

// versionsOf returns the versions of a local variable, or nil for one that has a
// single version, or of which others may have the address.
func (e *Engine) versionsOf(address ssa.Value) versions {
	alloc, ok := address.(*ssa.Alloc)
	if !ok {
		return nil
	}
	known, ok := e.versioned[alloc]
	if !ok {
		if makers := versionMakers(alloc); len(makers) > 1 {
			known = reachingVersions(alloc, makers)
		}
		e.versioned[alloc] = known
	}
	return known
}

// versionMakers returns what gives a variable as a whole another value, or nil if
// its address goes anywhere else.
func versionMakers(alloc *ssa.Alloc) []ssa.Instruction {
	var makers []ssa.Instruction
	for _, r := range *alloc.Referrers() {
		switch x := r.(type) {
		case *ssa.Store:
			if x.Val == alloc {
				return nil
			}
			makers = append(makers, x)
		case *ssa.MakeInterface:
			if !onlyDecodedInto(x) {
				return nil
			}
			makers = append(makers, x)
		case *ssa.FieldAddr:
			if !onlyAccessed(x) {
				return nil
			}
		case *ssa.UnOp, *ssa.DebugRef:
		default:
			return nil
		}
	}
	return makers
}

// onlyDecodedInto reports whether a pointer is given to decoders only.
func onlyDecodedInto(pointer *ssa.MakeInterface) bool {
	return !slices.ContainsFunc(*pointer.Referrers(), func(r ssa.Instruction) bool {
		if _, debug := r.(*ssa.DebugRef); debug {
			return false
		}
		call, ok := r.(*ssa.Call)
		return !ok || !knowledge.EffectOf(callee(&call.Call)).Has(knowledge.Decodes)
	})
}

// makes reports whether an instruction makes a version of a variable.
func makes(instr ssa.Instruction, alloc *ssa.Alloc) bool {
	switch x := instr.(type) {
	case *ssa.Store:
		return x.Addr == alloc
	case *ssa.MakeInterface:
		return x.X == alloc
	}
	return false
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

// reachingVersions says which versions each instruction that names the variable sees:
// those from which a path leads to it without another. Nil stands for the zero
// value that the variable begins with.
func reachingVersions(alloc *ssa.Alloc, makers []ssa.Instruction) versions {
	last := make(map[*ssa.BasicBlock]ssa.Instruction) // of a block
	for _, m := range makers {
		if last[m.Block()] != nil {
			continue
		}
		for _, instr := range m.Block().Instrs {
			if makes(instr, alloc) {
				last[m.Block()] = instr
			}
		}
	}
	in := make(map[*ssa.BasicBlock]*set[ssa.Instruction])
	reach := func(b *ssa.BasicBlock, made ssa.Instruction) {
		seen := make(map[*ssa.BasicBlock]bool)
		for queue := slices.Clone(b.Succs); len(queue) > 0; queue = queue[1:] {
			next := queue[0]
			if seen[next] || next == alloc.Block() { // there it begins anew
				continue
			}
			seen[next] = true
			if in[next] == nil {
				in[next] = new(set[ssa.Instruction])
			}
			in[next].add(made)
			if last[next] == nil {
				queue = append(queue, next.Succs...)
			}
		}
	}
	for b, made := range last {
		reach(b, made)
	}
	if last[alloc.Block()] == nil {
		reach(alloc.Block(), nil)
	}
	return versionsSeen(alloc, in)
}

// versionsSeen is reachingVersions for the instructions of blocks, of which in says
// what they see at their beginning.
func versionsSeen(alloc *ssa.Alloc, in map[*ssa.BasicBlock]*set[ssa.Instruction]) versions {
	names := make(map[*ssa.BasicBlock]map[ssa.Instruction]bool)
	for _, r := range *alloc.Referrers() {
		if names[r.Block()] == nil {
			names[r.Block()] = make(map[ssa.Instruction]bool)
		}
		names[r.Block()][r] = true
	}
	seen := make(versions)
	for b, named := range names {
		sees := []ssa.Instruction{nil}
		if b != alloc.Block() {
			sees = nil
			if in[b] != nil {
				sees = in[b].list
			}
		}
		for _, instr := range b.Instrs {
			if makes(instr, alloc) {
				sees = []ssa.Instruction{instr}
			}
			if !named[instr] {
				continue
			}
			seen[instr] = sees
			if load, ok := instr.(*ssa.UnOp); ok {
				seen[instr] = append(slices.Clone(sees), decodedMeanwhile(load, alloc)...)
			}
		}
	}
	return seen
}

// decodedMeanwhile returns the decodings into a variable between where it is read
// and where the value is used: of return r, decode(&r) nothing says which comes
// first, and compilers decode first.
func decodedMeanwhile(load *ssa.UnOp, alloc *ssa.Alloc) []ssa.Instruction {
	instrs := load.Block().Instrs
	from := slices.Index(instrs, ssa.Instruction(load))
	var makers []ssa.Instruction
	for n, instr := range instrs {
		if _, isStore := instr.(*ssa.Store); n > from && !isStore && makes(instr, alloc) && usedBehind(load, instrs[n:]) {
			makers = append(makers, instr)
		}
	}
	return makers
}

// usedBehind reports whether one of the instructions uses a value.
func usedBehind(v ssa.Value, instrs []ssa.Instruction) bool {
	return slices.ContainsFunc(*v.Referrers(), func(r ssa.Instruction) bool { return slices.Contains(instrs, r) })
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

// version returns the object of the variable o that an instruction makes. What is in
// one is in the variable, for those who ask of it anywhere.
func (e *Engine) version(i *instance, o *object, made ssa.Instruction) *object {
	key := version{o, made}
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
	by ssa.Instruction // nil of the zero value
}
