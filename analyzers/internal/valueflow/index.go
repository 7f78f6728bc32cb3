package valueflow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"iter"
	"maps"
	"sort"
	"strings"
	"sync"

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

// A collector records what a top-level declaration defines and calls.
type collector struct {
	*Index
	fn       *types.Func
	literals []*ast.FuncLit // around the node
	stack    []ast.Node
}

func (ix *Index) collect(root ast.Node, fn *types.Func) {
	c := &collector{Index: ix, fn: fn}
	ast.Inspect(root, func(n ast.Node) bool {
		if n == nil {
			c.leave()
			return true
		}
		c.stack = append(c.stack, n)
		c.enter(n)
		return true
	})
}

func (c *collector) leave() {
	top := c.stack[len(c.stack)-1]
	c.stack = c.stack[:len(c.stack)-1]
	if len(c.literals) > 0 && top == c.literals[len(c.literals)-1] {
		c.literals = c.literals[:len(c.literals)-1]
	}
}

func (c *collector) enter(n ast.Node) {
	switch n := n.(type) {
	case *ast.FuncLit:
		c.literals = append(c.literals, n)
		if sig, ok := c.info.TypeOf(n).(*types.Signature); ok {
			for i := range sig.Params().Len() {
				c.params[sig.Params().At(i)] = param{nil, i}
			}
		}
	case *ast.AssignStmt:
		c.assign(n)
	case *ast.ValueSpec:
		c.declare(n)
	case *ast.RangeStmt:
		c.define(n.Key, Def{Expr: n.X, Result: -1, Opaque: true, Pos: n.Pos(), After: n.Body.Lbrace, Within: n.Body})
		c.define(n.Value, Def{Expr: n.X, Result: -1, Element: true, Pos: n.Pos(), After: n.Body.Lbrace, Within: n.Body})
	case *ast.IncDecStmt:
		c.define(n.X, Def{Result: -1, Opaque: true, Pos: n.Pos()})
	case *ast.SendStmt:
		c.element(n.Chan, Def{Expr: n.Value, Result: -1, Pos: n.Pos()})
	case *ast.CompositeLit:
		c.composite(n)
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			if v := Variable(c.info, n.X); v != nil {
				c.escaping[v] = true
			}
		}
	case *ast.TypeSwitchStmt:
		c.typeSwitch(n)
	case *ast.ReturnStmt:
		switch {
		case len(c.literals) > 0:
			lit := c.literals[len(c.literals)-1]
			c.Index.literals[lit] = append(c.Index.literals[lit], n)
		case c.fn != nil:
			c.returns[c.fn] = append(c.returns[c.fn], n)
		}
	case *ast.CallExpr:
		c.call(n)
	}
}

func (c *collector) call(n *ast.CallExpr) {
	if c.fn != nil {
		c.calls[c.fn] = append(c.calls[c.fn], n)
	}
	if callee, ok := typeutil.Callee(c.info, n).(*types.Func); ok {
		c.callers[callee.Origin()] = append(c.callers[callee.Origin()], n)
	}
	c.decode(n)
	if builder, args := BuilderWrite(c.info, n); builder != nil {
		if v := Variable(c.info, builder); v != nil {
			for _, arg := range args {
				c.add(v, Def{Result: -1, Opaque: true, Added: arg, Pos: n.Pos()})
			}
		}
	}
	if id, ok := ast.Unparen(n.Fun).(*ast.Ident); ok && len(n.Args) == 2 && c.info.Uses[id] == types.Universe.Lookup("copy") {
		into := ast.Unparen(n.Args[0])
		if part, ok := into.(*ast.SliceExpr); ok {
			into = part.X
		}
		c.element(into, Def{Expr: n.Args[1], Result: -1, Pos: n.Pos()})
	}
	for i, arg := range n.Args {
		if v := c.fillable(arg); v != nil {
			c.fills[v] = append(c.fills[v], fill{n, i, n.End(), c.within()})
		}
	}
	if sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr); ok {
		if inner, ok := ast.Unparen(sel.X).(*ast.CallExpr); ok {
			c.chained[inner] = n
		} else if v := Variable(c.info, sel.X); v != nil {
			c.configuring[v] = append(c.configuring[v], n)
		}
	}
}

