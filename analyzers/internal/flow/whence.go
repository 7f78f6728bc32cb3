package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// Whose says whose outcome the values of v are made of. Of what is partly
// Coze's and partly not, it is Others; known is false if nothing is known.
func (e *Engine) Whose(v *types.Var) (owner Owner, known bool) {
	of := e.ofVar(v)
	return of.owner, of.known
}

// WhoseIs is Whose for the value of an expression. What is read from a request that the
// program serves is of others.
func (e *Engine) WhoseIs(expr ast.Expr) (owner Owner, known bool) {
	if labels := e.Labels(expr); len(labels) > 0 {
		return whose(labels)
	}
	return Others, slices.ContainsFunc(e.refsOf(expr), func(r ref) bool { return isServed(r.value) })
}

func whose(labels []Label) (owner Owner, known bool) {
	for _, l := range labels {
		if l.Origin.Owner != Ours {
			return Others, true
		}
	}
	return Ours, len(labels) > 0
}

// IsOther reports whether a variable holds nothing of the requests of which
// another holds the outcome.
func (e *Engine) IsOther(v, of *types.Var) bool {
	return len(e.LabelsOfVar(of)) > 0 && !slices.ContainsFunc(e.LabelsOfVar(v), func(l Label) bool { return e.MayBeOf(of, l.Origin) })
}

// ComparesCode reports whether the code of every request of which v has a
// reply is compared with anything, wherever it was decoded.
func (e *Engine) ComparesCode(v *types.Var) bool {
	labels := slices.DeleteFunc(slices.Clone(e.LabelsOfVar(v)), func(l Label) bool { return l.Kind != Reply && l.Kind != Data })
	return len(labels) > 0 && !slices.ContainsFunc(labels, func(l Label) bool { return !e.comparedCodes()[l.Origin] })
}

// comparedCodes returns the requests whose codes are compared with anything.
func (e *Engine) comparedCodes() map[*Origin]bool {
	if e.compared == nil {
		e.compared = e.findCompared()
	}
	return e.compared
}

// ReturnsUnread reports whether v is given a reply of Coze that an imported function
// returns, and no code of it was compared there.
func (e *Engine) ReturnsUnread(v *types.Var) bool {
	labels := e.LabelsOfVar(v)
	return len(labels) > 0 && !slices.ContainsFunc(labels, func(l Label) bool {
		return l.Kind != Reply || l.Origin.Owner != Ours || !l.Origin.unread || l.Origin.OtherModule || e.comparedCodes()[l.Origin]
	})
}

func (e *Engine) findCompared() map[*Origin]bool {
	found := make(map[*Origin]bool)
	for _, i := range e.instances {
		if recv := i.outermost().fn.Signature.Recv(); recv != nil && hasCode(recv.Type()) {
			continue // a method of a reply that nobody calls
		}
		for _, b := range i.fn.Blocks {
			for _, instr := range b.Instrs {
				if x, ok := instr.(*ssa.BinOp); ok && isComparison(x.Op) {
					for _, v := range []ssa.Value{x.X, x.Y} {
						for _, l := range e.valueOf(i, v).labels.list {
							if l.Kind == Code {
								found[l.Origin] = true
							}
						}
					}
				}
			}
		}
	}
	return found
}

// outermost returns the instance that is called from elsewhere.
func (i *instance) outermost() *instance {
	for i.caller != nil {
		i = i.caller
	}
	return i
}

// hasCode reports whether a reply of the type has a code.
func hasCode(t types.Type) bool {
	s := gotypes.Struct(t)
	if s == nil {
		return false
	}
	for n := range s.NumFields() {
		key, ft := fieldKey(t, n)
		if strings.EqualFold(strings.TrimPrefix(key, goName), "code") || strings.HasPrefix(key, embedding) && hasCode(ft) {
			return true
		}
	}
	return false
}

func isComparison(op token.Token) bool {
	switch op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return true
	}
	return false
}

// isCompared reports whether a function is asked which of some errors a failure is:
// what it returns is compared there and goes nowhere.
func (i *instance) isCompared() bool {
	call, ok := i.site.(*ssa.Call)
	if !ok || !gotypes.IsError(call.Type()) {
		return false
	}
	for _, r := range *call.Referrers() {
		switch r := r.(type) {
		case *ssa.DebugRef:
		case *ssa.BinOp:
			if !isComparison(r.Op) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// Makers returns the calls that made what expr may be, in each context in
// which it has a value. A nil call stands for what was made otherwise, or
// elsewhere.
func (e *Engine) Makers(expr ast.Expr) [][]*ast.CallExpr {
	var all [][]*ast.CallExpr
	e.eachObjects(expr, func(objects []*object) {
		var calls set[*ast.CallExpr]
		for _, o := range e.made(objects) {
			call, _ := e.callOf(o)
			calls.add(call)
		}
		if len(calls.list) > 0 {
			all = append(all, calls.list)
		}
	})
	return all
}

// eachObjects calls f with the objects that expr is or points to in each
// context. Of b.api.Chat, whose parts are only addressed, b has a value.
func (e *Engine) eachObjects(expr ast.Expr, f func([]*object)) {
	if refs := e.refsOf(expr); len(refs) > 0 {
		e.each(refs, func(_ *instance, _ ref, v *value) { f(v.objects.list) })
		return
	}
	sel, ok := ast.Unparen(expr).(*ast.SelectorExpr)
	if !ok || e.Info.Selections[sel] == nil {
		return
	}
	e.eachObjects(sel.X, func(objects []*object) {
		t := e.Info.TypeOf(sel.X)
		for _, n := range e.Info.Selections[sel].Index() {
			key, ft := fieldKey(t, n)
			var next set[*object]
			for _, o := range objects {
				next.add(e.child(o, key, ft))
				for _, in := range e.child(o, key, ft).stored.objects.list {
					next.add(in)
				}
			}
			objects, t = next.list, ft
		}
		f(objects)
	})
}

// made returns the objects that others are, behind what they are copies of.
func (e *Engine) made(objects []*object) []*object {
	var all set[*object]
	seen := make(map[*object]bool)
	var visit func(o *object)
	visit = func(o *object) {
		if seen[o] {
			return
		}
		seen[o] = true
		behind := slices.Concat(o.copies.list, o.stored.objects.list)
		if o.call != nil || len(behind) == 0 {
			all.add(o)
			return
		}
		for _, from := range behind {
			visit(from)
		}
	}
	for _, o := range objects {
		visit(o)
	}
	return all.list
}

// callOf returns the call that made an object, if one did.
func (e *Engine) callOf(o *object) (*ast.CallExpr, bool) {
	if o.call == nil {
		return nil, false
	}
	call, ok := e.node(o.call).(*ast.CallExpr)
	return call, ok
}

// MethodCalls returns the calls of methods of what a call made.
func (e *Engine) MethodCalls(made *ast.CallExpr) []*ast.CallExpr {
	var all set[*ast.CallExpr]
	e.eachExternal(func(c *callsite) {
		if !c.hasReceiver() {
			return
		}
		for _, o := range e.made(e.arg(c, 0).objects.list) {
			if call, ok := e.callOf(o); ok && call == made {
				if method, ok := e.node(c.instr).(*ast.CallExpr); ok {
					all.add(method)
				}
			}
		}
	})
	return all.list
}
