package interp

import (
	"go/ast"
	"go/types"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// Hooks say what a pass looks for in a package, and hear what becomes of it.
// They are told only of what control comes to.
type Hooks interface {
	// Concerns reports whether fn has to do with what is looked for. Its calls
	// are followed whatever they are given.
	Concerns(fn *types.Func) bool
	// Wanted reports whether t is a struct that is looked for, or a pointer to
	// one.
	Wanted(t types.Type) bool
	// Mentions reports whether a text can be a part of what is looked for.
	Mentions(text string) bool

	// Call hears of a call whose function is not followed. It returns what is
	// known of the first result, if that is of any interest: a text, or a
	// pointer to something of its own, which the walker hands on as it is.
	// sends reports whether the call sends what it is given: a value of any
	// type is then left as it is.
	Call(c *Call) (result Value, sends bool)
	// Literal hears of a literal of a struct type, and of its elements.
	// Function literals are none of them: they are walked.
	Literal(t types.Type, elements []Element)
	// Leaves hears of a value that leaves the function as text: it is encoded
	// into what is not seen, or returned by the function that the walk began
	// with. Expr stands for it there.
	Leaves(v Value, expr ast.Expr)
}

// An Element is what a literal gives a field.
type Element struct {
	Field *types.Var
	Value Value
	Expr  ast.Expr
}

// A Call is a call with the values that it is given.
type Call struct {
	Expr *ast.CallExpr
	Fn   *types.Func // nil if it is not known
	Own  bool        // Fn is declared in the package
	Recv Value
	Args []Value // more than those of Expr if that is f(g())
	// Effect is what a table says of Fn, or that it answers the request that
	// the program serves.
	Effect knowledge.Effect
}

// Quiet functions print, check, answer with or store what they are given.
const Quiet = knowledge.Asks | knowledge.Logs | knowledge.LogsDebug | knowledge.Replies |
	knowledge.MakesError | knowledge.Configures | knowledge.Stores | knowledge.Waits | knowledge.Ends

// Param returns the type of the parameter that argument i goes to, or nil.
func (c *Call) Param(i int) types.Type {
	if c.Fn == nil {
		return nil
	}
	return gotypes.Param(c.Fn.Signature(), i)
}

// Prints reports whether argument i goes to a parameter that takes any number
// of values of any type, to print them.
func (c *Call) Prints(i int) bool {
	if c.Fn == nil {
		return false
	}
	sig := c.Fn.Signature()
	return sig.Variadic() && i >= sig.Params().Len()-1 && types.IsInterface(c.Param(i))
}

// first returns v as the first result of the call.
func (c *Call) first(v Value) Value {
	if n := c.Fn.Signature().Results().Len(); n > 1 {
		results := make(tuple, n)
		results[0] = v
		return results
	}
	return v
}
