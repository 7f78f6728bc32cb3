package usage

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkNumericIDs reports IDs of the API that are numbers in the program
// (CZ5013): in the requests and replies of the API, by their shape or by where
// they go to and come from.
func (c *checker) checkNumericIDs() {
	for cur := range c.model.Inspect.Root().Preorder((*ast.StructType)(nil)) {
		node := cur.Node().(*ast.StructType)
		s, ok := c.info.TypeOf(node).(*types.Struct)
		if !ok || c.model.TestFile(node.Pos()) || storedInDatabase(s) {
			continue
		}
		c.checkIDFields(cur, node, s)
	}
	c.checkAssertedIDs()
	c.eachMap(func(_ inspector.Cursor, _ *ast.CompositeLit, keys map[string]*ast.KeyValueExpr) {
		if !knowledge.IsRequestShape(func(key string) bool { return keys[key] != nil }) {
			return
		}
		for key, kv := range keys {
			if t := c.info.TypeOf(kv.Value); slices.Contains(knowledge.TextIDs, key) && t != nil && isNumber(t) {
				c.reportID(kv.Value, key, t)
			}
		}
	})
}

// checkAssertedIDs reports IDs that are taken out of a decoded map as numbers, which
// they never are: m["conversation_id"].(float64).
func (c *checker) checkAssertedIDs() {
	for cur := range c.model.Inspect.Root().Preorder((*ast.TypeAssertExpr)(nil)) {
		assert := cur.Node().(*ast.TypeAssertExpr)
		index, ok := ast.Unparen(assert.X).(*ast.IndexExpr)
		if !ok || assert.Type == nil || c.model.TestFile(assert.Pos()) {
			continue
		}
		key, isText := c.textOf(index.Index)
		if t := c.info.TypeOf(assert.Type); !isText || !slices.Contains(knowledge.TextIDs, key) || t == nil || !isNumber(t) {
			continue
		}
		labels := c.engine.Labels(index)
		if len(labels) > 0 && !slices.ContainsFunc(labels, func(l flow.Label) bool { return l.Origin.Owner != flow.Ours }) {
			c.reportID(assert, key, c.info.TypeOf(assert.Type))
		}
	}
}

// checkIDFields reports the fields of a struct that has the shape of a request,
// or that replies of the API are decoded into.
func (c *checker) checkIDFields(cur inspector.Cursor, node *ast.StructType, s *types.Struct) {
	fields := c.model.WireFields(s)
	var numeric []cozemodel.WireField
	for _, f := range fields {
		if slices.Contains(knowledge.TextIDs, f.Name) && isNumber(f.Var.Type()) && !f.String {
			numeric = append(numeric, f)
		}
	}
	if len(numeric) == 0 {
		return
	}
	request := knowledge.IsRequestShape(func(key string) bool { _, ok := find(fields, key); return ok })
	if !request && !c.ofCoze(cur) && !c.isSent(s) {
		return
	}
	for _, f := range numeric {
		for _, field := range node.Fields.List {
			for _, name := range field.Names {
				if c.info.Defs[name] == f.Var {
					c.reportID(name, f.Name, f.Var.Type())
				}
			}
		}
	}
}

// isSent reports whether values of a struct are the bodies of requests whose
// endpoints are the API's.
func (c *checker) isSent(s *types.Struct) bool {
	return slices.ContainsFunc(c.sendings(), func(sent sending) bool {
		return c.toAPI(sent) && slices.ContainsFunc(c.bodiesOf(sent), func(body ast.Expr) bool {
			return gotypes.Struct(c.info.TypeOf(body)) == s
		})
	})
}

func (c *checker) reportID(at ast.Node, key string, t types.Type) {
	c.report(report.Finding{
		Check: NumericID, Range: at,
		Message: c.reporter.Say(messages.IDIsNumber, key, types.TypeString(t, types.RelativeTo(c.pass.Pkg))),
	})
}

// isNumber reports whether a type is an integer or a floating-point number, or
// points to one.
func isNumber(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsInteger|types.IsFloat) != 0
}
