package logid

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// report reports one loss.
func (c *checker) report(at ast.Node, l loss) {
	check := c.checkOf(at, l)
	if !c.tests && (check == Vanished || check == FailedChat) && c.model.TestFile(at.Pos()) {
		return
	}
	c.reporter.Report(report.Finding{
		Check:   check,
		Range:   at,
		Message: c.message(check, at, l),
		Related: c.related(at, l),
		Fixes:   c.fixes(at, l),
	})
}

// checkOf returns the check that a loss belongs to.
func (c *checker) checkOf(at ast.Node, l loss) *checks.Check {
	kind := l.failure.kind
	switch {
	case l.vanish, l.fixed && kind != inBand && kind != maybeFailed:
		return Vanished
	case kind == recvError:
		return RecvError
	case kind == convertError:
		return PartsOnly
	case l.what <= statusPart && (kind == inBand || kind == maybeFailed):
		return FailedChat
	case c.errorValue(at) != nil:
		return ErrorType
	}
	return PartsOnly
}

// errorValue returns the error that a sink makes as a literal, or hands on as
// it was decoded, or nil.
func (c *checker) errorValue(at ast.Node) ast.Expr {
	for _, expr := range c.reported(at) {
		if c.forgetful(expr) {
			return expr
		}
		expr = ast.Unparen(expr)
		if u, ok := expr.(*ast.UnaryExpr); ok && u.Op == token.AND {
			expr = u.X
		}
		if lit, ok := expr.(*ast.CompositeLit); ok && cozemodel.ImplementsError(typeOf(c, lit)) {
			return lit
		}
	}
	return nil
}

func (c *checker) message(check *checks.Check, at ast.Node, l loss) string {
	hand := c.handText(at, l)
	switch check {
	case Vanished:
		switch {
		case l.failure.isError() && l.failure.err == nil:
			return c.reporter.Say(messages.ErrorDiscarded, callName(l.failure.call))
		case l.vanish:
			return c.reporter.Say(messages.ErrorVanishes, callName(l.failure.call), hand)
		}
		return c.reporter.Say(messages.FixedText, hand)
	case FailedChat:
		return c.reporter.Say(messages.ChatByStatus, hand)
	case ErrorType:
		return c.reporter.Say(messages.ErrorTypeText, c.typeName(c.errorValue(at)), hand)
	case RecvError:
		return c.reporter.Say(messages.RecvWithoutID, hand)
	}
	switch {
	case l.failure.via != nil:
		return c.reporter.Say(messages.ConvertedError, l.failure.via.fn.Name(), hand)
	case l.failure.kind == httpStatus:
		return c.reporter.Say(messages.StatusReported, hand)
	}
	return c.reporter.Say(messages.PartsReported, hand)
}

// typeName returns the name of the type of expr as the package writes it,
// without the pointer.
func (c *checker) typeName(expr ast.Expr) string {
	named := cozemodel.Named(typeOf(c, expr))
	if named == nil {
		return c.reporter.Say(messages.TheErrorType)
	}
	if pkg := named.Obj().Pkg(); pkg != nil && pkg != c.pass.Pkg {
		return pkg.Name() + "." + named.Obj().Name()
	}
	return named.Obj().Name()
}

// handText says what to do with what is at hand.
func (c *checker) handText(at ast.Node, l loss) messages.Message {
	if l.failure.kind == callError {
		if id := c.errorID(at); id != "" {
			return messages.HandID.With(id)
		}
		if err := l.failure.err; err != nil && c.model.APICall(l.failure.call) {
			return messages.HandError.With(err.Name())
		} else if err != nil {
			return messages.HandOwnError.With(err.Name()) // its own client makes it
		}
	}
	hand := l.failure.hand
	switch id := c.logIDAt(at, l.failure); {
	case id.Expr != "":
		return messages.HandID.With(id.Expr)
	case hand.id != "" && hand.maybeNil:
		return messages.HandID.With(hand.id)
	case hand.id != "":
		return messages.HandOther.With()
	}
	return hand.advice()
}

// errorID returns the LogID of the SDK error whose parts a sink reports, or
// "".
func (c *checker) errorID(at ast.Node) string {
	id := ""
	ast.Inspect(at, func(n ast.Node) bool {
		if x, ok := n.(*ast.SelectorExpr); ok && id == "" && c.sdkError(x.X) {
			id = types.ExprString(x.X) + ".LogID"
		}
		return id == ""
	})
	return id
}

func callName(call *ast.CallExpr) string { return types.ExprString(call.Fun) }

// related returns the path to a loss: the call that failed, the condition that
// tells so, where the error is overwritten or the function left, where the log
// ID was at hand, and the converter that left it out. What stands on the line
// of the finding is not said again.
func (c *checker) related(at ast.Node, l loss) []analysis.RelatedInformation {
	var related []analysis.RelatedInformation
	note := func(pos, end token.Pos, text messages.Text) {
		if pos.IsValid() {
			related = append(related, analysis.RelatedInformation{Pos: pos, End: end, Message: c.reporter.Say(text)})
		}
	}
	elsewhere := func(n ast.Node) bool { return c.line(n.Pos()) != c.line(at.Pos()) }
	fail := l.failure
	if call := fail.request(); call != nil && elsewhere(call) {
		note(call.Pos(), call.End(), messages.NoteCall)
	}
	if fail.cond != nil && elsewhere(fail.cond) {
		note(fail.cond.Pos(), fail.cond.End(), messages.NoteCondition)
	}
	switch {
	case l.overwritten != nil && elsewhere(l.overwritten):
		note(l.overwritten.Pos(), l.overwritten.End(), messages.NoteOverwritten)
	case l.left != nil && elsewhere(l.left):
		note(l.left.Pos(), l.left.End(), messages.NoteLeft)
	}
	if fail.hand.pos.IsValid() && c.line(fail.hand.pos) != c.line(at.Pos()) {
		note(fail.hand.pos, token.NoPos, messages.NoteHand)
	}
	if fail.via != nil {
		note(fail.via.at.Pos(), token.NoPos, messages.NoteConverter)
	}
	return related
}

func (c *checker) line(pos token.Pos) int { return c.pass.Fset.Position(pos).Line }

// request returns the call that gave the failure, or nil if there is not just
// one in sight.
func (f *failure) request() *ast.CallExpr {
	switch {
	case f.call != nil:
		return f.call
	case len(f.origins) == 1:
		return f.origins[0].Site
	}
	return nil
}
