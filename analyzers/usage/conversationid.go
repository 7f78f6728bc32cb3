package usage

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

const (
	chatPath        = "/v3/chat"
	conversationKey = "conversation_id"
)

// checkConversationID reports a conversation ID in the body of POST /v3/chat,
// which reads it from the query (CZ5012).
func (c *checker) checkConversationID() {
	elsewhere := make(map[ast.Node]bool) // what goes to another endpoint too
	var found []ast.Node
	for _, s := range c.sendings() {
		paths, known := c.pathsOf(s)
		if !known {
			continue // the callers say where it goes
		}
		toChat := c.onAPI(s) && !slices.ContainsFunc(paths, func(path string) bool { return path != chatPath })
		if toChat && c.speaksOfQuery(s) {
			continue
		}
		for _, body := range c.bodiesOf(s) {
			for _, at := range c.conversationKeys(body) {
				switch {
				case !toChat:
					elsewhere[at] = true
				case !slices.Contains(found, at):
					found = append(found, at)
				}
			}
		}
	}
	for _, at := range found {
		if !elsewhere[at] {
			c.report(report.Finding{Check: ConversationInBody, Range: at, Message: c.reporter.Say(messages.IDInBody)})
		}
	}
}

// conversationKeys returns where a body of a chat request has a conversation ID:
// the field of its type, if the program fills it, or the element of a map.
func (c *checker) conversationKeys(body ast.Expr) []ast.Node {
	if s := gotypes.Struct(c.info.TypeOf(body)); s != nil {
		f, ok := find(c.model.WireFields(s), conversationKey)
		if !ok || !c.filled(f) || !c.hasKeys(s, "bot_id") {
			return nil
		}
		if at, ok := c.cursorAt(f.Var.Pos()); ok {
			return []ast.Node{at.Node()}
		}
		return nil
	}
	var places []ast.Node
	for _, m := range c.mapsOf(body) {
		if len(m.keys("bot_id")) > 0 {
			places = append(places, m.keys(conversationKey)...)
		}
	}
	return places
}

// filled reports whether the program puts anything into a field.
func (c *checker) filled(f cozemodel.WireField) bool {
	return slices.ContainsFunc(c.model.Defs(f.Var), func(d cozemodel.Def) bool { return d.Expr != nil && !d.Zero })
}

// speaksOfQuery reports whether the address has the conversation ID in its
// query, or the function around puts it there by another text.
func (c *checker) speaksOfQuery(s sending) bool {
	if slices.ContainsFunc(s.urls, func(u string) bool { return strings.Contains(u, conversationKey) }) {
		return true
	}
	for fn := range s.cur.Enclosing((*ast.FuncDecl)(nil)) {
		for lit := range fn.Preorder((*ast.BasicLit)(nil)) {
			if c.isQueryKey(lit) {
				return true
			}
		}
	}
	return false
}

// isQueryKey reports whether a literal is the key of a conversation ID outside
// of a tag, a map literal and an index.
func (c *checker) isQueryKey(cur inspector.Cursor) bool {
	lit := cur.Node().(*ast.BasicLit)
	if lit.Kind != token.STRING || !strings.Contains(lit.Value, conversationKey) {
		return false
	}
	switch cur.Parent().Node().(type) {
	case *ast.Field, *ast.KeyValueExpr, *ast.IndexExpr:
		return false
	}
	return true
}
