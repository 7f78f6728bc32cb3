package usage

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"math"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A unit is how many seconds the number 1 stands for; 0 if nothing says so.
type unit float64

const (
	unknownUnit unit = 0
	seconds     unit = 1
	nanoseconds unit = 1e-9
)

// durationUnits are the methods of time.Duration that return numbers.
var durationUnits = map[string]unit{
	"Hours":        3600,
	"Minutes":      60,
	"Seconds":      seconds,
	"Milliseconds": 1e-3,
	"Microseconds": 1e-6,
	"Nanoseconds":  nanoseconds,
}

// wrongUnit reports whether the timeout of CreateAndPoll is visibly in another
// unit than the second, and returns the expression that is.
func (c *checker) wrongUnit(timeout ast.Expr) (text string, wrong bool) {
	number := c.pointedTo(timeout)
	if number == nil {
		return "", false
	}
	number = ast.Unparen(number)
	if v := cozemodel.Variable(c.info, number); v != nil && !v.IsField() {
		for _, d := range c.model.Reaching(v, timeout.Pos()) {
			if d.Expr == nil || d.Result > 0 {
				continue
			}
			if u := c.unitOf(d.Expr, 0); known(u) {
				return types.ExprString(d.Expr), true
			}
		}
		return "", false
	}
	return types.ExprString(number), known(c.unitOf(number, 0))
}

// known reports whether u is known and not the second.
func known(u unit) bool { return u != unknownUnit && math.Abs(float64(u)-1) > 1e-6 }

// pointedTo returns what a pointer points to: v of &v, the argument of a
// helper that returns the address of it.
func (c *checker) pointedTo(pointer ast.Expr) ast.Expr {
	switch x := ast.Unparen(pointer).(type) {
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			return x.X
		}
	case *ast.CallExpr:
		if len(x.Args) == 1 && c.info.Types[x.Args[0]].IsValue() && c.pointsTo(x, x.Args[0]) {
			return x.Args[0] // ptr(v), lo.ToPtr(v), new(v)
		}
	case *ast.Ident, *ast.SelectorExpr:
		v := cozemodel.Variable(c.info, x)
		if v == nil {
			return nil
		}
		defs := c.model.Reaching(v, pointer.Pos())
		if len(defs) == 1 && defs[0].Expr != nil && defs[0].Result < 0 && ast.Unparen(defs[0].Expr) != x {
			if _, isVariable := ast.Unparen(defs[0].Expr).(*ast.Ident); !isVariable {
				return c.pointedTo(defs[0].Expr)
			}
		}
	}
	return nil
}

// pointsTo reports whether the type of a pointer is that of a pointer to
// value: Seconds(d) makes a number of a duration first.
func (c *checker) pointsTo(pointer, value ast.Expr) bool {
	p, ok := types.Unalias(c.info.TypeOf(pointer)).(*types.Pointer)
	return ok && types.Identical(p.Elem(), c.info.TypeOf(value))
}

// unitOf says in which unit a number is.
func (c *checker) unitOf(expr ast.Expr, hops int) unit {
	expr = ast.Unparen(expr)
	if hops > maxHops {
		return unknownUnit
	}
	if isDuration(c.info.TypeOf(expr)) {
		return c.durationUnit(expr, hops)
	}
	switch x := expr.(type) {
	case *ast.CallExpr:
		return c.callUnit(x, hops)
	case *ast.BinaryExpr:
		return c.arithmeticUnit(x, hops)
	case *ast.Ident:
		if defs := c.defsOf(x); len(defs) == 1 && defs[0].Expr != nil && defs[0].Result < 0 && !defs[0].Opaque {
			return c.unitOf(defs[0].Expr, hops+1)
		}
		if k, ok := c.info.Uses[x].(*types.Const); ok {
			if value := c.constantValue(k); value != nil {
				return c.unitOf(value, hops+1)
			}
		}
	}
	return unknownUnit
}

