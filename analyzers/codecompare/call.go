package codecompare

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

func (c *checker) call(cur inspector.Cursor, n *ast.CallExpr) {
	fn := c.model.Callee(n)
	effect := knowledge.EffectOf(fn)
	if len(n.Args) == 0 || !effect.Has(knowledge.Searches|knowledge.Compares|knowledge.NamesStatus) {
		return
	}
	path, recv, _ := knowledge.ID(fn)
	switch {
	case effect.Has(knowledge.NamesStatus):
		c.statusText(n)
	case effect.Has(knowledge.Compares):
		for i := range len(n.Args) - 1 {
			c.compare(cur, n.Args[i], n.Args[i+1], token.EQL)
			c.compare(cur, n.Args[i+1], n.Args[i], token.EQL)
		}
	case path == "regexp":
		c.patternSearch(n, fn)
	case recv != "" || len(n.Args) < 2:
	case fn.Name() == "EqualFold":
		c.compare(cur, n.Args[0], n.Args[1], token.EQL)
	case gotypes.IsText(c.pass.TypesInfo.TypeOf(n.Args[0])):
		c.textSearch(cur, n.Args[0], n.Args[1], n)
	default:
		c.membership(n)
		c.textSearch(cur, n.Args[0], n.Args[1], n)
	}
}

// statusText reports the text of an HTTP status that is asked for a code.
func (c *checker) statusText(n *ast.CallExpr) {
	code, ok := c.model.Code(n.Args[0])
	if !ok || code.Kind != cozemodel.IntCode || code.Status {
		return
	}
	c.reporter.Report(report.Finding{
		Check:   HTTPStatus,
		Range:   n.Args[0],
		Message: c.reporter.Say(messages.StatusTextOf, types.ExprString(n.Args[0]), types.ExprString(n.Fun)),
	})
}

// membership looks at a search for one argument, a code, in another, a set.
func (c *checker) membership(n *ast.CallExpr) {
	for i, value := range n.Args {
		if c.isConstant(value) {
			continue
		}
		if s, ok := c.setOf(n.Args[(i+1)%len(n.Args)], false); ok {
			c.compareSet(value, s)
		}
	}
}

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
	if _, ok := ast.Unparen(c.unwrapped(operand)).(*ast.BasicLit); !ok {
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

// authCodes looks at a literal of a set of AuthErrorCodes.
func (c *checker) authCodes(n *ast.CompositeLit) {
	for _, element := range n.Elts {
		if kv, ok := element.(*ast.KeyValueExpr); ok {
			if element = kv.Value; isMap(c.pass.TypesInfo.TypeOf(n)) {
				element = kv.Key
			}
		}
		if c.model.SDKTypeName(c.pass.TypesInfo.TypeOf(element)) == "AuthErrorCode" {
			c.authCode(element, element)
		}
	}
}

// sdkConstants returns the AuthErrorCode constants of the SDK by value.
func sdkConstants(pkg *types.Package) map[string]*types.Const {
	constants := make(map[string]*types.Const)
	for _, name := range pkg.Scope().Names() {
		obj, ok := pkg.Scope().Lookup(name).(*types.Const)
		if named := gotypes.Named(typeOf(obj)); ok && obj.Exported() && named != nil && named.Obj().Name() == "AuthErrorCode" {
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
