package valueflow

import (
	"go/ast"
	"go/types"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// Calls: what they return, and what they are given.

// call follows result i of a call.
func (t *tracer) call(call *ast.CallExpr, i int, f *frame) {
	if tv := t.info.Types[call.Fun]; tv.IsType() {
		if len(call.Args) == 1 {
			t.expr(call.Args[0], -1, f)
		}
		return
	}
	if tv := t.info.Types[call.Fun]; tv.IsBuiltin() {
		for _, arg := range call.Args {
			if !t.info.Types[arg].IsType() {
				t.expr(arg, -1, f)
			}
		}
		return
	}
	if t.roots {
		if f.level() >= maxDepth {
			t.found = append(t.found, call)
			return
		}
		t.enter(call, i, f)
		return
	}
	effect := knowledge.EffectOf(t.Callee(call))
	switch {
	case effect.Has(knowledge.Sends | knowledge.Receives | knowledge.Configures | knowledge.Requests | knowledge.Asks):
	case effect.Has(knowledge.Decodes | knowledge.Derives | knowledge.Encodes | knowledge.MakesError):
		t.operands(call, -1, f)
	case t.Body(call) != nil && f.level() < maxDepth:
		t.enter(call, i, f)
	default:
		t.operands(call, -1, f) // a logger or context that has the value
	}
}

// operands follows what a call is given: its receiver, and its arguments but for
// number filled, which it only fills (-1: it fills none).
func (t *tracer) operands(call *ast.CallExpr, filled int, f *frame) {
	for i, arg := range call.Args {
		if i != filled && t.info.Types[arg].Value == nil {
			t.expr(arg, -1, f)
		}
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && t.info.Selections[sel] != nil {
		t.expr(sel.X, -1, f)
	}
}

// enter follows result i of a function whose body can be seen.
func (t *tracer) enter(call *ast.CallExpr, i int, f *frame) {
	inner := t.bind(call, f)
	returns, results := t.returnsOf(call)
	for _, ret := range returns {
		switch {
		case len(ret.Results) == 0:
			if i < results.Len() {
				t.variable(results.At(i), ret.Pos(), inner)
			}
		case len(ret.Results) == 1 && i > 0:
			t.expr(ret.Results[0], i, inner)
		case i < len(ret.Results):
			t.expr(ret.Results[i], -1, inner)
		}
	}
}

// returnsOf returns the returns of the function whose body call runs, and its
// results.
func (ix *Index) returnsOf(call *ast.CallExpr) ([]*ast.ReturnStmt, *types.Tuple) {
	if fn := ix.Callee(call); fn != nil {
		fn = ix.Implementation(fn)
		return ix.Returns(fn), fn.Signature().Results()
	}
	lit := ix.FuncLit(call.Fun)
	if lit == nil {
		return nil, types.NewTuple()
	}
	results := types.NewTuple()
	if sig, ok := ix.info.TypeOf(lit).(*types.Signature); ok {
		results = sig.Results()
	}
	return ix.literals[lit], results
}

// bind returns the frame of a call of a function whose body can be seen.
func (ix *Index) bind(call *ast.CallExpr, up *frame) *frame {
	f := &frame{fn: ix.function(call), params: make(map[*types.Var]ast.Expr), up: up, depth: up.level() + 1}
	sig, recv := ix.signature(call)
	if sig == nil {
		return f
	}
	if sig.Recv() != nil && recv != nil {
		f.params[sig.Recv()] = recv
	}
	for i := range sig.Params().Len() {
		if i < len(call.Args) && (!sig.Variadic() || i < sig.Params().Len()-1) {
			f.params[sig.Params().At(i)] = call.Args[i]
		}
	}
	return f
}

// function returns the declaration or literal whose body call runs, or nil.
func (ix *Index) function(call *ast.CallExpr) ast.Node {
	if fn := ix.Callee(call); fn != nil {
		if decl := ix.Decl(ix.Implementation(fn)); decl != nil {
			return decl
		}
		return nil
	}
	if lit := ix.FuncLit(call.Fun); lit != nil {
		return lit
	}
	return nil
}

// SignatureOf returns the signature of the function that call runs, with the
// parameters that its body uses, or nil if the body cannot be seen.
func (ix *Index) SignatureOf(call *ast.CallExpr) *types.Signature {
	if ix.Body(call) == nil {
		return nil
	}
	sig, _ := ix.signature(call)
	return sig
}

// signature returns the signature, with the parameters that the body of the
// called function uses, and the receiver of a method call.
func (ix *Index) signature(call *ast.CallExpr) (*types.Signature, ast.Expr) {
	if fn := ix.Callee(call); fn != nil {
		var recv ast.Expr
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			recv = sel.X
		}
		return ix.Implementation(fn).Signature(), recv
	}
	if lit := ix.FuncLit(call.Fun); lit != nil {
		sig, _ := ix.info.TypeOf(lit).(*types.Signature)
		return sig, nil
	}
	return nil, nil
}