func (c *checker) defsOf(id *ast.Ident) []cozemodel.Def {
	v, ok := c.info.Uses[id].(*types.Var)
	if !ok {
		return nil
	}
	return c.model.Reaching(v, id.Pos())
}

// constantValue returns the expression that a constant of the package is
// declared with, or nil.
func (c *checker) constantValue(k *types.Const) ast.Expr {
	if k.Pkg() != c.pass.Pkg {
		return nil
	}
	cur, ok := c.cursorAt(k.Pos())
	if !ok {
		return nil
	}
	spec, ok := cur.Parent().Node().(*ast.ValueSpec)
	if !ok {
		return nil
	}
	for i, name := range spec.Names {
		if c.info.Defs[name] == k && i < len(spec.Values) {
			return spec.Values[i]
		}
	}
	return nil
}

func isDuration(t types.Type) bool {
	named := gotypes.Named(t)
	return named != nil && named.Obj().Name() == "Duration" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "time"
}

// durationUnit is unitOf for a time.Duration: nanoseconds, unless a number of
// something else is only dressed up as one, or it was divided by a duration.
func (c *checker) durationUnit(expr ast.Expr, hops int) unit {
	switch x := expr.(type) {
	case *ast.CallExpr:
		if tv := c.info.Types[x.Fun]; tv.IsType() && len(x.Args) == 1 {
			return c.unitOf(x.Args[0], hops+1)
		}
	case *ast.BinaryExpr:
		if x.Op == token.QUO || x.Op == token.MUL {
			return c.arithmeticUnit(x, hops)
		}
	case *ast.Ident:
		if defs := c.defsOf(x); len(defs) == 1 && defs[0].Expr != nil && defs[0].Result < 0 && !defs[0].Opaque {
			return c.unitOf(defs[0].Expr, hops+1)
		}
	case *ast.BasicLit:
		return unknownUnit
	}
	return nanoseconds
}

func (c *checker) callUnit(call *ast.CallExpr, hops int) unit {
	if tv := c.info.Types[call.Fun]; tv.IsType() && len(call.Args) == 1 {
		return c.unitOf(call.Args[0], hops+1)
	}
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && (id.Name == "min" || id.Name == "max") && len(call.Args) > 0 {
		return c.unitOf(call.Args[0], hops+1)
	}
	fn := c.model.Callee(call)
	if fn == nil || fn.Pkg() == nil {
		return unknownUnit
	}
	sel, isMethod := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	switch {
	case isMethod && isDuration(c.info.TypeOf(sel.X)):
		return durationUnits[fn.Name()]
	case fn.Pkg().Path() == "math" && len(call.Args) == 1:
		return c.unitOf(call.Args[0], hops+1)
	}
	return unknownUnit
}

// arithmeticUnit follows a quotient by a constant or a duration, a product,
// a sum and a difference.
func (c *checker) arithmeticUnit(x *ast.BinaryExpr, hops int) unit {
	left, right := c.unitOf(x.X, hops+1), c.unitOf(x.Y, hops+1)
	switch x.Op {
	case token.QUO:
		divisor := c.info.Types[x.Y].Value
		if left == unknownUnit || divisor == nil {
			return unknownUnit
		}
		by, _ := constant.Float64Val(constant.ToFloat(divisor))
		return left * unit(by)
	case token.MUL:
		u := cmp.Or(left, right)
		if c.convertsToSeconds(u, x.X) || c.convertsToSeconds(u, x.Y) {
			return seconds
		}
		return u
	case token.ADD, token.SUB:
		return cmp.Or(left, right)
	}
	return unknownUnit
}

// convertsToSeconds reports whether a factor makes seconds of a number in
// another unit: minutes * 60.
func (c *checker) convertsToSeconds(u unit, factor ast.Expr) bool {
	value := c.info.Types[factor].Value
	if u == unknownUnit || value == nil {
		return false
	}
	by, _ := constant.Float64Val(constant.ToFloat(value))
	return by != 0 && !known(u/unit(by))
}
