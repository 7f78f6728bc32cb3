package logid

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/astedit"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/messages"
)

// fixes returns the fix of a loss where it is sure: the expression that gives
// the log ID, added to a format or a list of keys and values, or the error
// added to a fixed text. It mends the other places of the same failure too.
func (c *checker) fixes(at ast.Node, l loss) []analysis.SuggestedFix {
	if l.vanish || l.failure.hand.maybeNil {
		return nil
	}
	edits, addition := c.mend(at, l)
	if edits == nil {
		return nil
	}
	for _, other := range l.also {
		more, _ := c.mend(other, l)
		edits = append(edits, more...)
	}
	return []analysis.SuggestedFix{{Message: c.reporter.Say(messages.AddLogID, addition), TextEdits: edits}}
}

// mend returns the edits that add the log ID of a loss at a place, and the
// expression they add, or nil if it is not sure how.
func (c *checker) mend(at ast.Node, l loss) (edits []analysis.TextEdit, addition string) {
	addition, verb, key := c.addition(at, l)
	if addition == "" || !c.means(at.Pos(), addition, l) {
		return nil, ""
	}
	call, format := c.formatCall(at)
	switch {
	case format != nil:
		if verb == ": %w" && !c.wraps(call) {
			verb = ": %v"
		}
		return []analysis.TextEdit{
			appendToLiteral(format, verb),
			astedit.Insert(call.Args[len(call.Args)-1].End(), ", "+addition),
		}, addition
	case key != "":
		if call := c.keyValueCall(at); call != nil {
			return []analysis.TextEdit{astedit.Insert(call.Args[len(call.Args)-1].End(), `, "`+key+`", `+addition)}, addition
		}
	}
	return nil, ""
}

// addition returns the expression to add at a loss, the verb that prints it,
// and its key in a list of keys and values.
func (c *checker) addition(at ast.Node, l loss) (expr, verb, key string) {
	switch {
	case l.failure.kind == callError && l.fixed && l.failure.err != nil:
		return l.failure.err.Name(), ": %w", "error"
	case l.failure.kind == callError:
		return c.errorID(at), " logid=%s", "logid"
	}
	return l.failure.hand.id, " logid=%s", "logid"
}

// means reports whether the names in an added expression mean at pos what
// they meant where the failure became known.
func (c *checker) means(pos token.Pos, expr string, l loss) bool {
	parsed, err := parser.ParseExpr(expr)
	if err != nil {
		return false
	}
	first := firstIdent(parsed)
	scope := c.pass.Pkg.Scope().Innermost(pos)
	if first == nil || scope == nil {
		return false
	}
	_, obj := scope.LookupParent(first.Name, pos)
	v, ok := obj.(*types.Var)
	if !ok {
		return false
	}
	if l.failure.kind == callError && l.fixed {
		return v == l.failure.err
	}
	return l.failure.kind == callError || l.failure.hand.pos == token.NoPos || v.Pos() <= l.failure.hand.pos
}

func firstIdent(expr ast.Expr) *ast.Ident {
	for {
		switch x := expr.(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			expr = x.X
		case *ast.CallExpr:
			expr = x.Fun
		case *ast.ParenExpr:
			expr = x.X
		case *ast.IndexExpr:
			expr = x.X
		case *ast.StarExpr:
			expr = x.X
		default:
			return nil
		}
	}
}

// wraps reports whether a printf-style call understands %w.
func (c *checker) wraps(call *ast.CallExpr) bool {
	fn := c.model.Callee(call)
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "fmt" && fn.Name() == "Errorf"
}

// formatCall returns the only printf-style call of a sink and its format, if
// that is a literal which can be added to.
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
	if found != 1 || !extensible(format, len(call.Args)-1-argument(call, format)) {
		return nil, nil
	}
	return call, format
}

// argument returns the index of an argument of call.
func argument(call *ast.CallExpr, arg ast.Expr) int {
	return slices.IndexFunc(call.Args, func(a ast.Expr) bool { return ast.Unparen(a) == arg })
}

// extensible reports whether a verb can be put at the end of a format that is
// given so many values: it has no explicit indexes or widths, a verb for each
// value, and is no raw literal that ends in a newline.
func extensible(format *ast.BasicLit, values int) bool {
	text, err := strconv.Unquote(format.Value)
	if err != nil || strings.Contains(text, "%[") || strings.Contains(text, "*") || format.Value[0] == '`' && strings.HasSuffix(text, "\n") {
		return false
	}
	return strings.Count(strings.ReplaceAll(text, "%%", ""), "%") == values
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
	if !ok || call.Ellipsis.IsValid() {
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
