package cozemodel

import (
	"go/ast"
	"go/token"
	"go/types"
	"iter"

	"github.com/cozelint/cozelint/analyzers/internal/paths"
	"github.com/cozelint/cozelint/analyzers/internal/valueflow"
)

// A Def is one value that a variable, a parameter or a struct field of the
// package is given.
type Def = valueflow.Def

// Variable returns the variable, parameter or field that expr names, or nil.
func Variable(info *types.Info, expr ast.Expr) *types.Var { return valueflow.Variable(info, expr) }

// Defs returns the values that v is given anywhere in the package: by
// assignment, in a struct literal, or as an argument of the package's calls
// if it is a parameter.
func (m *Model) Defs(v *types.Var) []Def { return m.index.Defs(v) }

// Literal returns the composite literal that expr is, or that the variable
// expr is declared with if nothing else is ever put into it, or nil.
func (m *Model) Literal(expr ast.Expr) *ast.CompositeLit { return m.index.Literal(expr) }

// AddressTaken reports whether &v occurs in the package.
func (m *Model) AddressTaken(v *types.Var) bool { return m.index.AddressTaken(v) }

// Decl returns the declaration of fn if it is declared in the package.
func (m *Model) Decl(fn *types.Func) *ast.FuncDecl { return m.index.Decl(fn) }

// Body returns the body of the function that call calls, if it can be seen,
// or nil.
func (m *Model) Body(call *ast.CallExpr) *ast.BlockStmt { return m.index.Body(call) }

// Calls returns the calls in the body of fn, closures included.
func (m *Model) Calls(fn *types.Func) []*ast.CallExpr { return m.index.Calls(fn) }

// Reaching returns the values that v may have at pos.
func (m *Model) Reaching(v *types.Var, pos token.Pos) []Def { return m.index.Reaching(v, pos) }

// Callers returns the calls of fn in the package.
func (m *Model) Callers(fn *types.Func) []*ast.CallExpr { return m.index.Callers(fn) }

// Returns returns the return statements of fn's own body, closures excluded.
func (m *Model) Returns(fn *types.Func) []*ast.ReturnStmt { return m.index.Returns(fn) }

// FuncAt returns the declared function whose declaration encloses pos, or
// nil.
func (m *Model) FuncAt(pos token.Pos) *types.Func { return m.index.FuncAt(pos) }

// Implementations yields the types of the package that implement the interface
// of a method, each with its own method.
func (m *Model) Implementations(fn *types.Func) iter.Seq2[*types.TypeName, *types.Func] {
	return m.index.Implementations(fn)
}

// Paths returns the path engine of the package.
func (m *Model) Paths() *paths.Package { return m.paths }

// Callee returns the function or method that call calls, or nil if that is
// only known at run time. Of an instantiated function it returns the generic
// one.
func (m *Model) Callee(call *ast.CallExpr) *types.Func {
	return m.index.Callee(call)
}

// SignatureOf returns the signature of the function that call runs, with the
// parameters that its body uses, or nil if the body cannot be seen.
func (m *Model) SignatureOf(call *ast.CallExpr) *types.Signature { return m.index.SignatureOf(call) }
