package interp

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A value can reach who uses it through a channel. It is followed within the
// package.

// A receive is a place where a function takes values out of a channel.
type receive struct {
	fn      *types.Func
	literal *ast.FuncLit // the innermost around it, or nil
	channel ast.Expr
}

// received is what the function of a frame takes out of a channel.
type received struct {
	channel ast.Expr
	value   Value
}

func channelOf(info *types.Info, expr ast.Expr) *types.Chan {
	t := info.TypeOf(expr)
	if t == nil {
		return nil
	}
	c, _ := t.Underlying().(*types.Chan)
	return c
}

// isLocal reports whether v is no field and no variable of a package, or not
// known at all.
func isLocal(v *types.Var) bool {
	return v == nil || !v.IsField() && !gotypes.IsGlobal(v)
}

// receivers returns the functions that may receive what is sent to channel:
// those that receive from the same variable, or, where one of the two is
// a parameter or a local variable, from a channel of the same structs.
func (w *Walker) receivers(channel ast.Expr) []receive {
	sent, from := channelOf(w.info, channel), cozemodel.Variable(w.info, channel)
	if sent == nil {
		return nil
	}
	var found []receive
	for _, r := range w.pkg.receives {
		to := cozemodel.Variable(w.info, r.channel)
		same := to != nil && to == from
		alike := w.hooks.Wanted(sent.Elem()) && types.Identical(sent.Elem(), channelOf(w.info, r.channel).Elem()) && (isLocal(to) || isLocal(from))
		if (same || alike) && !slices.ContainsFunc(found, r.sameFunction) {
			found = append(found, r)
		}
	}
	return found
}

func (r receive) sameFunction(other receive) bool {
	return r.fn == other.fn && r.literal == other.literal
}

// pass walks the functions that receive what s sends, with that value.
func (w *Walker) pass(s *ast.SendStmt, v Value) {
	if !w.interesting(v) || w.depth() >= maxDepth {
		return
	}
	for _, r := range w.receivers(s.Chan) {
		if w.receiving(r) {
			continue
		}
		f := &Frame{Fn: r.fn, lit: r.literal, received: &received{r.channel, v}}
		body := w.model.Decl(r.fn).Body
		if r.literal != nil {
			f.creator, body = w.frame(), r.literal.Body
		}
		before := w.state
		w.state = before.clone()
		w.inFrame(f, func() { w.block(body.List) })
		w.state = before
	}
}

// receiving reports whether the function of r is being walked for a receive.
func (w *Walker) receiving(r receive) bool {
	return slices.ContainsFunc(w.frames, func(f *Frame) bool {
		return f.received != nil && f.Fn == r.fn && f.lit == r.literal
	})
}

// take returns what is known of what comes out of channel.
func (w *Walker) take(channel ast.Expr) Value {
	if r := w.frame().received; r != nil && r.channel == channel {
		return r.value
	}
	return nil
}
