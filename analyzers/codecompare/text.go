package codecompare

import (
	"go/ast"
	"go/types"
	"strings"
	"unicode"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

const maxHops = 5 // definitions and calls that a text is followed through

// textSearch reports a search for a code in the text of an error or body. The
// pattern may be an element of a set.
func (c *checker) textSearch(cur inspector.Cursor, text, pattern ast.Expr, at ast.Node) {
	pattern = c.unwrapped(pattern)
	if wanted, ok := cozemodel.TextValue(c.pass.TypesInfo, pattern); ok {
		if code, ok := codeIn(wanted); ok && c.cozeText(text, -1, 0) {
			c.reportText(at, code)
		}
		return
	}
	s, ok := c.elementsOf(cur, pattern)
	if !ok {
		return
	}
	for _, operand := range s.operands(c.pass.TypesInfo) {
		wanted, _ := cozemodel.TextValue(c.pass.TypesInfo, operand)
		if code, ok := codeIn(wanted); ok && c.cozeText(text, -1, 0) {
			c.reportText(operand, code)
		}
	}
}

// unwrapped returns the operand of a conversion: "x" of []byte("x").
func (c *checker) unwrapped(expr ast.Expr) ast.Expr {
	if call, ok := ast.Unparen(expr).(*ast.CallExpr); ok && len(call.Args) == 1 && c.pass.TypesInfo.Types[call.Fun].IsType() {
		return call.Args[0]
	}
	return expr
}

// textComparison reports strconv.Itoa(code) == "4100".
func (c *checker) textComparison(value, operand ast.Expr) {
	wanted, ok := cozemodel.TextValue(c.pass.TypesInfo, operand)
	if !ok {
		return
	}
	if code, ok := codeIn(wanted); ok && c.formatted(value, 0) {
		c.reportText(operand, code)
	}
}

// formatted reports whether expr is the text of a code.
func (c *checker) formatted(expr ast.Expr, hops int) bool {
	if hops > maxHops {
		return false
	}
	switch x := ast.Unparen(expr).(type) {
	case *ast.CallExpr:
		if !knowledge.EffectOf(c.model.Callee(x)).Has(knowledge.Derives) {
			return false
		}
		for _, arg := range x.Args {
			if code, ok := c.model.Code(arg); ok && code.Kind == cozemodel.IntCode {
				return true
			}
		}
	case *ast.Ident:
		v := cozemodel.Variable(c.pass.TypesInfo, x)
		if v == nil || v.IsField() {
			return false
		}
		defs := c.model.Defs(v)
		return len(defs) == 1 && defs[0].Expr != nil && !defs[0].Element && defs[0].Result <= 0 && c.formatted(defs[0].Expr, hops+1)
	}
	return false
}

// patternSearch looks at a call of a method of a regular expression, or of a
// function that is given one as text.
func (c *checker) patternSearch(n *ast.CallExpr, fn *types.Func) {
	pattern, text := n.Args[0], n.Args[len(n.Args)-1]
	if fn.Signature().Recv() != nil {
		sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr)
		if !ok {
			return
		}
		pattern, text = c.compiled(sel.X), n.Args[0]
	}
	if pattern == nil {
		return
	}
	wanted, ok := cozemodel.TextValue(c.pass.TypesInfo, pattern)
	if !ok {
		return
	}
	if code, ok := codeIn(wanted); ok && c.cozeText(text, -1, 0) {
		c.reportText(n, code)
	}
}

// compiled returns the text that the regular expression expr is made of, or
// nil.
func (c *checker) compiled(expr ast.Expr) ast.Expr {
	if v := cozemodel.Variable(c.pass.TypesInfo, expr); v != nil {
		defs := c.model.Defs(v)
		if len(defs) != 1 || defs[0].Expr == nil {
			return nil
		}
		expr = defs[0].Expr
	}
	call, ok := ast.Unparen(expr).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return nil
	}
	return call.Args[0]
}

// cozeText reports whether expr, or its result i if it is a call with
// several, is the text of an error of Coze, the message beside a code, or the
// body of a reply: not a part of the body that was decoded, which may be
// anything that a bot says.
func (c *checker) cozeText(expr ast.Expr, i, hops int) bool {
	if hops > maxHops {
		return false
	}
	switch x := ast.Unparen(expr).(type) {
	case *ast.CallExpr:
		return c.cozeCall(x, i, hops)
	case *ast.SliceExpr:
		return c.cozeText(x.X, -1, hops+1)
	case *ast.Ident:
		return c.cozeVariable(x, hops)
	case *ast.SelectorExpr:
		return c.codeMessage(x) || c.cozeVariable(x, hops)
	}
	return false
}

