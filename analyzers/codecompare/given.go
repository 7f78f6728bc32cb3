package codecompare

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
)

// compareGiven looks at a comparison of a code with a variable: with the numbers
// that callers give for it if it is a parameter, and with the HTTP status that
// it is declared with.
func (c *checker) compareGiven(value, operand ast.Expr, op token.Token) {
	v := cozemodel.Variable(c.pass.TypesInfo, operand)
	if v == nil || v.IsField() {
		return
	}
	defs := c.model.Defs(v)
	if len(defs) == 1 && defs[0].Expr != nil && defs[0].Result < 0 && constantOf(c.pass.TypesInfo, defs[0].Expr) != nil {
		number, isInt := cozemodel.IntValue(c.pass.TypesInfo, defs[0].Expr)
		if isInt && c.httpStatus(defs[0].Expr, number) && c.isCode(value) {
			c.reportStatus(value, operand, number, op)
		}
		return
	}
	engine, err := c.model.Engine()
	if err != nil {
		return
	}
	calls, n := engine.GivenTo(v)
	var beside []*ast.CallExpr // give an argument for value, too
	m := 0
	if other := cozemodel.Variable(c.pass.TypesInfo, value); other != nil {
		beside, m = engine.GivenTo(other)
	}
	for _, call := range calls {
		compared := value
		if slices.Contains(beside, call) {
			compared = call.Args[m]
		}
		if c.isConstant(call.Args[n]) && c.isCode(compared) {
			c.operand(compared, call.Args[n], token.EQL)
		}
	}
}

// isCode reports whether expr is a code that is a number.
func (c *checker) isCode(expr ast.Expr) bool {
	code, ok := c.model.Code(expr)
	return ok && code.Kind == cozemodel.IntCode
}

// compareClass looks at a comparison of a part of a code with a number: 2 of
// code / 100 is the class of an HTTP status.
func (c *checker) compareClass(value, operand ast.Expr, op token.Token) bool {
	quotient, ok := ast.Unparen(value).(*ast.BinaryExpr)
	if !ok || quotient.Op != token.QUO || !c.isConstant(quotient.Y) {
		return false
	}
	by, isInt := cozemodel.IntValue(c.pass.TypesInfo, quotient.Y)
	class, known := cozemodel.IntValue(c.pass.TypesInfo, operand)
	if !isInt || by != 100 || !known || class < 1 || class > 5 || !c.isCode(quotient.X) {
		return false
	}
	c.reportStatus(quotient.X, operand, class*by, op)
	return true
}
