package cozemodel

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/valueflow"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// Which types are Coze's.

func (m *Model) origin(t types.Type, fn *types.Func) bool {
	named := gotypes.Named(t)
	if named == nil {
		// An anonymous struct is decoded where it stands.
		return gotypes.Struct(t) != nil && m.linked(fn)
	}
	if m.IsSDKObject(named.Obj()) {
		return true
	}
	if m.another(fn) {
		return false
	}
	if known, ok := m.origins[named.Origin()]; ok {
		return known
	}
	ok := m.typeOrigin(named.Origin())
	m.origins[named.Origin()] = ok
	return ok
}

func (m *Model) typeOrigin(named *types.Named) bool {
	name, pkg := named.Obj(), named.Obj().Pkg()
	if pkg == nil || knowledge.NamesVendor(name.Name()) {
		return false
	}
	here := pkg == m.Pass.Pkg
	decodedIn, decoded := m.index.Decoded(name)
	if here && !decoded && m.built(named) && !m.embeddedInDecoded(name) {
		return false // a reply that the program itself gives
	}
	switch {
	case knowledge.NamesCoze(name.Name()) || packageNamedForCoze(pkg):
		return true
	case here && !decoded && m.isEnvelope(named):
		return m.evidence.host && !m.evidence.foreign
	case m.pathNamedForCoze(pkg.Path()) && !here:
		return m.evidence.host || m.evidence.sdk || m.exportsHost(pkg)
	case !here && m.exportsHost(pkg) && replies(pkg, name):
		return true
	}
	// Otherwise it must be decoded where the Open API is called.
	return slices.ContainsFunc(decodedIn, func(d valueflow.Decoding) bool {
		switch m.decodingOwner(d) {
		case Ours:
			return true
		case Others:
			return false
		}
		return d.Fn != nil && m.evidence.host && m.linked(d.Fn)
	})
}

// isEnvelope reports whether a type has the two keys of every JSON reply of
// the API, which other APIs spell in other ways: code and msg.
func (m *Model) isEnvelope(named *types.Named) bool {
	s := gotypes.Struct(named)
	code, hasCode := m.Wire(s, "code")
	msg, hasMessage := m.Wire(s, "msg")
	return hasCode && hasMessage && isNumeric(code.Var.Type()) && gotypes.IsString(msg.Var.Type())
}

// decodingOwner reports whose reply a call decodes.
func (m *Model) decodingOwner(d valueflow.Decoding) Owner {
	if d.Arg < 0 {
		return m.ownerOf(d.Call)
	}
	arg := ast.Unparen(d.Call.Args[d.Arg])
	if u, ok := arg.(*ast.UnaryExpr); ok {
		arg = u.X
	}
	v := Variable(m.Pass.TypesInfo, arg)
	if v == nil {
		return Untold
	}
	return m.ownerOf(arg)
}

func (m *Model) embeddedInDecoded(name *types.TypeName) bool {
	for outer := range m.index.DecodedTypes() {
		s := gotypes.Struct(outer.Type())
		if s == nil || outer.Pkg() == nil {
			continue
		}
		for field := range s.Fields() {
			if n := gotypes.Named(field.Type()); n != nil && n.Origin().Obj() == name {
				return true
			}
		}
	}
	return false
}

// built reports whether the package gives the code of a struct a value: then
// it is a reply that the program writes.
func (m *Model) built(named *types.Named) bool {
	s := gotypes.Struct(named)
	if s == nil {
		return false
	}
	for _, f := range m.WireFields(s) {
		if _, ok := m.wireCode(named, f.Var); !ok {
			continue
		}
		if slices.ContainsFunc(m.Defs(f.Var), func(d Def) bool { return d.Expr != nil }) {
			return true
		}
	}
	return false
}
