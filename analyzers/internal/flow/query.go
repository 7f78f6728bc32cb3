package flow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// Labels returns what the value of expr is, in all contexts.
func (e *Engine) Labels(expr ast.Expr) []Label {
	return e.labelsOf(e.refsOf(expr), e.whole)
}

// IsOf reports whether a value of expr, in any context, is of one of the kinds.
func (e *Engine) IsOf(expr ast.Expr, kinds ...Kind) bool {
	return slices.ContainsFunc(e.Labels(expr), func(l Label) bool { return slices.Contains(kinds, l.Kind) })
}

// LabelsOfVar returns what the values of v are, wherever it is named, in all
// contexts. The list is not the caller's to change.
func (e *Engine) LabelsOfVar(v *types.Var) []Label { return e.ofVar(v).labels }

// VarIsOf reports whether a value of v, wherever it is named, is of one of the kinds.
func (e *Engine) VarIsOf(v *types.Var, kinds ...Kind) bool {
	of := e.ofVar(v)
	return slices.ContainsFunc(kinds, func(k Kind) bool { return of.kinds[k] })
}

// MayBeOf reports whether a value of v, wherever it is named, is of a request.
func (e *Engine) MayBeOf(v *types.Var, o *Origin) bool { return e.ofVar(v).origins.has(o) }

// varLabels are what the values of a variable are, and of which requests.
type varLabels struct {
	labels  []Label
	kinds   map[Kind]bool
	origins set[*Origin]
	owner   Owner // whose they are
	known   bool  // whether anything is known of it
}

func (e *Engine) ofVar(v *types.Var) *varLabels {
	known := e.ofVars[v]
	if known == nil {
		known = &varLabels{labels: e.labelsOf(e.program.vars[v], e.whole), kinds: make(map[Kind]bool)}
		for _, l := range known.labels {
			known.kinds[l.Kind] = true
			known.origins.add(l.Origin)
		}
		known.owner, known.known = whose(known.labels)
		e.ofVars[v] = known
	}
	return known
}

// Deep returns what the value of expr is and what it holds, in all contexts.
func (e *Engine) Deep(expr ast.Expr) []Label {
	return e.labelsOf(e.refsOf(expr), e.deep)
}

// labelsOf returns what of gives of the values of refs, in all contexts.
func (e *Engine) labelsOf(refs []ref, of func(*value) []Label) []Label {
	var all set[Label]
	e.each(distinct(refs), func(_ *instance, _ ref, v *value) {
		for _, l := range of(v) {
			all.add(l)
		}
	})
	return all.list
}

// distinct leaves out references to the same value: a variable is named often.
func distinct(refs []ref) []ref {
	if len(refs) < 2 {
		return refs
	}
	seen := make(map[ref]bool, len(refs))
	return slices.DeleteFunc(slices.Clone(refs), func(r ref) bool {
		r.at = nil
		before := seen[r]
		seen[r] = true
		return before
	})
}

// Texts returns the texts that expr may be, with unknown parts in braces.
func (e *Engine) Texts(expr ast.Expr) []string {
	if value := e.Info.Types[expr].Value; value != nil && value.Kind() == constant.String {
		return []string{constant.StringVal(value)}
	}
	var all set[string]
	e.each(e.refsOf(expr), func(_ *instance, _ ref, v *value) {
		for _, s := range v.texts.list {
			all.add(s)
		}
	})
	return all.list
}

// Origins returns the requests of the package, in the order of their calls.
func (e *Engine) Origins() []*Origin { return e.origins }

func (e *Engine) refsOf(expr ast.Expr) []ref { return e.program.refs[ast.Unparen(expr)] }

// each calls f with what is known of the values of refs in each context.
func (e *Engine) each(refs []ref, f func(i *instance, r ref, v *value)) {
	for _, r := range refs {
		for _, i := range e.of[r.fn] {
			v := e.valueOf(i, r.value)
			if r.address {
				v = e.loaded(v, gotypes.Pointed(r.value.Type()))
			}
			f(i, r, v)
		}
	}
}

// GivenTo returns the calls in the package that give an argument for a
// parameter, and the index of the argument among those of each call. For what is
// no parameter it returns none.
func (e *Engine) GivenTo(param *types.Var) (calls []*ast.CallExpr, index int) {
	var all set[*ast.CallExpr]
	for _, i := range e.instances {
		if n := parameterAt(i.fn, param); n >= 0 && i.caller != nil {
			index = n
			if call, ok := e.node(i.site).(*ast.CallExpr); ok && n < len(call.Args) {
				all.add(call)
			}
		}
	}
	return all.list, index
}

// parameterAt returns the index of a parameter among those of fn, the receiver
// not counted, or -1.
func parameterAt(fn *ssa.Function, param *types.Var) int {
	first := 0
	if fn.Signature.Recv() != nil {
		first = 1
	}
	for n, p := range fn.Params {
		if n >= first && p.Pos() == param.Pos() {
			return n - first
		}
	}
	return -1
}

// Pos returns where the call of the request stands.
func (o *Origin) Pos() token.Pos {
	if o.call == nil {
		return token.NoPos
	}
	return o.call.Common().Pos()
}

// Name returns the function that makes the request, as the program calls it.
func (e *Engine) Name(o *Origin) string {
	if call := e.Call(o); call != nil {
		return types.ExprString(call.Fun)
	}
	return ""
}

// Known returns the condition that says of a use that the request failed, or
// nil.
func (e *Engine) Known(u *Use, o *Origin) ast.Node {
	for b := u.instr.Block(); b != nil; b = b.Idom() {
		for _, p := range b.Preds {
			for k, s := range p.Succs {
				if s == b && e.failsOn(u.in, p, k, o) {
					x := lastOf(p).(*ssa.If)
					if instr, ok := x.Cond.(ssa.Instruction); ok {
						return e.node(instr)
					}
				}
			}
		}
	}
	return nil
}

func (e *Engine) failsOn(i *instance, b *ssa.BasicBlock, k int, o *Origin) bool {
	for _, f := range e.edgeFacts(i, b, k, e.factsOf(i)[b]) {
		if f.Origin == o && (f.Kind.Fails() || f.Kind == ErrorSet) {
			return true
		}
	}
	return false
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
