package cozemodel

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"sort"

	"golang.org/x/tools/go/types/typeutil"
)

// A Def is one value that a variable, a parameter or a struct field of the
// package is given.
type Def struct {
	// Expr is the value. It is nil if the value is the zero value, or one
	// that cannot be seen.
	Expr ast.Expr
	// Result is which result of the call Expr the value is, or -1 if it is
	// the value of Expr itself.
	Result int
	// Element says that the value is an element of Expr: it is ranged over.
	Element bool
	// Zero says that the variable is declared without a value.
	Zero bool
	// Opaque says that the value cannot be seen: it is changed through an
	// address, or by an operation on it.
	Opaque bool
	// Pos is where the value is given.
	Pos token.Pos
}

// An index holds what one traversal of a relevant package finds.
type index struct {
	decls    map[*types.Func]*ast.FuncDecl
	ranges   []funcRange // by position
	calls    map[*types.Func][]*ast.CallExpr
	callers  map[*types.Func][]*ast.CallExpr
	defs     map[*types.Var][]Def
	returns  map[*types.Func][]*ast.ReturnStmt
	decoded  map[*types.TypeName][]*types.Func // types decoded into, and where
	escaping map[*types.Var]bool               // variables whose address is taken
	stored   map[*types.Var]bool               // variables an element of which is assigned
}

type funcRange struct {
	pos, end token.Pos
	fn       *types.Func
}

func newIndex(m *Model) *index {
	ix := &index{
		decls:    make(map[*types.Func]*ast.FuncDecl),
		calls:    make(map[*types.Func][]*ast.CallExpr),
		callers:  make(map[*types.Func][]*ast.CallExpr),
		defs:     make(map[*types.Var][]Def),
		returns:  make(map[*types.Func][]*ast.ReturnStmt),
		decoded:  make(map[*types.TypeName][]*types.Func),
		escaping: make(map[*types.Var]bool),
		stored:   make(map[*types.Var]bool),
	}
	info := m.Pass.TypesInfo
	for _, file := range m.Pass.Files {
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				fn, _ := info.Defs[decl.Name].(*types.Func)
				if fn == nil {
					continue
				}
				ix.decls[fn] = decl
				ix.ranges = append(ix.ranges, funcRange{decl.Pos(), decl.End(), fn})
				ix.collect(info, decl, fn)
			default:
				ix.collect(info, decl, nil)
			}
		}
	}
	sort.Slice(ix.ranges, func(i, j int) bool { return ix.ranges[i].pos < ix.ranges[j].pos })
	for fn, calls := range ix.callers {
		if decl := ix.decls[fn]; decl != nil {
			ix.bindParameters(info, fn, calls)
		}
	}
	return ix
}

// collect records what root, a top-level declaration, defines and calls.
func (ix *index) collect(info *types.Info, root ast.Node, fn *types.Func) {
	var literals []*ast.FuncLit // the function literals around the node
	var stack []ast.Node
	ast.Inspect(root, func(n ast.Node) bool {
		if n == nil {
			top := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if len(literals) > 0 && top == literals[len(literals)-1] {
				literals = literals[:len(literals)-1]
			}
			return true
		}
		stack = append(stack, n)
		switch n := n.(type) {
		case *ast.FuncLit:
			literals = append(literals, n)
		case *ast.AssignStmt:
			ix.assign(info, n)
		case *ast.ValueSpec:
			ix.declare(info, n)
		case *ast.RangeStmt:
			ix.define(info, n.Key, Def{Expr: n.X, Result: -1, Opaque: true, Pos: n.Pos()})
			ix.define(info, n.Value, Def{Expr: n.X, Result: -1, Element: true, Pos: n.Pos()})
		case *ast.IncDecStmt:
			ix.define(info, n.X, Def{Result: -1, Opaque: true, Pos: n.Pos()})
		case *ast.CompositeLit:
			ix.composite(info, n)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				if v := Variable(info, n.X); v != nil {
					ix.escaping[v] = true
				}
			}
		case *ast.TypeSwitchStmt:
			ix.typeSwitch(info, n)
		case *ast.ReturnStmt:
			if fn != nil && len(literals) == 0 {
				ix.returns[fn] = append(ix.returns[fn], n)
			}
		case *ast.CallExpr:
			if fn != nil {
				ix.calls[fn] = append(ix.calls[fn], n)
			}
			if callee, ok := typeutil.Callee(info, n).(*types.Func); ok {
				ix.callers[callee.Origin()] = append(ix.callers[callee.Origin()], n)
			}
			ix.decode(info, n, fn)
		}
		return true
	})
}

