package codecompare

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"strconv"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// setFunctions look a value up in a slice: slices.Contains(set, code).
var setFunctions = map[string]map[string]bool{
	"slices":                     {"Contains": true, "Index": true, "BinarySearch": true},
	"golang.org/x/exp/slices":    {"Contains": true, "Index": true, "BinarySearch": true},
	"github.com/samber/lo":       {"Contains": true, "IndexOf": true, "LastIndexOf": true, "Count": true},
	"github.com/thoas/go-funk":   {"Contains": true, "ContainsInt": true, "ContainsInt64": true, "IndexOf": true},
	"github.com/duke-git/lancet": {"Contain": true},
}

// equalFunctions compare two of their arguments.
var equalFunctions = map[string]map[string]bool{
	"github.com/stretchr/testify/assert":  {"Equal": true, "NotEqual": true, "EqualValues": true, "Equalf": true, "NotEqualf": true},
	"github.com/stretchr/testify/require": {"Equal": true, "NotEqual": true, "EqualValues": true, "Equalf": true, "NotEqualf": true},
	"gotest.tools/v3/assert":              {"Equal": true},
}

// textFunctions search or compare texts.
var textFunctions = map[string]bool{
	"Contains": true, "HasPrefix": true, "HasSuffix": true, "Index": true, "LastIndex": true,
	"EqualFold": true, "Count": true, "Cut": true, "Compare": true,
}

func (c *checker) call(n *ast.CallExpr) {
	fn := c.model.Callee(n)
	if fn == nil || fn.Pkg() == nil {
		return
	}
	switch path := fn.Pkg().Path(); {
	case setFunctions[path][fn.Name()] && len(n.Args) >= 2:
		if code, ok := c.model.Code(n.Args[1]); ok && code.Kind == cozemodel.IntCode {
			c.set(n.Args[1], n.Args[0], false)
		}
	case equalFunctions[path][fn.Name()]:
		for i := range max(len(n.Args)-1, 0) {
			c.compare(n.Args[i], n.Args[i+1], token.EQL)
			c.compare(n.Args[i+1], n.Args[i], token.EQL)
		}
	case (path == "strings" || path == "bytes") && textFunctions[fn.Name()] && len(n.Args) >= 2:
		c.textSearch(n.Args[0], n.Args[1], n)
	}
}

// textSearch reports a search for a code in the text of an error or body.
func (c *checker) textSearch(text, pattern ast.Expr, at ast.Node) {
	wanted, ok := cozemodel.TextValue(c.pass.TypesInfo, c.unwrapBytes(pattern))
	if !ok {
		return
	}
	code, info, ok := codeIn(wanted)
	if ok && c.cozeText(text, 0) {
		c.reportText(at, code, info)
	}
}

func (c *checker) unwrapBytes(expr ast.Expr) ast.Expr {
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
	code, info, ok := codeIn(wanted)
	if ok && c.formatted(value) {
		c.reportText(value, code, info)
	}
}

// numberFormatters turn an integer into its decimal text.
var numberFormatters = map[string]bool{
	"strconv.Itoa": true, "strconv.FormatInt": true, "fmt.Sprint": true, "fmt.Sprintf": true,
}

// formatted reports whether expr is the text of a code.
func (c *checker) formatted(expr ast.Expr) bool {
	call, ok := ast.Unparen(expr).(*ast.CallExpr)
	if !ok {
		v := cozemodel.Variable(c.pass.TypesInfo, expr)
		if v == nil || v.IsField() {
			return false
		}
		defs := c.model.Defs(v)
		if len(defs) != 1 || defs[0].Expr == nil || defs[0].Element || defs[0].Result > 0 {
			return false
		}
		call, ok = ast.Unparen(defs[0].Expr).(*ast.CallExpr)
		if !ok {
			return false
		}
	}
	fn := c.model.Callee(call)
	if fn == nil || fn.Pkg() == nil || !numberFormatters[fn.Pkg().Path()+"."+fn.Name()] {
		return false
	}
	for _, arg := range call.Args {
		if code, ok := c.model.Code(arg); ok && code.Kind == cozemodel.IntCode {
			return true
		}
	}
	return false
}

