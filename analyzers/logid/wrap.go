package logid

import (
	"go/ast"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/astedit"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A return of the bare error, of a sentinel or of a fixed text has no format to
// add to: it is wrapped.

// wrap returns the edits that wrap the error which the place of a loss returns, and
// what they add.
func (f *finder) wrap(l loss, h hand, addition string) []analysis.TextEdit {
	ret, ok := l.at.(*ast.ReturnStmt)
	if !ok || len(ret.Results) == 0 || !f.returnsPlainError(ret) {
		return nil
	}
	result := ret.Results[len(ret.Results)-1]
	text := f.wrapped(ret, l, h, addition)
	if text == "" {
		return nil
	}
	local, edits, ok := astedit.Import(f.pass, f.model.ScopeAt(result.Pos()), result.Pos(), "fmt", "fmt")
	if !ok {
		return nil
	}
	return append(edits, astedit.Replace(result, local+".Errorf("+text+")"))
}

// wrapped returns the arguments of Errorf that wrap result, or "".
func (f *finder) wrapped(ret *ast.ReturnStmt, l loss, h hand, addition string) string {
	result := ret.Results[len(ret.Results)-1]
	v := cozemodel.Variable(f.pass.TypesInfo, result)
	_, isName := ast.Unparen(result).(*ast.Ident)
	switch {
	case v != nil && v == h.recv:
		if !isName || !f.model.ErrorAt(result.Pos(), v, h.def) || !f.endSortedOut(ret, v) && f.mayAwaitEnd(ret) || f.assertedOutside(result) {
			return ""
		}
		return `"%w logid=%s", ` + v.Name() + ", " + addition
	case l.what != replaced:
	case v != nil && f.isSentinel(v) && !f.comparedByIdentity(v, result.Pos()):
		// The chain of the error that came stays its own.
		verbs := ": %v"
		switch {
		case h.err == nil && h.recv != nil:
			if !f.model.ErrorAt(result.Pos(), h.recv, h.def) {
				return ""
			}
			return `"%w: %v logid=%s", ` + types.ExprString(result) + ", " + h.recv.Name() + ", " + addition
		case h.err == nil:
			verbs = ":" + f.reason(l, h)
		}
		return `"%w` + verbs + `", ` + types.ExprString(result) + f.reasonArgs(l, h) + ", " + addition
	default:
		if text, ok := f.fixedNew(result); ok {
			format := strings.ReplaceAll(text, "%", "%%")
			at, added := astedit.Prolong(format, f.reason(l, h))
			return strconv.Quote(format[:at]+added+format[at:]) + f.reasonArgs(l, h) + ", " + addition
		}
	}
	return ""
}

// reason returns the verbs for what a fixed text has to say beside: the error
// that came, or the code and the log ID.
func (f *finder) reason(l loss, h hand) string {
	switch {
	case h.err != nil:
		return ": %w"
	case f.codeOf(l) != "":
		return " code=%v logid=%s"
	}
	return " logid=%s"
}

func (f *finder) reasonArgs(l loss, h hand) string {
	if code := f.codeOf(l); h.err == nil && code != "" {
		return ", " + code
	}
	return ""
}

// codeOf returns the code that told a failure, as it can be written again, or
// "".
func (f *finder) codeOf(l loss) string {
	found := ""
	condition := l.condition
	if tag := f.tagOf(condition); tag != nil {
		condition = tag
	}
	if condition == nil {
		return ""
	}
	ast.Inspect(condition, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && found == "" {
			if _, isName := ast.Unparen(sel.X).(*ast.Ident); isName && f.has(sel, l.origin, flow.Code) {
				found = types.ExprString(sel)
			}
		}
		return found == ""
	})
	return found
}

// returnsPlainError reports whether the last result of the function around a
// return statement is the type error, and has a value of its own there.
func (c *checker) returnsPlainError(ret *ast.ReturnStmt) bool {
	fn, _ := c.model.FunctionAt(ret.Pos())
	var results *ast.FieldList
	switch fn := fn.(type) {
	case *ast.FuncDecl:
		results = fn.Type.Results
	case *ast.FuncLit:
		results = fn.Type.Results
	}
	return results != nil && results.NumFields() == len(ret.Results) &&
		gotypes.IsError(c.pass.TypesInfo.TypeOf(results.List[len(results.List)-1].Type))
}

// isSentinel reports whether v is an error of a package.
func (c *checker) isSentinel(v *types.Var) bool {
	return !v.IsField() && v.Pkg() != nil && v.Parent() == v.Pkg().Scope() && gotypes.ImplementsError(v.Type())
}

// fixedNew returns the text of errors.New(text) if the file needs package errors
// for something else, too: an import that nothing uses does not compile.
func (c *checker) fixedNew(result ast.Expr) (text string, ok bool) {
	call, ok := unparenCall(result)
	if !ok || len(call.Args) != 1 {
		return "", false
	}
	fn := c.model.Callee(call)
	if fn == nil || fn.FullName() != "errors.New" {
		return "", false
	}
	text, ok = cozemodel.TextValue(c.pass.TypesInfo, call.Args[0])
	if _, isLiteral := ast.Unparen(call.Args[0]).(*ast.BasicLit); !ok || !isLiteral || !isProse(text, inError) || !c.needsErrors(result) {
		return "", false
	}
	return text, true
}

// needsErrors reports whether the file of node uses package errors other than
// for New in a function.
func (c *checker) needsErrors(node ast.Node) bool {
	found := false
	ast.Inspect(astedit.File(c.pass, node.Pos()), func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return !found
		}
		obj := c.pass.TypesInfo.Uses[sel.Sel]
		if obj != nil && obj.Pkg() != nil && obj.Pkg().Path() == "errors" {
			found = found || obj.Name() != "New" || c.model.FuncAt(sel.Pos()) == nil
		}
		return !found
	})
	return found
}
