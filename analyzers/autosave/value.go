package autosave

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
)

// A value is what is known about a value of the program: one of flag, absent,
// text, sent, closure, list, tuple, choice, writer and *object. A nil value
// is one that cannot be seen. Pointers are not told from what they point to,
// except that struct values are copied where Go copies them.
type value any

// A flag is a bool, or a pointer to one, whose value is known.
type flag struct {
	on     bool
	source ast.Expr // where it is written
	depth  int      // the frame that it is written in
}

// absent is nil.
type absent struct{}

// A text is a string or its bytes. What is not known of it is a hole.
type text struct {
	content string
	at      ast.Expr // where it is written or, if it is a package's, used
}

// hole stands in a text for something that is only known at run time.
const hole = '\x00'

// sent is a request in the form in which it is sent: encoded, or in a reader.
type sent struct{ of value }

// A closure is a function literal, with the variables it captured if the
// function around it has returned.
type closure struct {
	lit     *ast.FuncLit
	env     map[*types.Var]value
	creator *frame
}

// A list is a slice or array whose elements are known.
type list struct{ elements []value }

// A tuple is what a call with several results returns.
type tuple []value

// A choice is one of several requests or texts, by the path that was taken.
type choice []option

// An option is what a choice can be, and the turns of the paths on which it
// is: two options exclude each other if they turned differently where paths
// met.
type option struct {
	value value
	turns []turn
}

// A turn is the side from which control came where two paths met.
type turn struct {
	at   *meeting
	side int
}

// A meeting is the identity of a place where two paths meet.
type meeting struct{ _ int }

// together reports whether a path leads to both options.
func (o option) together(other option) bool {
	return !slices.ContainsFunc(o.turns, func(t turn) bool {
		return slices.Contains(other.turns, turn{t.at, 1 - t.side})
	})
}

// each returns the choice of what f makes of the options, or nil if one
// becomes a choice itself.
func (c choice) each(f func(value) value) value {
	out := make(choice, len(c))
	for i, o := range c {
		v := f(o.value)
		if _, nested := v.(choice); nested {
			return nil
		}
		out[i] = option{v, o.turns}
	}
	return out
}

// optionsOf returns what v can be.
func optionsOf(v value) choice {
	if c, ok := v.(choice); ok {
		return c
	}
	return choice{{value: v}}
}

// A writer is an encoder: what it writes is kept in a variable, is sent, or
// is no request at all.
type writer struct {
	buffer ast.Expr // the variable, or nil
	silent bool
}

// A parcel is what a library was given before it sends: the request that it
// is going to send, and the texts that may say where to.
type parcel struct {
	contents []content
	texts    []value
}

// A content is a request in a parcel. What it holds is read when it is sent.
type content struct {
	value value
	at    ast.Expr
	how   handed
}

// An object is the identity of a struct or a map that the program makes, or
// is handed. What it holds is in the state.
type object struct {
	typ  types.Type
	made ast.Node // the literal, call or declaration that makes it
}

func (o *object) isMap() bool {
	_, ok := o.typ.Underlying().(*types.Map)
	return ok
}

// contents is what an object holds.
type contents struct {
	entries map[string]entry // by field name or map key
	opaque  bool             // entries that are not here are unknown
}

// An entry is a field or a map element that is known to be set.
type entry struct {
	value  value
	node   ast.Node          // the key-value pair or the assignment
	lit    *ast.CompositeLit // the literal that node is in
	passed ast.Expr          // the argument that decides, if a caller does
	chain  ast.Expr          // the call of the builder's method that node is in
}

// A state is what is known at one place of a function.
type state struct {
	vars map[*types.Var]value
	heap map[*object]contents
	dead bool // control does not come here
}

func newState() *state {
	return &state{vars: make(map[*types.Var]value), heap: make(map[*object]contents)}
}

func (s *state) clone() *state {
	return &state{vars: maps.Clone(s.vars), heap: maps.Clone(s.heap), dead: s.dead}
}

// get returns the entry of o named name. ok is false if it was never set.
func (s *state) get(o *object, name string) (e entry, ok bool) {
	e, ok = s.heap[o].entries[name]
	return e, ok
}

func (s *state) set(o *object, name string, e entry) {
	c := s.heap[o]
	c.entries = maps.Clone(c.entries)
	if c.entries == nil {
		c.entries = make(map[string]entry)
	}
	c.entries[name] = e
	s.heap[o] = c
}

func (s *state) remove(o *object, name string) {
	c := s.heap[o]
	if c.opaque {
		s.set(o, name, entry{})
		return
	}
	c.entries = maps.Clone(c.entries)
	delete(c.entries, name)
	s.heap[o] = c
}

// forget makes everything that v holds unknown.
func (s *state) forget(v value) { s.forgetNested(v, 0) }

func (s *state) forgetNested(v value, depth int) {
	if depth > 4 {
		return
	}
	switch v := v.(type) {
	case *object:
		for _, e := range s.heap[v].entries {
			s.forgetNested(e.value, depth+1)
		}
		s.heap[v] = contents{opaque: true}
	case choice:
		for _, o := range v {
			s.forgetNested(o.value, depth+1)
		}
	case list:
		for _, v := range v.elements {
			s.forgetNested(v, depth+1)
		}
	}
}

// copied returns a copy of v if v is an object, with the objects it holds by
// value.
func (s *state) copied(v value, typ types.Type) value {
	switch v := v.(type) {
	case *object:
		c := s.heap[v]
		o := &object{typ: v.typ, made: v.made}
		if typ != nil {
			o.typ = typ
		}
		entries := maps.Clone(c.entries)
		for name, e := range entries {
			if inner, ok := e.value.(*object); ok && holdsByValue(v.typ, name) {
				e.value = s.copied(inner, nil)
				entries[name] = e
			}
		}
		s.heap[o] = contents{entries, c.opaque}
		return o
	case choice:
		copies := make(choice, len(v))
		for i, o := range v {
			copies[i] = option{s.copied(o.value, typ), o.turns}
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

func isStruct(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Struct)
	return ok
}
