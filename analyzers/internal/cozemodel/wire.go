package cozemodel

import (
	"go/types"
	"reflect"
	"strings"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// A WireField is a struct field as encoding/json sees it.
type WireField struct {
	Var       *types.Var
	Name      string // the key on the wire
	Tagged    bool   // the key comes from a tag
	OmitEmpty bool
	OmitZero  bool
	String    bool
	// Path leads from the struct to the field: the embedded fields on the
	// way, then the field.
	Path []*types.Var
}

// WireFields returns the fields of s that encoding/json reads and writes,
// those of embedded structs included, the outermost of a name only.
func (m *Model) WireFields(s *types.Struct) []WireField {
	if fields, ok := m.wire.Load(s); ok {
		return fields.([]WireField)
	}
	fields := wireFields(s)
	m.wire.Store(s, fields)
	return fields
}

func wireFields(s *types.Struct) []WireField {
	var fields []WireField
	taken := make(map[string]bool)
	level := []embedding{{s, nil}}
	seen := map[*types.Struct]bool{s: true}
	for len(level) > 0 {
		var next []embedding
		names := make(map[string]bool)
		for _, e := range level {
			for i := range e.s.NumFields() {
				v := e.s.Field(i)
				f, embedded := wireField(v, e.s.Tag(i))
				path := append(append([]*types.Var(nil), e.path...), v)
				if embedded {
					if inner := gotypes.Struct(v.Type()); inner != nil && !seen[inner] {
						seen[inner] = true
						next = append(next, embedding{inner, path})
					}
					continue
				}
				if f.Name == "" || taken[f.Name] {
					continue
				}
				names[f.Name] = true
				f.Path = path
				fields = append(fields, f)
			}
		}
		for name := range names {
			taken[name] = true
		}
		level = next
	}
	return fields
}

type embedding struct {
	s    *types.Struct
	path []*types.Var
}

// wireField reads the json tag of one field. A field that is not on the wire
// has no name. embedded reports an embedded struct whose fields are on the
// wire in its place.
func wireField(v *types.Var, tag string) (f WireField, embedded bool) {
	value, tagged := reflect.StructTag(tag).Lookup("json")
	name, options, _ := strings.Cut(value, ",")
	if name == "-" && options == "" && !strings.HasSuffix(value, ",") {
		return WireField{Var: v}, false
	}
	if v.Embedded() && name == "" && gotypes.Struct(v.Type()) != nil {
		return WireField{Var: v}, true
	}
	if !v.Exported() {
		return WireField{Var: v}, false
	}
	f = WireField{Var: v.Origin(), Name: name, Tagged: tagged && name != ""}
	if name == "" {
		f.Name = v.Name()
	}
	for option := range strings.SplitSeq(options, ",") {
		switch option {
		case "omitempty":
			f.OmitEmpty = true
		case "omitzero":
			f.OmitZero = true
		case "string":
			f.String = true
		}
	}
	return f, false
}

// Wire returns the field of s whose key is name, as encoding/json matches
// keys when it decodes: exactly, or else without regard to case.
func (m *Model) Wire(s *types.Struct, name string) (WireField, bool) {
	var folded WireField
	for _, f := range m.WireFields(s) {
		if f.Name == name {
			return f, true
		}
		if folded.Var == nil && strings.EqualFold(f.Name, name) {
			folded = f
		}
	}
	return folded, folded.Var != nil
}

// isNumeric reports whether t is a number type, json.Number, or a pointer to
// one.
func isNumeric(t types.Type) bool {
	if named := gotypes.Named(t); named != nil && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "encoding/json" && named.Obj().Name() == "Number" {
		return true
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsNumeric != 0
}
