package flow

import (
	"strings"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// Calls of built-in functions, and of what writes texts.

func (e *Engine) builtin(c *callsite, name string) {
	if c.res == nil {
		return
	}
	v := e.valueOf(c.in, c.res)
	switch name {
	case "append":
		e.appendTo(c, v)
	case "min", "max":
		for n := range c.args {
			e.flow(v, e.arg(c, n))
		}
	case "ssa:wrapnilchk":
		e.flow(v, e.arg(c, 0))
	}
}

func (e *Engine) appendTo(c *callsite, v *value) {
	o := e.allocated(c.in, c.res, c.res.Type())
	e.addObject(v, o)
	e.flow(v, e.arg(c, 0))
	for n := 1; n < len(c.args); n++ {
		from := e.arg(c, n)
		for _, l := range from.labels.list {
			e.addLabel(v, l)
		}
		for _, to := range append([]*object{o}, e.arg(c, 0).objects.list...) {
			for _, src := range from.objects.list {
				if item := src.fields[elements]; item != nil {
					e.readObject(src)
					e.copyElement(e.child(to, elements, item.typ), item)
				}
			}
		}
	}
}

// copyElement puts what is in from into to.
func (e *Engine) copyElement(to, from *object) {
	v := new(value)
	e.load(v, from, from.typ)
	e.store(to, v, from.typ)
}

// write puts what a call is given into the builder or buffer that it writes
// to: sb.WriteString(s), fmt.Fprintf(&sb, …).
func (e *Engine) write(c *callsite) {
	for _, o := range e.read(e.valueOf(c.in, unboxed(c.args[0]))).objects.list {
		for n := 1; n < len(c.args); n++ {
			for _, l := range e.deep(e.arg(c, n)) {
				e.addLabel(o.stored, l)
			}
		}
	}
}

// writesText reports whether the call writes into a builder that the program
// made, which is no log.
func (c *callsite) writesText() bool {
	return len(c.args) >= 2 && (strings.HasPrefix(c.name(), "Write") || strings.HasPrefix(c.name(), "Fprint")) && gotypes.IsBuilder(unboxed(c.args[0]).Type())
}
