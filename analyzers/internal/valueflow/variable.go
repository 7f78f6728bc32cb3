package valueflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// What variables, fields and parameters hold where they are read.

// variable follows the values that v can have at pos.
func (t *tracer) variable(v *types.Var, pos token.Pos, f *frame) {
	if _, isParam := t.params[v]; !isParam {
		f = f.of(v)
	}
	if !t.first(visit{node: nil, v: v, result: int(pos), frame: f}) {
		return
	}
	given := t.reaching(v, pos)
	if p, isParam := t.params[v]; isParam {
		// The value that a parameter comes with counts until it is given
		// another one for certain.
		if !slices.ContainsFunc(given, func(r reach) bool { return r.certain }) {
			t.parameter(v, p, f)
		}
	}
	for _, r := range given {
		t.reached(r, v, f)
	}
	if t.roots {
		t.stored(v, f)
		return
	}
	if t.part == 0 {
		// All that the variable holds is looked through.
		for _, member := range t.members[v] {
			if member.Pos < pos {
				t.expr(member.Expr, -1, f)
			}
		}
	}
}

// parameter follows the arguments for v: that of the call which led here, or
// else those of all calls of the package.
func (t *tracer) parameter(v *types.Var, p param, f *frame) {
	for up := f; up != nil; up = up.up {
		if arg, ok := up.params[v]; ok {
			t.expr(arg, -1, up.up)
			return
		}
	}
	if p.fn == nil {
		return
	}
	for _, call := range t.Callers(p.fn) {
		if arg := p.argument(t.Index, call); arg != nil {
			t.expr(arg, p.result(t.Index, call), nil)
		}
	}
}

// reached follows one value that v is given. ok reports whether it is one.
func (t *tracer) reached(r reach, v *types.Var, f *frame) (ok bool) {
	switch {
	case r.fill != nil:
		return t.fill(*r.fill, f)
	case r.def.Zero:
		return false
	case r.def.Added != nil:
		t.expr(r.def.Added, -1, f)
		return true
	case r.def.Expr == nil:
		return false
	case r.def.Param:
		return false // parameter follows the arguments
	}
	if id, ok := ast.Unparen(r.def.Expr).(*ast.Ident); ok && t.info.Uses[id] == v {
		return false
	}
	t.expr(r.def.Expr, r.def.Result, f)
	return true
}
