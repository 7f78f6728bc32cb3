package valueflow

import (
	"go/ast"
	"go/types"
	"iter"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
)

// Callee returns the function or method that call calls, that of the generic
// type or function for an instance of one, or nil if it is not known. A local
// variable that only ever holds one function calls that.
func (ix *Index) Callee(call *ast.CallExpr) *types.Func {
	switch callee := typeutil.Callee(ix.info, call).(type) {
	case *types.Func:
		return callee.Origin()
	case *types.Var:
		return ix.held(callee)
	}
	return nil
}

// held returns the function that a variable holds if it never holds anything
// else, or nil: create := client.Chat.Create.
func (ix *Index) held(v *types.Var) *types.Func {
	if v.IsField() || ix.AddressTaken(v) {
		return nil
	}
	var held *types.Func
	for _, def := range ix.Defs(v) {
		if def.Zero {
			continue
		}
		if def.Expr == nil || def.Param || def.Result >= 0 || held != nil {
			return nil
		}
		var id *ast.Ident
		switch x := ast.Unparen(def.Expr).(type) {
		case *ast.Ident:
			id = x
		case *ast.SelectorExpr:
			id = x.Sel
		default:
			return nil
		}
		fn, ok := ix.info.Uses[id].(*types.Func)
		if !ok {
			return nil
		}
		held = fn.Origin()
	}
	return held
}

// Body returns the body of the function that call calls if it can be seen: a
// function of the package, a function literal, a local variable that only
// ever holds one, or the only implementation in the package of an interface
// of the package.
func (ix *Index) Body(call *ast.CallExpr) *ast.BlockStmt {
	if fn := ix.Callee(call); fn != nil {
		if decl := ix.Decl(ix.Implementation(fn)); decl != nil {
			return decl.Body
		}
		return nil
	}
	if lit := ix.FuncLit(call.Fun); lit != nil {
		return lit.Body
	}
	return nil
}

// FuncLit returns the function literal that expr is, or that the local
// variable expr holds if it never holds anything else, or nil.
func (ix *Index) FuncLit(expr ast.Expr) *ast.FuncLit {
	expr = ast.Unparen(expr)
	if lit, ok := expr.(*ast.FuncLit); ok {
		return lit
	}
	v := Variable(ix.info, expr)
	if v == nil || v.IsField() || ix.AddressTaken(v) {
		return nil
	}
	var found *ast.FuncLit
	for _, def := range ix.Defs(v) {
		switch {
		case def.Zero:
		case def.Expr == nil || def.Result >= 0 || found != nil:
			return nil
		default:
			if found = ix.literalOf(def.Expr); found == nil {
				return nil
			}
		}
	}
	return found
}

// literalOf returns the function literal that expr is, or that sync.OnceValue
// and its kin run for it, or nil.
func (ix *Index) literalOf(expr ast.Expr) *ast.FuncLit {
	if call, ok := ast.Unparen(expr).(*ast.CallExpr); ok && len(call.Args) == 1 {
		if fn, ok := typeutil.Callee(ix.info, call).(*types.Func); ok && fn.Pkg() != nil && fn.Pkg().Path() == "sync" && strings.HasPrefix(fn.Name(), "Once") {
			expr = call.Args[0]
		}
	}
	lit, _ := ast.Unparen(expr).(*ast.FuncLit)
	return lit
}

// Implementation returns the function that a call of fn runs: fn itself, or
// if fn is a method of an interface of the package, the method of the only
// type of the package that has all of them. If there are several, it is fn.
func (ix *Index) Implementation(fn *types.Func) *types.Func {
	if fn == nil || fn.Pkg() != ix.pkg || fn.Signature().Recv() == nil || !types.IsInterface(fn.Signature().Recv().Type()) {
		return fn
	}
	found := fn
	for _, m := range ix.Implementations(fn) {
		if found != fn {
			return fn
		}
		found = m
	}
	return found
}

// Implementations yields the types of the package that implement the interface
// of a method, each with its own method.
func (ix *Index) Implementations(fn *types.Func) iter.Seq2[*types.TypeName, *types.Func] {
	iface := fn.Signature().Recv().Type().Underlying().(*types.Interface)
	return func(yield func(*types.TypeName, *types.Func) bool) {
		for _, name := range ix.pkg.Scope().Names() {
			obj, ok := ix.pkg.Scope().Lookup(name).(*types.TypeName)
			if !ok || obj.IsAlias() || types.IsInterface(obj.Type()) {
				continue
			}
			pointer := types.NewPointer(obj.Type())
			if !types.Implements(pointer, iface) {
				continue
			}
			method, _, _ := types.LookupFieldOrMethod(pointer, true, ix.pkg, fn.Name())
			if m, ok := method.(*types.Func); ok && !yield(obj, m.Origin()) {
				return
			}
		}
	}
}
