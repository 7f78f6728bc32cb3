package logid

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// report reports one loss.
func (f *finder) report(l loss) {
	if !f.tests && (l.check == Vanished || l.check == FailedChat) && f.model.TestFile(l.at.Pos()) {
		return
	}
	h := f.handOf(l)
	f.reporter.Report(report.Finding{
		Check:   l.check,
		Range:   l.at,
		Message: f.message(l, h),
		Related: f.related(l, h),
		Fixes:   f.fixes(l, h),
	})
}

func (f *finder) message(l loss, h hand) string {
	say := f.reporter.Say
	switch {
	case l.what == discarded:
		return say(messages.ErrorDiscarded, f.callName(l, h))
	case l.what == vanishes:
		return say(messages.ErrorVanishes, f.callName(l, h), h.advice())
	case l.check == Vanished:
		return say(messages.FixedText, h.advice())
	case l.check == FailedChat:
		return say(messages.ChatByStatus, h.advice())
	case l.check == ErrorType:
		return say(messages.ErrorTypeText, f.typeName(l.use.Made), h.advice())
	case l.check == RecvError:
		return say(messages.RecvWithoutID, h.advice())
	case l.converted:
		return say(messages.ConvertedError, f.converter(l), h.advice())
	case !l.use.Has(l.origin, flow.Code, flow.Message, flow.Reason, flow.LastError, flow.Line, flow.Body, flow.Reply, flow.Data):
		return say(messages.StatusReported, h.advice())
	}
	return say(messages.PartsReported, h.advice())
}

// callName returns the function whose error is lost, as the program calls it.
func (f *finder) callName(l loss, h hand) string {
	if call, ok := l.at.(*ast.CallExpr); ok {
		return types.ExprString(call.Fun)
	}
	if h.call != nil {
		return types.ExprString(h.call.Fun)
	}
	return f.engine.Name(l.origin)
}

// converter returns the name of the function that makes an error of a decoded
// reply, as the program calls it.
func (f *finder) converter(l loss) string {
	name := ""
	ast.Inspect(l.at, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && name == "" {
			if fn := f.model.Callee(call); fn != nil && f.model.Decl(fn) != nil {
				name = fn.Name()
			}
		}
		return name == ""
	})
	return name
}

// typeName returns the name of an error type as the package writes it, without
// the pointer.
func (c *checker) typeName(t types.Type) string {
	named := gotypes.Named(t)
	if named == nil {
		return c.reporter.Say(messages.TheErrorType)
	}
	if pkg := named.Obj().Pkg(); pkg != nil && pkg != c.pass.Pkg {
		return pkg.Name() + "." + named.Obj().Name()
	}
	return named.Obj().Name()
}

// related returns the path to a loss: the call that failed, the condition that
// tells so, where the function is left, where the log ID was at hand, and where
// the error is made. What stands on the line of the finding is not said again.
func (f *finder) related(l loss, h hand) []analysis.RelatedInformation {
	var related []analysis.RelatedInformation
	note := func(pos, end token.Pos, text messages.Text) {
		if pos.IsValid() && f.line(pos) != f.line(l.at.Pos()) {
			related = append(related, analysis.RelatedInformation{Pos: pos, End: end, Message: f.reporter.Say(text)})
		}
	}
	if call := f.engine.Call(l.origin); call != nil {
		note(call.Pos(), call.End(), messages.NoteCall)
	}
	condition := l.condition
	if l.use != nil {
		condition = f.engine.Known(l.use, l.origin)
	}
	if condition != nil {
		note(condition.Pos(), condition.End(), messages.NoteCondition)
	}
	if l.left != nil {
		note(l.left.Pos(), l.left.End(), messages.NoteLeft)
	}
	note(h.pos, token.NoPos, messages.NoteHand)
	if l.converted {
		note(l.use.Pos, token.NoPos, messages.NoteConverter)
	}
	return related
}
