package cozemodel

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// What is known at one moment of a round.

// A moment is what holds at one place on every path there.
type moment struct {
	made   map[*types.Var]bool         // of the value that the anchor has now, or plain
	plain  map[*types.Var]bool         // nothing but a constant or a zero value yet
	nonNil map[*types.Var]bool         // known not to be nil
	beside map[*types.Var][]*types.Var // what is not nil if the error is
}

func newMoment() *moment {
	return &moment{make(map[*types.Var]bool), make(map[*types.Var]bool), make(map[*types.Var]bool), make(map[*types.Var][]*types.Var)}
}

func (m *moment) clone() *moment {
	return &moment{maps.Clone(m.made), maps.Clone(m.plain), maps.Clone(m.nonNil), maps.Clone(m.beside)}
}

// meet leaves what holds in both, and reports whether that is less than m.
func (m *moment) meet(other *moment) (less bool) {
	before := m.size()
	maps.DeleteFunc(m.made, func(v *types.Var, _ bool) bool { return !other.made[v] })
	maps.DeleteFunc(m.plain, func(v *types.Var, _ bool) bool { return !other.plain[v] })
	maps.DeleteFunc(m.nonNil, func(v *types.Var, _ bool) bool { return !other.nonNil[v] })
	maps.DeleteFunc(m.beside, func(v *types.Var, _ []*types.Var) bool { return other.beside[v] == nil })
	return m.size() < before
}

func (m *moment) size() int { return len(m.made) + len(m.plain) + len(m.nonNil) + len(m.beside) }

// renew begins another round: the anchor has a new value, and nothing but what
// is plain may be taken to belong to it.
func (m *moment) renew() { m.made = maps.Clone(m.plain) }

// dereferences reports whether to select n goes through a pointer or an
// interface, which panics if that is nil.
func (r *rounds) dereferences(n *ast.SelectorExpr) bool {
	selection := r.model.Pass.TypesInfo.Selections[n]
	if selection == nil {
		return false
	}
	// The methods of responses read their fields.
	return selection.Kind() == types.FieldVal || types.IsInterface(selection.Recv()) || knowledge.IsResponse(selection.Recv())
}

func (r *rounds) dereferenced(now *moment, expr ast.Expr) {
	if v := Variable(r.model.Pass.TypesInfo, expr); v != nil && !v.IsField() {
		now.nonNil[v] = true
	}
}

// fill notes what a call puts into its arguments.
func (r *rounds) fill(now *moment, call *ast.CallExpr) {
	for i, arg := range call.Args {
		v := r.filled(arg)
		if v == nil || !r.model.index.Fills(call, i) {
			continue
		}
		others := append([]ast.Expr{call.Fun}, call.Args[:i]...)
		others = append(others, call.Args[i+1:]...)
		if v == r.anchor && r.only == nil {
			now.renew() // another response is put into it
			now.made[v] = true
			continue
		}
		made := false
		for _, other := range others {
			made = made || r.madeOf(now, other)
		}
		_, address := ast.Unparen(arg).(*ast.UnaryExpr)
		kept := now.nonNil[v] && !address // what it points to is replaced
		r.set(now, v, made)
		if kept {
			now.nonNil[v] = true
		}
	}
}

// filled returns the local variable that a call can put something into if it
// is given arg: &v, or v if that is a pointer or a map.
func (r *rounds) filled(arg ast.Expr) *types.Var {
	arg = ast.Unparen(arg)
	if u, ok := arg.(*ast.UnaryExpr); ok && u.Op == token.AND {
		arg = u.X
	}
	if v := Variable(r.model.Pass.TypesInfo, arg); v != nil && !v.IsField() {
		return v
	}
	return nil
}

// assign notes what a statement assigns.
func (r *rounds) assign(now *moment, node ast.Node) {
	switch n := node.(type) {
	case *ast.AssignStmt:
		r.assignAll(now, node, n.Lhs, n.Rhs)
	case *ast.ValueSpec:
		var lhs []ast.Expr
		for _, name := range n.Names {
			lhs = append(lhs, name)
		}
		r.assignAll(now, node, lhs, n.Values)
	}
}

