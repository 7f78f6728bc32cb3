package usage

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
)

// maxHops is how many definitions a value is followed through.
const maxHops = 12

// origins follows expr back to the expressions that its value comes from:
// through variables, fields, pointers, elements of slices and maps, parameters
// of the package's calls, closures, and results of the package's functions.
// What cannot be followed further is an origin itself: a literal, a call of a
// function from elsewhere, a variable that nothing visible is put into. stop
// says of an expression that it is to be an origin although it could be
// followed.
func (c *checker) origins(expr ast.Expr, stop func(ast.Expr) bool) []ast.Expr {
	t := &tracer{checker: c, stop: stop, seen: make(map[ast.Expr]bool)}
	t.follow(expr, 0, -1)
	return t.found
}

type tracer struct {
	*checker
	stop  func(ast.Expr) bool
	seen  map[ast.Expr]bool
	found []ast.Expr
}

// follow follows expr, or result i of it if it is a call of several.
func (t *tracer) follow(expr ast.Expr, hops, i int) {
	expr = ast.Unparen(expr)
	if expr == nil || t.seen[expr] {
		return
	}
	t.seen[expr] = true
	if hops > maxHops || t.stop != nil && t.stop(expr) {
		t.found = append(t.found, expr)
		return
	}
	switch x := expr.(type) {
	case *ast.UnaryExpr:
		if x.Op == token.AND || x.Op == token.ARROW {
			t.follow(x.X, hops, -1)
			return
		}
	case *ast.StarExpr:
		t.follow(x.X, hops, -1)
		return
	case *ast.TypeAssertExpr:
		t.follow(x.X, hops, -1)
		return
	case *ast.IndexExpr:
		if t.info.Types[x.Index].IsValue() {
			t.follow(x.X, hops, -1)
			return
		}
	case *ast.SliceExpr:
		t.follow(x.X, hops, -1)
		return
	case *ast.Ident, *ast.SelectorExpr:
		if t.variable(x, hops) {
			return
		}
	case *ast.CallExpr:
		if t.call(x, hops, max(i, 0)) {
			return
		}
	}
	t.found = append(t.found, expr)
}

// variable follows the values of a variable, parameter or field.
func (t *tracer) variable(expr ast.Expr, hops int) bool {
	v := cozemodel.Variable(t.info, expr)
	if v == nil {
		return false
	}
	if sel, ok := expr.(*ast.SelectorExpr); ok && v.IsField() && t.model.IsSDKObject(v) {
		// A service of the client: cli.Chat.
		t.follow(t.throughEmbedded(sel, hops), hops+1, -1)
		return true
	}
	followed := false
	for _, def := range t.reaching(v, expr.Pos()) {
		if def.Expr == nil || def.Zero {
			continue
		}
		if call, ok := ast.Unparen(def.Expr).(*ast.CallExpr); ok && def.Result < 0 && t.isAppend(call) {
			for _, arg := range call.Args[1:] {
				followed = true
				t.follow(arg, hops+1, -1)
			}
			continue
		}
		followed = true
		t.follow(def.Expr, hops+1, def.Result)
	}
	for _, element := range t.elements(v) {
		followed = true
		t.follow(element, hops+1, -1)
	}
	return followed
}

// throughEmbedded returns the client that a service is selected from. If the
// client is embedded in a struct, it follows that field instead.
func (t *tracer) throughEmbedded(sel *ast.SelectorExpr, hops int) ast.Expr {
	selection := t.info.Selections[sel]
	if selection == nil {
		return sel.X
	}
	owner := selection.Recv()
	for _, i := range selection.Index()[:len(selection.Index())-1] {
		s := cozemodel.Struct(owner)
		if s == nil {
			break
		}
		field := s.Field(i).Origin()
		if owner = field.Type(); t.model.SDKTypeName(owner) != "" {
			for _, def := range t.model.Defs(field) {
				if def.Expr != nil {
					t.follow(def.Expr, hops+1, def.Result)
				}
			}
		}
	}
	return sel.X
}

func (t *tracer) isAppend(call *ast.CallExpr) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok || len(call.Args) < 2 {
		return false
	}
	b, ok := t.info.Uses[id].(*types.Builtin)
	return ok && b.Name() == "append"
}

