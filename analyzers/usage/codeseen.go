package usage

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// Whether anybody looks at the code of a reply.

// codeSeen reports whether the code of the reply in v is looked at, or may be
// by whom the reply is given to; or that nothing of it is used.
func (c *checker) codeSeen(v *types.Var, decoding ast.Node) bool {
	used := false
	for _, cur := range c.usesOf(v) {
		if within(cur.Node(), decoding) {
			continue
		}
		whole := outer(cur)
		switch c.fateOf(whole) {
		case compared, reassigned, discarded:
		case selected:
			seen, data := c.fieldSeen(whole)
			if seen {
				return true
			}
			used = used || data
		case indexed:
			seen := c.keySeen(whole)
			if seen {
				return true
			}
			used = true
		case decodedInto, otherFate:
			switch {
			case c.decodesAgain(whole):
			case c.onlyDataTaken(whole):
				used = true
			default:
				return true
			}
		default:
			return true // handed on as a whole
		}
	}
	return !used
}

// decodesAgain reports whether a reply is given to a decoder that does not
// look at the code itself.
func (c *checker) decodesAgain(whole inspector.Cursor) bool {
	kind, i := whole.ParentEdge()
	if kind != edge.CallExpr_Args {
		return false
	}
	call := whole.Parent().Node().(*ast.CallExpr)
	decl := c.model.Decl(c.model.Callee(call))
	return c.decodesArgument(call, i, 0) && (decl == nil || c.fateOf(whole) == decodedInto && !c.looksAtCode(decl, 0))
}

// onlyDataTaken reports whether a reply is given to a function of the package
// that takes data out of it and nothing else, and that nobody would notice if
// there were none: it gives no error, and what it gives is not looked at.
func (c *checker) onlyDataTaken(whole inspector.Cursor) bool {
	kind, i := whole.ParentEdge()
	if kind != edge.CallExpr_Args {
		return false
	}
	call := whole.Parent()
	fn := c.model.Callee(call.Node().(*ast.CallExpr))
	decl := c.model.Decl(fn)
	if decl == nil || decl.Body == nil || i >= fn.Signature().Params().Len() || fn.Signature().Variadic() || gotypes.GivesError(fn.Signature()) || c.looksAtCode(decl, 0) {
		return false
	}
	if c.taking == nil {
		c.taking = make(map[*types.Func]bool)
	}
	if c.taking[fn] {
		return false // it calls itself
	}
	c.taking[fn] = true
	defer delete(c.taking, fn)
	param := fn.Signature().Params().At(i)
	if len(c.usesOf(param)) == 0 || c.codeSeen(param, &ast.BadExpr{}) || c.absenceSeen(call) {
		return false
	}
	kept := c.keptIn(call)
	return kept == nil || !slices.ContainsFunc(c.usesOf(kept), func(use inspector.Cursor) bool { return c.absenceSeen(outer(use)) })
}

func within(n, around ast.Node) bool { return around.Pos() <= n.Pos() && n.End() <= around.End() }

// fieldSeen follows the fields that are selected from a reply. seen reports
// whether the code is, or a part that holds the code, or a method; data
// whether something else is used.
func (c *checker) fieldSeen(whole inspector.Cursor) (seen, data bool) {
	for cur := whole; ; {
		parent := cur.Parent()
		sel, ok := parent.Node().(*ast.SelectorExpr)
		if kind, _ := cur.ParentEdge(); !ok || kind != edge.SelectorExpr_X {
			break
		}
		field := c.fieldOf(sel)
		if field == nil {
			return cur == whole || c.holdsCode(c.info.TypeOf(sel.X)), true // a method
		}
		switch key := c.keyOf(sel, field); {
		case knowledge.CodeKeys.MatchString(key):
			return true, false
		case key == "last_error" || key == "LastError":
			return false, true // the failure of a chat, in a reply that succeeded
		}
		cur = outer(parent)
		if next, _ := cur.ParentEdge(); next != edge.SelectorExpr_X && c.holdsCode(field.Type()) {
			return true, false // the part that holds the code is handed on
		}
		whole = cur
	}
	if kind, _ := whole.ParentEdge(); kind == edge.AssignStmt_Lhs {
		return false, false
	}
	return c.absenceSeen(whole), true
}

