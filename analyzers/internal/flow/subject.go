package flow

import (
	"go/ast"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// What a decision of the program is about, and where else the same value is read.

// A Subject is the value that a decision of the program is about: a code, the
// name of an event, a status. What is the same value elsewhere is told by its
// origin, or, of one that callers from elsewhere give, by where it is read.
type Subject struct {
	kinds   set[Kind]
	origins set[*Origin]
	places  set[spot]
}

// A spot is where a value is read from: a variable in one context, and the
// fields behind it.
type spot struct {
	in   *instance
	root ssa.Value
	path string
}

// SubjectOf returns the subject that expr is, and whether the engine knows
// anything of it.
func (e *Engine) SubjectOf(expr ast.Expr) (*Subject, bool) {
	s := new(Subject)
	e.each(e.refsOf(expr), func(i *instance, r ref, v *value) {
		for _, l := range e.whole(v) {
			s.kinds.add(l.Kind)
			s.origins.add(l.Origin)
		}
		s.places.add(e.spotOf(i, r.value))
	})
	if len(s.places.list) == 0 {
		if inner := operandOf(expr); inner != nil {
			return e.SubjectOf(inner)
		}
	}
	return s, len(s.places.list) > 0
}

// operandOf returns what a conversion, a call with one argument or a dereference
// is of, or nil.
func operandOf(expr ast.Expr) ast.Expr {
	switch x := ast.Unparen(expr).(type) {
	case *ast.CallExpr:
		if len(x.Args) == 1 {
			return x.Args[0]
		}
	case *ast.StarExpr:
		return x.X
	}
	return nil
}

// spotOf returns where a value is read from, through conversions, fields, and
// the parameters of functions whose callers are known.
func (e *Engine) spotOf(i *instance, v ssa.Value) spot {
	path := ""
	for range 4 * maxDepth {
		switch x := v.(type) {
		case *ssa.UnOp:
			v = x.X
			continue
		case *ssa.FieldAddr:
			key, _ := fieldKey(gotypes.Pointed(x.X.Type()), x.Field)
			v, path = x.X, key+"/"+path
			continue
		case *ssa.Field:
			key, _ := fieldKey(x.X.Type(), x.Field)
			v, path = x.X, key+"/"+path
			continue
		case *ssa.Convert, *ssa.ChangeType, *ssa.ChangeInterface, *ssa.MakeInterface:
			v = converted(x)
			continue
		case *ssa.Alloc:
			if stored := onlyStored(x); stored != nil {
				v = stored
				continue
			}
		case *ssa.Parameter:
			if arg := givenFor(i, x); arg != nil {
				i, v = i.caller, arg
				continue
			}
		case *ssa.FreeVar:
			if i.lexical != nil {
				if bound := boundTo(i, x); bound != nil {
					i, v = i.lexical, bound
					continue
				}
			}
		}
		break
	}
	return spot{i, v, path}
}

// onlyStored returns the one value that is ever stored into a variable, or nil.
func onlyStored(a *ssa.Alloc) ssa.Value {
	var only ssa.Value
	for _, r := range *a.Referrers() {
		s, ok := r.(*ssa.Store)
		if !ok || s.Addr != ssa.Value(a) {
			continue
		}
		if only != nil {
			return nil
		}
		only = s.Val
	}
	return only
}

func givenFor(i *instance, p *ssa.Parameter) ssa.Value {
	site, ok := i.site.(ssa.CallInstruction)
	if !ok || i.caller == nil || len(i.fn.Params) != len(arguments(site.Common())) {
		return nil
	}
	for n, q := range i.fn.Params {
		if q == p {
			return arguments(site.Common())[n]
		}
	}
	return nil
}

func boundTo(i *instance, f *ssa.FreeVar) ssa.Value {
	for _, b := range i.lexical.fn.Blocks {
		for _, instr := range b.Instrs {
			c, ok := instr.(*ssa.MakeClosure)
			if !ok || c.Fn != ssa.Value(i.fn) {
				continue
			}
			for n, g := range i.fn.FreeVars {
				if g == f {
					return c.Bindings[n]
				}
			}
		}
	}
	return nil
}

// is reports whether v is the subject, in the same round or another.
func (e *Engine) is(s *Subject, i *instance, v ssa.Value) bool {
	value := e.valueOf(i, v)
	found := false
	for _, l := range value.labels.list {
		if s.kinds.has(l.Kind) {
			if !s.origins.has(l.Origin) {
				return false // or another
			}
			found = true
		}
	}
	return found || s.places.has(e.spotOf(i, v))
}

// holdsSubject reports whether v is the subject or what it is read from, whole.
func (e *Engine) holdsSubject(s *Subject, i *instance, v ssa.Value) bool {
	for _, l := range e.deep(e.valueOf(i, v)) {
		if s.origins.has(l.Origin) && (isWhole(l.Kind) || s.kinds.has(l.Kind)) {
			return true
		}
	}
	return e.holdsPlace(s, i, v, 0)
}

// holdsPlace reports whether v is what the subject is read from, or is made of
// it here: an argument of a variadic function, a literal, an encoded text.
func (e *Engine) holdsPlace(s *Subject, i *instance, v ssa.Value, depth int) bool {
	at := e.spotOf(i, v)
	for _, p := range s.places.list {
		if p.in == at.in && p.root == at.root && strings.HasPrefix(p.path, at.path) {
			return true
		}
	}
	if depth > maxPredicates {
		return false
	}
	for _, part := range e.madeOf(at.root) {
		if e.holdsPlace(s, at.in, part, depth+1) {
			return true
		}
	}
	return false
}

// madeOf returns what is stored into a variable or its parts, or what a call
// encodes.
func (e *Engine) madeOf(v ssa.Value) []ssa.Value {
	switch x := v.(type) {
	case *ssa.Slice:
		return e.madeOf(x.X)
	case *ssa.Extract:
		return e.madeOf(x.Tuple)
	case *ssa.Call:
		if e.effectOf(callee(&x.Call)).Has(knowledge.Encodes) {
			return arguments(&x.Call)
		}
	case *ssa.Alloc:
		return storedIn(x)
	case *ssa.FieldAddr, *ssa.IndexAddr:
		return storedIn(x)
	}
	return nil
}

func storedIn(address ssa.Value) []ssa.Value {
	var all []ssa.Value
	for _, r := range *address.Referrers() {
		switch x := r.(type) {
		case *ssa.Store:
			if x.Addr == address {
				all = append(all, x.Val)
			}
		case *ssa.FieldAddr:
			all = append(all, storedIn(x)...)
		case *ssa.IndexAddr:
			all = append(all, storedIn(x)...)
		}
	}
	return all
}

// isWhole reports whether a value of the kind has the event or status in it.
func isWhole(k Kind) bool {
	switch k {
	case Reply, Data, Event, Status, Line, Body, LastError:
		return true
	}
	return false
}
