package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// Functions of other packages that no table knows can make requests, too: one
// that is given the URL of an endpoint of the API, or that returns a response.

// asks reports whether a function of another package that no table knows makes
// a request: it returns a response that it was not given, or is given the URL
// of an endpoint, in parts even, and gives something back. A method of an
// interface does if what it is called on was given the address of the API.
func (e *Engine) asks(c *callsite) bool {
	if c.common.IsInvoke() {
		return len(e.arg(c, 0).texts.list) > 0 && e.givesBack(c) && e.addressesCoze(c)
	}
	if c.fn == nil || !isForeign(c.pkgPath()) || c.fn.Pkg() == e.Pkg || c.hasReceiver() && isRequestPart(c.args[0].Type()) {
		return false
	}
	returns, given := false, false
	for n := range c.results().Len() {
		returns = returns || knowledge.IsResponse(c.resultType(n))
	}
	for _, a := range c.args {
		given = given || knowledge.IsResponse(a.Type())
	}
	return returns && !given && len(c.args) > 0 || e.givesBack(c) && e.addressesCoze(c)
}

// keepAddress says that what a function of another package makes of the address
// of the API, a client or a setting of one, has it.
func (e *Engine) keepAddress(c *callsite) {
	if c.res == nil || c.fn == nil || !isForeign(c.pkgPath()) || c.fn.Pkg() == e.Pkg {
		return
	}
	var all set[string]
	for n := range c.args {
		values := []*value{e.arg(c, n)}
		if given, ok := e.variadic(c.in, c.args[n]); ok && n == len(c.args)-1 {
			values = given
		}
		for _, v := range values {
			for _, text := range v.texts.list {
				if strings.Contains(text, "://") && isBase(text) && e.Owner([]string{text}) == Ours {
					all.add(text)
				}
			}
		}
	}
	for n := range c.results().Len() {
		if t := c.resultType(n); gotypes.IsError(t) || gotypes.IsText(t) {
			continue
		}
		for _, text := range all.list {
			e.addText(e.out(c, n), text)
		}
	}
}

// isForeign reports whether a package with the import path is none of the
// standard library.
func isForeign(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".") || strings.Contains(path, "/") && !knowledge.IsStandard(path)
}

// givesBack reports whether a call returns more than an error, calls a function
// that it is given, or fills the envelope of a reply.
func (e *Engine) givesBack(c *callsite) bool {
	for n := range c.results().Len() {
		t := c.resultType(n)
		if _, isBasic := t.Underlying().(*types.Basic); !gotypes.IsError(t) && (!isBasic || gotypes.IsString(t)) {
			return true
		}
	}
	return slices.ContainsFunc(c.args, func(a ssa.Value) bool { return isEnvelope(boxed(a).Type()) }) || len(e.handlers(c)) > 0
}

// addressesCoze reports whether one of the texts that a call is given, itself or
// in the fields of a struct, is the URL of an endpoint, or if it returns no text,
// which could be just that, has the URL in parts.
func (e *Engine) addressesCoze(c *callsite) bool {
	texts := e.givenTexts(c)
	if t := c.resultType(0); c.errorResult() >= 0 && !gotypes.IsText(t) {
		texts = combine(texts)
	}
	for _, text := range texts {
		_, rest, isURL := strings.Cut(text, "://")
		isURL = isURL && strings.Contains(rest, "/") || strings.HasPrefix(text, holeStart) && strings.Contains(text, holeEnd+"/")
		if isURL && e.Owner([]string{text}) == Ours {
			return true
		}
	}
	return false
}

func (e *Engine) givenTexts(c *callsite) []string {
	var all set[string]
	for n := range c.args {
		v := e.arg(c, n)
		for _, s := range v.texts.list {
			all.add(s)
		}
		for _, o := range v.objects.list {
			if isRequestPart(o.typ) {
				e.textsIn(o, &all, make(map[*object]bool))
				continue
			}
			if o.fn != nil || gotypes.Struct(o.typ) == nil {
				continue
			}
			e.readObject(o)
			for _, key := range o.keys {
				for _, s := range e.read(o.fields[key].stored).texts.list {
					all.add(s)
				}
			}
		}
	}
	return all.list
}

// locateByGiven says where the request goes that a function of another package makes,
// by the texts that it is given.
func (e *Engine) locateByGiven(c *callsite, o *Origin) {
	e.locate(o, slices.DeleteFunc(combine(e.givenTexts(c)), func(text string) bool { return !strings.Contains(text, "/") }))
}

// handlers returns the functions that a call is given, itself or in the fields
// of a struct.
func (e *Engine) handlers(c *callsite) []target {
	var all []target
	for n := range c.args {
		v := e.arg(c, n)
		all = append(all, e.functionsIn(v)...)
		for _, o := range v.objects.list {
			if o.fn != nil {
				continue
			}
			for _, key := range o.keys {
				all = append(all, e.functionsIn(e.read(o.fields[key].stored))...)
			}
		}
	}
	return all
}

// sendElsewhere makes a request by a function of another package.
func (e *Engine) sendElsewhere(c *callsite) {
	o := e.origin(c)
	if e.stage < findLabels {
		e.locateByGiven(c, o)
		e.callbacks(c, nil)
		return
	}
	for n := range c.results().Len() {
		e.resultElsewhere(c, o, n)
	}
	for n, a := range c.args {
		if p, ok := a.Type().Underlying().(*types.Pointer); ok && gotypes.Struct(p) == nil {
			e.decodeInto(e.arg(c, n), Label{Reply, o})
		} else if m, ok := a.(*ssa.MakeInterface); ok && n > 0 {
			if _, ok := m.X.Type().Underlying().(*types.Pointer); ok {
				e.decodeInto(e.arg(c, n), Label{Reply, o})
			}
		}
	}
	for _, t := range e.handlers(c) {
		if in := e.follow(c, t); in != nil {
			e.giveCallback(in, in.fn.Signature, []Label{{Body, o}})
			e.takeCallback(c, in)
		}
	}
}

// resultElsewhere gives a result of a function that makes a request what its
// type says.
func (e *Engine) resultElsewhere(c *callsite, o *Origin, n int) {
	t, to := c.resultType(n), e.out(c, n)
	switch {
	case knowledge.IsResponse(t):
		e.addLabel(to, Label{Response, o})
	case gotypes.IsError(t):
		e.addLabel(to, Label{Error, o})
	case gotypes.IsText(t):
		e.addLabel(to, Label{Body, o})
	default:
		e.addLabel(to, Label{Reply, o})
	}
}