// BuilderWrite reports whether call puts a text together in a strings.Builder
// or bytes.Buffer: it returns that, without &, and what is written to it.
func BuilderWrite(info *types.Info, call *ast.CallExpr) (builder ast.Expr, args []ast.Expr) {
	fn, ok := typeutil.Callee(info, call).(*types.Func)
	if !ok || fn.Pkg() == nil {
		return nil, nil
	}
	args = call.Args
	switch sel, isSel := ast.Unparen(call.Fun).(*ast.SelectorExpr); {
	case isSel && strings.HasPrefix(fn.Name(), "Write") && info.Selections[sel] != nil:
		builder = sel.X
	case len(args) > 0 && (fn.Pkg().Path() == "fmt" && strings.HasPrefix(fn.Name(), "Fprint") || fn.FullName() == "io.WriteString"):
		builder, args = ast.Unparen(args[0]), args[1:]
		if u, ok := builder.(*ast.UnaryExpr); ok && u.Op == token.AND {
			builder = u.X
		}
	default:
		return nil, nil
	}
	t := info.TypeOf(builder)
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return nil, nil
	}
	switch named.Obj().Pkg().Path() + "." + named.Obj().Name() {
	case "strings.Builder", "bytes.Buffer":
		return builder, args
	}
	return nil, nil
}

// fillable returns the variable that a call could put a value into if it is
// given arg, or nil: &v, or v if it is a pointer or a map.
func (c *collector) fillable(arg ast.Expr) *types.Var {
	arg = ast.Unparen(arg)
	if u, ok := arg.(*ast.UnaryExpr); ok && u.Op == token.AND {
		return Variable(c.info, u.X)
	}
	v := Variable(c.info, arg)
	if v == nil {
		return nil
	}
	switch v.Type().Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Interface, *types.Slice:
		return v
	}
	return nil
}

// within returns the innermost block around the node that is visited: what runs there
// holds to its end.
func (c *collector) within() ast.Node {
	for i := len(c.stack) - 1; i >= 0; i-- {
		switch n := c.stack[i].(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause, *ast.File:
			return n
		case *ast.IfStmt, *ast.ForStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt:
			if c.isNext(i, initOf(n)) && !c.isElse(i) {
				continue // it runs whenever the statement does
			}
			return n
		}
	}
	return c.stack[0]
}

// initOf returns the statement that an if, for or switch begins with, or nil.
func initOf(n ast.Node) ast.Stmt {
	switch n := n.(type) {
	case *ast.IfStmt:
		return n.Init
	case *ast.ForStmt:
		return n.Init
	case *ast.SwitchStmt:
		return n.Init
	case *ast.TypeSwitchStmt:
		return n.Init
	}
	return nil
}

// isNext reports whether the node that is visited is, or is in, a part of the i-th one.
func (c *collector) isNext(i int, part ast.Stmt) bool {
	return part != nil && i+1 < len(c.stack) && c.stack[i+1] == ast.Node(part)
}

// isElse reports whether the i-th node is run where another condition was false.
func (c *collector) isElse(i int) bool {
	if i == 0 {
		return false
	}
	outer, ok := c.stack[i-1].(*ast.IfStmt)
	return ok && outer.Else == c.stack[i]
}

func (c *collector) assign(n *ast.AssignStmt) {
	if call, ok := ast.Unparen(n.Rhs[0]).(*ast.CallExpr); ok {
		if v := Variable(c.info, n.Lhs[0]); v != nil {
			c.assigned[call] = v
		}
	}
	for i, lhs := range n.Lhs {
		if element, ok := ast.Unparen(lhs).(*ast.IndexExpr); ok {
			if len(n.Lhs) == len(n.Rhs) {
				c.element(element.X, Def{Expr: n.Rhs[i], Result: -1, Pos: n.Pos()})
			} else {
				c.element(element.X, Def{Expr: n.Rhs[0], Result: i, Pos: n.Pos()})
			}
		}
	}
	switch {
	case n.Tok != token.ASSIGN && n.Tok != token.DEFINE:
		c.define(n.Lhs[0], Def{Result: -1, Opaque: true, Added: n.Rhs[0], Pos: n.Pos()})
	case len(n.Lhs) == len(n.Rhs):
		for i, lhs := range n.Lhs {
			c.define(lhs, Def{Expr: n.Rhs[i], Result: -1, Pos: n.Pos()})
			c.member(lhs, n.Rhs[i])
		}
	default:
		for i, lhs := range n.Lhs {
			c.define(lhs, Def{Expr: n.Rhs[0], Result: i, Pos: n.Pos()})
		}
	}
}

