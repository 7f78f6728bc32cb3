package usage

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// maxHops is how many definitions a value is followed through.
const maxHops = 12

// usesOf returns the identifiers that mention a variable or constant, its
// declaration left out.
func (c *checker) usesOf(obj types.Object) []inspector.Cursor {
	if c.used == nil {
		c.used = make(map[types.Object][]inspector.Cursor)
		for cur := range c.model.Inspect.Root().Preorder((*ast.Ident)(nil)) {
			switch obj := c.info.Uses[cur.Node().(*ast.Ident)].(type) {
			case *types.Var, *types.Const:
				c.used[generic(obj)] = append(c.used[generic(obj)], cur)
			}
		}
	}
	return c.used[generic(obj)]
}

// generic returns the generic variable that a variable is an instance of, and
// every other object itself.
func generic(obj types.Object) types.Object {
	if v, ok := obj.(*types.Var); ok {
		return v.Origin()
	}
	return obj
}

// outer returns the expression that an identifier stands for: the selector
// that it is the field of, without parentheses, * and &.
func outer(cur inspector.Cursor) inspector.Cursor {
	for {
		switch kind, _ := cur.ParentEdge(); kind {
		case edge.SelectorExpr_Sel, edge.ParenExpr_X, edge.StarExpr_X:
			cur = cur.Parent()
		case edge.UnaryExpr_X:
			if cur.Parent().Node().(*ast.UnaryExpr).Op != token.AND {
				return cur
			}
			cur = cur.Parent()
		default:
			return cur
		}
	}
}

// A fate is what becomes of a value at one place.
type fate int

const (
	otherFate   fate = iota // handed on, stored, returned, printed, …
	selected                // a field or method of it is named
	indexed                 // an element of it is taken
	compared                // it is compared with nil or a constant
	reassigned              // it is given another value
	aliased                 // a local variable is given it
	discarded               // it is assigned to _
	measured                // len or cap of it
	rangedOver              // its elements are gone through
	decodedInto             // its address is given to a call
)

// fateOf says what becomes of the value that the cursor, made by outer,
// stands at.
func (c *checker) fateOf(whole inspector.Cursor) fate {
	kind, i := whole.ParentEdge()
	parent := whole.Parent()
	switch kind {
	case edge.SelectorExpr_X:
		return selected
	case edge.IndexExpr_X, edge.SliceExpr_X:
		return indexed
	case edge.BinaryExpr_X, edge.BinaryExpr_Y:
		if op := parent.Node().(*ast.BinaryExpr).Op; op == token.EQL || op == token.NEQ {
			return compared
		}
	case edge.AssignStmt_Lhs:
		return reassigned
	case edge.AssignStmt_Rhs:
		assign := parent.Node().(*ast.AssignStmt)
		if len(assign.Lhs) == len(assign.Rhs) {
			if id, ok := ast.Unparen(assign.Lhs[i]).(*ast.Ident); ok {
				if id.Name == "_" {
					return discarded
				}
				return aliased
			}
		}
	case edge.ValueSpec_Values:
		return aliased
	case edge.RangeStmt_X:
		return rangedOver
	case edge.CallExpr_Args:
		call := parent.Node().(*ast.CallExpr)
		if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok {
			if b, ok := c.info.Uses[id].(*types.Builtin); ok && (b.Name() == "len" || b.Name() == "cap") {
				return measured
			}
		}
		if unary, ok := whole.Node().(*ast.UnaryExpr); ok && unary.Op == token.AND {
			return decodedInto
		}
	}
	return otherFate
}

// samePlace reports whether two expressions mean the same place: the same
// variable, and the same fields of it.
func (c *checker) samePlace(a, b ast.Expr) bool {
	a, b = bare(a), bare(b)
	switch x := a.(type) {
	case *ast.Ident:
		y, ok := b.(*ast.Ident)
		return ok && c.info.ObjectOf(x) != nil && c.info.ObjectOf(x) == c.info.ObjectOf(y)
	case *ast.SelectorExpr:
		y, ok := b.(*ast.SelectorExpr)
		return ok && c.info.ObjectOf(x.Sel) == c.info.ObjectOf(y.Sel) && c.samePlace(x.X, y.X)
	case *ast.IndexExpr:
		y, ok := b.(*ast.IndexExpr)
		return ok && c.samePlace(x.X, y.X) && types.ExprString(x.Index) == types.ExprString(y.Index)
	case *ast.CallExpr:
		y, ok := b.(*ast.CallExpr)
		return ok && len(x.Args) == 0 && len(y.Args) == 0 && c.samePlace(x.Fun, y.Fun)
	}
	return false
}

// bare strips parentheses, * and &.
func bare(expr ast.Expr) ast.Expr {
	for {
		switch x := ast.Unparen(expr).(type) {
		case *ast.StarExpr:
			expr = x.X
		case *ast.UnaryExpr:
			if x.Op != token.AND {
				return x
			}
			expr = x.X
		default:
			return x
		}
	}
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
