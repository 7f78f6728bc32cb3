package exhaustive

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/flow"
)

// noticed reports whether the program does anything about a failure of the
// event or status: it is compared with one anywhere, it is handed on where it
// is one, or the program fails where it is nothing that the comparisons know.
// What nobody can follow counts as noticed.
func (c *checker) noticed(domain *cozemodel.Domain, subject ast.Expr, listed []string) bool {
	if !domain.Status && c.comparesCode(c.model.FuncAt(subject.Pos())) {
		return true
	}
	s, ok := c.engine.SubjectOf(subject)
	if !ok {
		return true
	}
	if c.model.SDKTypeName(c.pass.TypesInfo.TypeOf(subject)) == "ChatEvent" || c.model.SDKTypeName(c.pass.TypesInfo.TypeOf(subject)) == "WorkflowEvent" {
		s = s.Event()
	}
	failure := func(text string) bool {
		member, known := domain.Member(text)
		return known && member.Outcome == cozemodel.Failure
	}
	if s.Noticed() || c.engine.Compared(s, failure) || c.engine.Compared(s.Outcomes(), isFailure) || c.engine.ReadsFailure(s) {
		return true
	}
	success := func(text string) bool {
		member, known := domain.Member(text)
		return known && member.Outcome == cozemodel.Success
	}
	reach := func(text string) *flow.Reach { return c.engine.Reach(flow.Supposition{Subject: s, Text: text}) }
	var benign []*flow.Reach
	for _, member := range domain.Members {
		if member.Outcome == cozemodel.Success {
			benign = append(benign, reach(member.Value))
		}
	}
	for _, text := range listed {
		benign = append(benign, reach(text))
	}
	for _, member := range domain.Members {
		if member.Outcome != cozemodel.Failure {
			continue
		}
		failed := reach(member.Value)
		if !failed.HandsOn() && !failed.Fails(benign...) && !failed.Refuses(success) {
			return false
		}
	}
	return true
}

// unlisted is a code that no program compares with.
const unlisted = 1 << 40

// unknownFails reports whether the program fails elsewhere for a code of the
// same request that no case of d lists, and not for 0.
func (c *checker) unknownFails(d *decision) bool {
	s, ok := c.engine.SubjectOf(d.subject)
	if !ok || !s.Labelled() {
		return false
	}
	other := c.engine.Reach(flow.Supposition{Subject: s, IsCode: true, Other: true, Number: unlisted})
	return other.Fails(c.engine.Reach(flow.Supposition{Subject: s, IsCode: true}))
}

// comparedCodes returns the codes that the code of d is compared with anywhere.
func (c *checker) comparedCodes(d *decision) []int {
	s, ok := c.engine.SubjectOf(d.subject)
	if !ok || !s.Labelled() {
		return nil
	}
	return c.engine.ComparedCodes(s)
}

// takenCare reports whether the failure of a whole event is read anywhere, or
// the event is handed on.
func (c *checker) takenCare(event ast.Expr) bool {
	if c.comparesCode(c.model.FuncAt(event.Pos())) {
		return true
	}
	s, ok := c.engine.SubjectOf(event)
	return !ok || c.engine.ReadsFailure(s) || c.engine.Reach(flow.Supposition{Subject: s, Text: "error"}).HandsOn()
}

// comparesCode reports whether a function compares the code of an event: an
// event without a name has one if it failed.
func (c *checker) comparesCode(fn *types.Func) bool {
	decl := c.model.Decl(fn)
	if decl == nil {
		return false
	}
	found := false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		if x, ok := n.(*ast.BinaryExpr); ok && (x.Op == token.EQL || x.Op == token.NEQ || x.Op == token.GTR) {
			code, isCode := c.model.Code(x.X)
			found = found || isCode && code.Kind != cozemodel.AuthCode
		}
		return !found
	})
	return found
}

// isFailure reports whether a text names a failure in any domain.
func isFailure(text string) bool {
	return slices.ContainsFunc(cozemodel.Domains, func(d *cozemodel.Domain) bool {
		member, known := d.Member(text)
		return known && member.Outcome == cozemodel.Failure
	})
}

// listed returns the members that a decision or a comparison names.
func (c *checker) listed(d *decision) []string {
	var texts []string
	for _, cl := range d.clauses {
		for _, value := range cl.values {
			if wire, ok := c.events.Wire(value); ok {
				texts = append(texts, wire)
			}
		}
	}
	return texts
}
