package autosave

import (
	"go/ast"
	"go/types"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// library returns the result of a call of a function from elsewhere whose
// effect is known. ok is false if it is not one of them.
func (w *walker) library(call *ast.CallExpr, fn *types.Func, recv value, args []value) (v value, ok bool) {
	effect := knowledge.EffectOf(fn)
	path, typ, name := knowledge.ID(fn)
	switch {
	case typ == "chat" && w.model.IsSDKObject(fn):
		w.sdkCall(call, name, args)
		return nil, true
	case len(args) == 0:
		// buf.Bytes(), u.String()
		return recv, typ != "" && effect.Has(knowledge.Derives) && isContent(recv)
	case path == "fmt" && name == "Sprintf":
		return w.sprintf(call, args), true
	case path == "strconv" && name == "FormatBool":
		if f, ok := args[0].(flag); ok {
			return text{formatted('t', f), call}, true
		}
		return nil, true
	case effect.Has(knowledge.Copies):
		return w.state.copied(args[0], nil), true
	case effect.Has(knowledge.Encodes) && typ != "" && isEncoder(fn):
		w.encode(call, recv, args[0])
		return nil, true
	case effect.Has(knowledge.Encodes) && isEncoderType(firstResult(fn)):
		return newWriter(w.info, call.Args[0]), true
	case (effect.Has(knowledge.Encodes) || marshals(fn)) && !w.model.IsSDKObject(fn):
		return w.marshaled(fn, args[0]), true
	case isBuffer(receiverType(fn)) && isContent(args[0]):
		w.write(call, recv, args[0])
		return nil, true
	case pointerHelper(fn):
		if f, ok := args[0].(flag); ok && f.depth == w.depth() {
			f.source = call
			return f, true
		}
		return args[0], true
	}
	return nil, false
}

// isContent reports whether v is a text, or an encoded request.
func isContent(v value) bool {
	switch v := v.(type) {
	case text, sent:
		return true
	case choice:
		return len(v) > 0 && isContent(v[0].value)
	}
	return false
}

// isEncoder reports whether fn is the method of an encoder: it gives nothing
// back but an error.
func isEncoder(fn *types.Func) bool {
	results := fn.Signature().Results()
	return results.Len() == 1 && gotypes.IsError(results.At(0).Type())
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

func firstResult(fn *types.Func) types.Type {
	if results := fn.Signature().Results(); results.Len() > 0 {
		return results.At(0).Type()
	}
	return nil
}

func receiverType(fn *types.Func) types.Type {
	if recv := fn.Signature().Recv(); recv != nil {
		return recv.Type()
	}
	return nil
}

// isBuffer reports whether t is what a body is written into before it is
// sent.
func isBuffer(t types.Type) bool {
	return gotypes.Is(t, "bytes", "Buffer") || gotypes.Is(t, "strings", "Builder")
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
	return sig.Results().Len() == 1 || gotypes.IsError(sig.Results().At(1).Type())
}

func (w *walker) sprintf(call *ast.CallExpr, args []value) value {
	format, ok := args[0].(text)
	if !ok || call.Ellipsis.IsValid() {
		return nil
	}
	content, ok := sprintf(format.content, args[1:])
	if !ok {
		return nil
	}
	return text{content, format.at}
}

// marshaled returns what a marshaler returns for v as it is now: what is
// assigned later is not sent.
func (w *walker) marshaled(fn *types.Func, v value) value {
	body := w.encodedCopy(v)
	if fn.Signature().Results().Len() < 2 {
		return body
	}
	results := make(tuple, fn.Signature().Results().Len())
	results[0] = body
	return results
}

func (w *walker) encodedCopy(v value) value {
	switch v := v.(type) {
	case *object:
		return sent{w.state.copied(v, nil)}
	case text, sent:
		if t, ok := v.(text); ok {
			if _, isObject := textRequest(t); !isObject {
				return nil // a string, quoted
			}
			return sent{t}
		}
		return v
	case choice:
		return v.each(w.encodedCopy)
	}
	return nil
}

// newWriter returns an encoder that writes into what expr is.
func newWriter(info *types.Info, expr ast.Expr) writer {
	t := info.TypeOf(expr)
	if knowledge.IsReplyWriter(t) || gotypes.Is(t, "os", "File") {
		return writer{silent: true}
	}
	target := ast.Unparen(expr)
	if u, ok := target.(*ast.UnaryExpr); ok {
		target = u.X
	}
	if isBuffer(t) {
		return writer{buffer: target}
	}
	return writer{}
}

// encode walks encoder.Encode(v).
func (w *walker) encode(call *ast.CallExpr, recv, v value) {
	out, _ := recv.(writer)
	switch {
	case out.silent:
	case out.buffer != nil:
		w.assignTo(out.buffer, w.encodedCopy(v), nil)
	default:
		w.judge.raw(w, v, call.Args[0], encoded, nil)
	}
}

// write walks buf.WriteString(text): what the buffer holds grows.
func (w *walker) write(call *ast.CallExpr, recv, v value) {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return
	}
	switch old := recv.(type) {
	case text:
		v = joinTexts(old, v, call.Args[0], true)
	case *object:
		if c := w.state.heap[old]; c.opaque || len(c.entries) > 0 {
			v = nil
		}
	default:
		v = nil
	}
	w.assignTo(sel.X, v, nil)
}
