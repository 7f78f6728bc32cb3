package usage

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkLastErrors reports the last error of the chat that the data of
// conversation.chat.failed is taken for, where nobody looks for a code and a message
// beside it (CZ5019).
func (c *checker) checkLastErrors() {
	seen := make(map[*types.Var]bool) // one report for each chat
	for cur := range c.model.Inspect.Root().Preorder((*ast.SelectorExpr)(nil)) {
		sel := cur.Node().(*ast.SelectorExpr)
		holder := c.info.TypeOf(sel.X)
		field := c.fieldOf(sel)
		if field == nil || c.wireName(holder, field) != "last_error" || c.reasonAround(sel.X) {
			continue
		}
		chat := c.localVariable(ast.Unparen(sel.X))
		if chat != nil && seen[chat] || !c.failsByEvent(partOf(cur)) || c.decodesReason(sel) {
			continue
		}
		if chat != nil {
			seen[chat] = true
		}
		c.report(report.Finding{Check: LastErrorOnly, Range: sel, Message: c.reporter.Say(messages.NoReasonField, typeName(holder))})
	}
}

// typeName returns the name of a type, or "struct" of one that has none.
func typeName(t types.Type) string {
	if name := gotypes.Name(t); name != "" {
		return name
	}
	return "struct"
}

// reasonAround reports whether a chat has a code or a message itself, or what it is a
// part of has.
func (c *checker) reasonAround(chat ast.Expr) bool {
	if c.hasReason(c.info.TypeOf(chat)) {
		return true
	}
	outer, ok := ast.Unparen(chat).(*ast.SelectorExpr)
	return ok && c.fieldOf(outer) != nil && c.reasonAround(outer.X)
}

// hasReason reports whether a chat has a code or a message itself.
func (c *checker) hasReason(t types.Type) bool {
	s := gotypes.Struct(t)
	return s == nil || slices.ContainsFunc(c.model.WireFields(s), func(f wireField) bool {
		return isReasonKey(f.Name)
	})
}

func isReasonKey(key string) bool { return key == "code" || key == "msg" || key == "message" }

// partOf returns the selector of a part of the struct that cur selects, or its
// address: what is read. The struct as a whole is not.
func partOf(cur inspector.Cursor) ast.Expr {
	switch part := cur.Parent().Node().(type) {
	case *ast.SelectorExpr:
		if part.X == cur.Node() {
			return part
		}
	case *ast.UnaryExpr:
		if part.Op == token.AND {
			return part
		}
	}
	return cur.Node().(ast.Expr)
}

// failsByEvent reports whether a last error, or a part of it, is read where an event
// says that the chat failed, from the data of that event.
func (c *checker) failsByEvent(sel ast.Expr) bool {
	labels := c.engine.Deep(sel)
	failed := slices.ContainsFunc(labels, func(l flow.Label) bool {
		return (l.Kind == flow.LastError || l.Kind == flow.Code || l.Kind == flow.Reason) && l.Origin.Owner == flow.Ours && !l.Origin.SDK &&
			c.engine.At(sel, l.Origin, flow.EventFails) && !c.engine.TellsRaw(sel, l.Origin)
	})
	return failed && !slices.ContainsFunc(labels, func(l flow.Label) bool { return l.Origin.Owner != flow.Ours })
}

// decodesReason reports whether the function decodes the data of the event that says so
// into another type, too, which has a code and a message. What it decodes the data of
// other events into, such as that of error, does not count.
func (c *checker) decodesReason(sel *ast.SelectorExpr) bool {
	fn := c.functionOf(sel)
	return slices.ContainsFunc(c.decodings(), func(d decoding) bool {
		t := d.target.Type()
		if c.functionOf(d.call) != fn || !isMapType(t) && !c.hasReason(t) || !c.isOfLine(d) {
			return false
		}
		var origins []*flow.Origin
		for _, l := range c.engine.LabelsOfVar(d.target) {
			if isData(l) {
				origins = append(origins, l.Origin)
			}
		}
		return len(origins) > 0 && c.engine.Reach(flow.Supposition{Subject: c.engine.EventsOf(origins...), Text: chatFailed}).Runs(d.call)
	})
}

// isOfLine reports whether something is decoded of a line of a stream, and not of the
// whole of a reply that is none.
func (c *checker) isOfLine(d decoding) bool {
	return slices.ContainsFunc(d.call.Args, func(arg ast.Expr) bool {
		return slices.ContainsFunc(c.engine.Deep(arg), func(l flow.Label) bool { return l.Kind == flow.Line })
	})
}

// chatFailed is the name of the event.
const chatFailed = "conversation.chat.failed"

func isData(l flow.Label) bool { return l.Kind == flow.Data }
