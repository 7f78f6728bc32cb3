package usage

import (
	"go/ast"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkStreamEnds reports the readers of streams that take the end of the lines
// for the end of the answer, whatever ended them: nobody looks at the reader's
// error (CZ5017), or, to those who ask for it, only at that (CZ5018).
func (c *checker) checkStreamEnds(check *checks.Check) {
	for _, end := range c.engine.StreamEnds() {
		if end.Looked == (check == StreamCut) || c.bareName(end.Read) != "Recv" && !c.knowsEvents() {
			continue
		}
		if check == StreamCut && c.bareName(end.Read) == "Recv" {
			continue // of the SDK: what drops that error is CZ3002
		}
		text := messages.StreamEndUnasked
		switch {
		case check == StreamUnfinished:
			text = messages.StreamUnfinished
		case end.Lines:
			text = messages.ScannerUnasked
		}
		c.report(report.Finding{
			Check:   check,
			Range:   end.Node,
			Message: c.reporter.Say(text, recvName(end.Read)),
			Related: []analysis.RelatedInformation{{Pos: end.Read.Pos(), End: end.Read.End(), Message: c.reporter.Say(messages.ReadsHere)}},
		})
	}
}

// recvName returns the name of what a method is called on.
func recvName(call *ast.CallExpr) string {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		return nameOf(sel.X)
	}
	return ""
}