// element records what an element of container is given.
func (c *collector) element(container ast.Expr, def Def) {
	if v := Variable(c.info, container); v != nil {
		c.elements[v] = append(c.elements[v], def)
	}
}

// member records what a field of a local variable is given: v.F = value.
func (c *collector) member(lhs, value ast.Expr) {
	sel, ok := ast.Unparen(lhs).(*ast.SelectorExpr)
	if !ok {
		return
	}
	if v := Variable(c.info, sel.X); v != nil && !v.IsField() {
		c.members[v] = append(c.members[v], Def{Expr: value, Result: -1, Pos: lhs.Pos()})
	}
}

func (c *collector) declare(n *ast.ValueSpec) {
	for i, name := range n.Names {
		switch {
		case len(n.Values) == 0:
			c.define(name, Def{Result: -1, Zero: true, Pos: n.Pos()})
		case len(n.Values) == len(n.Names):
			c.define(name, Def{Expr: n.Values[i], Result: -1, Pos: n.Pos()})
		default:
			c.define(name, Def{Expr: n.Values[0], Result: i, Pos: n.Pos()})
		}
	}
}

func (c *collector) composite(n *ast.CompositeLit) {
	s := structOf(c.info.TypeOf(n))
	if s == nil {
		return
	}
	for i, element := range n.Elts {
		if kv, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok {
				if field, ok := c.info.Uses[key].(*types.Var); ok {
					c.add(field, Def{Expr: kv.Value, Result: -1, Pos: kv.Pos()})
				}
			}
		} else if i < s.NumFields() {
			c.add(s.Field(i), Def{Expr: element, Result: -1, Pos: element.Pos()})
		}
	}
}

