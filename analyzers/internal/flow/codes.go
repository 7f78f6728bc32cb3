package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// Which fields hold codes of Coze, and which functions return them, whatever they
// are given: Error.Code, of an error that anybody may have made, and CodeOf(err).

// HoldsCode reports whether the package puts codes of Coze into a field of one of
// its types, and nothing else but constants and HTTP statuses. Of a field of another
// package its facts say so.
func (e *Engine) HoldsCode(field *types.Var) bool { return e.holding(field).isCode() }

// HoldsStatus reports whether the package puts HTTP statuses into a field of one of
// its types.
func (e *Engine) HoldsStatus(field *types.Var) bool { return e.holding(field)&holdsStatus != 0 }

func (e *Engine) holding(field *types.Var) holding {
	field = field.Origin()
	if field.Pkg() != e.Pkg {
		if e.ImportedCode != nil && e.ImportedCode(field) {
			return holdsCode | holdsStatus // it may
		}
		return holdsOthers
	}
	if e.holders == nil {
		e.holders = e.findHolders()
	}
	return e.holders[field]
}

// A holding says what a field holds beside constants.
type holding uint8

const (
	holdsCode holding = 1 << iota
	holdsStatus
	holdsOthers
)

func (h holding) isCode() bool { return h&holdsCode != 0 && h&holdsOthers == 0 }

// findHolders looks at what is stored in the fields of the package's types.
func (e *Engine) findHolders() map[*types.Var]holding {
	all := make(map[*types.Var]holding)
	for _, i := range e.instances {
		for _, b := range i.fn.Blocks {
			for _, instr := range b.Instrs {
				store, ok := instr.(*ssa.Store)
				if !ok {
					continue
				}
				if field := fieldAt(store.Addr); field != nil && field.Pkg() == e.Pkg {
					all[field] |= e.holdingOf(i, store.Val)
				}
			}
		}
	}
	return all
}

// holdingOf says what a field holds that v is stored in.
func (e *Engine) holdingOf(i *instance, v ssa.Value) holding {
	if _, isConst := v.(*ssa.Const); isConst {
		return 0
	}
	labels := e.whole(e.valueOf(i, v))
	if len(labels) == 0 {
		if p, ok := v.(*ssa.Parameter); ok {
			if given := givenFor(i, p); given != nil {
				return e.holdingOf(i.caller, given)
			}
		}
		return holdsOthers
	}
	var found holding
	for _, l := range labels {
		switch {
		case l.Origin.Owner != Ours:
			found |= holdsOthers
		case l.Kind == Code:
			found |= holdsCode
		case l.Kind == HTTPStatus:
			found |= holdsStatus
		default:
			found |= holdsOthers
		}
	}
	return found
}

// fieldAt returns the field that an address is of, or nil.
func fieldAt(addr ssa.Value) *types.Var {
	a, ok := addr.(*ssa.FieldAddr)
	if !ok {
		return nil
	}
	s := gotypes.Struct(gotypes.Pointed(a.X.Type()))
	if s == nil {
		return nil
	}
	return s.Field(a.Field).Origin()
}

// ReturnsCode reports whether a function returns a code of Coze as its first result,
// or a constant. Of a function of another package its facts say so.
func (e *Engine) ReturnsCode(fn *types.Func) bool {
	fn = fn.Origin()
	if !mayBeCode(gotypes.FirstResult(fn)) {
		return false
	}
	if fn.Pkg() != e.Pkg {
		return e.ImportedCode != nil && e.ImportedCode(fn)
	}
	known, ok := e.returning[fn]
	if !ok {
		e.returning[fn] = false // if it calls itself
		known = e.returnsCode(fn)
		e.returning[fn] = known
	}
	return known
}

func (e *Engine) returnsCode(fn *types.Func) bool {
	var found holding
	for _, body := range e.program.funcs {
		if origin := body.Origin(); body.Object() != fn && (origin == nil || origin.Object() != fn) {
			continue
		}
		for _, b := range body.Blocks {
			if ret, ok := lastOf(b).(*ssa.Return); ok && len(ret.Results) > 0 {
				found |= e.codeIn(body, ret.Results[0], make(map[ssa.Value]bool))
			}
		}
	}
	return found.isCode()
}

// AsksCode reports whether a function is a predicate that compares a code of Coze,
// such as that of an error that it is given, with numbers. Of a function of another
// package its facts say so.
func (e *Engine) AsksCode(fn *types.Func) bool {
	fn = fn.Origin()
	t := gotypes.FirstResult(fn)
	if t == nil || !gotypes.IsBool(t) {
		return false
	}
	if fn.Pkg() != e.Pkg {
		return e.ImportedCode != nil && e.ImportedCode(fn)
	}
	return slices.ContainsFunc(e.program.funcs, func(body *ssa.Function) bool {
		return body.Object() == fn && slices.ContainsFunc(e.of[body], e.comparesCode)
	})
}

