package interp

import (
	"go/ast"
	"go/types"
	"maps"
)

// An Entry is a field or a map element that is known to be set.
type Entry struct {
	Value  Value
	Node   ast.Node          // the key-value pair or the assignment
	Lit    *ast.CompositeLit // the literal that Node is in
	Passed ast.Expr          // the argument that decides, if a caller does
	Chain  ast.Expr          // the call of the builder's method that Node is in
}

// contents is what an object holds.
type contents struct {
	entries map[string]Entry // by field name or map key
	opaque  bool             // entries that are not here are unknown
}

// A state is what is known at one place of a function.
type state struct {
	vars map[*types.Var]Value
	heap map[*Object]contents
	dead bool // control does not come here
}

func newState() *state {
	return &state{vars: make(map[*types.Var]Value), heap: make(map[*Object]contents)}
}

func (s *state) clone() *state {
	return &state{vars: maps.Clone(s.vars), heap: maps.Clone(s.heap), dead: s.dead}
}

// newObject returns a new object that holds nothing.
func (s *state) newObject(t types.Type, made ast.Node) *Object {
	o := &Object{Type: t, Made: made}
	s.heap[o] = contents{}
	return o
}

func (s *state) set(o *Object, name string, e Entry) {
	c := s.heap[o]
	c.entries = maps.Clone(c.entries)
	if c.entries == nil {
		c.entries = make(map[string]Entry)
	}
	c.entries[name] = e
	s.heap[o] = c
}

func (s *state) remove(o *Object, name string) {
	c := s.heap[o]
	if c.opaque {
		s.set(o, name, Entry{})
		return
	}
	c.entries = maps.Clone(c.entries)
	delete(c.entries, name)
	s.heap[o] = c
}

// forget makes everything that v holds unknown.
func (s *state) forget(v Value) { s.forgetNested(v, 0) }

func (s *state) forgetNested(v Value, depth int) {
	if depth > 4 {
		return
	}
	switch v := v.(type) {
	case *Object:
		for _, e := range s.heap[v].entries {
			s.forgetNested(e.Value, depth+1)
		}
		s.heap[v] = contents{opaque: true}
	case choice:
		for _, o := range v {
			s.forgetNested(o.Value, depth+1)
		}
	case list:
		for _, v := range v {
			s.forgetNested(v, depth+1)
		}
	}
}

// given returns what a place of type t holds that is given v: a struct is
// copied.
func (s *state) given(v Value, t types.Type) Value {
	if isStruct(t) {
		return s.copied(v, nil)
	}
	return v
}

// copied returns a copy of v, as a value of type t unless that is nil, if v is
// an object, with the objects it holds by value.
func (s *state) copied(v Value, t types.Type) Value {
	switch v := v.(type) {
	case *Object:
		c := s.heap[v]
		o := &Object{Type: v.Type, Made: v.Made}
		if t != nil {
			o.Type = t
		}
		entries := maps.Clone(c.entries)
		for name, e := range entries {
			if inner, ok := e.Value.(*Object); ok && holdsByValue(v.Type, name) {
				e.Value = s.copied(inner, nil)
				entries[name] = e
			}
		}
		s.heap[o] = contents{entries, c.opaque}
		return o
	case choice:
		copies := make(choice, len(v))
		for i, o := range v {
			copies[i] = Option{s.copied(o.Value, t), o.turns}
		}
		return copies
	}
	return v
}

func holdsByValue(t types.Type, name string) bool {
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range st.Fields() {
		if f.Name() == name {
			return isStruct(f.Type())
		}
	}
	return false
}

// isStruct reports whether t is a struct, and no pointer to one.
func isStruct(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Struct)
	return ok
}
