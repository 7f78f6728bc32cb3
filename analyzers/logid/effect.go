package logid

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/valueflow"
)

// What a call does with what it is given: functions of the package are judged
// by their bodies, others by the tables of package knowledge.

// effect returns what the function that call calls does.
func (c *checker) effect(call *ast.CallExpr) knowledge.Effect {
	fn := c.model.Callee(call)
	if c.logFunction(fn) {
		return knowledge.Logs
	}
	if builder, _ := valueflow.BuilderWrite(c.pass.TypesInfo, call); builder != nil {
		return knowledge.Derives
	}
	if effect := knowledge.EffectOf(fn); effect != 0 {
		return effect
	}
	if c.pass.TypesInfo.Types[call.Fun].IsBuiltin() {
		if id := identOf(call.Fun); id != nil && (id.Name == "print" || id.Name == "println" || id.Name == "panic") {
			return knowledge.Logs
		}
		return 0
	}
	if body := c.model.Body(call); body != nil {
		return c.bodyEffect(body)
	}
	return knowledge.GuessEffect(fn)
}

// logFunction reports whether the options say that fn writes a log line.
func (c *checker) logFunction(fn *types.Func) bool {
	if fn == nil || len(c.model.Options().LogFuncs) == 0 || fn.Pkg() == nil {
		return false
	}
	name := fn.Pkg().Path() + "."
	if recv := fn.Signature().Recv(); recv != nil {
		if named := cozemodel.Named(recv.Type()); named != nil {
			name += named.Obj().Name() + "."
		}
	}
	return slices.Contains(c.model.Options().LogFuncs, name+fn.Name())
}

// bodyEffect returns what a function of the package does with texts that it
// is given: it is a logger if it logs a parameter, an answer if it answers
// with one.
func (c *checker) bodyEffect(body *ast.BlockStmt) knowledge.Effect {
	if known, ok := c.bodyEffects[body]; ok {
		return known
	}
	c.bodyEffects[body] = 0 // while it is looked for
	var effect knowledge.Effect
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			inner := c.effect(n) & (knowledge.Logs | knowledge.LogsDebug | knowledge.Replies)
			if inner != 0 && slices.ContainsFunc(n.Args, c.ofParameters) {
				effect |= inner
			}
		}
		return true
	})
	c.bodyEffects[body] = effect
	return effect
}

// ofParameters reports whether expr is made of a text, or texts, that the
// function around it is given.
func (c *checker) ofParameters(expr ast.Expr) bool {
	fn := c.model.FuncAt(expr.Pos())
	if fn == nil {
		return false
	}
	found := false
	ast.Inspect(expr, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			v, isVar := c.pass.TypesInfo.Uses[id].(*types.Var)
			found = found || isVar && cozemodel.IsParameter(fn, v) && (isText(v.Type()) || isTexts(v.Type()) || isAnys(v.Type()))
		}
		return !found
	})
	return found
}

// isAnys reports whether t is any, or a list of them: the values of a format.
func isAnys(t types.Type) bool {
	if s, ok := t.Underlying().(*types.Slice); ok {
		t = s.Elem()
	}
	iface, ok := t.Underlying().(*types.Interface)
	return ok && iface.Empty()
}

// logs reports whether call writes a log line.
func (c *checker) logs(call *ast.CallExpr) bool {
	return c.effect(call).Has(knowledge.Logs | knowledge.LogsDebug)
}

// replies reports whether call answers somebody.
func (c *checker) replies(call *ast.CallExpr) bool { return c.effect(call).Has(knowledge.Replies) }

// makesErrorExpr reports whether expr makes an error: a call of a
// constructor, or a literal of an error type.
func (c *checker) makesErrorExpr(expr ast.Expr) bool {
	switch x := ast.Unparen(expr).(type) {
	case *ast.UnaryExpr:
		return x.Op.String() == "&" && c.makesErrorExpr(x.X)
	case *ast.CompositeLit:
		t := c.pass.TypesInfo.TypeOf(x)
		return t != nil && cozemodel.ImplementsError(t)
	case *ast.CallExpr:
		return c.makesErrorCall(x)
	}
	return false
}

// makesErrorCall reports whether a call makes a new error of its arguments. A
// function that no table has does if it is no method, and its arguments are
// texts and numbers: what is given a context or an object may fail by itself.
func (c *checker) makesErrorCall(call *ast.CallExpr) bool {
	signature, ok := typeOf(c, call.Fun).Underlying().(*types.Signature)
	if !ok || c.pass.TypesInfo.Types[call.Fun].IsType() || c.contextError(call) {
		return false
	}
	results := signature.Results()
	if results.Len() != 1 || !cozemodel.ImplementsError(results.At(0).Type()) {
		return false
	}
	fn := c.model.Callee(call)
	if fn == nil && c.model.Body(call) == nil {
		return false // a function value that is not seen
	}
	effect := knowledge.EffectOf(fn)
	if effect != 0 {
		return effect.Has(knowledge.MakesError) || effect.Has(knowledge.Derives) && len(call.Args) > 0
	}
	if fn != nil && fn.Signature().Recv() != nil {
		return c.ofSentinel(call)
	}
	return len(call.Args) > 0 && !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return !c.plain(arg) })
}

// ofSentinel reports whether call is a method of an error of a package, as
// ErrUpstream.WithMessage(text) is.
func (c *checker) ofSentinel(call *ast.CallExpr) bool {
	recv := receiver(call)
	if inner, ok := unparenCall(recv); ok {
		return c.makesErrorCall(inner)
	}
	v := cozemodel.Variable(c.pass.TypesInfo, recv)
	return v != nil && !v.IsField() && v.Pkg() != nil && v.Parent() == v.Pkg().Scope() && cozemodel.ImplementsError(v.Type())
}

// plain reports whether expr is a text, a number, a truth value or an error.
func (c *checker) plain(expr ast.Expr) bool {
	t := typeOf(c, expr)
	if _, isBasic := t.Underlying().(*types.Basic); isBasic {
		return true
	}
	return cozemodel.ImplementsError(t) || isAnys(t)
}