// cozeText reports whether expr is the text of an error of Coze: its Error(),
// or a formatting of it, or a variable that holds one of these.
func (c *checker) cozeText(expr ast.Expr, hops int) bool {
	if hops > 4 {
		return false
	}
	switch x := ast.Unparen(expr).(type) {
	case *ast.CallExpr:
		if sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok && sel.Sel.Name == "Error" && len(x.Args) == 0 {
			return c.model.CozeError(sel.X)
		}
		fn := c.model.Callee(x)
		if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "fmt" && fn.Pkg().Path() != "strings" {
			return len(x.Args) == 1 && c.pass.TypesInfo.Types[x.Fun].IsType() && c.cozeText(x.Args[0], hops+1)
		}
		for _, arg := range x.Args {
			if c.model.CozeError(arg) || c.cozeText(arg, hops+1) {
				return true
			}
		}
	case *ast.Ident:
		v := cozemodel.Variable(c.pass.TypesInfo, x)
		if v == nil || v.IsField() {
			return false
		}
		for _, def := range c.model.Defs(v) {
			if def.Expr != nil && !def.Element && (c.cozeText(def.Expr, hops+1) || c.rawBody(def)) {
				return true
			}
		}
	case *ast.SelectorExpr:
		return c.codeMessage(x)
	}
	return false
}

// rawBody reports whether a variable is given the body of a reply of Coze.
func (c *checker) rawBody(def cozemodel.Def) bool {
	call, ok := ast.Unparen(def.Expr).(*ast.CallExpr)
	if !ok || def.Result > 0 {
		return false
	}
	fn := c.model.Callee(call)
	if fn == nil || fn.Pkg() == nil || fn.Name() != "ReadAll" || len(call.Args) != 1 {
		return false
	}
	sel, ok := ast.Unparen(call.Args[0]).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Body" && cozemodel.IsResponse(c.pass.TypesInfo.TypeOf(sel.X)) && c.linked(call)
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

var digits = regexp.MustCompile(`(?:^|[^0-9])([0-9]{4,12})(?:[^0-9]|$)`)

// statusComparison reports resp.StatusCode == 4100.
func (c *checker) statusComparison(value, operand ast.Expr) {
	number, ok := cozemodel.IntValue(c.pass.TypesInfo, operand)
	if !ok || number < 1000 || !c.status(value) {
		return
	}
	c.reporter.Report(report.Finding{
		Check:   HTTPStatus,
		Range:   operand,
		Message: c.reporter.Say(messages.CodeIsStatus, describe(number)),
	})
}

// authCode reports a bare string that the SDK has a constant for.
func (c *checker) authCode(code, operand ast.Expr) {
	value, ok := cozemodel.TextValue(c.pass.TypesInfo, operand)
	if !ok {
		return
	}
	if _, ok := ast.Unparen(c.unwrapBytes(operand)).(*ast.BasicLit); !ok {
		return
	}
	name, fixes := c.sdkConstant(operand, value)
	if name == "" {
		return
	}
	if c.model.SDKTypeName(c.pass.TypesInfo.TypeOf(code)) == "" {
		fixes = nil // the code was converted, the constant would have to be
	}
	c.reporter.Report(report.Finding{
		Check:   AuthCodeText,
		Range:   operand,
		Message: c.reporter.Say(messages.AuthConstant, types.ExprString(code), strconv.Quote(value), name),
		Fixes:   fixes,
	})
}

// sdkConstants returns the AuthErrorCode constants of the SDK by value.
func sdkConstants(pkg *types.Package) map[string]*types.Const {
	constants := make(map[string]*types.Const)
	for _, name := range pkg.Scope().Names() {
		obj, ok := pkg.Scope().Lookup(name).(*types.Const)
		if named := cozemodel.Named(typeOf(obj)); ok && obj.Exported() && named != nil && named.Obj().Name() == "AuthErrorCode" {
			value, err := strconv.Unquote(obj.Val().ExactString())
			if err == nil {
				constants[value] = obj
			}
		}
	}
	return constants
}

func typeOf(obj *types.Const) types.Type {
	if obj == nil {
		return nil
	}
	return obj.Type()
}