func (r *rounds) assignAll(now *moment, node ast.Node, lhs, rhs []ast.Expr) {
	if r.givesAnchor(node, lhs) {
		now.renew()
		for _, target := range lhs {
			// One call gives all of them.
			r.give(now, target, len(rhs) == 1 || r.isAnchor(target), nil)
		}
		if len(rhs) == len(lhs) {
			for i, target := range lhs {
				r.give(now, target, r.isAnchor(target), rhs[i])
			}
		}
		if len(rhs) == 1 {
			r.filledBeside(now, rhs[0])
		}
		r.pair(now, lhs, rhs)
		return
	}
	made := make([]bool, len(lhs))
	for i := range lhs {
		switch {
		case len(rhs) == len(lhs):
			made[i] = r.madeOf(now, rhs[i])
		case len(rhs) == 1:
			made[i] = r.madeOf(now, rhs[0])
		}
		if assign, ok := node.(*ast.AssignStmt); ok && assign.Tok != token.ASSIGN && assign.Tok != token.DEFINE {
			made[i] = made[i] && r.madeOf(now, lhs[i]) // text += more
		}
	}
	for i, target := range lhs {
		var value ast.Expr
		if len(rhs) == len(lhs) {
			value = rhs[i]
		}
		r.give(now, target, made[i], value)
		if v := Variable(r.model.Pass.TypesInfo, target); len(rhs) == 0 && v != nil && !r.assigned[v] {
			now.made[v], now.plain[v] = true, true // the zero value
		}
	}
	r.pair(now, lhs, rhs)
}

// filledBeside notes what the call that gives the anchor its value puts the
// reply into: resp, err := c.call(path, &reply).
func (r *rounds) filledBeside(now *moment, value ast.Expr) {
	ast.Inspect(value, func(n ast.Node) bool {
		if _, isLiteral := n.(*ast.FuncLit); isLiteral {
			return false
		}
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		for i, arg := range call.Args {
			if v := r.filled(arg); v != nil && r.model.index.Fills(call, i) {
				r.set(now, v, true)
			}
		}
		return true
	})
}

// givesAnchor reports whether a statement gives the anchor a new value, from
// which on everything else is older.
func (r *rounds) givesAnchor(node ast.Node, lhs []ast.Expr) bool {
	for _, target := range lhs {
		if r.isAnchor(target) {
			return r.only == nil || r.only == node
		}
	}
	return false
}

func (r *rounds) isAnchor(expr ast.Expr) bool {
	if id, ok := ast.Unparen(expr).(*ast.Ident); ok {
		return r.model.Pass.TypesInfo.ObjectOf(id) == r.anchor
	}
	return false
}

// give notes that target is assigned value, which may be unknown.
func (r *rounds) give(now *moment, target ast.Expr, made bool, value ast.Expr) {
	if target == nil {
		return
	}
	id, ok := ast.Unparen(target).(*ast.Ident)
	if !ok {
		// A part of what the variable holds is replaced.
		if v := Root(r.model.Pass.TypesInfo, target); v != nil && v != r.anchor && !made {
			delete(now.made, v)
		}
		return
	}
	v, ok := r.model.Pass.TypesInfo.ObjectOf(id).(*types.Var)
	if !ok {
		return
	}
	nonNil := value != nil && r.nonNil(now, value)
	plain := value != nil && v != r.anchor && r.isPlain(value)
	r.set(now, v, made || plain)
	if plain && now.made[v] {
		now.plain[v] = true
	}
	if nonNil {
		now.nonNil[v] = true
	}
}

// set notes that v has a new value.
func (r *rounds) set(now *moment, v *types.Var, made bool) {
	delete(now.made, v)
	delete(now.plain, v)
	delete(now.nonNil, v)
	delete(now.beside, v)
	maps.DeleteFunc(now.beside, func(_ *types.Var, with []*types.Var) bool {
		for _, other := range with {
			if other == v {
				return true
			}
		}
		return false
	})
	if made && !r.assigned[v] {
		now.made[v] = true
	}
}

