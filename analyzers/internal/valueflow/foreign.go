package valueflow

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// What functions from elsewhere give, and what is decoded into what.

// foreign follows a call of a function whose body cannot be seen: what came
// in as bytes, text or a response may come out as a value; what is asked of a
// value without arguments is part of it.
func (t *tracer) foreign(call *ast.CallExpr, f *frame) {
	sel, isMethod := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	isMethod = isMethod && t.info.Selections[sel] != nil
	if isMethod && knowledge.IsServed(t.info.TypeOf(sel.X)) {
		t.add(Origin{Kind: Incoming})
		return
	}
	if isMethod && len(call.Args) == 0 {
		before := len(t.found)
		t.expr(sel.X, -1, f)
		if slices.ContainsFunc(t.found[before:], func(o Origin) bool { return o.Kind == Response || o.Kind == Incoming }) {
			return
		}
	}
	if t.is != nil {
		t.operands(call, f) // a logger or context that has the value
	}
	if t.returnsOwn(call) {
		t.decodes(func() { t.operands(call, f) }, call.Args...) // a generic decoder
		return
	}
	raw := false
	for _, arg := range call.Args {
		if t.info.Types[arg].Value == nil && isRaw(t.info.TypeOf(arg)) {
			t.expr(arg, -1, f)
			raw = true
		}
	}
	if !raw {
		t.add(Origin{Kind: Result, Call: call, Site: f.site(call), frame: f})
	}
}

// returnsOwn reports whether a function of another package returns a type of
// this one, which it can only know as a type argument, and is given something
// to make it of.
func (ix *Index) returnsOwn(call *ast.CallExpr) bool {
	t := ix.info.TypeOf(call)
	if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 {
		t = tuple.At(0).Type()
	}
	if t == nil {
		return false
	}
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() != ix.pkg {
		return false
	}
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		return ix.info.Types[arg].Value == nil && (isRaw(ix.info.TypeOf(arg)) || gotypes.IsString(ix.info.TypeOf(arg)))
	})
}

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
	case responseFill:
		sender := t.sender(fl.call)
		t.add(Origin{Kind: Response, Call: sender, Site: f.site(sender), frame: f})
	case incomingFill:
		t.add(Origin{Kind: Incoming})
	case decodedFill:
		t.rawOperands(fl, f)
	default:
		t.add(Origin{Kind: Result, Call: fl.call, Site: f.site(fl.call), frame: f})
	}
	return true
}

// rawOperands follows what a decoder decodes: its arguments but for the one
// that it fills, and its receiver.
func (t *tracer) rawOperands(fl fill, f *frame) {
	t.decodes(func() {
		for i, arg := range fl.call.Args {
			if i != fl.arg && t.info.Types[arg].Value == nil {
				t.expr(arg, -1, f)
			}
		}
		if sel, ok := ast.Unparen(fl.call.Fun).(*ast.SelectorExpr); ok && t.info.Selections[sel] != nil {
			t.expr(sel.X, -1, f)
		}
	}, fl.call.Args...)
}

// decodes follows what a decoder decodes. What is decoded twice, and was a text
// in between, is what a program of the user's wrote there.
func (t *tracer) decodes(follow func(), args ...ast.Expr) {
	if t.texts > 0 {
		t.add(Origin{Kind: Payload})
		return
	}
	text := 0
	for _, arg := range args {
		if t.info.Types[arg].Value == nil && gotypes.IsString(t.info.TypeOf(behindConversion(t.info, arg))) {
			text = 1
		}
	}
	t.decoding++
	t.texts += text
	follow()
	t.decoding--
	t.texts -= text
}

// behindConversion returns the operand of a conversion, or expr itself.
func behindConversion(info *types.Info, expr ast.Expr) ast.Expr {
	if call, ok := ast.Unparen(expr).(*ast.CallExpr); ok && len(call.Args) == 1 && info.Types[call.Fun].IsType() {
		return behindConversion(info, call.Args[0])
	}
	return expr
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
