package logid

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A log ID is for who reads errors and logs. Into what goes to others, as an
// answer, a file, a message, a URL or a header, nothing is added: the text has
// a form there that somebody parses, or a user sees it. So a fix asks what the
// text becomes that it would add to, and that is decided here alone.

// A reader says who gets what a call makes.
type reader int

const (
	toOthers reader = iota // or nobody knows
	inError                // the text of an error
	inLog                  // a line of a log
	inText                 // a text, which goes where the call around it puts it
)

// readerOf says who gets what call makes of its arguments.
func (c *checker) readerOf(call *ast.CallExpr) reader {
	fn := c.model.Callee(call)
	switch {
	case c.writesLog(call, 0):
		return inLog
	case fn == nil || fn.Pkg() == nil:
		return toOthers
	case fn.Pkg().Path() == "fmt" && strings.HasPrefix(fn.Name(), "Sprint"):
		return inText
	case c.givesPlainError(call):
		return inError
	}
	return toOthers
}

// writesLog reports whether call writes its arguments into a log: that a table,
// an option or, for who cannot be seen, a name says so, or it is a function of
// the package that hands them to such a one, and to nobody else.
func (c *checker) writesLog(call *ast.CallExpr, depth int) bool {
	fn := c.model.Callee(call)
	if c.writesElsewhere(call) {
		return false
	}
	if c.model.LogFunction(fn) || knowledge.WritesLogLine(fn) || c.panics(call) {
		return true
	}
	if c.toStandardError(call) {
		return true
	}
	body := c.model.Body(call)
	if body == nil {
		return fn != nil && knowledge.EffectOf(fn) == 0 && knowledge.GuessLogLine(fn)
	}
	const most = 3 // helpers that call each other
	if depth == most {
		return false
	}
	logs, only := false, true
	ast.Inspect(body, func(n ast.Node) bool {
		inner, ok := n.(*ast.CallExpr)
		if !ok || !slices.ContainsFunc(inner.Args, c.ofParameters) {
			return true
		}
		switch {
		case c.writesLog(inner, depth+1):
			logs = true
		case c.readerOfText(inner):
		default:
			only = false
		}
		return true
	})
	return logs && only
}

// writesElsewhere reports whether call is one of a logger that is made to write
// into an answer, a connection or a text: log.New(w, "", 0).
func (c *checker) writesElsewhere(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	const most = 6 // loggers that others are made of
	expr := sel.X
	for range most {
		made, isCall := ast.Unparen(expr).(*ast.CallExpr)
		if !isCall {
			v := cozemodel.Variable(c.pass.TypesInfo, expr)
			if v == nil {
				return false
			}
			defs := c.model.Defs(v)
			if len(defs) != 1 || defs[0].Expr == nil {
				return false
			}
			expr = defs[0].Expr
			continue
		}
		fn := c.model.Callee(made)
		if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "log" && fn.Pkg().Path() != "log/slog" {
			return false
		}
		switch inner, isMethod := ast.Unparen(made.Fun).(*ast.SelectorExpr); {
		case isMethod && c.pass.TypesInfo.Selections[inner] != nil:
			expr = inner.X // With(…)
		case len(made.Args) == 0:
			return false
		case knowledge.IsReplyWriter(c.pass.TypesInfo.TypeOf(made.Args[0])) || isBuffer(c.pass.TypesInfo.TypeOf(made.Args[0])):
			return true
		default:
			expr = made.Args[0]
		}
	}
	return false
}

// isBuffer reports whether t holds what is written to it, or sends it.
func isBuffer(t types.Type) bool {
	return gotypes.Is(t, "bytes", "Buffer") || gotypes.Is(t, "strings", "Builder") || gotypes.Is(t, "net", "Conn") || gotypes.Is(t, "bufio", "Writer")
}

// readerOfText reports whether call only makes a text of what it is given.
func (c *checker) readerOfText(call *ast.CallExpr) bool {
	fn := c.model.Callee(call)
	return c.pass.TypesInfo.Types[call.Fun].IsType() || c.pass.TypesInfo.Types[call.Fun].IsBuiltin() ||
		fn != nil && fn.Pkg() != nil && (fn.Pkg().Path() == "strings" || fn.Pkg().Path() == "fmt" && strings.HasPrefix(fn.Name(), "Sprint"))
}

func (c *checker) panics(call *ast.CallExpr) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	return ok && c.pass.TypesInfo.Types[call.Fun].IsBuiltin() && (id.Name == "panic" || id.Name == "print" || id.Name == "println")
}

