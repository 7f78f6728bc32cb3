package usage

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
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

// refine applies a condition to n.
func (c *checker) refine(n *narrowing, s subject, cond condition) {
	switch {
	case cond.tag != nil && c.isEventOf(cond.tag, s):
		c.refineValues(n, cond)
	case cond.tag != nil:
		n.opaque = n.opaque || c.mentionsVariable(cond.tag, s.v) || slices.ContainsFunc(cond.values, func(v ast.Expr) bool { return c.mentionsVariable(v, s.v) })
	case cond.expr == nil: // one of several conditions
		c.refineAny(n, s, cond.values)
	default:
		c.refineExpr(n, s, cond.expr, cond.holds)
	}
}

func (c *checker) refineValues(n *narrowing, cond condition) {
	listed := make(map[string]bool)
	for _, value := range cond.values {
		text, ok := c.textOf(value)
		if !ok {
			n.opaque = true
			return
		}
		listed[text] = true
	}
	if cond.values == nil {
		n.opaque = true
		return
	}
	n.named = n.named || cond.holds
	maps.DeleteFunc(n.events, func(event string, _ bool) bool { return listed[event] != cond.holds })
}

// refineAny applies a disjunction.
func (c *checker) refineAny(n *narrowing, s subject, conds []ast.Expr) {
	sum := make(map[string]bool)
	named := true
	for _, cond := range conds {
		one := &narrowing{events: maps.Clone(n.events), guarded: make(map[string]bool)}
		c.refineExpr(one, s, cond, true)
		maps.Copy(sum, one.events)
		n.opaque = n.opaque || one.opaque
		n.typed = n.typed || one.typed
		named = named && one.named
	}
	n.events = sum
	n.named = n.named || named
}

func (c *checker) refineExpr(n *narrowing, s subject, expr ast.Expr, holds bool) {
	switch x := ast.Unparen(expr).(type) {
	case *ast.Ident:
		// isDelta := ev.Event == coze.ChatEventConversationMessageDelta
		if def := c.onlyValue(x); def != nil {
			c.refineExpr(n, s, def, holds)
			return
		}
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			c.refineExpr(n, s, x.X, !holds)
			return
		}
	case *ast.BinaryExpr:
		switch {
		case x.Op == token.LAND && holds || x.Op == token.LOR && !holds:
			c.refineExpr(n, s, x.X, holds)
			c.refineExpr(n, s, x.Y, holds)
			return
		case x.Op == token.LOR:
			c.refineAny(n, s, []ast.Expr{x.X, x.Y})
			return
		case x.Op == token.LAND:
			c.refineNotBoth(n, s, x)
			return
		case x.Op == token.EQL || x.Op == token.NEQ:
			if c.refineComparison(n, s, x, holds == (x.Op == token.EQL)) {
				return
			}
		}
	case *ast.CallExpr:
		if sel, ok := x.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "IsDone" && c.isVariable(sel.X, s.v) {
			c.keep(n, []string{knowledge.DoneEvent(s.kind)}, holds)
			return
		}
	}
	if c.mentionsVariable(expr, s.v) {
		n.typed = n.typed || c.asksType(expr)
		n.opaque = n.opaque || !c.asksContent(expr)
	}
}

// onlyValue returns the comparison that a local variable is given and nothing
// else, or nil.
func (c *checker) onlyValue(id *ast.Ident) ast.Expr {
	v := c.localVariable(id)
	if v == nil {
		return nil
	}
	defs := c.model.Defs(v)
	if len(defs) != 1 || defs[0].Expr == nil || defs[0].Result >= 0 || defs[0].Element || defs[0].Opaque || defs[0].Param {
		return nil
	}
	switch x := ast.Unparen(defs[0].Expr).(type) {
	case *ast.BinaryExpr, *ast.UnaryExpr:
		return x
	}
	return nil
}

