package usage

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkDoneData reports decoders of the data of every event that fail for that of done,
// which is no object (CZ5020).
func (c *checker) checkDoneData() {
	for cur := range c.model.Inspect.Root().Preorder((*ast.CallExpr)(nil)) {
		call := cur.Node().(*ast.CallExpr)
		if len(call.Args) == 0 || c.model.TestFile(call.Pos()) || !knowledge.EffectOf(c.model.Callee(call)).Has(knowledge.Decodes) {
			continue
		}
		fn := c.functionOf(call)
		if fn == nil || !c.fillsObject(call.Args[len(call.Args)-1]) || c.looksForObject(c.model.Decl(fn)) || !c.failsBehindDecoding(cur) {
			continue
		}
		if c.decodesLines(call) {
			c.report(report.Finding{Check: DoneData, Range: call, Message: c.reporter.Say(messages.DoneDecoded)})
		}
	}
}

// fillsObject reports whether what is decoded into is a struct or a map.
func (c *checker) fillsObject(target ast.Expr) bool {
	t := c.info.TypeOf(target)
	if t == nil {
		return false
	}
	switch deref(t).Underlying().(type) {
	case *types.Struct, *types.Map:
		return true
	}
	return false
}

// decodesLines reports whether a call decodes the data of events of Coze alone, that of
// done among them.
func (c *checker) decodesLines(call *ast.CallExpr) bool {
	var labels []flow.Label
	for _, arg := range call.Args[:len(call.Args)-1] {
		labels = append(labels, c.engine.Labels(bareText(arg))...)
	}
	return len(labels) > 0 && !slices.ContainsFunc(labels, func(l flow.Label) bool {
		o := l.Origin
		return l.Kind != flow.Line || o.Owner != flow.Ours || o.SDK || o.HandedIn || o.Foreign || !c.decodesDone(o, call)
	})
}

// bareText returns the text of []byte(text).
func bareText(expr ast.Expr) ast.Expr {
	if conv, ok := ast.Unparen(expr).(*ast.CallExpr); ok && len(conv.Args) == 1 {
		if _, isType := conv.Fun.(*ast.ArrayType); isType {
			return conv.Args[0]
		}
	}
	return expr
}

// decodesDone reports whether a call that decodes is reached by the data of the event
// done, and nothing asks for that.
func (c *checker) decodesDone(o *flow.Origin, call *ast.CallExpr) bool {
	events := c.engine.EventsOf(o)
	isDone := func(text string) bool {
		text = strings.ToLower(text)
		return strings.Contains(text, "done") || strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[")
	}
	return c.knowsEvents() && !c.engine.Compared(events, isDone) && c.engine.Reach(flow.Supposition{Subject: events, Text: "done"}).Runs(call)
}

// failsBehindDecoding reports whether the function returns where a call that decodes
// returned an error.
func (c *checker) failsBehindDecoding(cur inspector.Cursor) bool {
	stmt := cur.Parent()
	kind, _ := stmt.ParentEdge()
	branch, ok := stmt.Parent().Node().(*ast.IfStmt)
	if !ok || kind != edge.IfStmt_Init {
		next, found := stmt.NextSibling()
		if !found {
			return false
		}
		branch, ok = next.Node().(*ast.IfStmt)
		if !ok || !c.asksForAnError(branch.Cond) {
			return false
		}
	}
	if len(branch.Body.List) == 0 {
		return false
	}
	ret, ok := branch.Body.List[len(branch.Body.List)-1].(*ast.ReturnStmt)
	if !ok || len(ret.Results) == 0 {
		return false
	}
	last := ret.Results[len(ret.Results)-1]
	return c.isError(last) && !c.info.Types[last].IsNil()
}

// comparesError reports whether a condition compares an error with anything.
func (c *checker) comparesError(cond ast.Expr) bool {
	binary, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	return ok && c.isError(binary.X)
}

// asksForAnError reports whether a condition compares an error with nil.
func (c *checker) asksForAnError(cond ast.Expr) bool {
	return c.comparesError(cond) && c.info.Types[ast.Unparen(cond).(*ast.BinaryExpr).Y].IsNil()
}
