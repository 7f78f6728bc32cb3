package flow

import (
	"go/constant"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// What asks, behind the end of a stream, whether it is the end of the answer.

// asks reports whether a condition may ask whether the stream said that it is
// complete: a flag that was set, the last event, a message that only comes then,
// a method of the package. far says that it stands in a caller.
func (w *streamEnd) asks(cond ssa.Value, far bool) bool {
	switch x := cond.(type) {
	case *ssa.UnOp:
		switch x.Op {
		case token.NOT:
			return w.asks(x.X, far)
		case token.MUL:
			_, global := x.X.(*ssa.Global)
			return !global
		}
	case *ssa.Phi, *ssa.Field:
		return true
	case *ssa.Call:
		fn := callee(&x.Call)
		return !far && (fn == nil || fn.Pkg() == w.Pkg)
	case *ssa.BinOp:
		return w.comparesEnd(x, far)
	}
	return false
}

// comparesEnd reports whether a comparison is with the name of an end, or with
// nothing where what is compared is not put together from what came.
func (w *streamEnd) comparesEnd(x *ssa.BinOp, far bool) bool {
	k, ok := x.Y.(*ssa.Const)
	if !ok {
		return false
	}
	if k.Value == nil {
		return !far && !gotypes.IsError(x.X.Type())
	}
	switch k.Value.Kind() {
	case constant.String:
		text := constant.StringVal(k.Value)
		return isEndName(text) || !far && text == "" && !accumulates(x.X, make(map[ssa.Value]bool))
	case constant.Bool:
		return w.asks(x.X, far)
	}
	return false
}

// isEndName reports whether a text names the event or status that ends an answer.
func isEndName(text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc([]string{"done", "complete", "finish"}, func(word string) bool { return strings.Contains(text, word) })
}

// accumulates reports whether a text is put together piece by piece.
func accumulates(v ssa.Value, seen map[ssa.Value]bool) bool {
	if seen[v] {
		return false
	}
	seen[v] = true
	switch x := v.(type) {
	case *ssa.BinOp:
		return x.Op == token.ADD
	case *ssa.Call:
		return true // of a builder, or trimmed
	case *ssa.Phi:
		return slices.ContainsFunc(x.Edges, func(edge ssa.Value) bool { return accumulates(edge, seen) })
	case *ssa.UnOp:
		if x.Op == token.MUL {
			return slices.ContainsFunc(storedIn(x.X), func(s ssa.Value) bool { return accumulates(s, seen) })
		}
	}
	return false
}

// askedBehind reports whether a caller asks behind the call.
func (w *streamEnd) askedBehind(i *instance, from *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock) bool
	visit = func(b *ssa.BasicBlock) bool {
		if seen[b] {
			return false
		}
		seen[b] = true
		if x, ok := lastOf(b).(*ssa.If); ok && w.asks(x.Cond, true) {
			return true
		}
		return slices.ContainsFunc(b.Succs, visit)
	}
	return visit(from)
}