func (c *collector) typeSwitch(n *ast.TypeSwitchStmt) {
	assign, ok := n.Assign.(*ast.AssignStmt)
	if !ok {
		return
	}
	for _, clause := range n.Body.List {
		if v, ok := c.info.Implicits[clause].(*types.Var); ok {
			c.add(v, Def{Expr: assign.Rhs[0].(*ast.TypeAssertExpr).X, Result: -1, Pos: clause.Pos()})
		}
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

func isTuple(t types.Type) bool {
	_, ok := t.(*types.Tuple)
	return ok
}

func (c *collector) define(target ast.Expr, def Def) {
	if target == nil {
		return
	}
	if v := Variable(c.info, target); v != nil {
		c.add(v, def)
	}
}

// add records a value of v that the node which is visited gives it.
func (c *collector) add(v *types.Var, def Def) {
	if !def.After.IsValid() {
		def.After = def.Pos
		if n := c.stack[len(c.stack)-1]; n.Pos() <= def.Pos && def.Pos < n.End() {
			def.After = n.End()
		}
	}
	if def.Within == nil {
		def.Within = c.within()
	}
	c.Index.add(v, def)
}

func (ix *Index) add(v *types.Var, def Def) {
	v = v.Origin()
	ix.defs[v] = append(ix.defs[v], def)
}

// decode records which types call decodes into: those whose address it is
// given as an interface, as json.Unmarshal, Decoder.Decode and SetResult are,
// and its explicit type arguments.
func (c *collector) decode(call *ast.CallExpr) {
	record := func(t types.Type, arg int) {
		for _, name := range NamesIn(t) {
			c.decoded[name] = append(c.decoded[name], Decoding{c.fn, call, arg})
		}
	}
	for i, arg := range call.Args {
		t := c.info.TypeOf(arg)
		if t == nil {
			continue
		}
		if _, isPointer := types.Unalias(t).(*types.Pointer); isPointer {
			record(t, i)
		}
	}
	fun := ast.Unparen(call.Fun)
	for _, index := range typeArguments(fun) {
		if tv, ok := c.info.Types[index]; ok && tv.IsType() {
			record(tv.Type, -1)
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

// Callee returns the function or method that call calls, that of the generic
// type or function for an instance of one, or nil if it is not known. A local
// variable that only ever holds one function calls that.
func (ix *Index) Callee(call *ast.CallExpr) *types.Func {
	switch callee := typeutil.Callee(ix.info, call).(type) {
	case *types.Func:
		return callee.Origin()
	case *types.Var:
		return ix.held(callee)
	}
	return nil
}

// held returns the function that a variable holds if it never holds anything
// else, or nil: create := client.Chat.Create.
func (ix *Index) held(v *types.Var) *types.Func {
	if v.IsField() || ix.AddressTaken(v) {
		return nil
	}
	var held *types.Func
	for _, def := range ix.Defs(v) {
		if def.Zero {
			continue
		}
		if def.Expr == nil || def.Param || def.Result >= 0 || held != nil {
			return nil
		}
		var id *ast.Ident
		switch x := ast.Unparen(def.Expr).(type) {
		case *ast.Ident:
			id = x
		case *ast.SelectorExpr:
			id = x.Sel
		default:
			return nil
		}
		fn, ok := ix.info.Uses[id].(*types.Func)
		if !ok {
			return nil
		}
		held = fn.Origin()
	}
	return held
}

// Body returns the body of the function that call calls if it can be seen: a
// function of the package, a function literal, a local variable that only
// ever holds one, or the only implementation in the package of an interface
// of the package.
func (ix *Index) Body(call *ast.CallExpr) *ast.BlockStmt {
	if fn := ix.Callee(call); fn != nil {
		if decl := ix.Decl(ix.Implementation(fn)); decl != nil {
			return decl.Body
		}
		return nil
	}
	if lit := ix.FuncLit(call.Fun); lit != nil {
		return lit.Body
	}
	return nil
}

// FuncLit returns the function literal that expr is, or that the local
// variable expr holds if it never holds anything else, or nil.
func (ix *Index) FuncLit(expr ast.Expr) *ast.FuncLit {
	expr = ast.Unparen(expr)
	if lit, ok := expr.(*ast.FuncLit); ok {
		return lit
	}
	v := Variable(ix.info, expr)
	if v == nil || v.IsField() || ix.AddressTaken(v) {
		return nil
	}
	var found *ast.FuncLit
	for _, def := range ix.Defs(v) {
		switch {
		case def.Zero:
		case def.Expr == nil || def.Result >= 0 || found != nil:
			return nil
		default:
			if found = ix.literalOf(def.Expr); found == nil {
				return nil
			}
		}
	}
	return found
}

// literalOf returns the function literal that expr is, or that sync.OnceValue
// and its kin run for it, or nil.
func (ix *Index) literalOf(expr ast.Expr) *ast.FuncLit {
	if call, ok := ast.Unparen(expr).(*ast.CallExpr); ok && len(call.Args) == 1 {
		if fn, ok := typeutil.Callee(ix.info, call).(*types.Func); ok && fn.Pkg() != nil && fn.Pkg().Path() == "sync" && strings.HasPrefix(fn.Name(), "Once") {
			expr = call.Args[0]
		}
	}
	lit, _ := ast.Unparen(expr).(*ast.FuncLit)
	return lit
}

// Implementation returns the function that a call of fn runs: fn itself, or
// if fn is a method of an interface of the package, the method of the only
// type of the package that has all of them. If there are several, it is fn.
func (ix *Index) Implementation(fn *types.Func) *types.Func {
	if fn == nil || fn.Pkg() != ix.pkg || fn.Signature().Recv() == nil || !types.IsInterface(fn.Signature().Recv().Type()) {
		return fn
	}
	iface := fn.Signature().Recv().Type().Underlying().(*types.Interface)
	found := fn
	for _, name := range ix.pkg.Scope().Names() {
		obj, ok := ix.pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || obj.IsAlias() || types.IsInterface(obj.Type()) {
			continue
		}
		pointer := types.NewPointer(obj.Type())
		if !types.Implements(pointer, iface) {
			continue
		}
		method, _, _ := types.LookupFieldOrMethod(pointer, true, ix.pkg, fn.Name())
		if m, ok := method.(*types.Func); ok {
			if found != fn {
				return fn
			}
			found = m.Origin()
		}
	}
	return found
}

// structOf returns the struct type under t behind pointers, or nil.
func structOf(t types.Type) *types.Struct {
	if t == nil {
		return nil
	}
	t = t.Underlying()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem().Underlying()
	}
	s, _ := t.(*types.Struct)
	return s
}