// refineNotBoth applies that x.X and x.Y do not both hold.
func (c *checker) refineNotBoth(n *narrowing, s subject, x *ast.BinaryExpr) {
	first := &narrowing{events: maps.Clone(n.events), guarded: maps.Clone(n.guarded)}
	second := &narrowing{events: maps.Clone(n.events), guarded: maps.Clone(n.guarded)}
	c.refineExpr(first, s, x.X, false)
	c.refineExpr(second, s, x.X, true)
	c.refineExpr(second, s, x.Y, false)
	maps.Copy(first.events, second.events)
	n.events = first.events
	n.opaque = n.opaque || first.opaque || second.opaque
	n.typed = n.typed || first.typed || second.typed
}

// keep keeps only the listed events, or only the others.
func (c *checker) keep(n *narrowing, list []string, holds bool) {
	n.named = n.named || holds
	maps.DeleteFunc(n.events, func(event string, _ bool) bool { return slices.Contains(list, event) != holds })
}

// refineComparison applies x, a comparison whose sides are equal or not: of
// the event type with a constant, or of a part of the event with nil.
func (c *checker) refineComparison(n *narrowing, s subject, x *ast.BinaryExpr, equal bool) bool {
	for _, side := range [][2]ast.Expr{{x.X, x.Y}, {x.Y, x.X}} {
		if c.isEventOf(side[0], s) {
			text, ok := c.textOf(side[1])
			if ok {
				c.keep(n, []string{text}, equal)
			}
			return ok
		}
		if !c.info.Types[side[1]].IsNil() {
			continue
		}
		path := c.pathOf(side[0], s)
		if path == "" {
			continue
		}
		if !equal {
			n.guarded[path] = true
		}
		if events, ok := knowledge.EventPart(s.kind, path); ok {
			named := n.named
			c.keep(n, events, !equal)
			n.named = named // it does not list them
		}
		return true
	}
	return false
}

// isEventOf reports whether expr is the event type of s, or a local variable
// that is given it.
func (c *checker) isEventOf(expr ast.Expr, s subject) bool {
	switch x := ast.Unparen(expr).(type) {
	case *ast.SelectorExpr:
		return x.Sel.Name == "Event" && c.isVariable(x.X, s.v)
	case *ast.CallExpr: // string(ev.Event)
		return len(x.Args) == 1 && c.info.Types[x.Fun].IsType() && c.isEventOf(x.Args[0], s)
	case *ast.Ident:
		defs := c.defsOf(x)
		return len(defs) == 1 && defs[0].Expr != nil && ast.Unparen(defs[0].Expr) != x && c.isEventOf(defs[0].Expr, s)
	}
	return false
}

// pathOf returns the fields that lead from the event to expr: "Message",
// "Chat.LastError"; or "".
func (c *checker) pathOf(expr ast.Expr, s subject) string {
	switch x := ast.Unparen(expr).(type) {
	case *ast.SelectorExpr:
		if c.isVariable(x.X, s.v) {
			return x.Sel.Name
		}
		if path := c.pathOf(x.X, s); path != "" {
			return path + "." + x.Sel.Name
		}
	case *ast.Ident:
		if defs := c.defsOf(x); len(defs) == 1 && defs[0].Expr != nil && defs[0].Result < 0 && !c.isVariable(x, s.v) {
			return c.pathOf(defs[0].Expr, s)
		}
	}
	return ""
}

func (c *checker) isVariable(expr ast.Expr, v *types.Var) bool {
	id, ok := bare(expr).(*ast.Ident)
	return ok && c.info.ObjectOf(id) == v
}

func (c *checker) mentionsVariable(node ast.Node, v *types.Var) bool {
	found := false
	ast.Inspect(node, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && c.info.ObjectOf(id) == v
		return !found
	})
	return found
}

// asksType reports whether expr reads the type of a message.
func (c *checker) asksType(expr ast.Expr) bool {
	found := false
	ast.Inspect(expr, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		found = found || ok && sel.Sel.Name == "Type"
		return !found
	})
	return found
}

// asksContent reports whether expr only asks whether there is a text:
// ev.Message.Content != "", len(ev.Message.Content) > 0.
func (c *checker) asksContent(expr ast.Expr) bool {
	content := false
	ast.Inspect(expr, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		content = content || ok && (sel.Sel.Name == "Content" || sel.Sel.Name == "ReasoningContent")
		return !content
	})
	return content && !c.asksType(expr)
}