// keyOf returns the key of a field on the wire, or else its name.
func (c *checker) keyOf(sel *ast.SelectorExpr, field *types.Var) string {
	if key := c.wireName(c.info.TypeOf(sel.X), field); key != "" {
		return key
	}
	return field.Name()
}

func (c *checker) holdsCode(t types.Type) bool {
	s := gotypes.Struct(t)
	if s == nil {
		return false
	}
	return slices.ContainsFunc(c.model.WireFields(s), func(f cozemodel.WireField) bool { return strings.EqualFold(f.Name, "code") })
}

// keySeen reports whether the code is looked up in a reply that is a map, or
// a key that is not known.
func (c *checker) keySeen(whole inspector.Cursor) bool {
	index, ok := whole.Parent().Node().(*ast.IndexExpr)
	if !ok {
		return true
	}
	key, ok := c.textOf(index.Index)
	return !ok || knowledge.CodeKeys.MatchString(key) || c.absenceSeen(whole.Parent())
}

// absenceSeen reports whether data is compared with nothing, and the function
// left if there is none: that notices a failure too.
func (c *checker) absenceSeen(cur inspector.Cursor) bool {
	for {
		kind, _ := cur.ParentEdge()
		parent := cur.Parent()
		switch kind {
		case edge.ParenExpr_X, edge.StarExpr_X, edge.TypeAssertExpr_X, edge.UnaryExpr_X:
		case edge.CallExpr_Args:
			if c.fateOf(cur) != measured && !c.asksOnly(parent.Node().(*ast.CallExpr)) {
				return false
			}
		case edge.BinaryExpr_X, edge.BinaryExpr_Y:
			binary := parent.Node().(*ast.BinaryExpr)
			if binary.Op != token.LAND && binary.Op != token.LOR && !c.isEmpty(binary.X) && !c.isEmpty(binary.Y) && !c.wantsText(binary) {
				return false
			}
		case edge.IfStmt_Cond:
			stmt := parent.Node().(*ast.IfStmt)
			if c.leaves(stmt.Body.List) {
				return true
			}
			block, ok := stmt.Else.(*ast.BlockStmt)
			return ok && c.leaves(block.List)
		case edge.AssignStmt_Rhs:
			return c.assertionSeen(parent)
		default:
			return false
		}
		cur = parent
	}
}

// asksOnly reports whether a call trims or measures a text.
func (c *checker) asksOnly(call *ast.CallExpr) bool {
	fn := c.model.Callee(call)
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "strings"
}

// assertionSeen reports whether the second result of data, ok := m["data"].(T)
// is tested and the function left.
func (c *checker) assertionSeen(assign inspector.Cursor) bool {
	stmt, ok := assign.Node().(*ast.AssignStmt)
	if !ok || len(stmt.Lhs) != 2 || len(stmt.Rhs) != 1 {
		return false
	}
	found := c.localVariable(stmt.Lhs[1])
	if found == nil {
		return false
	}
	return slices.ContainsFunc(c.usesOf(found), func(use inspector.Cursor) bool {
		for cur := use; ; cur = cur.Parent() {
			switch kind, _ := cur.ParentEdge(); kind {
			case edge.UnaryExpr_X, edge.ParenExpr_X, edge.BinaryExpr_X, edge.BinaryExpr_Y:
				continue
			case edge.IfStmt_Cond:
				return c.leaves(cur.Parent().Node().(*ast.IfStmt).Body.List)
			}
			return false
		}
	})
}

// wantsText reports whether a comparison asks whether a text is not the wanted
// one: what failed has none.
func (c *checker) wantsText(binary *ast.BinaryExpr) bool {
	_, left := c.textOf(binary.X)
	_, right := c.textOf(binary.Y)
	return binary.Op == token.NEQ && (left || right)
}

// isEmpty reports whether expr is nil, "", or 0.
func (c *checker) isEmpty(expr ast.Expr) bool {
	tv := c.info.Types[expr]
	if tv.IsNil() {
		return true
	}
	if text, ok := c.textOf(expr); ok {
		return text == ""
	}
	n, ok := cozemodel.IntValue(c.info, expr)
	return ok && n == 0
}
