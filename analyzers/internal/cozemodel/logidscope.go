package cozemodel

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// What can be named at a place, and what may be nil there.

// givesOrFails reports whether result i of call is never nil where its error
// is: those of the SDK and of HTTP clients keep to that, and so does a function
// of the package that returns no nil beside a nil error.
func (m *Model) givesOrFails(call *ast.CallExpr, i int) bool { return m.neverBothNil(call, i, 0) }

func (m *Model) neverBothNil(call *ast.CallExpr, i, depth int) bool {
	fn := m.Callee(call)
	if m.Decl(fn) == nil {
		return m.APICall(call) || knowledge.EffectOf(fn).Has(knowledge.Sends)
	}
	const most = 3 // functions that return what the next one gives
	info := m.Pass.TypesInfo
	return depth < most && !slices.ContainsFunc(m.Returns(fn), func(ret *ast.ReturnStmt) bool {
		if len(ret.Results) == 1 {
			inner, ok := ast.Unparen(ret.Results[0]).(*ast.CallExpr)
			return !ok || !m.neverBothNil(inner, i, depth+1)
		}
		if len(ret.Results) <= i {
			return true // the results have names
		}
		return m.mayBeNilHere(ret.Results[i]) && info.Types[ret.Results[len(ret.Results)-1]].IsNil()
	})
}

// mayBeNilHere reports whether expr is nil, or a variable that begins as nil.
func (m *Model) mayBeNilHere(expr ast.Expr) bool {
	if m.Pass.TypesInfo.Types[expr].IsNil() {
		return true
	}
	v := Variable(m.Pass.TypesInfo, expr)
	return v != nil && slices.ContainsFunc(m.Defs(v), func(d Def) bool { return d.Zero })
}

// FunctionAt returns the innermost function around pos, and its body.
func (m *Model) FunctionAt(pos token.Pos) (fn ast.Node, body *ast.BlockStmt) {
	decl := m.Decl(m.FuncAt(pos))
	if decl == nil || decl.Body == nil {
		return nil, nil
	}
	fn, body = decl, decl.Body
	for _, lit := range m.literalsIn(decl) {
		if lit.Body.Pos() <= pos && pos < lit.Body.End() {
			fn, body = lit, lit.Body // one in another comes behind it
		}
	}
	return fn, body
}

// literalsIn returns the function literals of a declared function, in the order of the
// code.
func (m *Model) literalsIn(decl *ast.FuncDecl) []*ast.FuncLit {
	if known, ok := m.literals.Load(decl); ok {
		return known.([]*ast.FuncLit)
	}
	var all []*ast.FuncLit
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok {
			all = append(all, lit)
		}
		return true
	})
	m.literals.Store(decl, all)
	return all
}

func within(v *types.Var, fn ast.Node) bool { return fn.Pos() <= v.Pos() && v.Pos() < fn.End() }

// parameterOf reports whether v is a parameter of the function with the body.
func (m *Model) parameterOf(body *ast.BlockStmt, v *types.Var) bool {
	fn, inner := m.FunctionAt(body.Pos() + 1)
	return inner == body && within(v, fn) && v.Pos() < body.Pos()
}

// localsOf returns the variables that a function declares.
func (m *Model) localsOf(fn ast.Node) []*types.Var {
	var list []*types.Var
	ast.Inspect(fn, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := m.Pass.TypesInfo.Defs[id].(*types.Var); ok && !v.IsField() {
				list = append(list, v)
			}
		}
		return true
	})
	return list
}

// effectivelyFinal reports whether v is given a value once and for all.
func (m *Model) effectivelyFinal(v *types.Var) bool {
	given := 0
	for _, def := range m.Defs(v) {
		if !def.Zero && !def.Param {
			given++
		}
	}
	return given <= 1 && !m.AddressTaken(v)
}

// assignedByLiterals returns the variables that the function literals in a
// body assign, or whose address they take, without declaring them.
func (m *Model) assignedByLiterals(body *ast.BlockStmt) map[*types.Var]bool {
	if known, ok := m.byLiterals.Load(body); ok {
		return known.(map[*types.Var]bool)
	}
	assigned := m.findAssignedByLiterals(body)
	m.byLiterals.Store(body, assigned)
	return assigned
}

func (m *Model) findAssignedByLiterals(body *ast.BlockStmt) map[*types.Var]bool {
	assigned := make(map[*types.Var]bool)
	ast.Inspect(body, func(n ast.Node) bool {
		lit, ok := n.(*ast.FuncLit)
		if !ok {
			return true
		}
		note := func(expr ast.Expr) {
			if v := Root(m.Pass.TypesInfo, expr); v != nil && !within(v, lit) {
				assigned[v] = true
			}
		}
		ast.Inspect(lit.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for _, lhs := range n.Lhs {
					note(lhs)
				}
			case *ast.UnaryExpr:
				if n.Op == token.AND {
					note(n.X)
				}
			}
			return true
		})
		return true
	})
	return assigned
}

func canBeNil(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Map, *types.Slice:
		return true
	}
	return false
}

// Root returns the variable that a chain of selectors, indexes, conversions
// and method calls begins with, or nil.
func Root(info *types.Info, expr ast.Expr) *types.Var {
	for {
		switch x := ast.Unparen(expr).(type) {
		case *ast.Ident:
			v, _ := info.ObjectOf(x).(*types.Var)
			return v
		case *ast.SelectorExpr:
			expr = x.X
		case *ast.StarExpr:
			expr = x.X
		case *ast.UnaryExpr:
			expr = x.X
		case *ast.IndexExpr:
			expr = x.X
		case *ast.SliceExpr:
			expr = x.X
		case *ast.TypeAssertExpr:
			expr = x.X
		case *ast.CallExpr:
			sel, isMethod := ast.Unparen(x.Fun).(*ast.SelectorExpr)
			switch {
			case isMethod && info.Selections[sel] != nil:
				expr = sel.X
			case len(x.Args) > 0:
				expr = x.Args[0] // a conversion, or gjson.Get(body, "code")
			default:
				return nil
			}
		default:
			return nil
		}
	}
}