func (ix *index) assign(info *types.Info, n *ast.AssignStmt) {
	for _, lhs := range n.Lhs {
		if element, ok := ast.Unparen(lhs).(*ast.IndexExpr); ok {
			if v := Variable(info, element.X); v != nil {
				ix.stored[v] = true
			}
		}
	}
	switch {
	case n.Tok != token.ASSIGN && n.Tok != token.DEFINE:
		ix.define(info, n.Lhs[0], Def{Result: -1, Opaque: true, Pos: n.Pos()})
	case len(n.Lhs) == len(n.Rhs):
		for i, lhs := range n.Lhs {
			ix.define(info, lhs, Def{Expr: n.Rhs[i], Result: -1, Pos: n.Pos()})
		}
	default:
		for i, lhs := range n.Lhs {
			ix.define(info, lhs, Def{Expr: n.Rhs[0], Result: i, Pos: n.Pos()})
		}
	}
}

func (ix *index) declare(info *types.Info, n *ast.ValueSpec) {
	for i, name := range n.Names {
		switch {
		case len(n.Values) == 0:
			ix.define(info, name, Def{Result: -1, Zero: true, Pos: n.Pos()})
		case len(n.Values) == len(n.Names):
			ix.define(info, name, Def{Expr: n.Values[i], Result: -1, Pos: n.Pos()})
		default:
			ix.define(info, name, Def{Expr: n.Values[0], Result: i, Pos: n.Pos()})
		}
	}
}

func (ix *index) composite(info *types.Info, n *ast.CompositeLit) {
	s := Struct(info.TypeOf(n))
	if s == nil {
		return
	}
	for i, element := range n.Elts {
		if kv, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok {
				if field, ok := info.Uses[key].(*types.Var); ok {
					ix.add(field, Def{Expr: kv.Value, Result: -1, Pos: kv.Pos()})
				}
			}
		} else if i < s.NumFields() {
			ix.add(s.Field(i), Def{Expr: element, Result: -1, Pos: element.Pos()})
		}
	}
}

func (ix *index) typeSwitch(info *types.Info, n *ast.TypeSwitchStmt) {
	assign, ok := n.Assign.(*ast.AssignStmt)
	if !ok {
		return
	}
	for _, clause := range n.Body.List {
		if v, ok := info.Implicits[clause].(*types.Var); ok {
			ix.add(v, Def{Expr: assign.Rhs[0].(*ast.TypeAssertExpr).X, Result: -1, Pos: clause.Pos()})
		}
	}
}

// bindParameters records the arguments of the package's calls of fn as the
// values of its parameters.
func (ix *index) bindParameters(info *types.Info, fn *types.Func, calls []*ast.CallExpr) {
	params := fn.Signature().Params()
	for _, call := range calls {
		for i := range params.Len() {
			switch {
			case len(call.Args) == 1 && isTuple(info.TypeOf(call.Args[0])):
				ix.add(params.At(i), Def{Expr: call.Args[0], Result: i, Pos: call.Pos()})
			case fn.Signature().Variadic() && i == params.Len()-1:
				ix.add(params.At(i), Def{Result: -1, Opaque: true, Pos: call.Pos()})
			case i < len(call.Args):
				ix.add(params.At(i), Def{Expr: call.Args[i], Result: -1, Pos: call.Pos()})
			}
		}
	}
}

func isTuple(t types.Type) bool {
	_, ok := t.(*types.Tuple)
	return ok
}

func (ix *index) define(info *types.Info, target ast.Expr, def Def) {
	if target == nil {
		return
	}
	if v := Variable(info, target); v != nil {
		ix.add(v, def)
	}
}

func (ix *index) add(v *types.Var, def Def) {
	v = v.Origin()
	ix.defs[v] = append(ix.defs[v], def)
}

// decode records which types call decodes into: those whose address it is
// given as an interface, as json.Unmarshal, Decoder.Decode and SetResult are,
// and its explicit type arguments.
func (ix *index) decode(info *types.Info, call *ast.CallExpr, fn *types.Func) {
	record := func(t types.Type) {
		for _, name := range decodedNames(t) {
			if !slices.Contains(ix.decoded[name], fn) {
				ix.decoded[name] = append(ix.decoded[name], fn)
			}
		}
	}
	for _, arg := range call.Args {
		t := info.TypeOf(arg)
		if t == nil {
			continue
		}
		if _, isPointer := types.Unalias(t).(*types.Pointer); isPointer {
			record(t)
		}
	}
	fun := ast.Unparen(call.Fun)
	for _, index := range typeArguments(fun) {
		if tv, ok := info.Types[index]; ok && tv.IsType() {
			record(tv.Type)
		}
	}
}