// toStandardError reports whether call is fmt.Fprintf(os.Stderr, …) or a kin of
// it.
func (c *checker) toStandardError(call *ast.CallExpr) bool {
	fn := c.model.Callee(call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "fmt" || !strings.HasPrefix(fn.Name(), "Fprint") {
		return false
	}
	sel, ok := ast.Unparen(call.Args[0]).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	v := c.pass.TypesInfo.Uses[sel.Sel]
	return v != nil && v.Pkg() != nil && v.Pkg().Path() == "os" && v.Name() == "Stderr"
}

// givesPlainError reports whether call gives an error that is one wherever it
// goes: of a package of errors, or of a function of this package that makes it
// with one.
func (c *checker) givesPlainError(call *ast.CallExpr) bool {
	signature, ok := c.pass.TypesInfo.TypeOf(call.Fun).Underlying().(*types.Signature)
	if !ok || signature.Results().Len() != 1 || !gotypes.IsError(signature.Results().At(0).Type()) {
		return false
	}
	fn := c.model.Callee(call)
	if decl := c.model.Decl(fn); decl != nil {
		returns := c.model.Returns(fn)
		return len(returns) > 0 && !slices.ContainsFunc(returns, func(ret *ast.ReturnStmt) bool {
			inner, ok := unparenCall(ret.Results[len(ret.Results)-1])
			return !ok || c.model.Decl(c.model.Callee(inner)) != nil || !c.givesPlainError(inner)
		})
	}
	return knowledge.MakesPlainError(fn)
}

// takesLogID reports whether the log ID may be added to what call, which
// stands in the statement at, makes of its arguments: the text becomes that of
// an error or a log line, and whatever is around it leaves it one.
func (c *checker) takesLogID(at ast.Node, call *ast.CallExpr) (to reader, ok bool) {
	to = c.readerOf(call)
	if to == toOthers {
		return to, false
	}
	around := pathTo(at, call)
	for i, n := range slices.Backward(around) {
		switch n := n.(type) {
		case *ast.CallExpr:
			if c.pass.TypesInfo.Types[n.Fun].IsType() {
				return to, false // []byte(text)
			}
			outer := c.readerOf(n)
			switch {
			case outer == inLog:
				return inLog, true
			case outer == inError:
				to = inError
			case to == inError && c.takesError(n, around[i+1:], call):
			default:
				return to, false
			}
		case *ast.SelectorExpr, *ast.BinaryExpr, *ast.IndexExpr:
			return to, false // fmt.Errorf(…).Error() is a text again
		}
	}
	return to, to != inText
}

// takesError reports whether call takes the value below it, the first of
// inside or else the innermost call, as an error.
func (c *checker) takesError(call *ast.CallExpr, inside []ast.Node, innermost ast.Expr) bool {
	signature, ok := c.pass.TypesInfo.TypeOf(call.Fun).Underlying().(*types.Signature)
	if !ok {
		return false
	}
	value := ast.Node(innermost)
	if len(inside) > 0 {
		value = inside[0]
	}
	i := slices.IndexFunc(call.Args, func(arg ast.Expr) bool { return arg.Pos() <= value.Pos() && value.End() <= arg.End() })
	params := signature.Params()
	if i < 0 || params.Len() == 0 {
		return false
	}
	t := params.At(min(i, params.Len()-1)).Type()
	if s, ok := t.(*types.Slice); ok && signature.Variadic() && i >= params.Len()-1 {
		t = s.Elem()
	}
	return gotypes.IsError(t)
}

// pathTo returns the expressions around target below at, the outermost first.
func pathTo(at ast.Node, target ast.Expr) []ast.Node {
	var path []ast.Node
	ast.Inspect(at, func(n ast.Node) bool {
		if n == nil || n == target || n.Pos() > target.Pos() || n.End() < target.End() {
			return false
		}
		if _, isExpr := n.(ast.Expr); isExpr {
			path = append(path, n)
		}
		return true
	})
	return path
}

// isProse reports whether a format is a text for people, to which something
// may be added: no JSON or markup, and no line of its own but in a log.
func isProse(text string, to reader) bool {
	trimmed := strings.TrimLeftFunc(text, unicode.IsSpace)
	switch {
	case strings.HasPrefix(trimmed, "{"), strings.HasPrefix(trimmed, "<"):
		return false
	case strings.HasPrefix(trimmed, "["):
		if !isTag(trimmed) {
			return false
		}
	}
	body, ends := strings.CutSuffix(text, "\n")
	return !ends || to == inLog && !strings.HasSuffix(body, "\n") && !strings.HasSuffix(body, "\r")
}

// isTag reports whether a text begins with a word in brackets, as lines of logs
// do: [coze].
func isTag(text string) bool {
	word, _, closed := strings.Cut(strings.TrimPrefix(text, "["), "]")
	return closed && word != "" && !strings.ContainsFunc(word, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" -_.:/", r)
	}) && !unicode.IsDigit(rune(word[0]))
}

// extensible reports whether a verb can be put at the end of a format that is
// given so many values: it has no explicit indexes or widths, a verb for each
// value, and is no raw literal that ends in a newline.
func extensible(format *ast.BasicLit, values int, to reader) bool {
	text, err := strconv.Unquote(format.Value)
	if err != nil || !isProse(text, to) || strings.Contains(text, "%[") || strings.Contains(text, "*") ||
		format.Kind != token.STRING || format.Value[0] == '`' && strings.HasSuffix(text, "\n") {
		return false
	}
	return strings.Count(strings.ReplaceAll(text, "%%", ""), "%") == values
}

// ofParameters reports whether expr is made of texts that the function which it
// stands in is given.
func (c *checker) ofParameters(expr ast.Expr) bool {
	fn := c.model.FuncAt(expr.Pos())
	if fn == nil {
		return false
	}
	found := false
	ast.Inspect(expr, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			v, isVar := c.pass.TypesInfo.Uses[id].(*types.Var)
			found = found || isVar && cozemodel.IsParameter(fn, v) && isPrinted(v.Type())
		}
		return !found
	})
	return found
}

// isPrinted reports whether t is a text, or a slice of texts or of values of any
// type.
func isPrinted(t types.Type) bool {
	if s, ok := t.Underlying().(*types.Slice); ok {
		iface, isInterface := s.Elem().Underlying().(*types.Interface)
		return gotypes.IsText(t) || gotypes.IsText(s.Elem()) || isInterface && iface.Empty()
	}
	return gotypes.IsString(t)
}
