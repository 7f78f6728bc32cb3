package cozemodel

import (
	"go/ast"
	"go/types"
)

// The passes of a suite run at the same time and share one model. What it
// finds out lazily is behind its lock: the exported questions take it, and
// the unexported ones that answer them call each other.

// Linked reports whether fn has to do with the Open API: it mentions an
// endpoint, or is named for Coze, or works together with functions of the
// package that do. In a package that is named for Coze and speaks of no other
// vendor, every function does.
func (m *Model) Linked(fn *types.Func) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.linked(fn)
}

// Origin reports whether a value of struct type t, seen from function fn
// (nil at package level), comes from Coze. Names, places and endpoints speak
// for it; one that could be another vendor's does not.
func (m *Model) Origin(t types.Type, fn *types.Func) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.origin(t, fn)
}

// Envelope reports whether t is a reply, event or error of Coze that has a
// code, seen from function fn.
func (m *Model) Envelope(t types.Type, fn *types.Func) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.envelope(t, fn)
}

// DecodedMap reports whether expr is a map that a reply of Coze was decoded
// into: its address is given to a decoder in a function that is linked with
// the Open API, or it is an element of such a map.
func (m *Model) DecodedMap(expr ast.Expr) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.decodedMap(expr)
}

// NamedForCoze reports whether the package is named for Coze, and speaks of no
// other vendor.
func (m *Model) NamedForCoze() bool { return m.evidence.named && !m.evidence.foreign }
