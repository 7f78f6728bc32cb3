package logid

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/astedit"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// fixes returns the fix of a loss where it is sure: the expression that gives
// the log ID, added to a format or a list of keys and values, or the error
// added to a fixed text.
func (f *finder) fixes(l loss, h hand) []analysis.SuggestedFix {
	if l.what == vanishes || l.what == discarded {
		return nil
	}
	edits, addition := f.mend(l, h)
	if edits == nil {
		return nil
	}
	return []analysis.SuggestedFix{{Message: f.reporter.Say(messages.AddLogID, addition), TextEdits: edits}}
}

// mend returns the edits that add the log ID of a loss at a place, and the
// expression they add, or nil if it is not sure how.
func (f *finder) mend(l loss, h hand) (edits []analysis.TextEdit, addition string) {
	addition, verb, key := f.addition(l, h)
	if addition == "" {
		return nil, ""
	}
	if call, format := f.formatCall(l.at); format != nil && !f.mentions(call, addition) {
		if verb == ": %w" && !f.wraps(call) {
			verb = ": %v"
		}
		return []analysis.TextEdit{
			appendToLiteral(format, verb),
			astedit.Append(f.pass, call.Args[len(call.Args)-1], addition),
		}, addition
	}
	if call := f.keyValueCall(l.at); call != nil {
		return []analysis.TextEdit{astedit.Append(f.pass, call.Args[len(call.Args)-1], strconv.Quote(key)+", "+addition)}, addition
	}
	text := addition
	if strings.Contains(text, ".Peek(") {
		text = "string(" + text + ")" // the header of fasthttp gives bytes
	}
	if edits := f.logField(l.at, key, text); edits != nil {
		return edits, addition
	}
	return f.wrap(l, h, addition), addition
}

// mentions reports whether a call is given an expression already.
func (c *checker) mentions(call *ast.CallExpr, expr string) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return types.ExprString(arg) == expr })
}

// addition returns the expression to add at a loss, the verb that prints it,
// and its key in a list of keys and values.
func (f *finder) addition(l loss, h hand) (expr, verb, key string) {
	switch {
	case h.err != nil:
		if l.what == replaced && h.def != nil && f.model.ErrorAt(l.at.Pos(), h.err, h.def) {
			return h.err.Name(), ": %w", "error"
		}
	case h.id.Expr != "" && h.id.Sure():
		return h.id.Expr, " logid=%s", "logid"
	}
	return "", "", ""
}

// wraps reports whether a printf-style call understands %w.
func (c *checker) wraps(call *ast.CallExpr) bool {
	fn := c.model.Callee(call)
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "fmt" && fn.Name() == "Errorf"
}

// formatCall returns the only printf-style call of a sink and its format, if
// that is a literal which can be added to, and becomes the text of an error or
// of a log line.
func (c *checker) formatCall(at ast.Node) (call *ast.CallExpr, format *ast.BasicLit) {
	found := 0
	ast.Inspect(at, func(n ast.Node) bool {
		if _, isLiteral := n.(*ast.FuncLit); isLiteral {
			return false
		}
		x, ok := n.(*ast.CallExpr)
		if !ok || x.Ellipsis.IsValid() {
			return true
		}
		if lit := c.formatOf(x); lit != nil {
			call, format = x, lit
			found++
		}
		return true
	})
	if found != 1 {
		return nil, nil
	}
	to, ok := c.takesLogID(at, call)
	if !ok || !extensible(format, len(call.Args)-1-argument(call, format), to) {
		return nil, nil
	}
	return call, format
}

// argument returns the index of an argument of call.
func argument(call *ast.CallExpr, arg ast.Expr) int {
	return slices.IndexFunc(call.Args, func(a ast.Expr) bool { return ast.Unparen(a) == arg })
}

// formatOf returns the format of a printf-style call: its last fixed
// parameter, before variadic ones of any type.
func (c *checker) formatOf(call *ast.CallExpr) *ast.BasicLit {
	fn := c.model.Callee(call)
	if fn == nil || !strings.HasSuffix(fn.Name(), "f") || !variadicAny(fn) {
		return nil
	}
	i := fn.Signature().Params().Len() - 2
	if i < 0 || i >= len(call.Args) {
		return nil
	}
	lit, ok := ast.Unparen(call.Args[i]).(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return nil
	}
	return lit
}

// variadicAny reports whether the last parameters of fn are a text and any
// number of values of any type.
func variadicAny(fn *types.Func) bool {
	sig := fn.Signature()
	if !sig.Variadic() || sig.Params().Len() < 2 {
		return false
	}
	slice, ok := sig.Params().At(sig.Params().Len() - 1).Type().(*types.Slice)
	if !ok {
		return false
	}
	iface, ok := slice.Elem().Underlying().(*types.Interface)
	text, isBasic := sig.Params().At(sig.Params().Len() - 2).Type().Underlying().(*types.Basic)
	return ok && iface.Empty() && isBasic && text.Info()&types.IsString != 0
}

// keyValueCall returns the slog-style call that a sink is: a message, then
// keys and values.
func (c *checker) keyValueCall(at ast.Node) *ast.CallExpr {
	call, ok := callOf(at)
	if !ok || call.Ellipsis.IsValid() || c.readerOf(call) != inLog {
		return nil
	}
	fn := c.model.Callee(call)
	if fn == nil || fn.Pkg() == nil || !variadicAny(fn) {
		return nil
	}
	if fn.Pkg().Path() != "log/slog" && !strings.HasSuffix(fn.Name(), "w") {
		return nil
	}
	fixed := fn.Signature().Params().Len() - 1
	for i, arg := range call.Args[min(fixed, len(call.Args)):] {
		if named := gotypes.Named(c.pass.TypesInfo.TypeOf(arg)); named != nil && named.Obj().Name() == "Attr" {
			return nil // attributes, not keys and values
		}
		if _, isKey := cozemodel.TextValue(c.pass.TypesInfo, arg); i%2 == 0 && !isKey {
			return nil
		}
	}
	if (len(call.Args)-fixed)%2 != 0 {
		return nil
	}
	return call
}

// appendToLiteral returns the edit that adds text at the end of a string
// literal, before a newline that ends it.
func appendToLiteral(lit *ast.BasicLit, text string) analysis.TextEdit {
	written := strings.TrimSuffix(lit.Value[1:len(lit.Value)-1], `\n`)
	at, added := astedit.Prolong(written, text)
	return astedit.Insert(lit.Pos()+1+token.Pos(at), added)
}

// callOf returns the call that a statement is.
func callOf(node ast.Node) (*ast.CallExpr, bool) {
	switch n := node.(type) {
	case *ast.CallExpr:
		return n, true
	case *ast.ExprStmt:
		return unparenCall(n.X)
	case *ast.DeferStmt:
		return n.Call, true
	case *ast.GoStmt:
		return n.Call, true
	case *ast.AssignStmt:
		if len(n.Rhs) == 1 {
			return unparenCall(n.Rhs[0])
		}
	}
	return nil, false
}