func (c *checker) cozeCall(call *ast.CallExpr, i, hops int) bool {
	if c.pass.TypesInfo.Types[call.Fun].IsType() {
		return len(call.Args) == 1 && c.cozeText(call.Args[0], -1, hops+1)
	}
	fn := c.model.Callee(call)
	if fn == nil {
		return false
	}
	sel, isMethod := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	isMethod = isMethod && fn.Signature().Recv() != nil
	if decl := c.model.Decl(fn); decl != nil {
		if isMethod && fn.Name() == "Error" {
			return c.model.CozeError(sel.X)
		}
		return c.returnsCozeText(fn, max(i, 0), hops)
	}
	if isMethod && len(call.Args) == 0 && fn.Name() == "Error" {
		return c.model.CozeError(sel.X)
	}
	if !knowledge.EffectOf(fn).Has(knowledge.Derives | knowledge.Copies) {
		return false
	}
	if isMethod && knowledge.IsResponse(c.pass.TypesInfo.TypeOf(sel.X)) {
		return c.ours(call)
	}
	if isMethod && (c.cozeText(sel.X, -1, hops+1) || isBuffer(c.pass.TypesInfo.TypeOf(sel.X)) && c.model.OwnerOf(call) == cozemodel.Ours) {
		return true
	}
	for _, arg := range call.Args {
		if c.isBody(arg) && c.ours(call) || c.model.CozeError(arg) || c.cozeText(arg, -1, hops+1) {
			return true
		}
	}
	return false
}

// isBuffer reports whether t is or points to a bytes.Buffer.
func isBuffer(t types.Type) bool {
	named := gotypes.Named(t)
	return named != nil && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "bytes" && named.Obj().Name() == "Buffer"
}

// isBody reports whether expr is the Body of a response.
func (c *checker) isBody(expr ast.Expr) bool {
	sel, ok := ast.Unparen(expr).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Body" && knowledge.IsResponse(c.pass.TypesInfo.TypeOf(sel.X))
}

// ours reports whether a value is part of a reply of Coze, as far as its
// request or else its function tells.
func (c *checker) ours(expr ast.Expr) bool {
	switch c.model.OwnerOf(expr) {
	case cozemodel.Ours:
		return true
	case cozemodel.Others:
		return false
	}
	return c.linked(expr)
}

// returnsCozeText reports whether result i of a function of the package is
// the text of an error or reply.
func (c *checker) returnsCozeText(fn *types.Func, i, hops int) bool {
	for _, ret := range c.model.Returns(fn) {
		switch {
		case len(ret.Results) == 1 && fn.Signature().Results().Len() > 1:
			if c.cozeText(ret.Results[0], i, hops+1) {
				return true
			}
		case i < len(ret.Results):
			if c.cozeText(ret.Results[i], -1, hops+1) {
				return true
			}
		}
	}
	return false
}

func (c *checker) cozeVariable(expr ast.Expr, hops int) bool {
	v := cozemodel.Variable(c.pass.TypesInfo, expr)
	if v == nil || v.IsField() && v.Pkg() != c.pass.Pkg {
		return false
	}
	for _, def := range c.model.Defs(v) {
		if def.Expr != nil && !def.Element && cozemodel.Variable(c.pass.TypesInfo, def.Expr) != v && c.cozeText(def.Expr, def.Result, hops+1) {
			return true
		}
	}
	return false
}

// codeMessage reports whether sel is the message beside a code.
func (c *checker) codeMessage(sel *ast.SelectorExpr) bool {
	switch sel.Sel.Name {
	case "Msg", "Message", "ErrorMessage":
		t := c.pass.TypesInfo.TypeOf(sel.X)
		switch c.model.SDKTypeName(t) {
		case "Error", "AuthError", "ChatError", "WorkflowEventError":
			return true
		}
		return c.model.Envelope(t, c.model.FuncAt(sel.Pos()))
	}
	return false
}

// codeKeys are the keys of the API that a code stands behind.
var codeKeys = map[string]bool{
	"code": true, "error_code": true, "errcode": true, "err_code": true, "errorcode": true, "error": true, "err": true,
}

// namesCode reports whether the text before a number says that the number is
// a code, or says nothing: the last word before it is one that a code stands
// behind. A colon with nothing before it is that of a port.
func namesCode(before string) bool {
	before = strings.TrimRight(before, ` "'\*+?([s`)
	key := strings.TrimRight(before, ` "'\*+?s:=#`)
	if key == "" {
		return before == "" || !strings.HasSuffix(before, ":")
	}
	key = strings.ToLower(key)
	start := strings.LastIndexFunc(key, func(r rune) bool { return r != '_' && (r < 'a' || 'z' < r) })
	word := key[start+1:]
	return word == "" || codeKeys[word]
}

// counts reports whether the text behind a number says what it is a number of:
// 4000 tokens.
func counts(after string) bool {
	after = strings.TrimLeft(after, ` (\sb+*`)
	return after != "" && unicode.IsLetter(rune(after[0]))
}
