package flow

import (
	"go/constant"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
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
func (w *streamEnd) askedBehind(site ssa.Instruction) bool {
	return !eachBehind(site.Block(), func(b *ssa.BasicBlock) bool {
		x, ok := lastOf(b).(*ssa.If)
		return !ok || !w.asks(x.Cond, true)
	})
}

// failsBehind reports whether a caller returns an error behind the call whatever
// happens: who comes there was not told that the answer is complete.
func (w *streamEnd) failsBehind(site ssa.Instruction) bool {
	returns := false
	return eachBehind(site.Block(), func(b *ssa.BasicBlock) bool {
		ret, ok := lastOf(b).(*ssa.Return)
		if !ok {
			return true
		}
		returns = true
		last := len(ret.Results) - 1
		return last >= 0 && gotypes.IsError(ret.Results[last].Type()) && w.isMade(ret, ret.Results[last])
	}) && returns
}

// isMade reports whether an error that is returned is one that is made there, and not
// what a call returned, which may be nil.
func (w *streamEnd) isMade(ret *ssa.Return, v ssa.Value) bool {
	if isNil(ret, v) {
		return false
	}
	if load, ok := v.(*ssa.UnOp); ok {
		if s := storeOf(ret, load); s != nil {
			return w.isMade(ret, s.Val)
		}
		_, global := load.X.(*ssa.Global)
		return global
	}
	switch x := v.(type) {
	case *ssa.MakeInterface:
		return true
	case *ssa.Call:
		return w.effectOf(callee(&x.Call)).Has(knowledge.MakesError)
	}
	return false
}

// eachBehind calls f for b and the blocks that follow it, as long as it returns true, and
// reports whether it always did.
func eachBehind(b *ssa.BasicBlock, f func(*ssa.BasicBlock) bool) bool {
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock) bool
	visit = func(b *ssa.BasicBlock) bool {
		if seen[b] {
			return true
		}
		seen[b] = true
		if !f(b) {
			return false
		}
		for _, s := range ended(b) {
			if !visit(s) {
				return false
			}
		}
		return true
	}
	return visit(b)
}

// ended returns the blocks that follow b where a loop over a function ended by itself,
// and no statement of its body left it: package ssa keeps that in a variable.
func ended(b *ssa.BasicBlock) []*ssa.BasicBlock {
	x, ok := lastOf(b).(*ssa.If)
	if !ok {
		return b.Succs
	}
	cond, ok := x.Cond.(*ssa.BinOp)
	if !ok || cond.Op != token.EQL {
		return b.Succs
	}
	load, ok := cond.X.(*ssa.UnOp)
	k, isConst := cond.Y.(*ssa.Const)
	if !ok || !isConst || k.Value == nil || k.Value.Kind() != constant.Int {
		return b.Succs
	}
	if a, ok := load.X.(*ssa.Alloc); !ok || !strings.HasPrefix(a.Comment, "jump$") {
		return b.Succs
	}
	if k.Int64() == 0 {
		return b.Succs[:1]
	}
	return b.Succs[1:]
}
