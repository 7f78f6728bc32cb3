package usage

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// A narrowing says which events can arrive at a place, by the conditions
// around it and those before it that leave the loop or function.
type narrowing struct {
	events  map[string]bool // values on the wire
	named   bool            // a condition lists them
	opaque  bool            // a condition asks the event something that is not understood
	guarded map[string]bool // what is known not to be nil: "Message", "Chat.LastError"
	typed   bool            // the type of the message is asked for
}

// A subject is an event variable of the SDK.
type subject struct {
	v    *types.Var
	kind string // ChatEvent, WorkflowEvent
}

// subjectOf returns the event that expr is.
func (c *checker) subjectOf(expr ast.Expr) (subject, bool) {
	id, ok := bare(expr).(*ast.Ident)
	if !ok {
		return subject{}, false
	}
	v, ok := c.info.Uses[id].(*types.Var)
	if !ok {
		return subject{}, false
	}
	kind := c.model.SDKTypeName(v.Type())
	if !knowledge.IsEvent(kind) {
		return subject{}, false
	}
	return subject{v, kind}, true
}

// narrow returns what is known of the event s at cur.
func (c *checker) narrow(s subject, cur inspector.Cursor) *narrowing {
	n := &narrowing{events: make(map[string]bool), guarded: make(map[string]bool)}
	for _, d := range cozemodel.Domains {
		if d.Type != s.kind+"Type" {
			continue
		}
		for _, member := range d.Members {
			if member.Outcome != cozemodel.Aborted { // Recv returns it as an error
				n.events[member.Value] = true
			}
		}
	}
	c.eachCondition(cur, func(cond condition) { c.refine(n, s, cond) })
	return n
}

// A condition is what is known to hold at a place.
type condition struct {
	expr   ast.Expr
	holds  bool
	tag    ast.Expr   // of a switch, whose values are alternatives
	values []ast.Expr // with holds false, none of them
}

// eachCondition calls f for the conditions that are known to hold at cur, the
// outermost first.
func (c *checker) eachCondition(cur inspector.Cursor, f func(condition)) {
	var list []condition
	for ; cur.Node() != nil; cur = cur.Parent() {
		kind, i := cur.ParentEdge()
		parent := cur.Parent().Node()
		switch kind {
		case edge.FuncDecl_Body, edge.FuncLit_Body:
			slices.Reverse(list)
			for _, cond := range list {
				f(cond)
			}
			return
		case edge.IfStmt_Body:
			list = append(list, condition{expr: parent.(*ast.IfStmt).Cond, holds: true})
		case edge.IfStmt_Else:
			list = append(list, condition{expr: parent.(*ast.IfStmt).Cond})
		case edge.ForStmt_Body, edge.ForStmt_Post:
			if cond := parent.(*ast.ForStmt).Cond; cond != nil {
				list = append(list, condition{expr: cond, holds: true})
			}
		case edge.BinaryExpr_Y:
			switch binary := parent.(*ast.BinaryExpr); binary.Op {
			case token.LAND:
				list = append(list, condition{expr: binary.X, holds: true})
			case token.LOR:
				list = append(list, condition{expr: binary.X})
			}
		case edge.BlockStmt_List:
			list = append(list, c.left(parent.(*ast.BlockStmt).List[:i])...)
		case edge.CommClause_Body:
			list = append(list, c.left(parent.(*ast.CommClause).Body[:i])...)
		case edge.CaseClause_List:
			list = append(list, casesBefore(cur.Parent())...)
		case edge.CaseClause_Body:
			list = append(list, c.left(parent.(*ast.CaseClause).Body[:i])...)
			list = append(list, caseConditions(cur.Parent())...)
		}
	}
}

// caseConditions returns what holds in a case of a switch.
func caseConditions(clause inspector.Cursor) []condition {
	stmt, ok := clause.Parent().Parent().Node().(*ast.SwitchStmt)
	if !ok {
		return nil
	}
	own := clause.Node().(*ast.CaseClause)
	var list []condition
	if stmt.Tag != nil {
		values := own.List
		if fallsInto(stmt, own) {
			return []condition{{tag: stmt.Tag}} // not understood
		}
		if values == nil {
			for _, other := range stmt.Body.List {
				values = append(values, other.(*ast.CaseClause).List...)
			}
			return []condition{{tag: stmt.Tag, values: values}}
		}
		return []condition{{tag: stmt.Tag, values: values, holds: true}}
	}
	list = casesBefore(clause)
	if len(own.List) == 1 {
		list = append(list, condition{expr: own.List[0], holds: true})
	} else if len(own.List) > 1 {
		list = append(list, condition{values: own.List, holds: true})
	}
	return list
}

// casesBefore returns what does not hold in a case of a switch without a tag, as
// the other cases before it are asked first; before the default, all are.
func casesBefore(clause inspector.Cursor) []condition {
	stmt, ok := clause.Parent().Parent().Node().(*ast.SwitchStmt)
	if !ok || stmt.Tag != nil {
		return nil
	}
	own := clause.Node().(*ast.CaseClause)
	var list []condition
	for _, other := range stmt.Body.List {
		other := other.(*ast.CaseClause)
		if other == own && own.List != nil {
			break
		}
		for _, expr := range other.List {
			list = append(list, condition{expr: expr})
		}
	}
	return list
}

// fallsInto reports whether the case before own ends with fallthrough.
func fallsInto(stmt *ast.SwitchStmt, own *ast.CaseClause) bool {
	for i, s := range stmt.Body.List {
		if s != own || i == 0 {
			continue
		}
		before := stmt.Body.List[i-1].(*ast.CaseClause).Body
		if len(before) == 0 {
			return false
		}
		branch, ok := before[len(before)-1].(*ast.BranchStmt)
		return ok && branch.Tok == token.FALLTHROUGH
	}
	return false
}

// left returns what holds after statements some of which leave.
func (c *checker) left(stmts []ast.Stmt) []condition {
	var list []condition
	for _, stmt := range slices.Backward(stmts) {
		switch stmt := stmt.(type) {
		case *ast.IfStmt:
			if c.leaves(stmt.Body.List) {
				list = append(list, condition{expr: stmt.Cond})
			} else if block, ok := stmt.Else.(*ast.BlockStmt); ok && c.leaves(block.List) {
				list = append(list, condition{expr: stmt.Cond, holds: true})
			}
		case *ast.SwitchStmt:
			if stmt.Tag == nil {
				continue
			}
			for _, s := range stmt.Body.List {
				if clause := s.(*ast.CaseClause); clause.List != nil && c.leavesSwitch(clause.Body) {
					list = append(list, condition{tag: stmt.Tag, values: clause.List})
				}
			}
		}
	}
	return list
}

// leaves reports whether a list of statements never ends at its end.
func (c *checker) leaves(list []ast.Stmt) bool { return c.model.Paths().Terminates(list) }

// leavesSwitch is leaves for a case, in which a plain break leads on.
func (c *checker) leavesSwitch(list []ast.Stmt) bool {
	if len(list) == 0 {
		return false
	}
	if branch, ok := list[len(list)-1].(*ast.BranchStmt); ok {
		return branch.Tok == token.CONTINUE || branch.Tok == token.GOTO || branch.Label != nil
	}
	return c.leaves(list)
}
