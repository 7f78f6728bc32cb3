package flow

import (
	"go/token"
	"go/types"
	"maps"

	"golang.org/x/tools/go/ssa"
)

// excludesAll reports whether a value of a type with named constants is none of them
// where b is left by x, whose condition holds or does not: a switch that lists them all
// has no other way.
func (e *Engine) excludesAll(b *ssa.BasicBlock, x *ssa.If, holds bool) bool {
	v, excluded, ok := excludedBy(x, holds)
	if !ok {
		return false
	}
	left := maps.Clone(e.constantsOf(v.Type()))
	if len(left) < 2 {
		return false
	}
	delete(left, excluded)
	for len(b.Preds) == 1 && len(left) > 0 {
		p := b.Preds[0]
		if before, isIf := lastOf(p).(*ssa.If); isIf {
			if other, excluded, ok := excludedBy(before, p.Succs[0] == b); ok && other == v {
				delete(left, excluded)
			}
		}
		b = p
	}
	return len(left) == 0
}

// excludedBy returns the constant that a value is not where a branch goes one way.
func excludedBy(x *ssa.If, holds bool) (v ssa.Value, excluded string, ok bool) {
	cond, isBinary := x.Cond.(*ssa.BinOp)
	if !isBinary || (cond.Op != token.NEQ || !holds) && (cond.Op != token.EQL || holds) {
		return nil, "", false
	}
	k, isConst := cond.Y.(*ssa.Const)
	if !isConst || k.Value == nil {
		return nil, "", false
	}
	return cond.X, k.Value.ExactString(), true
}

// constantsOf returns the values of the constants that are declared for a type, which
// is not one of the SDK: those grow.
func (e *Engine) constantsOf(t types.Type) map[string]bool {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || e.IsSDK(named.Obj()) {
		return nil
	}
	all, known := e.enums[named.Obj()]
	if known {
		return all
	}
	all = make(map[string]bool)
	e.enums[named.Obj()] = all
	scope := named.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		if k, ok := scope.Lookup(name).(*types.Const); ok && types.Identical(k.Type(), named) {
			all[k.Val().ExactString()] = true
		}
	}
	return all
}
