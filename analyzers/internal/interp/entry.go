package interp

import (
	"go/ast"
	"go/types"
)

// Who decides what a field or an element holds.

// entry is what a field or element holds after node gave it the value v.
func (w *Walker) entry(v Value, node ast.Node, lit *ast.CompositeLit) Entry {
	e := Entry{Value: v, Node: node, Lit: lit, Chain: w.chain()}
	if f, ok := v.(Flag); ok && f.depth < w.depth() {
		e.Passed = f.source
	}
	return e
}

// chain returns the call of the builder's method that is being walked, as it
// stands outside of the builder. A method of a builder returns the builder; a
// functional option is a function literal that a function of its own returns.
func (w *Walker) chain() ast.Expr {
	var call ast.Expr
	for i := len(w.frames) - 1; i > 0; i-- {
		f := w.frames[i]
		if f.lit != nil && w.isOption(f.lit) {
			f = f.creator
		}
		if f.call == nil || f.lit == nil && w.frames[i].lit == nil && !isSetter(f.Fn) {
			break
		}
		call = f.call
		if w.frames[i].lit != nil {
			break
		}
	}
	return call
}

// isSetter reports whether fn is a method that returns its receiver's type.
func isSetter(fn *types.Func) bool {
	if fn == nil || fn.Signature().Recv() == nil || fn.Signature().Results().Len() != 1 {
		return false
	}
	return types.Identical(fn.Signature().Recv().Type(), fn.Signature().Results().At(0).Type())
}

// isOption reports whether lit is what a function of the package consists of.
func (w *Walker) isOption(lit *ast.FuncLit) bool {
	decl := w.model.Decl(w.model.FuncAt(lit.Pos()))
	if decl == nil || len(decl.Body.List) != 1 {
		return false
	}
	ret, ok := decl.Body.List[0].(*ast.ReturnStmt)
	return ok && len(ret.Results) == 1 && ast.Unparen(ret.Results[0]) == ast.Expr(lit)
}
