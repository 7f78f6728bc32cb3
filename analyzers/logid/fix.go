package logid

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/astedit"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/messages"
)

// fixes returns the fix of a loss where it is sure: the expression that gives
// the log ID, added to a format or a list of keys and values, or the error
// added to a fixed text.
func (c *checker) fixes(at ast.Node, l loss) []analysis.SuggestedFix {
	if l.vanish || l.failure.hand.maybeNil {
		return nil
	}
	edits, addition := c.mend(at, l)
	if edits == nil {
		return nil
	}
	return []analysis.SuggestedFix{{Message: c.reporter.Say(messages.AddLogID, addition), TextEdits: edits}}
}

// mend returns the edits that add the log ID of a loss at a place, and the
// expression they add, or nil if it is not sure how.
func (c *checker) mend(at ast.Node, l loss) (edits []analysis.TextEdit, addition string) {
	addition, verb, key := c.addition(at, l)
	if addition == "" {
		return nil, ""
	}
	if call, format := c.formatCall(at); format != nil {
		if verb == ": %w" && !c.wraps(call) {
			verb = ": %v"
		}
		return []analysis.TextEdit{
			appendToLiteral(format, verb),
			astedit.Insert(call.Args[len(call.Args)-1].End(), ", "+addition),
		}, addition
	}
	if call := c.keyValueCall(at); call != nil {
		return []analysis.TextEdit{astedit.Insert(call.Args[len(call.Args)-1].End(), `, "`+key+`", `+addition)}, addition
	}
	text := addition
	if strings.Contains(text, ".Peek(") {
		text = "string(" + text + ")" // the header of fasthttp gives bytes
	}
	if edits := c.logField(at, key, text); edits != nil {
		return edits, addition
	}
	return c.wrap(at, l, addition), addition
}

// addition returns the expression to add at a loss, the verb that prints it,
// and its key in a list of keys and values.
func (c *checker) addition(at ast.Node, l loss) (expr, verb, key string) {
	fail := l.failure
	switch {
	case fail.kind == callError && l.fixed:
		if fail.err != nil && c.model.ErrorAt(at.Pos(), fail.err, fail.def) {
			return fail.err.Name(), ": %w", "error"
		}
		return "", "", ""
	case fail.kind == callError:
		return c.errorID(at), " logid=%s", "logid"
	}
	if id := c.logIDAt(at, fail); id.Sure() {
		return id.Expr, " logid=%s", "logid"
	}
	return "", "", ""
}

// logIDAt returns the log ID of a failure as it can be had at a place.
func (c *checker) logIDAt(at ast.Node, fail *failure) cozemodel.LogID {
	failing := fail.holder
	if failing == nil && fail.err != nil {
		failing = definedBy(c.pass.TypesInfo, fail.def, fail.err)
	}
	if failing == nil {
		return cozemodel.LogID{Doubt: cozemodel.NotAtHand}
	}
	return c.model.LogIDAt(at.Pos(), failing)
}

// definedBy returns the mention of v on the left of the statement def that
// gives it its value, or nil.
func definedBy(info *types.Info, def ast.Node, v *types.Var) ast.Expr {
	switch def := def.(type) {
	case *ast.AssignStmt:
		for _, lhs := range def.Lhs {
			if cozemodel.Variable(info, lhs) == v {
				return lhs
			}
		}
	case *ast.ValueSpec:
		for _, name := range def.Names {
			if info.Defs[name] == v {
				return name
			}
		}
	}
	return nil
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
	call, ok := c.callOf(at)
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
		if named := cozemodel.Named(c.pass.TypesInfo.TypeOf(arg)); named != nil && named.Obj().Name() == "Attr" {
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
	end := lit.End() - 1
	if strings.HasSuffix(lit.Value, `\n"`) {
		end -= token.Pos(len(`\n`))
	}
	return astedit.Insert(end, text)
}
