package valueflow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"iter"
	"maps"
	"sort"
	"sync"
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
	// Added is what is added to the value that was there: by +=, or by what
	// writes to a builder. Such a value is opaque.
	Added ast.Expr
	// Pos is where the value is given.
	Pos token.Pos
	// After is where the statement that gives it ends: the variable holds
	// the value from there on.
	After token.Pos
	// Param says that it is an argument of a call, given to a parameter.
	Param bool
	// Within is the innermost block around that statement.
	Within ast.Node
}

// A fill is a call that is given a variable, or its address, and may put a
// value into it.
type fill struct {
	call   *ast.CallExpr
	arg    int // of the variable
	after  token.Pos
	within ast.Node
}

// An Index holds what one traversal of a package finds about its variables
// and calls.
type Index struct {
	info *types.Info
	pkg  *types.Package

	decls    map[*types.Func]*ast.FuncDecl
	ranges   []funcRange // by position
	calls    map[*types.Func][]*ast.CallExpr
	callers  map[*types.Func][]*ast.CallExpr
	defs     map[*types.Var][]Def
	members  map[*types.Var][]Def // what the fields of a variable are given
	ordered  sync.Map             // of *types.Var, its []reach in source order
	kinds    sync.Map             // of filled, its fillKind
	returns  map[*types.Func][]*ast.ReturnStmt
	decoded  map[*types.TypeName][]Decoding
	escaping map[*types.Var]bool  // variables whose address is taken
	elements map[*types.Var][]Def // what the elements of a variable are given, by assignment, sending or copying

	fills       map[*types.Var][]fill
	configuring map[*types.Var][]*ast.CallExpr     // method calls on a variable
	chained     map[*ast.CallExpr]*ast.CallExpr    // the method call on the result of a call
	assigned    map[*ast.CallExpr]*types.Var       // the variable that the result of a call goes to
	literals    map[*ast.FuncLit][]*ast.ReturnStmt // the returns of a literal's own body
	params      map[*types.Var]param
}

// A Decoding is a call that may decode something into a type.
type Decoding struct {
	Fn   *types.Func // in which it stands, nil for the package's own level
	Call *ast.CallExpr
	// Arg is which argument is filled, or -1 if the type is that of a
	// result.
	Arg int
}

// A param says whose parameter or receiver a variable is.
type param struct {
	fn    *types.Func // nil for a function literal
	index int         // -1 for the receiver
}

// argument returns what call gives for the parameter.
func (p param) argument(ix *Index, call *ast.CallExpr) ast.Expr {
	switch {
	case p.index < 0:
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			return sel.X
		}
	case len(call.Args) == 1 && isTuple(ix.info.TypeOf(call.Args[0])):
		return call.Args[0]
	case p.index < len(call.Args) && (!p.fn.Signature().Variadic() || p.index < p.fn.Signature().Params().Len()-1):
		return call.Args[p.index]
	}
	return nil
}

// result returns which result of the argument the parameter is, or -1 if it
// is the argument itself.
func (p param) result(ix *Index, call *ast.CallExpr) int {
	if p.index >= 0 && len(call.Args) == 1 && isTuple(ix.info.TypeOf(call.Args[0])) {
		return p.index
	}
	return -1
}

type funcRange struct {
	pos, end token.Pos
	fn       *types.Func
}

// NewIndex traverses the files of a package.
func NewIndex(pkg *types.Package, info *types.Info, files []*ast.File) *Index {
	ix := &Index{
		info:     info,
		pkg:      pkg,
		decls:    make(map[*types.Func]*ast.FuncDecl),
		calls:    make(map[*types.Func][]*ast.CallExpr),
		callers:  make(map[*types.Func][]*ast.CallExpr),
		defs:     make(map[*types.Var][]Def),
		returns:  make(map[*types.Func][]*ast.ReturnStmt),
		decoded:  make(map[*types.TypeName][]Decoding),
		escaping: make(map[*types.Var]bool),
		elements: make(map[*types.Var][]Def),
		members:  make(map[*types.Var][]Def),

		fills:       make(map[*types.Var][]fill),
		configuring: make(map[*types.Var][]*ast.CallExpr),
		chained:     make(map[*ast.CallExpr]*ast.CallExpr),
		assigned:    make(map[*ast.CallExpr]*types.Var),
		literals:    make(map[*ast.FuncLit][]*ast.ReturnStmt),
		params:      make(map[*types.Var]param),
	}
	for _, file := range files {
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				fn, _ := info.Defs[decl.Name].(*types.Func)
				if fn == nil {
					continue
				}
				ix.decls[fn] = decl
				ix.declareParameters(fn)
				ix.ranges = append(ix.ranges, funcRange{decl.Pos(), decl.End(), fn})
				ix.collect(decl, fn)
			default:
				ix.collect(decl, nil)
			}
		}
	}
	sort.Slice(ix.ranges, func(i, j int) bool { return ix.ranges[i].pos < ix.ranges[j].pos })
	for fn, calls := range ix.callers {
		if decl := ix.decls[fn]; decl != nil {
			ix.bindParameters(fn, calls)
		}
	}
	return ix
}

