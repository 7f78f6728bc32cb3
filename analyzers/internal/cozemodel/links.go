package cozemodel

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// Which functions have to do with the API, in a package that calls others, too.

func (m *Model) linked(fn *types.Func) bool {
	if e := &m.evidence; !e.foreign && e.named {
		return true
	}
	if fn == nil {
		return false
	}
	if m.links == nil {
		m.links, m.others = m.findLinks()
	}
	return m.links[fn.Origin()]
}

// another reports whether fn speaks to another vendor and not to Coze, in a
// package that does both.
func (m *Model) another(fn *types.Func) bool {
	return fn != nil && m.evidence.foreign && !m.linked(fn) && m.others[fn.Origin()]
}

// findLinks spreads the mention of an endpoint over the package: to the other
// methods of a client type, up to the callers, unless they mention another
// vendor, and down to those functions that only linked functions call.
// It returns the functions that are linked, and those that mention another
// vendor.
func (m *Model) findLinks() (linked, foreign map[*types.Func]bool) {
	linked, foreign = make(map[*types.Func]bool), make(map[*types.Func]bool)
	callers, callees := make(map[*types.Func][]*types.Func), make(map[*types.Func][]*types.Func)
	for fn, decl := range m.index.Decls() {
		linked[fn], foreign[fn] = m.speaksTo(fn, decl)
		for _, call := range m.Calls(fn) {
			if callee := m.Callee(call); callee != nil && callee != fn && m.Decl(callee) != nil {
				callers[callee] = append(callers[callee], fn)
				callees[fn] = append(callees[fn], callee)
			}
		}
	}
	m.linkMethods(linked, foreign)
	spread(linked, foreign, callers, func(*types.Func) bool { return true })
	// Down to those that only linked functions call.
	spread(linked, foreign, callees, func(callee *types.Func) bool {
		return !slices.ContainsFunc(callers[callee], func(caller *types.Func) bool { return !linked[caller] })
	})
	return linked, foreign
}

// speaksTo reports whether a function is named for Coze or mentions an endpoint, and
// whether it mentions another vendor.
func (m *Model) speaksTo(fn *types.Func, decl *ast.FuncDecl) (coze, other bool) {
	name := fn.Name()
	if recv := fn.Signature().Recv(); recv != nil {
		if named := gotypes.Named(recv.Type()); named != nil {
			name += " " + named.Obj().Name()
		}
	}
	coze = knowledge.NamesCoze(name)
	ast.Inspect(decl, func(n ast.Node) bool {
		if text, ok := m.mentioned(n); ok {
			switch m.classify(text) {
			case cozeText, cozeMark:
				coze = true
			case foreignText:
				other = true
			}
		}
		return true
	})
	return coze, other
}

// spread links those next to linked functions that may be, and so on.
func spread(linked, foreign map[*types.Func]bool, next map[*types.Func][]*types.Func, may func(*types.Func) bool) {
	work := make([]*types.Func, 0, len(linked))
	for fn, ok := range linked {
		if ok {
			work = append(work, fn)
		}
	}
	for len(work) > 0 {
		fn := work[len(work)-1]
		work = work[:len(work)-1]
		for _, other := range next[fn] {
			if !linked[other] && !foreign[other] && may(other) {
				linked[other] = true
				work = append(work, other)
			}
		}
	}
}

// linkMethods links the methods of a client: of the types that a linked
// function is a method of, or returns. A type that also speaks to another
// vendor is left out.
func (m *Model) linkMethods(linked, foreign map[*types.Func]bool) {
	clients := make(map[*types.TypeName]bool)
	mark := func(t types.Type) {
		if named := gotypes.Named(t); named != nil && named.Obj().Pkg() == m.Pass.Pkg {
			clients[named.Origin().Obj()] = true
		}
	}
	for fn, ok := range linked {
		if !ok || foreign[fn] {
			continue
		}
		if recv := fn.Signature().Recv(); recv != nil {
			mark(recv.Type())
		}
		for result := range fn.Signature().Results().Variables() {
			mark(result.Type())
		}
	}
	methods := make(map[*types.TypeName][]*types.Func)
	for fn := range m.index.Decls() {
		if recv := fn.Signature().Recv(); recv != nil {
			if named := gotypes.Named(recv.Type()); named != nil && clients[named.Origin().Obj()] {
				methods[named.Origin().Obj()] = append(methods[named.Origin().Obj()], fn)
			}
		}
	}
	for _, list := range methods {
		if slices.ContainsFunc(list, func(fn *types.Func) bool { return foreign[fn] }) {
			continue
		}
		for _, fn := range list {
			linked[fn] = true
		}
	}
}
