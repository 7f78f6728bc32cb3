package valueflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// How the index is filled: one look at the syntax of the package.

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
	if !gotypes.IsBuilder(info.TypeOf(builder)) {
		return nil, nil
	}
	return builder, args
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
	s := gotypes.Struct(c.info.TypeOf(n))
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
