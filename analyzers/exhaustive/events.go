package exhaustive

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkEvents reports a switch over an event type or status in which a
// failure matches nothing (CZ4002).
func (c *checker) checkEvents(d *decision) {
	if d.fallback != nil || d.lists(c, cozemodel.Failure) || !d.decides(c) {
		return
	}
	if declaration(d.cur) == nil {
		return
	}
	if reason, silent := c.eventSilence(d); silent {
		c.reporter.Quiet(NoFailureCase, d.stmt.Pos(), reason)
		return
	}
	message := c.reporter.Say(messages.EventUnhandled, messages.Domains[d.domain.Title], types.ExprString(d.subject), c.failureOf(d))
	if d.lists(c, cozemodel.Aborted) {
		message = c.reporter.Say(messages.AbortedCase, message, messages.List(c.membersOf(d, cozemodel.Aborted)))
	}
	c.report(report.Finding{Check: NoFailureCase, Range: header{d.stmt}, Message: message, Fixes: c.failureFix(d)})
}

// eventSilence returns why a switch without a case for failures is not
// reported, if it is not.
func (c *checker) eventSilence(d *decision) (reason messages.Text, silent bool) {
	switch {
	case c.displays(d):
		return messages.SilentDisplays, true
	case c.handledAfter(d):
		return messages.SilentAfter, true
	case c.preset(d):
		return messages.SilentPreset, true
	case c.noticed(d.domain, d.subject, c.listed(d)):
		return messages.SilentNoticed, true
	}
	return reason, false
}

// displays reports whether the cases only choose a text or count: no control
// flow depends on them.
func (c *checker) displays(d *decision) bool {
	return loop(d.cur) == nil && !slices.ContainsFunc(d.clauses, func(cl clause) bool {
		return len(cl.node.Body) != 1 || !c.display(cl.node.Body[0])
	})
}

func (c *checker) display(stmt ast.Stmt) bool {
	switch stmt := stmt.(type) {
	case *ast.IncDecStmt:
		return true
	case *ast.ReturnStmt:
		return len(stmt.Results) > 0 && !slices.ContainsFunc(stmt.Results, func(result ast.Expr) bool {
			return c.pass.TypesInfo.Types[result].Value == nil || !gotypes.IsString(c.pass.TypesInfo.TypeOf(result))
		})
	}
	return false
}

// lists reports whether a case of d lists a member with the given outcome.
func (d *decision) lists(c *checker, outcome cozemodel.Outcome) bool {
	for _, cl := range d.clauses {
		for _, value := range cl.values {
			if wire, ok := c.events.Wire(value); ok {
				if member, known := d.domain.Member(wire); known && member.Outcome == outcome {
					return true
				}
			}
		}
	}
	return false
}

// decides reports whether the cases are about how the chat or run ends. Who
// only picks the deltas out of a stream may look at its end elsewhere; that
// is for NobodyLooks. An auth code is an error in any case.
func (d *decision) decides(c *checker) bool {
	if d.domain == cozemodel.AuthErrors {
		return true
	}
	for _, outcome := range []cozemodel.Outcome{cozemodel.Success, cozemodel.Closed, cozemodel.Aborted, cozemodel.Waiting, cozemodel.Canceled} {
		if d.lists(c, outcome) {
			return true
		}
	}
	return false
}

// failureOf names the failures of d's domain.
func (c *checker) failureOf(d *decision) messages.Message {
	return messages.List(c.membersOf(d, cozemodel.Failure))
}

func (c *checker) successOf(d *decision) messages.Message {
	return messages.List(c.membersOf(d, cozemodel.Success))
}

// membersOf lists the members with an outcome: the constants of the SDK
// where the subject has its type, or else the values on the wire. The names
// that only some pages document are left out.
func (c *checker) membersOf(d *decision, outcome cozemodel.Outcome) []string {
	sdk := c.model.SDKTypeName(c.pass.TypesInfo.TypeOf(d.subject)) != ""
	var list []string
	for _, member := range d.domain.Members {
		switch {
		case member.Outcome != outcome || d.domain.Type != "" && member.Constant == "":
		case sdk:
			list = append(list, member.Constant)
		default:
			list = append(list, fmt.Sprintf("%q", member.Value))
		}
	}
	return list
}

// A header is the range of a switch up to its opening brace.
type header struct{ stmt *ast.SwitchStmt }

func (h header) Pos() token.Pos { return h.stmt.Pos() }
func (h header) End() token.Pos { return h.stmt.Body.Lbrace + 1 }

// A clauseHeader is the range of a case up to its colon.
type clauseHeader struct{ clause *ast.CaseClause }

func (h clauseHeader) Pos() token.Pos { return h.clause.Pos() }
func (h clauseHeader) End() token.Pos { return h.clause.Colon + 1 }
