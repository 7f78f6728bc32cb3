package logid

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// Whoever compares an error by identity, or by its type, does not find it any
// more once it is wrapped. A fix wraps only what nobody can be waiting for.

// endSortedOut reports whether the error of a stream cannot be io.EOF where it is
// returned: a condition on the way there asked for it, and left. A caller may
// compare a bare one with io.EOF, as who reads in loops does.
func (c *checker) endSortedOut(ret *ast.ReturnStmt, err *types.Var) bool {
	cur, ok := c.model.Cursor(ret)
	for ; ok; cur = cur.Parent() {
		switch n := cur.Node().(type) {
		case *ast.FuncDecl, *ast.FuncLit, *ast.File:
			return false
		case *ast.IfStmt:
			if c.excludesEnd(n.Cond, err) {
				return true
			}
		case *ast.CaseClause:
			for prev, ok := cur.PrevSibling(); ok; prev, ok = prev.PrevSibling() {
				if clause, ok := prev.Node().(*ast.CaseClause); ok && slices.ContainsFunc(clause.List, func(x ast.Expr) bool { return c.asksForEnd(x, err) }) {
					return true
				}
			}
		}
		if kind, _ := cur.ParentEdge(); kind == edge.IfStmt_Else {
			if outer := cur.Parent().Node().(*ast.IfStmt); c.asksForEnd(outer.Cond, err) {
				return true
			}
		}
		if c.endLeftBefore(cur, err) {
			return true
		}
	}
	return false
}

// mayAwaitEnd reports whether somebody may compare what a function returns with
// io.EOF: another package, which an exported function gives it to, or this one.
func (c *checker) mayAwaitEnd(ret *ast.ReturnStmt) bool {
	if around, _ := c.model.FunctionAt(ret.Pos()); around == nil {
		return true
	} else if _, isLiteral := around.(*ast.FuncLit); isLiteral {
		return true // whoever is given it may read until the end
	}
	fn := c.model.FuncAt(ret.Pos())
	return fn == nil || c.comparisons(c.isEnd) || c.leavesPackage(fn, 0)
}

// leavesPackage reports whether an exported function of a package that others can
// import is a function, or calls it.
func (c *checker) leavesPackage(fn *types.Func, depth int) bool {
	const most = 5 // functions that call each other
	switch {
	case depth == most:
		return true
	case c.pass.Pkg.Name() == "main":
		return false
	case fn.Exported():
		return true
	}
	for cur := range c.model.Inspect.Root().Preorder((*ast.Ident)(nil)) {
		id := cur.Node().(*ast.Ident)
		if c.pass.TypesInfo.Uses[id] != fn {
			continue
		}
		if user := c.model.FuncAt(id.Pos()); user == nil || user != fn && c.leavesPackage(user, depth+1) {
			return true
		}
	}
	return false
}

// endLeftBefore reports whether a statement before cur in its list leaves if the
// error is io.EOF.
func (c *checker) endLeftBefore(cur inspector.Cursor, err *types.Var) bool {
	switch kind, _ := cur.ParentEdge(); kind {
	case edge.BlockStmt_List, edge.CaseClause_Body, edge.CommClause_Body:
	default:
		return false
	}
	for prev, ok := cur.PrevSibling(); ok; prev, ok = prev.PrevSibling() {
		if test, isIf := prev.Node().(*ast.IfStmt); isIf && c.asksForEnd(test.Cond, err) && c.model.Paths().Terminates(test.Body.List) {
			return true
		}
	}
	return false
}

// asksForEnd reports whether a condition holds if err is io.EOF: err == io.EOF,
// errors.Is(err, io.EOF), or one of several.
func (c *checker) asksForEnd(cond ast.Expr, err *types.Var) bool {
	switch x := ast.Unparen(cond).(type) {
	case *ast.BinaryExpr:
		switch x.Op {
		case token.LOR:
			return c.asksForEnd(x.X, err) || c.asksForEnd(x.Y, err)
		case token.EQL:
			return c.isEnd(x.X) && c.isVariable(x.Y, err) || c.isEnd(x.Y) && c.isVariable(x.X, err)
		}
	case *ast.CallExpr:
		fn := c.model.Callee(x)
		return fn != nil && fn.FullName() == "errors.Is" && len(x.Args) == 2 && c.isVariable(x.Args[0], err) && c.isEnd(x.Args[1])
	}
	return false
}

// excludesEnd reports whether a condition does not hold if err is io.EOF.
func (c *checker) excludesEnd(cond ast.Expr, err *types.Var) bool {
	switch x := ast.Unparen(cond).(type) {
	case *ast.BinaryExpr:
		switch x.Op {
		case token.LAND:
			return c.excludesEnd(x.X, err) || c.excludesEnd(x.Y, err)
		case token.NEQ:
			return c.isEnd(x.X) && c.isVariable(x.Y, err) || c.isEnd(x.Y) && c.isVariable(x.X, err)
		}
	case *ast.UnaryExpr:
		return x.Op == token.NOT && c.asksForEnd(x.X, err)
	}
	return false
}

func (c *checker) isVariable(expr ast.Expr, v *types.Var) bool {
	return cozemodel.Variable(c.pass.TypesInfo, expr) == v
}

func (c *checker) isEnd(expr ast.Expr) bool {
	v := cozemodel.Variable(c.pass.TypesInfo, expr)
	return v != nil && v.Pkg() != nil && v.Pkg().Path() == "io" && v.Name() == "EOF"
}

// comparedByIdentity reports whether somebody may look for a sentinel by ==, as a
// case of a switch, or as the key of a map: the package does so, or it is for
// other packages to do so.
func (c *checker) comparedByIdentity(v *types.Var, at token.Pos) bool {
	if v.Pkg() != c.pass.Pkg {
		return true // sql.ErrNoRows
	}
	if fn := c.model.FuncAt(at); v.Exported() && fn != nil && fn.Exported() && v.Pkg().Name() != "main" {
		return true
	}
	return c.comparisons(func(operand ast.Expr) bool { return c.isVariable(operand, v) })
}

// comparisons reports whether match holds for what the package compares by
// identity: the operand of a comparison, a case, the key of a map.
func (c *checker) comparisons(match func(operand ast.Expr) bool) bool {
	for cur := range c.model.Inspect.Root().Preorder((*ast.BinaryExpr)(nil), (*ast.SwitchStmt)(nil), (*ast.KeyValueExpr)(nil), (*ast.IndexExpr)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.BinaryExpr:
			if (n.Op == token.EQL || n.Op == token.NEQ) && (match(n.X) || match(n.Y)) {
				return true
			}
		case *ast.KeyValueExpr:
			if match(n.Key) {
				return true
			}
		case *ast.IndexExpr:
			if match(n.Index) {
				return true
			}
		case *ast.SwitchStmt:
			if n.Tag == nil {
				continue
			}
			for _, clause := range n.Body.List {
				if slices.ContainsFunc(clause.(*ast.CaseClause).List, match) {
					return true
				}
			}
		}
	}
	return false
}

// assertedOutside reports whether another function of the package than the one
// around node asks for the type of an error, which is another once it is wrapped.
func (c *checker) assertedOutside(node ast.Node) bool {
	fn := c.model.FuncAt(node.Pos())
	for cur := range c.model.Inspect.Root().Preorder((*ast.TypeAssertExpr)(nil)) {
		n := cur.Node().(*ast.TypeAssertExpr)
		if t := c.pass.TypesInfo.TypeOf(n.X); t != nil && gotypes.IsError(t) && c.model.FuncAt(n.Pos()) != fn {
			return true
		}
	}
	return false
}
