package usage

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// What is left of a value where a condition holds.

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
