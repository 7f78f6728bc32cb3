package logid

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/report"
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
		Related: c.related(l),
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
			return fmt.Sprintf("the error of %s is discarded, and the X-Tt-Logid with it: return, wrap or log it", callName(l.failure.call))
		case l.vanish:
			return fmt.Sprintf("the error of %s is neither returned nor logged on this path, and the X-Tt-Logid is lost with it: %s", callName(l.failure.call), hand)
		}
		return fmt.Sprintf("a fixed text takes the place of the Coze failure, without its X-Tt-Logid: %s", hand)
	case FailedChat:
		return fmt.Sprintf("a failed chat is reported by its status or a fixed text only, without its last error and X-Tt-Logid: %s", hand)
	case ErrorType:
		return fmt.Sprintf("the text of %s leaves out the X-Tt-Logid: %s", c.typeName(c.errorValue(at)), hand)
	case RecvError:
		return fmt.Sprintf("the error of Recv does not carry the X-Tt-Logid: %s", hand)
	}
	if l.failure.via != nil {
		return fmt.Sprintf("%s makes an error of the reply without its X-Tt-Logid, and it is not added here: %s", l.failure.via.fn.Name(), hand)
	}
	what := "a Coze failure"
	if l.failure.kind == httpStatus {
		what = "the HTTP status of a Coze failure"
	}
	return fmt.Sprintf("%s is reported without its X-Tt-Logid: %s", what, hand)
}

// typeName returns the name of the type of expr as the package writes it,
// without the pointer.
func (c *checker) typeName(expr ast.Expr) string {
	named := cozemodel.Named(typeOf(c, expr))
	if named == nil {
		return "the error"
	}
	if pkg := named.Obj().Pkg(); pkg != nil && pkg != c.pass.Pkg {
		return pkg.Name() + "." + named.Obj().Name()
	}
	return named.Obj().Name()
}

// handText says what is at hand for the message.
func (c *checker) handText(at ast.Node, l loss) string {
	if l.failure.kind == callError {
		if id := c.errorID(at); id != "" {
			return id + " is in scope"
		}
		if l.failure.err != nil {
			return l.failure.err.Name() + " carries it"
		}
	}
	return l.failure.hand.String()
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

// related returns where the log ID was at hand, and the converter that left
// it out.
func (c *checker) related(l loss) []analysis.RelatedInformation {
	var related []analysis.RelatedInformation
	if l.failure.hand.pos.IsValid() {
		related = append(related, analysis.RelatedInformation{Pos: l.failure.hand.pos, Message: "the X-Tt-Logid can be had from here"})
	}
	if l.failure.via != nil {
		related = append(related, analysis.RelatedInformation{Pos: l.failure.via.at.Pos(), Message: "the error is made here"})
	}
	return related
}
