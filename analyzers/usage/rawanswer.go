package usage

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// Streams that are handed on as they are.

// checkRawAnswer reports a function that asks for a stream, and returns the
// text of the body as it is for the answer.
func (c *checker) checkRawAnswer(call inspector.Cursor, decl *ast.FuncDecl) {
	if decl == nil || !c.asksForStream(decl) || c.looksAtCode(decl, 0) || !c.returnsRaw(call, decl) {
		return
	}
	c.report(report.Finding{Check: SkippedFailure, Range: call.Node(), Message: c.reporter.Say(messages.FailureIsAnswer)})
}

// asksForStream reports whether a function makes a request that says stream.
func (c *checker) asksForStream(decl *ast.FuncDecl) bool {
	found := false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			value := c.info.Types[n.Value].Value
			if value == nil || value.String() != "true" {
				return true
			}
			if text, ok := c.textOf(n.Key); ok && text == "stream" {
				found = true
			}
			if key, ok := n.Key.(*ast.Ident); ok && strings.EqualFold(key.Name, "stream") {
				found = true
			}
		case *ast.BasicLit:
			text, ok := c.textOf(n)
			found = found || ok && knowledge.StreamTrue.MatchString(text)
		}
		return !found
	})
	return found
}

// returnsRaw reports whether a function returns a text that is the body: what
// a call reads, converted or added up.
func (c *checker) returnsRaw(call inspector.Cursor, decl *ast.FuncDecl) bool {
	raw := make(map[*types.Var]bool)
	if v := c.keptIn(call); v != nil {
		raw[v] = true
	}
	for _, arg := range call.Node().(*ast.CallExpr).Args {
		if v := c.localVariable(arg); v != nil {
			raw[v] = true
		}
	}
	isRaw := func(expr ast.Expr) bool {
		found := false
		ast.Inspect(expr, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			v, isVar := c.info.ObjectOf(orIdentNode(id, ok)).(*types.Var)
			found = found || ok && isVar && raw[v]
			return !found
		})
		return found
	}
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		if assign, ok := n.(*ast.AssignStmt); ok && len(assign.Lhs) == 1 && len(assign.Rhs) == 1 && isRaw(assign.Rhs[0]) {
			if v := c.localVariable(assign.Lhs[0]); v != nil && gotypes.IsString(v.Type()) {
				raw[v] = true
			}
		}
		return true
	})
	return slices.ContainsFunc(returnsOf(decl.Body), func(ret *ast.ReturnStmt) bool {
		if len(ret.Results) < 2 || !c.info.Types[ret.Results[len(ret.Results)-1]].IsNil() {
			return false
		}
		t := c.info.TypeOf(ret.Results[0])
		return t != nil && gotypes.IsString(t) && isConversionOrName(ret.Results[0]) && isRaw(ret.Results[0])
	})
}

// isConversionOrName reports whether expr is a variable, or string(variable).
func isConversionOrName(expr ast.Expr) bool {
	switch x := ast.Unparen(expr).(type) {
	case *ast.Ident:
		return true
	case *ast.CallExpr:
		id, ok := x.Fun.(*ast.Ident)
		return ok && id.Name == "string" && len(x.Args) == 1
	}
	return false
}

func orIdentNode(id *ast.Ident, ok bool) *ast.Ident {
	if !ok {
		return &ast.Ident{}
	}
	return id
}
