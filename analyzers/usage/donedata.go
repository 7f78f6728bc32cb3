package usage

import (
	"go/ast"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkDoneData reports decoders of the data of every event that fail for that of done,
// which is no object (CZ5020).
func (c *checker) checkDoneData() {
	if c.engine == nil {
		return
	}
	for _, d := range c.decodings() {
		fn := c.functionOf(d.call)
		if c.model.TestFile(d.call.Pos()) || fn == nil || c.looksForObject(c.model.Decl(fn)) || !c.failsBehindDecoding(d.cur) {
			continue
		}
		labels := c.engine.LabelsOfVar(d.target)
		isData := func(l flow.Label) bool {
			return l.Kind == flow.Data && l.Origin.Owner == flow.Ours && !l.Origin.SDK && !l.Origin.HandedIn && !l.Origin.Foreign
		}
		if len(labels) == 0 || slices.ContainsFunc(labels, func(l flow.Label) bool { return !isData(l) || !c.decodesDone(l.Origin, d.call) }) {
			continue
		}
		c.report(report.Finding{Check: DoneData, Range: d.call, Message: c.reporter.Say(messages.DoneDecoded)})
	}
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

func (c *checker) asksForAnError(cond ast.Expr) bool {
	binary, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	return ok && c.isError(binary.X) && c.info.Types[binary.Y].IsNil()
}
