package flow

import (
	"go/ast"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// BodyTaken returns the first call of a function from elsewhere that is given the
// body of the response to a request, to copy, read or write it, or nil.
func (e *Engine) BodyTaken(o *Origin) (taken ast.Node) {
	e.eachExternal(func(c *callsite) {
		switch c.pkgPath() {
		case "io", "os", "bytes", "bufio":
			if taken == nil && c.name() != "Close" && e.givenOne(c, Label{Body, o}) {
				taken = e.node(c.instr)
			}
		}
	})
	return taken
}

func (e *Engine) givenOne(c *callsite, l Label) bool {
	for n := range c.args {
		if slices.Contains(e.arg(c, n).labels.list, l) {
			return true
		}
	}
	return false
}

// LooksAtReply reports whether anything in the package asks whether the response to
// a request is a failure: for its status, for the type of its content, or for what
// can be decoded from it; or gives it to a function that nobody sees.
func (e *Engine) LooksAtReply(o *Origin) bool {
	looks := e.anywhere(func(i *instance, instr ssa.Instruction) bool {
		x, ok := instr.(*ssa.BinOp)
		if !ok {
			return false
		}
		for _, v := range []ssa.Value{x.X, x.Y} {
			for _, l := range e.valueOf(i, v).labels.list {
				if l.Origin == o && (l.Kind == HTTPStatus || l.Kind == Code || l.Kind == Line || l.Kind == Body) {
					return true
				}
			}
		}
		return false
	})
	e.eachExternal(func(c *callsite) {
		effect := knowledge.EffectOf(c.fn)
		switch {
		case looks:
		case e.givenOne(c, Label{Header, o}):
			looks = c.namesContentType()
		case e.givenOne(c, Label{HTTPStatus, o}), effect.Has(knowledge.Decodes) && (e.givenOne(c, Label{Body, o}) || e.givenOne(c, Label{Line, o})):
			looks = true
		case e.givenOne(c, Label{Response, o}):
			looks = c.fn == nil || effect == 0 && c.pkgPath() != "io"
		}
	})
	return looks
}

// namesContentType reports whether a call is given the name of the header that says
// what type the content has.
func (c *callsite) namesContentType() bool {
	return slices.ContainsFunc(c.args, func(a ssa.Value) bool {
		text, ok := constantText(a)
		return ok && strings.EqualFold(text, "Content-Type")
	})
}
