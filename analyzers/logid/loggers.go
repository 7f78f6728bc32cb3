package logid

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/astedit"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A log call without a format takes the log ID in the manner of its library.

// logField returns the edits that add a key and a value to the log call that
// the statement at is.
func (c *checker) logField(at ast.Node, key, value string) []analysis.TextEdit {
	call, ok := callOf(at)
	if !ok || call.Ellipsis.IsValid() || c.readerOf(call) != inLog {
		return nil
	}
	if edits := c.chained(call, key, value); edits != nil {
		return edits
	}
	if edits := c.madeField(call, key, value); edits != nil {
		return edits
	}
	if c.printsValues(call) {
		return c.addedValue(call, key, value)
	}
	return nil
}

// chained adds a call to the chain that ends in call.
func (c *checker) chained(call *ast.CallExpr, key, value string) []analysis.TextEdit {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	recv := sel.X
	for _, ch := range knowledge.LogChains {
		if !gotypes.Is(c.pass.TypesInfo.TypeOf(recv), ch.Path, ch.Recv) {
			continue
		}
		method := ch.Field
		if key == "error" {
			method = ch.Err
		}
		return []analysis.TextEdit{astedit.Insert(recv.End(), "."+fmt.Sprintf(method, value))}
	}
	return nil
}

// madeField adds a field to a call whose other fields are made by the library.
func (c *checker) madeField(call *ast.CallExpr, key, value string) []analysis.TextEdit {
	for _, maker := range knowledge.LogFields {
		if len(call.Args) == 0 || !gotypes.Is(c.pass.TypesInfo.TypeOf(call.Args[len(call.Args)-1]), maker.Path, maker.Type) && !gotypes.Is(c.pass.TypesInfo.TypeOf(call.Args[len(call.Args)-1]), maker.Path+"/zapcore", maker.Type) {
			continue
		}
		local, edits, ok := astedit.Import(c.pass, c.model.ScopeAt(call.Pos()), call.Pos(), maker.Path, maker.Name)
		if !ok {
			return nil
		}
		function := maker.Text
		if key == "error" {
			function = maker.Err
		}
		return append(edits, astedit.Append(c.pass, call.Args[len(call.Args)-1], local+"."+fmt.Sprintf(function, value)))
	}
	return nil
}

// printsValues reports whether call prints any number of values, as log.Println
// does, and the last one ends no line.
func (c *checker) printsValues(call *ast.CallExpr) bool {
	fn := c.model.Callee(call)
	if fn == nil || len(call.Args) == 0 || c.pass.TypesInfo.Types[call.Fun].IsBuiltin() {
		return false
	}
	sig := fn.Signature()
	first, isText := cozemodel.TextValue(c.pass.TypesInfo, call.Args[0])
	if !sig.Variadic() || sig.Params().Len() != 1 || !isAnys(sig.Params().At(0).Type()) || isText && !isProse(first, inLog) {
		return false
	}
	return !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		text, ok := cozemodel.TextValue(c.pass.TypesInfo, arg)
		return ok && strings.HasSuffix(text, "\n") || knowledge.IsResponse(c.pass.TypesInfo.TypeOf(arg))
	})
}

// addedValue returns what is added to the values that call prints: Println puts
// blanks between them, Print does not beside a text.
func (c *checker) addedValue(call *ast.CallExpr, key, value string) []analysis.TextEdit {
	fn, last := c.model.Callee(call), call.Args[len(call.Args)-1]
	spaced := strings.HasSuffix(fn.Name(), "ln") || fn.Pkg() != nil && fn.Pkg().Path() == "testing"
	lit, isLiteral := ast.Unparen(last).(*ast.BasicLit)
	switch {
	case key == "error" && spaced:
	case key == "error" && isLiteral && lit.Kind == token.STRING:
		return []analysis.TextEdit{astedit.Insert(lit.End()-1, colonBehind(lit)), astedit.Append(c.pass, last, value)}
	case key == "error":
		value = `": ", ` + value
	case spaced:
		value = `"logid="+` + value
	default:
		value = `" logid="+` + value
	}
	return []analysis.TextEdit{astedit.Append(c.pass, last, value)}
}

// colonBehind returns what leads from the text of a literal to its reason.
func colonBehind(lit *ast.BasicLit) string {
	_, added := astedit.Prolong(strings.TrimSuffix(lit.Value[1:len(lit.Value)-1], "."), ": x")
	return strings.TrimSuffix(added, "x")
}

// isAnys reports whether t is a slice of values of any type.
func isAnys(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	iface, ok := s.Elem().Underlying().(*types.Interface)
	return ok && iface.Empty()
}
