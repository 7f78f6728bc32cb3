package interp

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// Calls of functions whose bodies are not seen.

// handOver tells of a call that is not followed, and forgets what it may
// change.
func (w *Walker) handOver(c *Call) Value {
	c.Own = c.Fn != nil && w.model.Decl(c.Fn) != nil
	c.Effect = knowledge.EffectOf(c.Fn)
	if w.answers(c) {
		c.Effect = knowledge.Replies
	}
	for _, v := range c.Args {
		if literal, ok := v.(closure); ok {
			w.run(literal)
		}
	}
	if !w.live() {
		return nil
	}
	result, sends := w.hooks.Call(c)
	w.forgetChanged(c, sends || c.Effect.Has(Quiet))
	if result == nil || c.Fn == nil {
		return nil
	}
	return c.first(result)
}

// answers reports whether a call writes to the reply of the program's own
// server, or is a method of it.
func (w *Walker) answers(c *Call) bool {
	if c.Fn == nil {
		return false
	}
	if recv := c.Fn.Signature().Recv(); recv != nil && knowledge.IsReplyWriter(recv.Type()) {
		return true
	}
	return slices.ContainsFunc(c.Expr.Args, func(arg ast.Expr) bool {
		t := w.info.TypeOf(arg)
		return t != nil && types.IsInterface(t) && knowledge.IsReplyWriter(t)
	})
}

// forgetChanged forgets what a call may change: its receiver, and what it is
// given a pointer to. What prints or sends a value of any type leaves it as
// it is, and so does a method that returns its receiver's type.
func (w *Walker) forgetChanged(c *Call, keeps bool) {
	w.state.forget(c.Recv)
	keeps = keeps || isSetter(c.Fn)
	decodes := c.Effect.Has(knowledge.Decodes)
	for i, v := range c.Args {
		t := c.Param(i)
		if t != nil && types.IsInterface(t) && !c.Own && (keeps || c.Prints(i) && !decodes) {
			continue
		}
		w.state.forget(v)
	}
}
