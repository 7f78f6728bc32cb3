package autosave

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// The keys of a chat request that the checks are about.
const (
	streamKey = "stream"
	saveKey   = "auto_save_history"
)

// A wireValue is what the server gets for a key.
type wireValue int

const (
	unknown wireValue = iota
	left              // out of the request
	sentFalse
	sentTrue
)

// A setting is what a request sends for one key, and why.
type setting struct {
	wire    wireValue
	set     bool // the program sets it, to what is sent or not
	entry   entry
	field   *types.Var // of a struct
	dropped bool       // the tag leaves the false value out
}

// A request is a chat request as it is sent.
type request struct {
	stream, save setting
	keys         []string // those that it has, or may have
	made         ast.Node
	option       option // what it is one of
	text         *text  // if it is written as JSON
	sdk          bool   // the SDK's type
	untyped      bool   // no struct type says which keys it has
}

// chatShaped reports whether the request has a key that says it is a chat
// request, and none that says it is not.
func (r *request) chatShaped() bool {
	if slices.Contains(r.keys, "workflow_id") || slices.Contains(r.keys, "tool_outputs") {
		return false
	}
	return slices.ContainsFunc(r.keys, func(key string) bool {
		return key == "bot_id" || key == "user_id" || key == "additional_messages"
	})
}

// literal reports whether both values are written in one literal.
func (r *request) literal() bool {
	if !r.stream.set || !r.save.set {
		return false
	}
	if r.text != nil {
		return true
	}
	lit := r.save.entry.lit
	return lit != nil && lit == r.stream.entry.lit && r.stream.entry.passed == nil && r.save.entry.passed == nil
}

// rejected reports whether the server answers the request with 4007.
func (r *request) rejected() bool {
	return r.save.wire == sentFalse && (r.stream.wire == sentFalse || r.stream.wire == left)
}

// requestOf reads what v sends. ok is false if v is no request that could
// have the keys.
func (w *walker) requestOf(v value) (r *request, ok bool) {
	switch v := v.(type) {
	case sent:
		return w.requestOf(v.of)
	case text:
		return textRequest(v)
	case *object:
		if v.isMap() {
			return w.mapRequest(v), true
		}
		return w.structRequest(v)
	}
	return nil, false
}

func (w *walker) mapRequest(o *object) *request {
	r := &request{made: o.made, untyped: true}
	c := w.state.heap[o]
	for key := range c.entries {
		r.keys = append(r.keys, key)
	}
	r.stream = mapSetting(c, streamKey)
	r.save = mapSetting(c, saveKey)
	return r
}

func mapSetting(c contents, key string) setting {
	e, ok := c.entries[key]
	if !ok {
		if c.opaque {
			return setting{}
		}
		return setting{wire: left}
	}
	s := setting{set: true, entry: e}
	if f, ok := e.value.(flag); ok {
		s.wire = wireBool(f.on)
	}
	return s
}

func wireBool(on bool) wireValue {
	if on {
		return sentTrue
	}
	return sentFalse
}

func (w *walker) structRequest(o *object) (*request, bool) {
	s := gotypes.Struct(o.typ)
	if s == nil || !w.judge.hasKeys(o.typ) {
		return nil, false
	}
	r := &request{made: o.made, sdk: w.model.SDKTypeName(o.typ) != ""}
	marshals := marshalsItself(o.typ)
	for _, f := range w.model.WireFields(s) {
		r.keys = append(r.keys, f.Name)
	}
	r.stream = w.structSetting(o, s, streamKey)
	r.save = w.structSetting(o, s, saveKey)
	if marshals {
		r.stream.wire, r.save.wire = unknown, unknown
	}
	return r, true
}

// structSetting reads what the field with the given key sends.
func (w *walker) structSetting(o *object, s *types.Struct, key string) setting {
	field, ok := wireField(w.model, s, key)
	if !ok {
		return setting{wire: left}
	}
	for _, embedded := range field.Path[:len(field.Path)-1] {
		switch inner := w.field(o, embedded.Name(), embedded.Type()).(type) {
		case *object:
			o = inner
		case absent:
			return setting{wire: left, field: field.Var}
		default:
			return setting{field: field.Var}
		}
	}
	e, set := w.state.get(o, field.Var.Name())
	out := setting{set: set, entry: e, field: field.Var}
	v := e.value
	if !set && !w.state.heap[o].opaque {
		v = w.zero(field.Var.Type(), o.made)
	}
	out.wire = wireOf(v, field)
	out.dropped = set && out.wire == left
	return out
}

// wireField returns the field of s whose tag says exactly key. A field that
// only has the name could be meant for something else.
func wireField(m *cozemodel.Model, s *types.Struct, key string) (cozemodel.WireField, bool) {
	f, ok := m.Wire(s, key)
	return f, ok && f.Name == key && f.Tagged
}

// wireOf returns what a field sends that holds v.
func wireOf(v value, field cozemodel.WireField) wireValue {
	t := field.Var.Type()
	if field.String || marshalsItself(t) {
		return unknown
	}
	omits := field.OmitEmpty || field.OmitZero
	switch v := v.(type) {
	case flag:
		if gotypes.IsBool(t) && omits && !v.on {
			return left
		}
		return wireBool(v.on)
	case absent:
		if omits {
			return left
		}
	}
	return unknown // null is not defined
}

// marshalsItself reports whether values of t decide how they are encoded.
func marshalsItself(t types.Type) bool {
	for _, method := range []string{"MarshalJSON", "MarshalText", "MarshalJSONTo"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, method)
		if _, ok := obj.(*types.Func); ok {
			return true
		}
	}
	return false
}

// configTags are the tags of structs that are read from a file or kept in a
// database, which are not what is sent.
var configTags = []string{"yaml", "toml", "mapstructure", "env", "envconfig", "gorm", "db", "bson"}