// call follows the results of a function of the package, of a closure, and
// of helpers that give their argument back.
func (t *tracer) call(call *ast.CallExpr, hops, i int) bool {
	if tv := t.info.Types[call.Fun]; tv.IsType() && len(call.Args) == 1 {
		t.follow(call.Args[0], hops, -1)
		return true
	}
	if lit := t.closure(call.Fun, 0); lit != nil {
		return t.results(returnsOf(lit.Body), hops, i)
	}
	fn := t.model.Callee(call)
	if t.model.Decl(fn) == nil || t.model.Decl(fn).Body == nil {
		return false
	}
	return t.results(t.model.Returns(fn), hops, i)
}

func (t *tracer) results(returns []*ast.ReturnStmt, hops, i int) bool {
	followed := false
	for _, ret := range returns {
		switch {
		case i < len(ret.Results):
			followed = true
			t.follow(ret.Results[i], hops+1, -1)
		case len(ret.Results) == 1:
			followed = true
			t.follow(ret.Results[0], hops+1, i)
		}
	}
	return followed
}

// closure returns the function literal that fun is, or that a variable is
// given once, also behind sync.OnceValue and sync.OnceValues.
func (c *checker) closure(fun ast.Expr, hops int) *ast.FuncLit {
	switch x := ast.Unparen(fun).(type) {
	case *ast.FuncLit:
		return x
	case *ast.CallExpr:
		fn := c.model.Callee(x)
		if fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "sync" && len(x.Args) == 1 {
			return c.closure(x.Args[0], hops+1)
		}
	case *ast.Ident, *ast.SelectorExpr:
		v := cozemodel.Variable(c.info, x)
		if v == nil || hops > 2 {
			return nil
		}
		if defs := c.model.Defs(v); len(defs) == 1 && defs[0].Expr != nil && !defs[0].Opaque {
			return c.closure(defs[0].Expr, hops+1)
		}
	}
	return nil
}

// returnsOf returns the return statements of a body, without those of the
// function literals in it.
func returnsOf(body *ast.BlockStmt) []*ast.ReturnStmt {
	var list []*ast.ReturnStmt
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			list = append(list, n)
		}
		return true
	})
	return list
}

// elements returns what is put into the elements of a variable or field:
// m[k] = x, []T{x}, map[K]V{k: x}, ch <- x, v.Store(k, x).
func (c *checker) elements(v *types.Var) []ast.Expr {
	switch types.Unalias(v.Type()).Underlying().(type) {
	case *types.Slice, *types.Array, *types.Map, *types.Chan, *types.Pointer:
	case *types.Struct: // sync.Map, atomic.Pointer
	default:
		return nil
	}
	var list []ast.Expr
	for _, cur := range c.usesOf(v) {
		whole := outer(cur)
		switch kind, _ := whole.ParentEdge(); kind {
		case edge.IndexExpr_X:
			index := whole.Parent()
			if kind, i := index.ParentEdge(); kind == edge.AssignStmt_Lhs {
				if assign := index.Parent().Node().(*ast.AssignStmt); len(assign.Lhs) == len(assign.Rhs) {
					list = append(list, assign.Rhs[i])
				}
			}
		case edge.SendStmt_Chan:
			list = append(list, whole.Parent().Node().(*ast.SendStmt).Value)
		case edge.SelectorExpr_X:
			sel := whole.Parent().Node().(*ast.SelectorExpr)
			if call, ok := whole.Parent().Parent().Node().(*ast.CallExpr); ok && call.Fun == sel && len(call.Args) > 0 &&
				(sel.Sel.Name == "Store" || sel.Sel.Name == "Set") && fromStandardLibrary(c.info.Uses[sel.Sel]) {
				list = append(list, call.Args[len(call.Args)-1])
			}
		}
	}
	return list
}

func fromStandardLibrary(obj types.Object) bool {
	return obj != nil && obj.Pkg() != nil && (obj.Pkg().Path() == "sync" || obj.Pkg().Path() == "sync/atomic")
}

// reaching returns the values of v that can arrive at pos.
func (c *checker) reaching(v *types.Var, pos token.Pos) []cozemodel.Def {
	return c.model.Reaching(v, pos)
}

func (c *checker) cursorAt(pos token.Pos) (inspector.Cursor, bool) {
	return c.model.Inspect.Root().FindByPos(pos, pos+1)
}

// bodyAround returns the body of the innermost function around cur, or nil.
func bodyAround(cur inspector.Cursor) *ast.BlockStmt {
	for f := range cur.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		switch f := f.Node().(type) {
		case *ast.FuncDecl:
			return f.Body
		case *ast.FuncLit:
			return f.Body
		}
	}
	return nil
}
