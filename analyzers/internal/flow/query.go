package flow

import (
	"go/ast"
	"go/token"
	"go/types"
)

// Labels returns what the value of expr is, in all contexts.
func (e *Engine) Labels(expr ast.Expr) []Label {
	var all set[Label]
	e.each(expr, func(i *instance, v *value) {
		for _, l := range e.whole(v) {
			all.add(l)
		}
	})
	return all.list
}

// Deep returns what the value of expr is and what it holds, in all contexts.
func (e *Engine) Deep(expr ast.Expr) []Label {
	var all set[Label]
	e.each(expr, func(i *instance, v *value) {
		for _, l := range e.deep(v) {
			all.add(l)
		}
	})
	return all.list
}

// Texts returns the texts that expr may be, with unknown parts in braces.
func (e *Engine) Texts(expr ast.Expr) []string {
	var all set[string]
	e.each(expr, func(i *instance, v *value) {
		for _, s := range v.texts.list {
			all.add(s)
		}
	})
	return all.list
}

// Origins returns the requests of the package, in the order of their calls.
func (e *Engine) Origins() []*Origin { return e.origins }

// each calls f with what is known of the value of expr in each context.
func (e *Engine) each(expr ast.Expr, f func(i *instance, v *value)) {
	for _, r := range e.program.refs[ast.Unparen(expr)] {
		for _, i := range e.instances {
			if i.fn != r.fn {
				continue
			}
			v := e.valueOf(i, r.value)
			if r.address {
				v = e.loaded(v, pointed(r.value.Type()))
			}
			f(i, v)
		}
	}
}

// Pos returns where the call of the request stands.
func (o *Origin) Pos() token.Pos {
	if o.call == nil {
		return token.NoPos
	}
	return o.call.Common().Pos()
}

// Name returns the name of the function that makes the request.
func (o *Origin) Name() string {
	if o.call == nil {
		return ""
	}
	if fn := callee(o.call.Common()); fn != nil {
		if pkg := fn.Pkg(); pkg != nil && fn.Signature().Recv() == nil {
			return pkg.Name() + "." + fn.Name()
		}
		return fn.Name()
	}
	return ""
}

// loaded returns what is known of the variable that v is the address of.
func (e *Engine) loaded(v *value, t types.Type) *value {
	all := new(value)
	for _, o := range v.objects.list {
		e.load(all, o, t)
	}
	for _, l := range v.labels.list {
		e.addLabel(all, l)
	}
	return all
}
