package interp

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// Assignments: what a variable, a field or an element holds from then on.

func (w *Walker) declare(spec *ast.ValueSpec) {
	names := make([]ast.Expr, len(spec.Names))
	for i, name := range spec.Names {
		names[i] = name
		if v, ok := w.info.Defs[name].(*types.Var); ok && len(spec.Values) == 0 {
			w.state.vars[v] = w.zero(v.Type(), name)
		}
	}
	if len(spec.Values) > 0 {
		w.assignAll(names, spec.Values, spec)
	}
}

func (w *Walker) assign(s *ast.AssignStmt) {
	if s.Tok == token.ASSIGN || s.Tok == token.DEFINE {
		w.assignAll(s.Lhs, s.Rhs, s)
		return
	}
	// x += y joins texts.
	x, y := w.eval(s.Lhs[0]), w.eval(s.Rhs[0])
	var v Value
	if s.Tok == token.ADD_ASSIGN && gotypes.IsText(w.info.TypeOf(s.Lhs[0])) {
		v = joinTexts(x, y, s.Lhs[0])
	}
	w.assignTo(s.Lhs[0], v, s)
}

// assignAll gives targets the values of exprs, or the results of the only one.
func (w *Walker) assignAll(targets, exprs []ast.Expr, node ast.Node) {
	values := make([]Value, len(targets))
	if len(targets) == len(exprs) {
		for i, expr := range exprs {
			values[i] = w.eval(expr)
		}
	} else if v := w.eval(exprs[0]); holds(v) {
		values[0] = v // v, ok := x.(T), or <-x
	} else if results, ok := v.(tuple); ok {
		copy(values, results)
	}
	for i, target := range targets {
		w.assignTo(target, values[i], node)
	}
}

// assignTo records that node gives target the value v.
func (w *Walker) assignTo(target ast.Expr, v Value, node ast.Node) {
	switch target := ast.Unparen(target).(type) {
	case *ast.Ident:
		obj, _ := w.info.ObjectOf(target).(*types.Var)
		if obj != nil && !gotypes.IsGlobal(obj) {
			w.state.vars[obj] = w.state.given(v, obj.Type())
		}
	case *ast.SelectorExpr:
		w.assignField(target, v, node)
	case *ast.IndexExpr:
		w.assignElement(target, v, node)
	case *ast.StarExpr:
		w.assignThrough(target, v)
	}
}

func (w *Walker) assignField(target *ast.SelectorExpr, v Value, node ast.Node) {
	selection := w.info.Selections[target]
	if selection == nil || selection.Kind() != types.FieldVal {
		return
	}
	owners := w.ownersOf(target, selection)
	v = w.state.given(v, selection.Type())
	for _, o := range owners {
		e := w.entry(v, node, nil)
		if len(owners) > 1 {
			e = Entry{}
		}
		w.state.set(o, target.Sel.Name, e)
	}
}

func (w *Walker) assignElement(target *ast.IndexExpr, v Value, node ast.Node) {
	key, known := w.key(target.Index)
	for _, o := range objects(w.eval(target.X)) {
		switch {
		case !o.IsMap():
		case !known:
			w.state.forget(o)
		default:
			w.state.set(o, key, w.entry(v, node, nil))
		}
	}
}

// assignThrough records *p = v. A bool whose address was taken may be the
// one that p points to.
func (w *Walker) assignThrough(target *ast.StarExpr, v Value) {
	if o, ok := w.eval(target.X).(*Object); ok {
		if from, ok := v.(*Object); ok {
			w.state.heap[o] = w.state.heap[w.state.copied(from, nil).(*Object)]
		} else {
			w.state.forget(o)
		}
		return
	}
	w.assignTo(target.X, nil, nil)
	for obj, known := range w.state.vars {
		if _, ok := known.(Flag); ok && w.model.AddressTaken(obj) {
			w.state.vars[obj] = nil
		}
	}
}

// forgetAssigned forgets what the loop s assigns, before its body is walked:
// the body may have run before.
func (w *Walker) forgetAssigned(s ast.Stmt) {
	ast.Inspect(s, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				for _, lhs := range n.Lhs {
					w.forgetTarget(lhs)
				}
			}
		case *ast.IncDecStmt:
			w.forgetTarget(n.X)
		}
		return true
	})
}

func (w *Walker) forgetTarget(target ast.Expr) {
	if target == nil {
		return
	}
	if root := Root(target); root != nil && root != ast.Unparen(target) {
		if obj, _ := w.info.ObjectOf(root).(*types.Var); obj == nil || w.state.vars[obj] == nil {
			return // not known, and declared in the loop perhaps
		}
	}
	w.assignTo(target, nil, nil)
}

// Root returns the variable that a chain of selectors and indexes begins
// with, or nil.
func Root(expr ast.Expr) *ast.Ident {
	for {
		switch x := ast.Unparen(expr).(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			expr = x.X
		case *ast.IndexExpr:
			expr = x.X
		case *ast.StarExpr:
			expr = x.X
		default:
			return nil
		}
	}
}