func typeArguments(fun ast.Expr) []ast.Expr {
	switch fun := fun.(type) {
	case *ast.IndexExpr:
		return []ast.Expr{fun.Index}
	case *ast.IndexListExpr:
		return fun.Indices
	}
	return nil
}

// decodedNames returns the names of the types that a value of type t is made
// of: itself, its type arguments and the types of its struct fields.
func decodedNames(t types.Type) []*types.TypeName {
	var names []*types.TypeName
	seen := make(map[types.Type]bool)
	var visit func(t types.Type, depth int)
	visit = func(t types.Type, depth int) {
		if depth > 4 || t == nil || seen[t] {
			return
		}
		seen[t] = true
		switch t := types.Unalias(t).(type) {
		case *types.Pointer:
			visit(t.Elem(), depth)
		case *types.Slice:
			visit(t.Elem(), depth+1)
		case *types.Map:
			visit(t.Elem(), depth+1)
		case *types.Named:
			names = append(names, t.Origin().Obj())
			for i := range t.TypeArgs().Len() {
				visit(t.TypeArgs().At(i), depth+1)
			}
			if s, ok := t.Underlying().(*types.Struct); ok {
				visit(s, depth)
			}
		case *types.Struct:
			for field := range t.Fields() {
				visit(field.Type(), depth+1)
			}
		}
	}
	visit(t, 0)
	return names
}

// initialText returns the text that a package variable is declared with if
// it is never given another.
func (ix *index) initialText(m *Model, v *types.Var) string {
	if ix == nil || len(ix.defs[v]) != 1 || ix.defs[v][0].Expr == nil {
		return ""
	}
	if value := m.Pass.TypesInfo.Types[ix.defs[v][0].Expr].Value; value != nil && value.Kind() == constant.String {
		return constant.StringVal(value)
	}
	return ""
}

// Variable returns the variable, parameter or field that expr names, or nil.
func Variable(info *types.Info, expr ast.Expr) *types.Var {
	switch expr := ast.Unparen(expr).(type) {
	case *ast.Ident:
		v, _ := info.ObjectOf(expr).(*types.Var)
		return origin(v)
	case *ast.SelectorExpr:
		v, _ := info.Uses[expr.Sel].(*types.Var)
		return origin(v)
	case *ast.StarExpr:
		return Variable(info, expr.X)
	}
	return nil
}

func origin(v *types.Var) *types.Var {
	if v == nil {
		return nil
	}
	return v.Origin()
}

// Defs returns the values that v is given anywhere in the package: by
// assignment, in a struct literal, or as an argument of the package's calls
// if it is a parameter.
func (m *Model) Defs(v *types.Var) []Def { return m.index.defs[v.Origin()] }

// Literal returns the composite literal that expr is, or that the variable
// expr is declared with if nothing else is ever put into it, or nil.
func (m *Model) Literal(expr ast.Expr) *ast.CompositeLit {
	expr = ast.Unparen(expr)
	if literal, ok := expr.(*ast.CompositeLit); ok {
		return literal
	}
	v := Variable(m.Pass.TypesInfo, expr)
	if v == nil || v.IsField() || v.Pkg() != m.Pass.Pkg || m.AddressTaken(v) || m.index.stored[v] {
		return nil
	}
	defs := m.Defs(v)
	if len(defs) != 1 || defs[0].Expr == nil || defs[0].Element || defs[0].Opaque {
		return nil
	}
	literal, _ := ast.Unparen(defs[0].Expr).(*ast.CompositeLit)
	return literal
}

// AddressTaken reports whether &v occurs in the package.
func (m *Model) AddressTaken(v *types.Var) bool { return m.index.escaping[v.Origin()] }

// Decl returns the declaration of fn if it is declared in the package.
func (m *Model) Decl(fn *types.Func) *ast.FuncDecl {
	if fn == nil {
		return nil
	}
	return m.index.decls[fn.Origin()]
}

// Calls returns the calls in the body of fn, closures included.
func (m *Model) Calls(fn *types.Func) []*ast.CallExpr { return m.index.calls[fn.Origin()] }

// Callers returns the calls of fn in the package.
func (m *Model) Callers(fn *types.Func) []*ast.CallExpr { return m.index.callers[fn.Origin()] }

// Returns returns the return statements of fn's own body, closures excluded.
func (m *Model) Returns(fn *types.Func) []*ast.ReturnStmt { return m.index.returns[fn.Origin()] }

// FuncAt returns the declared function whose declaration encloses pos, or
// nil.
func (m *Model) FuncAt(pos token.Pos) *types.Func {
	ranges := m.index.ranges
	i := sort.Search(len(ranges), func(i int) bool { return ranges[i].end > pos })
	if i < len(ranges) && ranges[i].pos <= pos {
		return ranges[i].fn
	}
	return nil
}
