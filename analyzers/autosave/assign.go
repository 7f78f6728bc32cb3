package autosave

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// Assignments: what a variable, a field or an element holds from then on.

func (w *walker) declare(spec *ast.ValueSpec) {
	for i, name := range spec.Names {
		v, _ := w.info.Defs[name].(*types.Var)
		switch {
		case len(spec.Values) == len(spec.Names):
			w.assignTo(name, w.eval(spec.Values[i]), spec)
		case len(spec.Values) == 0 && v != nil:
			w.state.vars[v] = w.zero(v.Type(), name)
		case i == 0 && len(spec.Values) == 1:
			w.assignAll(identifiers(spec.Names), w.eval(spec.Values[0]), spec)
		}
	}
}

func identifiers(names []*ast.Ident) []ast.Expr {
	exprs := make([]ast.Expr, len(names))
	for i, name := range names {
		exprs[i] = name
	}
	return exprs
}

func (w *walker) assign(s *ast.AssignStmt) {
	if s.Tok != token.ASSIGN && s.Tok != token.DEFINE {
		w.assignOperation(s)
		return
	}
	if len(s.Lhs) != len(s.Rhs) {
		w.assignAll(s.Lhs, w.eval(s.Rhs[0]), s)
		return
	}
	values := make([]value, len(s.Rhs))
	for i, expr := range s.Rhs {
		values[i] = w.eval(expr)
	}
	for i, lhs := range s.Lhs {
		w.assignTo(lhs, values[i], s)
	}
}

// assignOperation walks x += y, which joins texts.
func (w *walker) assignOperation(s *ast.AssignStmt) {
	x, y := w.eval(s.Lhs[0]), w.eval(s.Rhs[0])
	w.assignTo(s.Lhs[0], joinTexts(x, y, s.Lhs[0], s.Tok == token.ADD_ASSIGN && gotypes.IsText(w.info.TypeOf(s.Lhs[0]))), s)
}

func (w *walker) assignAll(targets []ast.Expr, v value, node ast.Node) {
	values, _ := v.(tuple)
	for i, target := range targets {
		switch {
		case i < len(values):
			w.assignTo(target, values[i], node)
		case i == 0 && values == nil && isRequest(v):
			w.assignTo(target, v, node) // v, ok := x.(T), or <-x
		default:
			w.assignTo(target, nil, node)
		}
	}
}

// assignTo records that node gives target the value v.
func (w *walker) assignTo(target ast.Expr, v value, node ast.Node) {
	switch target := ast.Unparen(target).(type) {
	case *ast.Ident:
		obj, _ := w.info.ObjectOf(target).(*types.Var)
		if obj == nil || w.judge.shared(obj) {
			return
		}
		if isStruct(obj.Type()) {
			v = w.state.copied(v, nil)
		}
		w.state.vars[obj] = v
	case *ast.SelectorExpr:
		w.assignField(target, v, node)
	case *ast.IndexExpr:
		w.assignElement(target, v, node)
	case *ast.StarExpr:
		w.assignThrough(target, v)
	}
}

func (w *walker) assignField(target *ast.SelectorExpr, v value, node ast.Node) {
	selection := w.info.Selections[target]
	if selection == nil || selection.Kind() != types.FieldVal {
		return
	}
	owner, ok := w.ownerOf(target, selection)
	if !ok {
		return
	}
	if isStruct(selection.Type()) {
		v = w.state.copied(v, nil)
	}
	for _, o := range owner {
		e := w.entry(v, node, nil)
		if len(owner) > 1 {
			e = entry{}
		}
		w.state.set(o, target.Sel.Name, e)
	}
}

func (w *walker) assignElement(target *ast.IndexExpr, v value, node ast.Node) {
	key, known := w.constantText(target.Index)
	for _, o := range w.objects(w.place(target.X)) {
		switch {
		case !o.isMap():
		case !known:
			w.state.forget(o)
		default:
			w.state.set(o, key, w.entry(v, node, nil))
		}
	}
}

// assignThrough records *p = v. A bool whose address was taken may be the
// one that p points to.
func (w *walker) assignThrough(target *ast.StarExpr, v value) {
	p := w.place(target.X)
	if o, ok := p.(*object); ok {
		if from, ok := v.(*object); ok {
			w.state.heap[o] = w.state.heap[w.state.copied(from, nil).(*object)]
		} else {
			w.state.forget(o)
		}
		return
	}
	w.assignTo(target.X, nil, nil)
	for obj, known := range w.state.vars {
		if _, ok := known.(flag); ok && w.model.AddressTaken(obj) {
			w.state.vars[obj] = nil
		}
	}
}

// forgetAssigned forgets what the loop s assigns, before its body is walked:
// the body may have run before.
func (w *walker) forgetAssigned(s ast.Stmt) {
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

func (w *walker) forgetTarget(target ast.Expr) {
	if target == nil {
		return
	}
	if root := rootOf(target); root != nil && root != ast.Unparen(target) {
		if obj, _ := w.info.ObjectOf(root).(*types.Var); obj == nil || w.state.vars[obj] == nil {
			return // not known, and declared in the loop perhaps
		}
	}
	w.assignTo(target, nil, nil)
}

// rootOf returns the variable that a chain of selectors and indexes begins
// with, or nil.
func rootOf(expr ast.Expr) *ast.Ident {
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
