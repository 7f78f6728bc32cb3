package interp

import (
	"go/ast"
	"go/types"
	"slices"
)

// A Value is what is known about a value of the program: a Flag, Absent, a
// Text, Encoded, an *Object, a closure, list, tuple, choice or writer, or a
// pointer that a pass has returned for a call. A nil Value is one that cannot
// be seen. Pointers are not told from what they point to, except that struct
// values are copied where Go copies them.
type Value any

// A Flag is a bool, or a pointer to one, whose value is known.
type Flag struct {
	On     bool
	source ast.Expr // where it is written
	depth  int      // the frame that it is written in
}

// Absent is nil.
type Absent struct{}

// A Text is a string or its bytes. What is not known of it is a hole.
type Text struct {
	Content string
	At      ast.Expr // where it is written or, if it is a package's, used
}

// Hole stands in a text for something that is only known at run time.
const Hole = '\x00'

// Encoded is a value in the form in which it is sent: as text, or in a reader.
type Encoded struct{ Of Value }

// An Object is the identity of a struct or a map that the program makes, or
// is handed. What it holds, the walker knows.
type Object struct {
	Type types.Type
	Made ast.Node // the literal, call or declaration that makes it
}

// IsMap reports whether the object is a map.
func (o *Object) IsMap() bool {
	_, ok := o.Type.Underlying().(*types.Map)
	return ok
}

// A closure is a function literal, with the variables it captured if the
// function around it has returned.
type closure struct {
	lit     *ast.FuncLit
	env     map[*types.Var]Value
	creator *Frame
}

// A list is a slice or array whose elements are known.
type list []Value

// A tuple is what a call with several results returns.
type tuple []Value

// A writer is an encoder: what it writes is kept in a variable, leaves the
// program, or is of no interest at all.
type writer struct {
	buffer ast.Expr // the variable, or nil
	silent bool
}

// A choice is one of several objects or texts, by the path that was taken.
type choice []Option

// An Option is what a value can be, and the turns of the paths on which it
// is: two options exclude each other if they turned differently where paths
// met.
type Option struct {
	Value Value
	turns []turn
}

// A turn is the side from which control came where two paths met.
type turn struct {
	at   *meeting
	side int
}

// A meeting is the identity of a place where two paths meet.
type meeting struct{ _ int }

// Together reports whether a path leads to both options.
func (o Option) Together(other Option) bool {
	return !slices.ContainsFunc(o.turns, func(t turn) bool {
		return slices.Contains(other.turns, turn{t.at, 1 - t.side})
	})
}

// Options returns what v can be.
func Options(v Value) []Option {
	if c, ok := v.(choice); ok {
		return c
	}
	return []Option{{Value: v}}
}

// each returns the choice of what f makes of the options, or nil if one
// becomes a choice itself.
func (c choice) each(f func(Value) Value) Value {
	out := make(choice, len(c))
	for i, o := range c {
		v := f(o.Value)
		if _, nested := v.(choice); nested {
			return nil
		}
		out[i] = Option{v, o.turns}
	}
	return out
}

// IsText reports whether v is a text, or encoded.
func IsText(v Value) bool {
	switch Options(v)[0].Value.(type) {
	case Text, Encoded:
		return true
	}
	return false
}

// IsObject reports whether v is an object.
func IsObject(v Value) bool {
	return !slices.ContainsFunc(Options(v), func(o Option) bool {
		_, ok := o.Value.(*Object)
		return !ok
	})
}

// IsEncoded reports whether v, or one of what it can be, is encoded already, or
// the text of a JSON object.
func IsEncoded(v Value) bool {
	return slices.ContainsFunc(Options(v), func(o Option) bool {
		switch v := o.Value.(type) {
		case Encoded:
			return true
		case Text:
			_, ok := ReadJSON(v)
			return ok
		}
		return false
	})
}

// holds reports whether v is, or can be, an object or encoded.
func holds(v Value) bool {
	switch v.(type) {
	case *Object, Encoded, choice:
		return true
	}
	return false
}

// objects returns the objects that v can be.
func objects(v Value) []*Object {
	var out []*Object
	for _, option := range Options(v) {
		if o, ok := option.Value.(*Object); ok {
			out = append(out, o)
		}
	}
	return out
}