func (ix *Index) declareParameters(fn *types.Func) {
	sig := fn.Signature()
	if sig.Recv() != nil {
		ix.params[sig.Recv()] = param{fn, -1}
	}
	for i := range sig.Params().Len() {
		ix.params[sig.Params().At(i)] = param{fn, i}
	}
}

// bindParameters records the arguments of the package's calls of fn as the
// values of its parameters.
func (ix *Index) bindParameters(fn *types.Func, calls []*ast.CallExpr) {
	params := fn.Signature().Params()
	for _, call := range calls {
		for i := range params.Len() {
			switch {
			case len(call.Args) == 1 && isTuple(ix.info.TypeOf(call.Args[0])):
				ix.add(params.At(i), Def{Expr: call.Args[0], Result: i, Param: true, Pos: call.Pos()})
			case fn.Signature().Variadic() && i == params.Len()-1:
				ix.add(params.At(i), Def{Result: -1, Opaque: true, Param: true, Pos: call.Pos()})
			case i < len(call.Args):
				ix.add(params.At(i), Def{Expr: call.Args[i], Result: -1, Param: true, Pos: call.Pos()})
			}
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

// NamesIn returns the names of the types that a value of type t is made
// of: itself, its type arguments and the types of its struct fields.
func NamesIn(t types.Type) []*types.TypeName {
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

// InitialText returns the text that a package variable is declared with if
// it is never given another.
func (ix *Index) InitialText(v *types.Var) string {
	if ix == nil || len(ix.defs[v]) != 1 || ix.defs[v][0].Expr == nil {
		return ""
	}
	if value := ix.info.Types[ix.defs[v][0].Expr].Value; value != nil && value.Kind() == constant.String {
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
func (ix *Index) Defs(v *types.Var) []Def { return ix.defs[v.Origin()] }

// Literal returns the composite literal that expr is, or that the variable
// expr is declared with if nothing else is ever put into it, or nil.
func (ix *Index) Literal(expr ast.Expr) *ast.CompositeLit {
	expr = ast.Unparen(expr)
	if literal, ok := expr.(*ast.CompositeLit); ok {
		return literal
	}
	v := Variable(ix.info, expr)
	if v == nil || v.IsField() || v.Pkg() != ix.pkg || ix.AddressTaken(v) || ix.HasStored(v) {
		return nil
	}
	defs := ix.Defs(v)
	if len(defs) != 1 || defs[0].Expr == nil || defs[0].Element || defs[0].Opaque {
		return nil
	}
	literal, _ := ast.Unparen(defs[0].Expr).(*ast.CompositeLit)
	return literal
}

// AddressTaken reports whether &v occurs in the package.
func (ix *Index) AddressTaken(v *types.Var) bool { return ix.escaping[v.Origin()] }

// Decl returns the declaration of fn if it is declared in the package.
func (ix *Index) Decl(fn *types.Func) *ast.FuncDecl {
	if fn == nil {
		return nil
	}
	return ix.decls[fn.Origin()]
}

// Calls returns the calls in the body of fn, closures included.
func (ix *Index) Calls(fn *types.Func) []*ast.CallExpr { return ix.calls[fn.Origin()] }

// Callers returns the calls of fn in the package.
func (ix *Index) Callers(fn *types.Func) []*ast.CallExpr { return ix.callers[fn.Origin()] }

// Returns returns the return statements of fn's own body, closures excluded.
func (ix *Index) Returns(fn *types.Func) []*ast.ReturnStmt { return ix.returns[fn.Origin()] }

// FuncAt returns the declared function whose declaration encloses pos, or
// nil.
func (ix *Index) FuncAt(pos token.Pos) *types.Func {
	ranges := ix.ranges
	i := sort.Search(len(ranges), func(i int) bool { return ranges[i].end > pos })
	if i < len(ranges) && ranges[i].pos <= pos {
		return ranges[i].fn
	}
	return nil
}

// Decoded returns the calls that decode into the type called name. ok is
// false if there are none.
func (ix *Index) Decoded(name *types.TypeName) (in []Decoding, ok bool) {
	for _, d := range ix.decoded[name] {
		if d.Arg < 0 || ix.fillKind(fill{call: d.Call, arg: d.Arg}) != noFill {
			in = append(in, d)
		}
	}
	return in, len(in) > 0
}

// DecodedTypes returns the names of the types that are decoded into.
func (ix *Index) DecodedTypes() iter.Seq[*types.TypeName] { return maps.Keys(ix.decoded) }

// Decls returns the functions of the package and their declarations.
func (ix *Index) Decls() iter.Seq2[*types.Func, *ast.FuncDecl] { return maps.All(ix.decls) }

// HasStored reports whether an element of v is given anywhere.
func (ix *Index) HasStored(v *types.Var) bool { return len(ix.elements[v.Origin()]) > 0 }
