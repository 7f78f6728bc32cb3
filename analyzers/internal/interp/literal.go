package interp

import (
	"go/ast"
	"go/types"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// Literals and zero values.

// zero returns the zero value of t, which node makes.
func (w *Walker) zero(t types.Type, node ast.Node) Value {
	if t == nil {
		return nil
	}
	if _, ok := t.(*types.TypeParam); ok {
		return nil
	}
	at, _ := node.(ast.Expr)
	switch t.Underlying().(type) {
	case *types.Basic:
		switch {
		case gotypes.IsBool(t):
			return Flag{source: at, depth: w.depth()}
		case gotypes.IsString(t):
			return Text{At: at}
		}
	case *types.Struct:
		return w.state.newObject(t, node)
	case *types.Pointer, *types.Interface, *types.Map, *types.Slice, *types.Signature, *types.Chan:
		return Absent{}
	}
	return nil
}

func (w *Walker) composite(lit *ast.CompositeLit) Value {
	t := w.info.TypeOf(lit)
	if t == nil {
		return nil
	}
	t = gotypes.Pointed(t) // an element of []*T{{…}}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		return w.structLit(lit, t, u)
	case *types.Map:
		return w.mapLit(lit, t)
	case *types.Slice, *types.Array:
		var l list
		for _, element := range lit.Elts {
			var v Value
			if kv, ok := element.(*ast.KeyValueExpr); ok {
				w.eval(kv.Value) // at another place than it stands
			} else {
				v = w.eval(element)
			}
			l = append(l, v)
		}
		return l
	}
	return nil
}

func (w *Walker) structLit(lit *ast.CompositeLit, t types.Type, s *types.Struct) Value {
	o := w.state.newObject(t, lit)
	var elements []Element
	for i, element := range lit.Elts {
		e := Element{Expr: element}
		if kv, ok := element.(*ast.KeyValueExpr); ok {
			key, _ := kv.Key.(*ast.Ident)
			e.Field, _ = w.info.Uses[key].(*types.Var)
			e.Expr = kv.Value
		} else if i < s.NumFields() {
			e.Field = s.Field(i)
		}
		e.Value = w.eval(e.Expr)
		if e.Field == nil {
			continue
		}
		e.Value = w.state.given(e.Value, e.Field.Type())
		w.state.set(o, e.Field.Name(), w.entry(e.Value, element, lit))
		if c, ok := e.Value.(closure); ok {
			w.run(c)
			continue
		}
		elements = append(elements, e)
	}
	if w.live() {
		w.hooks.Literal(t, elements)
	}
	return o
}

func (w *Walker) mapLit(lit *ast.CompositeLit, t types.Type) Value {
	o := w.state.newObject(t, lit)
	dynamic := false
	for _, element := range lit.Elts {
		kv, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		v := w.eval(kv.Value)
		key, known := w.key(kv.Key)
		if !known {
			dynamic = true
			continue
		}
		w.state.set(o, key, w.entry(v, kv, lit))
	}
	if dynamic {
		w.state.forget(o)
	}
	return o
}

// closure returns a function literal as a value. It runs where it is called,
// or where it is handed to somebody else.
func (w *Walker) closure(lit *ast.FuncLit) Value {
	env := make(map[*types.Var]Value)
	for _, x := range w.used(lit) {
		if v, ok := w.state.vars[x]; ok {
			env[x] = v
		}
	}
	return closure{lit, env, w.frame()}
}

// used returns the variables that the body of a function literal uses.
func (w *Walker) used(lit *ast.FuncLit) []*types.Var {
	var used []*types.Var
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := w.info.Uses[id].(*types.Var); ok {
				used = append(used, v)
			}
		}
		return true
	})
	return used
}