// codeIn says what v is in all contexts of a function.
func (e *Engine) codeIn(fn *ssa.Function, v ssa.Value, seen map[ssa.Value]bool) (found holding) {
	if _, isConst := v.(*ssa.Const); isConst || seen[v] {
		return 0
	}
	seen[v] = true
	if field := loadedField(v); field != nil {
		if h := e.holding(field); h.isCode() {
			return h
		}
	}
	switch x := v.(type) {
	case *ssa.Phi:
		for _, p := range x.Edges {
			found |= e.codeIn(fn, p, seen)
		}
		return found
	case *ssa.Convert:
		return e.codeIn(fn, x.X, seen)
	case *ssa.Call:
		if f := callee(&x.Call); f != nil && !x.Call.IsInvoke() && e.ReturnsCode(f) {
			return holdsCode
		}
	}
	for _, i := range e.of[fn] {
		found |= e.holdingOf(i, v)
	}
	return found
}

// loadedField returns the field that v was read from, or nil.
func loadedField(v ssa.Value) *types.Var {
	switch x := v.(type) {
	case *ssa.UnOp:
		return fieldAt(x.X)
	case *ssa.Field:
		if s := gotypes.Struct(x.X.Type()); s != nil {
			return s.Field(x.Field).Origin()
		}
	}
	return nil
}

// Codes returns the exported fields and functions of the package that hold, return
// and ask for codes of Coze, sorted, by the names that [FuncName] gives: Error.Code,
// CodeOf, HasCode.
func (e *Engine) Codes() []string {
	var all []string
	scope := e.Pkg.Scope()
	for _, name := range scope.Names() {
		obj := scope.Lookup(name)
		if !obj.Exported() {
			continue
		}
		switch obj := obj.(type) {
		case *types.Func:
			if e.ReturnsCode(obj) || e.AsksCode(obj) {
				all = append(all, name)
			}
		case *types.TypeName:
			all = append(all, e.codesOf(obj)...)
		}
	}
	slices.Sort(all)
	return all
}

func (e *Engine) codesOf(obj *types.TypeName) (all []string) {
	named, ok := obj.Type().(*types.Named)
	if !ok {
		return nil
	}
	for m := range named.Methods() {
		if m.Exported() && (e.ReturnsCode(m) || e.AsksCode(m)) {
			all = append(all, FuncName(m))
		}
	}
	if s, ok := named.Underlying().(*types.Struct); ok {
		for f := range s.Fields() {
			if f.Exported() && mayBeCode(f.Type()) && e.HoldsCode(f) {
				all = append(all, obj.Name()+"."+f.Name())
			}
		}
	}
	return all
}

// mayBeCode reports whether a code can be of type t.
func mayBeCode(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsInteger|types.IsString) != 0
}

// isCode reports whether v is a code of Coze.
func (e *Engine) isCode(i *instance, v ssa.Value) bool {
	labels := e.valueOf(i, v).labels.list
	if len(labels) == 0 {
		return e.codeIn(i.fn, v, make(map[ssa.Value]bool)).isCode()
	}
	return slices.ContainsFunc(labels, func(l Label) bool { return l.Kind == Code })
}

// asksCode reports whether a predicate compares a code.
func (e *Engine) asksCode(i *instance, c *ssa.Call) bool {
	if slices.ContainsFunc(i.callees[c], e.comparesCode) {
		return true
	}
	fn := callee(&c.Call)
	return fn != nil && fn.Pkg() != e.Pkg && e.AsksCode(fn)
}

// comparesCode reports whether a function compares a code in one of its contexts.
func (e *Engine) comparesCode(in *instance) bool {
	for _, b := range in.fn.Blocks {
		for _, instr := range b.Instrs {
			switch x := instr.(type) {
			case *ssa.BinOp:
				if (x.Op == token.EQL || x.Op == token.NEQ) && e.isCode(in, x.X) {
					return true
				}
			case *ssa.Lookup: // in a table of codes
				if e.isCode(in, x.Index) {
					return true
				}
			case *ssa.Call: // slices.Contains(codes, code)
				if args := x.Call.Args; len(args) == 2 && e.effectOf(callee(&x.Call)).Has(knowledge.Searches) && e.isCode(in, args[1]) {
					return true
				}
			}
		}
	}
	return false
}
