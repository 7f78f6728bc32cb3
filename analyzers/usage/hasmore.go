package usage

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// positionKeys are the keys of a list by which a program can go on without asking
// for has_more (API list_message.md, list_conversations.md, list_workspace.md).
var positionKeys = []string{"last_id", "first_id", "total", "total_count", "next_page_token", "page_num", "next_cursor"}

// checkHasMore reports the types for the reply of a list whose has_more nobody reads,
// nor anything else by which one could go on, while the list is used (CZ5008).
func (c *checker) checkHasMore() {
	for cur := range c.model.Inspect.Root().Preorder((*ast.StructType)(nil)) {
		node := cur.Node().(*ast.StructType)
		s, ok := c.info.TypeOf(node).(*types.Struct)
		if !ok || c.model.TestFile(node.Pos()) {
			continue
		}
		fields := c.model.WireFields(s)
		more, ok := find(fields, "has_more")
		if ok && c.onlyHere(cur) && len(c.usesOf(more.Var)) == 0 && !c.goesOn(fields) && c.usesList(fields) && c.ofCoze(cur) {
			c.reportField(node, more, report.Finding{Check: PagerLoop, Message: c.reporter.Say(messages.PageUnasked)})
		}
	}
}

// onlyHere reports whether no other package can read the fields of the type that a
// struct is.
func (c *checker) onlyHere(cur inspector.Cursor) bool {
	named, declared := c.declaredAt(cur)
	return !declared || c.pass.Pkg.Name() == "main" || named != nil && !named.Obj().Exported()
}

// goesOn reports whether the program reads where the list goes on.
func (c *checker) goesOn(fields []cozemodel.WireField) bool {
	return slices.ContainsFunc(fields, func(f cozemodel.WireField) bool {
		return slices.Contains(positionKeys, f.Name) && len(c.usesOf(f.Var)) > 0
	})
}

// usesList reports whether the program goes through a list of the reply.
func (c *checker) usesList(fields []cozemodel.WireField) bool {
	return slices.ContainsFunc(fields, func(f cozemodel.WireField) bool {
		_, isSlice := f.Var.Type().Underlying().(*types.Slice)
		return isSlice && slices.ContainsFunc(c.usesOf(f.Var), func(use inspector.Cursor) bool {
			return c.fateOf(outer(use)) == rangedOver
		})
	})
}

// reportField reports a field of a struct.
func (c *checker) reportField(node *ast.StructType, f cozemodel.WireField, finding report.Finding) {
	for _, field := range node.Fields.List {
		for _, name := range field.Names {
			if c.info.Defs[name] == f.Var {
				finding.Range = name
				c.report(finding)
			}
		}
	}
}
