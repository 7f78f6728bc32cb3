package autosave

import (
	"go/ast"
	"go/types"
	"strconv"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// Literals and zero values.

// zero returns the zero value of t, which node makes.
func (w *walker) zero(t types.Type, node ast.Node) value {
	if t == nil {
		return nil
	}
	if _, ok := t.(*types.TypeParam); ok {
		return nil
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			source, _ := node.(ast.Expr)
			return flag{source: source, depth: w.depth()}
		case u.Info()&types.IsString != 0:
			at, _ := node.(ast.Expr)
			return text{at: at}
		}
	case *types.Struct:
		o := &object{typ: t, made: node}
		w.state.heap[o] = contents{}
		return o
	case *types.Pointer, *types.Interface, *types.Map, *types.Slice, *types.Signature, *types.Chan:
		return absent{}
	}
	return nil
}

func (w *walker) composite(lit *ast.CompositeLit) value {
	t := w.info.TypeOf(lit)
	if t == nil {
		return nil
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem() // an element of []*T{{…}}
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		return w.structLit(lit, t, u)
	case *types.Map:
		return w.mapLit(lit, t)
	case *types.Slice, *types.Array:
		var l list
		for _, element := range lit.Elts {
			if kv, ok := element.(*ast.KeyValueExpr); ok {
				w.eval(kv.Value)
				l.elements = append(l.elements, nil)
				continue
			}
			l.elements = append(l.elements, w.eval(element))
		}
		return l
	}
	return nil
}

func (w *walker) structLit(lit *ast.CompositeLit, t types.Type, s *types.Struct) value {
	o := &object{typ: t, made: lit}
	w.state.heap[o] = contents{}
	var elements []content
	for i, element := range lit.Elts {
		var field *types.Var
		value, node := element, ast.Node(element)
		if kv, ok := element.(*ast.KeyValueExpr); ok {
			key, ok := kv.Key.(*ast.Ident)
			if !ok {
				continue
			}
			field, _ = w.info.Uses[key].(*types.Var)
			value = kv.Value
		} else if i < s.NumFields() {
			field = s.Field(i)
		}
		v := w.eval(value)
		if field == nil {
			continue
		}
		if isStruct(field.Type()) {
			v = w.state.copied(v, nil)
		}
		w.state.set(o, field.Name(), w.entry(v, node, lit))
		if c, ok := v.(closure); ok {
			w.run(c)
			continue
		}
		e := content{value: v, at: value, how: shaped}
		if encodes(field.Type()) && isObject(v) {
			e.how = encoded
		}
		elements = append(elements, e)
	}
	w.judge.put(w, gotypes.Named(t), elements)
	return o
}

func (w *walker) mapLit(lit *ast.CompositeLit, t types.Type) value {
	o := &object{typ: t, made: lit}
	w.state.heap[o] = contents{}
	dynamic := false
	for _, element := range lit.Elts {
		kv, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		v := w.eval(kv.Value)
		key, known := w.constantText(kv.Key)
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
func (w *walker) closure(lit *ast.FuncLit) value {
	env := make(map[*types.Var]value)
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if obj, ok := w.info.Uses[id].(*types.Var); ok {
				if v, ok := w.state.vars[obj]; ok {
					env[obj] = v
				}
			}
		}
		return true
	})
	return closure{lit, env, w.frame()}
}

func quoted(lit *ast.BasicLit) (string, bool) {
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}
