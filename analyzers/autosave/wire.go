package autosave

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/interp"
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
	wire  wireValue
	set   bool // the program sets it, to what is sent or not
	entry interp.Entry
	field *types.Var // of a struct
}

// A request is a chat request as it is sent.
type request struct {
	stream, save setting
	keys         []string // those that it has, or may have
	made         ast.Node
	option       interp.Option // what it is one of
	text         *interp.Text  // if it is written as JSON
	sdk          bool          // the SDK's type
	untyped      bool          // no struct type says which keys it has
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
	lit := r.save.entry.Lit
	return lit != nil && lit == r.stream.entry.Lit && r.stream.entry.Passed == nil && r.save.entry.Passed == nil
}

// rejected reports whether the server answers the request with 4007.
func (r *request) rejected() bool {
	return r.save.wire == sentFalse && (r.stream.wire == sentFalse || r.stream.wire == left)
}

// requestOf reads what v sends. ok is false if v is no request that could
// have the keys.
func (j *judge) requestOf(v interp.Value) (r *request, ok bool) {
	switch v := v.(type) {
	case interp.Encoded:
		return j.requestOf(v.Of)
	case interp.Text:
		return textRequest(v)
	case *interp.Object:
		if v.IsMap() {
			return j.mapRequest(v), true
		}
		return j.structRequest(v)
	}
	return nil, false
}

// textRequest reads a request that is written as JSON. ok is false if t is
// not one JSON object, as far as it is known.
func textRequest(t interp.Text) (r *request, ok bool) {
	object, ok := interp.ReadJSON(t)
	if !ok {
		return nil, false
	}
	r = &request{made: t.At, text: &t, untyped: true}
	for _, m := range object.Members {
		r.keys = append(r.keys, m.Key)
	}
	r.stream = textSetting(object, streamKey)
	r.save = textSetting(object, saveKey)
	return r, true
}

func textSetting(object *interp.JSON, key string) setting {
	value, ok := object.Last(key)
	switch {
	case !ok && !object.Open:
		return setting{wire: left}
	case value == "true":
		return setting{set: true, wire: sentTrue}
	case value == "false":
		return setting{set: true, wire: sentFalse}
	}
	return setting{set: ok}
}

func (j *judge) mapRequest(o *interp.Object) *request {
	return &request{
		made:    o.Made,
		untyped: true,
		keys:    j.walker.Keys(o),
		stream:  j.mapSetting(o, streamKey),
		save:    j.mapSetting(o, saveKey),
	}
}

func (j *judge) mapSetting(o *interp.Object, key string) setting {
	e, ok := j.walker.Entry(o, key)
	if !ok && !j.walker.Open(o) {
		return setting{wire: left}
	}
	s := setting{set: ok, entry: e}
	if f, ok := e.Value.(interp.Flag); ok {
		s.wire = wireBool(f.On)
	}
	return s
}

func wireBool(on bool) wireValue {
	if on {
		return sentTrue
	}
	return sentFalse
}

func (j *judge) structRequest(o *interp.Object) (*request, bool) {
	s := gotypes.Struct(o.Type)
	if s == nil || !j.Wanted(o.Type) {
		return nil, false
	}
	r := &request{made: o.Made, sdk: j.model.SDKTypeName(o.Type) != ""}
	for _, f := range j.model.WireFields(s) {
		r.keys = append(r.keys, f.Name)
	}
	r.stream = j.structSetting(o, s, streamKey)
	r.save = j.structSetting(o, s, saveKey)
	if marshalsItself(o.Type) {
		r.stream.wire, r.save.wire = unknown, unknown
	}
	return r, true
}

// structSetting reads what the field with the given key sends.
func (j *judge) structSetting(o *interp.Object, s *types.Struct, key string) setting {
	field, ok := wireField(j.model, s, key)
	if !ok {
		return setting{wire: left}
	}
	for _, embedded := range field.Path[:len(field.Path)-1] {
		switch inner := j.walker.Field(o, embedded).(type) {
		case *interp.Object:
			o = inner
		case interp.Absent:
			return setting{wire: left, field: field.Var}
		default:
			return setting{field: field.Var}
		}
	}
	e, set := j.walker.Entry(o, field.Var.Name())
	return setting{wire: wireOf(j.walker.Field(o, field.Var), field), set: set, entry: e, field: field.Var}
}

// wireField returns the field of s whose tag says exactly key. A field that
// only has the name could be meant for something else.
func wireField(m *cozemodel.Model, s *types.Struct, key string) (cozemodel.WireField, bool) {
	f, ok := m.Wire(s, key)
	return f, ok && f.Name == key && f.Tagged
}

// wireOf returns what a field sends that holds v.
func wireOf(v interp.Value, field cozemodel.WireField) wireValue {
	t := field.Var.Type()
	if field.String || marshalsItself(t) {
		return unknown
	}
	omits := field.OmitEmpty || field.OmitZero
	switch v := v.(type) {
	case interp.Flag:
		if gotypes.IsBool(t) && omits && !v.On {
			return left
		}
		return wireBool(v.On)
	case interp.Absent:
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
