package interp

import (
	"go/ast"
	"go/types"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// library returns the result of a call of a function from elsewhere whose
// effect on a value is known. ok is false if it is not one of them.
func (w *Walker) library(c *Call) (v Value, ok bool) {
	effect := knowledge.EffectOf(c.Fn)
	path, typ, name := knowledge.ID(c.Fn)
	args, result := c.Args, gotypes.FirstResult(c.Fn)
	encodes := effect.Has(knowledge.Encodes)
	switch {
	case len(args) == 0:
		// buf.Bytes(), u.String()
		return c.Recv, typ != "" && effect.Has(knowledge.Derives) && IsText(c.Recv)
	case path == "fmt" && name == "Sprintf":
		return sprintf(c), true
	case path == "strconv" && name == "FormatBool":
		if f, ok := args[0].(Flag); ok {
			return Text{formatted('t', f), c.Expr}, true
		}
		return nil, true
	case effect.Has(knowledge.Copies):
		return w.state.copied(args[0], nil), true
	case encodes && typ != "" && isEncoder(c.Fn):
		w.encode(c)
		return nil, true
	case encodes && isEncoderType(result):
		return newWriter(w.info, c.Expr.Args[0]), true
	case (encodes || marshals(c.Fn)) && !w.model.IsSDKObject(c.Fn):
		// As it is now: what is assigned later is not sent.
		return c.first(w.encoded(args[0])), true
	case typ != "" && gotypes.IsBuilder(c.Fn.Signature().Recv().Type()) && IsText(args[0]):
		w.write(c)
		return nil, true
	case pointerHelper(c.Fn):
		if f, ok := args[0].(Flag); ok && f.depth == w.depth() {
			f.source = c.Expr
			return f, true
		}
		return args[0], true
	}
	return nil, false
}

// isEncoder reports whether fn is the method of an encoder: it gives nothing
// back but an error.
func isEncoder(fn *types.Func) bool {
	return fn.Signature().Results().Len() == 1 && gotypes.GivesError(fn.Signature())
}

// isEncoderType reports whether t is a type with a method that encodes.
func isEncoderType(t types.Type) bool {
	named := gotypes.Named(t)
	if named == nil {
		return false
	}
	for method := range named.Methods() {
		if knowledge.EffectOf(method).Has(knowledge.Encodes) {
			return true
		}
	}
	return false
}

// marshals reports whether a function from elsewhere encodes what it is
// given, as far as its signature tells: func(any) ([]byte, error), as the
// helpers of a program have it.
func marshals(fn *types.Func) bool {
	sig := fn.Signature()
	if sig.Recv() != nil || sig.Params().Len() != 1 || sig.Variadic() || sig.Results().Len() == 0 || sig.Results().Len() > 2 {
		return false
	}
	iface, ok := sig.Params().At(0).Type().Underlying().(*types.Interface)
	if !ok || !iface.Empty() || !gotypes.IsText(sig.Results().At(0).Type()) {
		return false
	}
	return sig.Results().Len() == 1 || gotypes.GivesError(sig)
}

// pointerHelper reports whether fn returns a pointer to its argument, as far
// as its signature tells: func[T any](T) *T, or func(bool) *bool.
func pointerHelper(fn *types.Func) bool {
	sig := fn.Signature()
	if sig.Recv() != nil || sig.Params().Len() != 1 || sig.Results().Len() != 1 || sig.Variadic() {
		return false
	}
	param := sig.Params().At(0).Type()
	p, ok := sig.Results().At(0).Type().(*types.Pointer)
	if !ok || !types.Identical(p.Elem(), param) {
		return false
	}
	if _, ok := param.(*types.TypeParam); ok {
		return true
	}
	b, ok := param.(*types.Basic)
	return ok && b.Kind() == types.Bool
}

// encoded returns what an encoder makes of v.
func (w *Walker) encoded(v Value) Value {
	switch v := v.(type) {
	case *Object:
		return Encoded{w.state.copied(v, nil)}
	case Text:
		if _, ok := ReadJSON(v); ok {
			return Encoded{v}
		}
		return nil // a string, quoted
	case Encoded:
		return v
	case choice:
		return v.each(w.encoded)
	}
	return nil
}

// newWriter returns an encoder that writes into what expr is.
func newWriter(info *types.Info, expr ast.Expr) writer {
	t := info.TypeOf(expr)
	if knowledge.IsReplyWriter(t) || gotypes.Is(t, "os", "File") {
		return writer{silent: true}
	}
	if !gotypes.IsBuilder(t) {
		return writer{}
	}
	target := ast.Unparen(expr)
	if u, ok := target.(*ast.UnaryExpr); ok {
		target = u.X
	}
	return writer{buffer: target}
}

// encode walks encoder.Encode(v).
func (w *Walker) encode(c *Call) {
	out, _ := c.Recv.(writer)
	switch {
	case out.silent:
	case out.buffer != nil:
		w.assignTo(out.buffer, w.encoded(c.Args[0]), nil)
	case w.live():
		w.hooks.Leaves(c.Args[0], c.Expr.Args[0])
	}
}

// write walks buf.WriteString(text): what the buffer holds grows.
func (w *Walker) write(c *Call) {
	sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr)
	if !ok {
		return
	}
	v := c.Args[0]
	switch old := c.Recv.(type) {
	case Text:
		v = joinTexts(old, v, c.Expr.Args[0])
	case *Object:
		if w.Open(old) || len(w.Keys(old)) > 0 {
			v = nil
		}
	default:
		v = nil
	}
	w.assignTo(sel.X, v, nil)
}
