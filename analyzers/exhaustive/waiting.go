package exhaustive

import (
	"go/ast"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// submitPath is where the outputs of tools are sent (API submit_tool_outputs.md).
const submitPath = "/v3/chat/submit_tool_outputs"

// checkWaiting reports the first question about the events or the status of a chat in
// a function in which nothing is done about a chat that requires an action: where the
// package submits the outputs of tools elsewhere (CZ4006), or, to those who ask for it,
// anywhere (CZ4007).
func (c *checker) checkWaiting(decl inspector.Cursor) {
	reported := make(map[*cozemodel.Domain]bool)
	for cur := range decl.Preorder((*ast.BinaryExpr)(nil), (*ast.SwitchStmt)(nil)) {
		var domain *cozemodel.Domain
		var subject ast.Expr
		var at analysis.Range = cur.Node()
		switch n := cur.Node().(type) {
		case *ast.BinaryExpr:
			test, ok := c.events.Test(n)
			if !ok {
				continue
			}
			domain, subject = test.Domain, test.Event
		case *ast.SwitchStmt:
			d, ok := c.decision(cur, n)
			if !ok {
				continue
			}
			domain, subject, at = d.domain, d.subject, header{n}
		}
		if domain != cozemodel.ChatEvents && domain != cozemodel.ChatStatuses || reported[domain] {
			continue
		}
		check := ActionIgnored
		if c.needsTools(subject) {
			check = ToolsForgotten
		}
		if !c.reporter.Enabled(check) || !c.waitsForNothing(domain, subject) {
			continue
		}
		reported[domain] = true
		c.reportWaiting(check, at, &decision{cur: cur, subject: subject, domain: domain})
	}
}

func (c *checker) reportWaiting(check *checks.Check, at analysis.Range, d *decision) {
	text := messages.ToolsForgotten
	switch {
	case check == ToolsForgotten && d.domain.Status:
		text = messages.ToolsForgottenStatus
	case check == ActionIgnored && d.domain.Status:
		text = messages.ActionIgnoredStatus
	case check == ActionIgnored:
		text = messages.ActionIgnored
	}
	c.report(report.Finding{Check: check, Range: at, Message: c.reporter.Say(text, messages.List(c.membersOf(d, cozemodel.Waiting)))})
}

// needsTools reports whether the package sends the outputs of tools anywhere, and the
// chat is not the one that goes on with them.
func (c *checker) needsTools(subject ast.Expr) bool {
	s, ok := c.engine.SubjectOf(subject)
	if !ok || !slices.ContainsFunc(c.engine.Origins(), c.submitsOutputs) {
		return false
	}
	return !s.Labelled() || slices.ContainsFunc(s.Origins(), func(o *flow.Origin) bool { return !c.submitsOutputs(o) })
}

// submitsOutputs reports whether a request sends the outputs of tools.
func (c *checker) submitsOutputs(o *flow.Origin) bool {
	if o.Owner != flow.Ours {
		return false
	}
	if call := c.engine.Call(o); call != nil && o.SDK {
		_, name, _ := c.model.SDKCallee(call)
		return strings.HasSuffix(name, "SubmitToolOutputs")
	}
	return slices.ContainsFunc(o.URLs(), func(u string) bool { return strings.Contains(u, submitPath) })
}

// waitsForNothing reports whether nothing is done about a chat that requires an
// action: the event or status is compared with that nowhere, it is not handed on,
// and the program does not fail for it.
func (c *checker) waitsForNothing(domain *cozemodel.Domain, subject ast.Expr) bool {
	s, ok := c.engine.SubjectOf(subject)
	if !ok {
		return false
	}
	if name := c.model.SDKTypeName(c.pass.TypesInfo.TypeOf(subject)); name == "ChatEvent" {
		s = s.Event()
	}
	isWaiting := func(text string) bool { return strings.HasSuffix(text, "requires_action") }
	if c.engine.Compared(s, isWaiting) || c.engine.Compared(s.Outcomes(), isWaiting) {
		return false
	}
	var waiting string
	var others []*flow.Reach
	for _, member := range domain.Members {
		switch member.Outcome {
		case cozemodel.Waiting:
			waiting = member.Value
		case cozemodel.Success, cozemodel.Progress:
			others = append(others, c.engine.Reach(flow.Supposition{Subject: s, Text: member.Value}))
		}
	}
	reach := c.engine.Reach(flow.Supposition{Subject: s, Text: waiting})
	isSuccess := func(text string) bool {
		member, known := domain.Member(text)
		return known && member.Outcome == cozemodel.Success
	}
	return !reach.HandsOn() && !reach.Fails(others...) && !reach.Refuses(isSuccess)
}
