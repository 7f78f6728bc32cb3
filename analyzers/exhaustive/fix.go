package exhaustive

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/astedit"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/cozecode"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// defaultFix adds a default that returns the error, where 0 cannot get there.
func (c *checker) defaultFix(d *decision) []analysis.SuggestedFix {
	text, imports, ok := c.returnError(d, c.codeError(d))
	if !ok || !c.successExcluded(d) {
		return nil
	}
	if next, ok := d.cur.NextSibling(); ok && c.casesLeave(d) {
		// A default would leave what follows unreachable: it is the default.
		ret, ok := next.Node().(*ast.ReturnStmt)
		if !ok {
			return nil
		}
		return []analysis.SuggestedFix{{
			Message:   c.reporter.Say(messages.ReturnError),
			TextEdits: append(imports, astedit.Replace(ret, text)),
		}}
	}
	if c.casesLeave(d) && !endsBranch(d.cur) {
		return nil
	}
	return c.insertClause(d.stmt, clauseText{"default:", []string{text}, imports}, c.reporter.Say(messages.AddDefault))
}

// endsBranch reports whether a statement, the last of its list, may leave
// without what stands behind the list getting out of reach: it is in an if
// without an else, in the body of a loop, or ends the function.
func endsBranch(cur inspector.Cursor) bool {
	if kind, _ := cur.ParentEdge(); kind != edge.BlockStmt_List {
		return false
	}
	block := cur.Parent()
	switch outer := block.Parent().Node().(type) {
	case *ast.IfStmt:
		return outer.Else == nil
	case *ast.ForStmt, *ast.RangeStmt, *ast.FuncDecl, *ast.FuncLit:
		return true
	}
	return false
}

// returnFix lets a default return the error in the place of nil.
func (c *checker) returnFix(d *decision, ret *ast.ReturnStmt) []analysis.SuggestedFix {
	text, imports, ok := c.returnError(d, c.codeError(d))
	if !ok || !c.successExcluded(d) {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message:   c.reporter.Say(messages.ReturnError),
		TextEdits: append(imports, astedit.Replace(ret, text)),
	}}
}

// failureFix adds a case for the failure that returns an error.
func (c *checker) failureFix(d *decision) []analysis.SuggestedFix {
	if c.failuresDoMore(d) {
		return nil
	}
	body, err := c.eventError(d)
	text, imports, ok := c.returnError(d, err)
	if !ok {
		return nil
	}
	body = append(body, text)
	for _, member := range d.domain.Members {
		if member.Outcome != cozemodel.Failure {
			continue
		}
		name, ok := c.memberName(d, member)
		if !ok {
			return nil
		}
		if !d.tagged() {
			name = types.ExprString(d.subject) + " == " + name
		}
		return c.insertClause(d.stmt, clauseText{"case " + name + ":", body, imports}, c.reporter.Say(messages.AddFailureCase))
	}
	return nil
}

// failuresDoMore reports whether a case of d that returns an error, or is about
// a chat that ended without an answer, does more than return: counts, logs, or
// ends a stream. A new case would have to do so as well.
func (c *checker) failuresDoMore(d *decision) bool {
	return slices.ContainsFunc(d.clauses, func(cl clause) bool {
		ret, returns := lastReturn(cl.node)
		fails := returns && c.isError(ret.Results[len(ret.Results)-1])
		for _, value := range cl.values {
			wire, ok := c.events.Wire(value)
			member, known := d.domain.Member(wire)
			fails = fails || ok && known && (member.Outcome == cozemodel.Aborted || member.Outcome == cozemodel.Canceled)
		}
		return fails && (len(cl.node.Body) != 1 || !returns)
	})
}

// isError reports whether expr is an error, and not nil.
func (c *checker) isError(expr ast.Expr) bool {
	t := c.pass.TypesInfo.TypeOf(expr)
	return t != nil && !c.isNil(expr) && gotypes.ImplementsError(t)
}

// tagged reports whether the cases of d list values of its tag.
func (d *decision) tagged() bool { return d.subject == d.stmt.Tag }

// retryFix adds codes to the case that retries.
func (c *checker) retryFix(cl clause, missing []cozecode.Info) []analysis.SuggestedFix {
	if len(cl.node.List) != len(cl.values) {
		return nil // x == 4009 || x == 5000
	}
	last := cl.node.List[len(cl.node.List)-1]
	var text strings.Builder
	for _, info := range missing {
		name, ok := c.codeName(last, info)
		if !ok {
			return nil
		}
		text.WriteString(", " + name)
	}
	if cl.node.List[0] != cl.values[0] {
		return nil // a tagless switch
	}
	return []analysis.SuggestedFix{{
		Message:   c.reporter.Say(messages.AddCodes, names(missing)),
		TextEdits: []analysis.TextEdit{astedit.Insert(last.End(), text.String())},
	}}
}

// successExcluded reports whether 0 cannot reach a default of d: a case
// lists it, the code is that of an error, or the switch is in an if that
// asks for another code.
func (c *checker) successExcluded(d *decision) bool {
	if d.success(c) || c.sdkError(d) {
		return true
	}
	for cur := range d.cur.Enclosing((*ast.IfStmt)(nil), (*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		stmt, ok := cur.Node().(*ast.IfStmt)
		if !ok {
			return false
		}
		cond, ok := ast.Unparen(stmt.Cond).(*ast.BinaryExpr)
		if ok && cond.Op == token.NEQ && gotypes.IsZero(c.pass.TypesInfo, cond.Y) && stmt.Body.Pos() < d.stmt.Pos() && d.stmt.End() < stmt.Body.End() &&
			types.ExprString(cond.X) == types.ExprString(d.subject) {
			return true
		}
	}
	return false
}

func (c *checker) sdkError(d *decision) bool {
	if d.code.Holder == nil {
		return false
	}
	t := c.pass.TypesInfo.TypeOf(d.code.Holder)
	_, isPointer := types.Unalias(t).(*types.Pointer)
	name := c.model.SDKTypeName(t)
	return isPointer && (name == "Error" || name == "AuthError")
}

// An errorText is the expression of an error that a fix returns, and the edits
// that import what it needs.
type errorText struct {
	expr    string // "" if there is none
	imports []analysis.TextEdit
}

// codeError is the error that a code is, with the log ID.
func (c *checker) codeError(d *decision) errorText {
	if c.sdkError(d) {
		if !simple(d.code.Holder) {
			return errorText{}
		}
		return errorText{expr: types.ExprString(d.code.Holder)}
	}
	return c.errorf(d, "coze: code %v", nil)
}

// eventError is the error that a failure is, with its reason and the log ID, and
// the statements that go before. There is none where the log ID is not at hand,
// or what the event says would be dropped.
func (c *checker) eventError(d *decision) (before []string, err errorText) {
	if before, name, ok := c.chatReason(d); ok {
		return before, c.errorf(d, "coze: %v", []reason{{"%+v", name}})
	}
	why := c.reasonOf(d)
	if len(why) == 0 {
		why = c.textOf(d)
	}
	if len(why) == 0 && !d.domain.Status {
		return nil, errorText{}
	}
	return nil, c.errorf(d, "coze: %v", why)
}
