package valueflow

import (
	"go/ast"
	"go/types"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// What calls put into what they are given.

// isRaw reports whether t can hold a reply that is not decoded yet.
func isRaw(t types.Type) bool {
	if t == nil {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Slice:
		b, ok := u.Elem().Underlying().(*types.Basic)
		return ok && b.Kind() == types.Byte
	case *types.Interface:
		read, _, _ := types.LookupFieldOrMethod(t, true, nil, "Read")
		return read != nil
	}
	return knowledge.IsResponse(t)
}

// fill follows what a call puts into a variable that it is given. ok reports
// whether it puts something there.
func (t *tracer) fill(fl fill, f *frame) (ok bool) {
	if !t.first(visit{node: fl.call, result: -2 - fl.arg, frame: f}) {
		return true
	}
	switch kind := t.fillKind(fl); kind {
	case noFill:
		return false
	case ownFill:
		return t.fillInside(fl, f)
	case decodedFill:
		t.rawOperands(fl, f)
	}
	return true
}

// rawOperands follows what a decoder decodes: its arguments but for the one
// that it fills, and its receiver.
func (t *tracer) rawOperands(fl fill, f *frame) {
	for i, arg := range fl.call.Args {
		if i != fl.arg && t.info.Types[arg].Value == nil {
			t.expr(arg, -1, f)
		}
	}
	if sel, ok := ast.Unparen(fl.call.Fun).(*ast.SelectorExpr); ok && t.info.Selections[sel] != nil {
		t.expr(sel.X, -1, f)
	}
}

// fillInside follows what a function of the package puts into its parameter.
func (t *tracer) fillInside(fl fill, f *frame) (ok bool) {
	sig, _ := t.signature(fl.call)
	if sig == nil || fl.arg >= sig.Params().Len() || f.level() >= maxDepth {
		return false
	}
	v := sig.Params().At(fl.arg)
	inner := t.bind(fl.call, f)
	for _, r := range t.given(v) {
		if r.fill != nil {
			ok = t.fill(*r.fill, inner) || ok
		} else if !r.def.Param && r.def.Expr != nil && !r.def.Zero {
			t.expr(r.def.Expr, r.def.Result, inner)
			ok = true
		}
	}
	return ok
}
