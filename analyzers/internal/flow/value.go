package flow

import (
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// A value is what may be known of an SSA value in one instance.
type value struct {
	labels  set[Label]
	objects set[*object] // that it is, or points to
	texts   set[string]
	readers []*instance // to be looked at again when it changes
}

// An object is what one allocation makes, a global variable, a function, or a
// field or element of another object.
type object struct {
	typ     types.Type
	stored  *value
	outside *value       // what others than the function that made it store
	content set[Label]   // what decoding put into it
	copies  set[*object] // what was assigned to it as a whole
	parent  *object
	key     string // in parent
	keys    []string
	fields  map[string]*object
	fn      *ssa.Function   // of a function value
	call    ssa.Instruction // of a function from elsewhere, that made it
	alloc   ssa.Value       // that made it
	bound   []*value        // what a closure captures
	made    *instance       // that allocated it, nil for globals and types
	fills   set[filling]    // of a request, when it is sent
	yields  []Shape         // of an iterator from elsewhere
	from    *decompressor   // that made it
	isError bool            // an error was made of it: the labels of that say what it tells
	unread  bool            // nothing was decoded into it, though it may have been into what it is a copy of
	readers []*instance
}

// A filling is what an object gets of the outcome of a request.
type filling struct {
	into *object
	with Kind
}

const (
	maxObjects  = 40  // of one value
	maxTexts    = 12  // of one value
	maxTextSize = 300 // bytes
	maxDepth    = 10  // of an object in others
)

// read notes that the instance that is looked at depends on v.
func (e *Engine) read(v *value) *value {
	v.readers = e.readBy(v.readers)
	return v
}

func (e *Engine) readObject(o *object) { o.readers = e.readBy(o.readers) }

// readBy adds the instance that is looked at to readers.
func (e *Engine) readBy(readers []*instance) []*instance {
	// Most often it is the last one.
	if n := len(readers); e.at == nil || n > 0 && readers[n-1] == e.at || slices.Contains(readers, e.at) {
		return readers
	}
	return append(readers, e.at)
}

func (e *Engine) changed(readers []*instance) {
	for _, r := range readers {
		e.enqueue(r)
	}
}

func (e *Engine) addLabel(v *value, l Label) {
	if l.Origin != nil && v.labels.add(l) {
		e.changed(v.readers)
	}
}

func (e *Engine) addObject(v *value, o *object) {
	if o == nil || v.objects.has(o) {
		return
	}
	if len(v.objects.list) >= maxObjects {
		e.lean = true
		return
	}
	v.objects.add(o)
	e.changed(v.readers)
}

func (e *Engine) addText(v *value, s string) {
	if len(v.texts.list) < maxTexts && len(s) <= maxTextSize && v.texts.add(s) {
		e.changed(v.readers)
	}
}

// flow adds what is known of from to what is known of to.
func (e *Engine) flow(to, from *value) {
	if from == nil || to == from {
		return
	}
	e.read(from)
	for _, l := range from.labels.list {
		e.addLabel(to, l)
	}
	for _, o := range from.objects.list {
		e.addObject(to, o)
	}
	for _, s := range from.texts.list {
		e.addText(to, s)
	}
}

func (e *Engine) newObject(t types.Type, made *instance) *object {
	return &object{typ: t, stored: new(value), outside: new(value), made: made}
}

// child returns the object of a field or element of o.
func (e *Engine) child(o *object, key string, t types.Type) *object {
	if c := o.fields[key]; c != nil {
		return c
	}
	if o.depth() > maxDepth {
		return o
	}
	c := &object{typ: t, stored: new(value), outside: new(value), parent: o, key: key, made: o.made}
	if o.fields == nil {
		o.fields = make(map[string]*object)
	}
	o.fields[key] = c
	o.keys = append(o.keys, key)
	for _, from := range o.copies.list {
		e.copyObject(c, e.child(from, key, t))
	}
	e.changed(o.readers)
	return c
}

func (o *object) depth() int {
	n := 0
	for p := o; p != nil; p = p.parent {
		n++
	}
	return n
}

func (o *object) root() *object {
	for o.parent != nil {
		o = o.parent
	}
	return o
}

// copyObject says that what is in from may be in to.
func (e *Engine) copyObject(to, from *object) {
	if to == from || to.root() == from.root() && to.depth() != from.depth() || !to.copies.add(from) {
		return
	}
	for _, key := range to.keys {
		c := to.fields[key]
		e.copyObject(c, e.child(from, key, c.typ))
	}
	e.changed(to.readers)
}

// fill says that the outcome with label l was decoded into o.
func (e *Engine) fill(o *object, l Label) {
	if l.Origin != nil && o.content.add(l) {
		e.changed(o.readers)
		e.changedParts(o)
	}
}

func (e *Engine) changedParts(o *object) {
	for _, key := range o.keys {
		c := o.fields[key]
		e.changed(c.readers)
		e.changedParts(c)
	}
}

// contents calls f with what decoding put into o: its own, or what its place
// in its parents says.
func (e *Engine) contents(o *object, f func(Label)) {
	e.readObject(o)
	for _, l := range o.content.list {
		f(l)
	}
	if isAggregate(o.typ) {
		for _, l := range e.read(o.stored).labels.list {
			f(l)
		}
	}
	if o.parent != nil {
		e.contents(o.parent, func(l Label) {
			if p, ok := part(l, o.key, o.parent.typ, o.typ); ok {
				f(p)
			}
		})
	}
}

// load adds what is at o to v.
func (e *Engine) load(v *value, o *object, t types.Type) {
	l := &loader{Engine: e, to: v, typ: t, seen: make(map[*object]bool)}
	l.object(o, false)
}

type loader struct {
	*Engine
	to   *value
	typ  types.Type
	seen map[*object]bool // whether all of it was read
}

// object reads o and what it is a copy of. Of what is unread only that counts
// which the package put there itself.
func (l *loader) object(o *object, unread bool) {
	unread = unread || o.root().unread
	if all, seen := l.seen[o]; seen && (all || unread) {
		return
	}
	l.seen[o] = !unread
	l.readObject(o)
	if !unread {
		l.contents(o, func(label Label) { l.addLabel(l.to, label) })
	}
	if isAggregate(l.typ) {
		l.addObject(l.to, o)
		if unread {
			return // what it is a copy of is read through it
		}
	}
	l.flow(l.to, o.stored)
	for _, c := range o.copies.list {
		l.object(c, unread)
	}
}

// store puts v into o.
func (e *Engine) store(o *object, v *value, t types.Type) {
	e.flow(o.stored, v)
	if isAggregate(t) {
		for _, from := range v.objects.list {
			e.copyObject(o, from)
		}
	}
}

// whole returns the labels of v and of the objects that it is or points to.
func (e *Engine) whole(v *value) []Label {
	var all set[Label]
	e.read(v)
	for _, l := range v.labels.list {
		all.add(l)
	}
	for _, o := range v.objects.list {
		e.wholeObject(o, func(l Label) { all.add(l) }, make(map[*object]bool))
	}
	return all.list
}

func (e *Engine) wholeObject(o *object, f func(Label), seen map[*object]bool) {
	if seen[o] || o.fn != nil {
		return
	}
	seen[o] = true
	if o.root().unread {
		return
	}
	e.contents(o, f)
	for _, c := range o.copies.list {
		e.wholeObject(c, f, seen)
	}
}

// fieldKey returns the key of the n-th field of the struct type t, and its
// type.
func fieldKey(t types.Type, n int) (key string, ft types.Type) {
	s := gotypes.Struct(t)
	if s == nil || n >= s.NumFields() {
		return "?", nil
	}
	f := s.Field(n)
	tag, _, _ := strings.Cut(reflect.StructTag(s.Tag(n)).Get("json"), ",")
	switch {
	case tag != "" && tag != "-":
		key = tag
	case f.Embedded():
		key = embedding + f.Name()
	default:
		key = goName + f.Name()
	}
	return key, f.Type()
}