// isPlain reports whether a value is made of constants alone: it belongs to no
// reply yet.
func (r *rounds) isPlain(value ast.Expr) bool {
	tv := r.model.Pass.TypesInfo.Types[value]
	if tv.Value != nil || tv.IsNil() {
		return true
	}
	switch x := ast.Unparen(value).(type) {
	case *ast.UnaryExpr:
		return x.Op == token.AND && r.isPlain(x.X)
	case *ast.CompositeLit:
		for _, element := range x.Elts {
			if kv, ok := element.(*ast.KeyValueExpr); ok {
				element = kv.Value
			}
			if !r.isPlain(element) {
				return false
			}
		}
		return true
	case *ast.CallExpr:
		id, ok := ast.Unparen(x.Fun).(*ast.Ident)
		return ok && r.model.Pass.TypesInfo.Types[x.Fun].IsBuiltin() && (id.Name == "new" || id.Name == "make")
	}
	return false
}

// nonNil reports whether a value cannot be nil.
func (r *rounds) nonNil(now *moment, value ast.Expr) bool {
	switch x := ast.Unparen(value).(type) {
	case *ast.UnaryExpr:
		return x.Op == token.AND
	case *ast.CompositeLit:
		return true
	case *ast.Ident:
		v := Variable(r.model.Pass.TypesInfo, x)
		return v != nil && now.nonNil[v]
	case *ast.CallExpr:
		fn := r.model.Callee(x)
		id, ok := ast.Unparen(x.Fun).(*ast.Ident)
		return ok && id.Name == "new" && fn == nil || knowledge.EffectOf(fn).Has(knowledge.MakesError)
	}
	return false
}

// pair notes which results of a call are not nil if its error, the last one,
// is.
func (r *rounds) pair(now *moment, lhs, rhs []ast.Expr) {
	if len(rhs) != 1 || len(lhs) < 2 {
		return
	}
	call, ok := ast.Unparen(rhs[0]).(*ast.CallExpr)
	if !ok {
		return
	}
	info := r.model.Pass.TypesInfo
	err := Variable(info, lhs[len(lhs)-1])
	if err == nil || err.IsField() || !gotypes.IsError(err.Type()) {
		return
	}
	var with []*types.Var
	for i, target := range lhs[:len(lhs)-1] {
		if v := Variable(info, target); v != nil && !v.IsField() && r.model.givesOrFails(call, i) {
			with = append(with, v)
		}
	}
	now.beside[err] = with
}

// assume notes what is known where cond turned out as given.
func (r *rounds) assume(now *moment, cond ast.Expr, outcome bool) {
	switch x := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			r.assume(now, x.X, !outcome)
		}
	case *ast.BinaryExpr:
		switch {
		case x.Op == token.LAND && outcome, x.Op == token.LOR && !outcome:
			r.assume(now, x.X, outcome)
			r.evaluate(now, x.Y)
			r.assume(now, x.Y, outcome)
		case (x.Op == token.NEQ) == outcome && (x.Op == token.NEQ || x.Op == token.EQL):
			r.differ(now, x.X, x.Y)
		case x.Op == token.NEQ || x.Op == token.EQL:
			r.same(now, x.X, x.Y)
		}
	case *ast.CallExpr:
		fn := r.model.Callee(x)
		if outcome && len(x.Args) == 2 && fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "errors" {
			r.dereferenced(now, x.Args[0]) // errors.Is and As find nothing in nil
		}
	}
}

func (r *rounds) differ(now *moment, x, y ast.Expr) {
	if r.isNil(y) {
		r.dereferenced(now, x)
	} else if r.isNil(x) {
		r.dereferenced(now, y)
	}
}

func (r *rounds) same(now *moment, x, y ast.Expr) {
	if r.isNil(x) {
		x, y = y, x
	}
	v := Variable(r.model.Pass.TypesInfo, x)
	if v == nil || !r.isNil(y) {
		return
	}
	for _, other := range now.beside[v] {
		now.nonNil[other] = true
	}
}

func (r *rounds) isNil(expr ast.Expr) bool { return r.model.Pass.TypesInfo.Types[expr].IsNil() }

// madeOf reports whether expr mentions something that is made of the value
// which the anchor has now.
func (r *rounds) madeOf(now *moment, expr ast.Expr) bool {
	found := false
	ast.Inspect(expr, func(n ast.Node) bool {
		if _, isLiteral := n.(*ast.FuncLit); isLiteral {
			return false
		}
		if id, ok := n.(*ast.Ident); ok {
			v, isVar := r.model.Pass.TypesInfo.Uses[id].(*types.Var)
			found = found || isVar && now.made[v]
		}
		return !found
	})
	return found
}
