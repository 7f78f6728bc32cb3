package flow

import (
	"slices"
	"strings"
)

// What a package tells of its functions is data.

// A Summary is what those that import a package are told of one of its
// functions: what its results, what it fills and what it calls functions with
// have to do with requests to Coze that it makes. It is data, which drivers
// write and read.
type Summary struct {
	// Func is the name of the function, behind that of its type and a dot if
	// it is a method.
	Func string
	// URLs are those of the requests, with unknown parts in braces, and
	// Events says that a reply is a stream of events.
	URLs   []string
	Events bool
	// Results are in the order of the function's.
	Results []Shape
	// Filled are the parameters into which something is decoded, and Calls
	// the functions among them that are called.
	Filled []Given
	Calls  []Called
	// Told says that the function tells of the failures that it returns: it
	// logs them.
	Told bool
	// Noticed says that the function looks whether an event or a status is
	// that of a failure.
	Noticed bool
	// Unread says that the code of a reply that is returned is compared
	// with nothing.
	Unread bool
}

// A Shape is what is known of a value.
type Shape struct {
	// Kinds are of the requests that the function makes, and Derived those of
	// what it is given, its receiver included.
	Kinds, Derived []Kind
	// Content is what was decoded into the value, or into what it points to.
	Content []Kind
	Fields  []Field
	// Yields is, of a function, what it calls the function with that it is given,
	// as an iterator does.
	Yields []Shape
}

// A Field is a part of a value, by its key.
type Field struct {
	Key string
	Shape
}

// A Given is a parameter, the receiver not counted.
type Given struct {
	Param int
	Shape
}

// Called is a parameter that is a function, and what it is called with.
type Called struct {
	Param int
	Args  []Shape
}

func (s *Shape) empty() bool {
	return len(s.Kinds) == 0 && len(s.Derived) == 0 && len(s.Content) == 0 && len(s.Fields) == 0 && len(s.Yields) == 0
}

func addKind(to *[]Kind, k Kind) {
	if i, found := slices.BinarySearch(*to, k); !found {
		*to = slices.Insert(*to, i, k)
	}
}

// field adds a part to a shape.
func (s *Shape) field(key string, part Shape) {
	i, found := slices.BinarySearchFunc(s.Fields, key, func(f Field, key string) int { return strings.Compare(f.Key, key) })
	if !found {
		s.Fields = slices.Insert(s.Fields, i, Field{key, part})
		return
	}
	s.Fields[i].merge(part)
}

// merge adds what is known of another value.
func (s *Shape) merge(other Shape) {
	for _, k := range other.Kinds {
		addKind(&s.Kinds, k)
	}
	for _, k := range other.Derived {
		addKind(&s.Derived, k)
	}
	for _, k := range other.Content {
		addKind(&s.Content, k)
	}
	for _, f := range other.Fields {
		s.field(f.Key, f.Shape)
	}
}
