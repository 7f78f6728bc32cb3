package usage

import (
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkNotJSON reports replies that are decoded by functions whose errors say nothing
// of the HTTP status, which nobody looks at either (CZ5021).
func (c *checker) checkNotJSON() {
	for _, d := range c.decodings() {
		if c.model.TestFile(d.call.Pos()) || !c.failsBehindDecoding(d.cur) {
			continue
		}
		labels := c.engine.LabelsOfVar(d.target)
		unasked := func(l flow.Label) bool {
			o := l.Origin
			return l.Kind == flow.Reply && o.Owner == flow.Ours && !o.SDK && !o.HandedIn && !o.Foreign && !o.Helped && !c.engine.AsksStatus(o)
		}
		if len(labels) > 0 && !slices.ContainsFunc(labels, func(l flow.Label) bool { return !unasked(l) }) {
			c.report(report.Finding{Check: NotJSON, Range: d.call, Message: c.reporter.Say(messages.StatusUnasked)})
		}
	}
}
