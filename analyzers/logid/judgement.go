package logid

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/paths"
)

// What a condition says about the failure that a walk follows.

// onlyFailure reports whether cond turns out so where the error is not nil,
// or where something that was asked about the error is true.
func (w *walk) onlyFailure(cond ast.Expr, outcome bool) bool {
	if w.fail.err == nil {
		return false
	}
	return slices.ContainsFunc(paths.Facts(cond, outcome), func(fact paths.Fact) bool {
		left, right, op, ok := w.f.flow.Comparison(fact.Operand)
		if ok && w.c.pass.TypesInfo.Types[right].IsNil() && w.c.mentions(left, w.fail.err) {
			return fact.Outcome == (op == token.NEQ)
		}
		return fact.Outcome && w.asks(fact.Operand)
	})
}

// answers reports whether cond turns out so where an error has a code that the
// program expects: "not found" can be an answer, and to say nothing of it no
// loss. With authOnly, only a code of OAuth counts.
func (w *walk) answers(cond ast.Expr, outcome, authOnly bool) bool {
	if !w.fail.isError() {
		return false
	}
	return slices.ContainsFunc(paths.Facts(cond, outcome), func(fact paths.Fact) bool {
		left, right, op, ok := w.f.flow.Comparison(fact.Operand)
		if !ok || fact.Outcome != (op == token.EQL) || w.c.pass.TypesInfo.Types[right].Value == nil {
			return false
		}
		code, ok := w.c.model.Code(left)
		return ok && (!authOnly || code.Kind == cozemodel.AuthCode) && (w.c.sdkError(code.Holder) || cozemodel.ImplementsError(typeOf(w.c, code.Holder)))
	})
}

// asks reports whether expr looks at the error, or at what a call made of it:
// at cozeErr and ok of cozeErr, ok := coze.AsCozeError(err).
func (w *walk) asks(expr ast.Expr) bool {
	found := false
	ast.Inspect(expr, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || found {
			return !found
		}
		v, ok := w.c.pass.TypesInfo.Uses[id].(*types.Var)
		found = ok && (v == w.fail.err || slices.ContainsFunc(w.c.model.Defs(v), func(d cozemodel.Def) bool {
			return d.Expr != nil && !v.IsField() && w.c.mentionsIn(d.Expr, w.fail.err)
		}))
		return !found
	})
	return found
}

// A judgement says how a condition turns out on the paths of a failure.
type judgement int

const (
	either judgement = iota
	always
	never
	nowhere // the log ID is passed on in the condition, or another failure begins
)

// judge tells how cond turns out where the failure happened.
func (w *walk) judge(cond ast.Expr) judgement {
	switch x := cond.(type) {
	case *ast.ParenExpr:
		return w.judge(x.X)
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			return opposite(w.judge(x.X))
		}
	case *ast.BinaryExpr:
		switch x.Op {
		case token.LAND:
			return both(w.judge(x.X), w.judge(x.Y))
		case token.LOR:
			return opposite(both(opposite(w.judge(x.X)), opposite(w.judge(x.Y))))
		}
	}
	switch {
	case w.fail.kind == maybeFailed && w.c.outcome(comparand(w.f, cond)):
		return nowhere // judged by what it is compared with
	case w.fail.err == nil:
		return w.judgeOther(cond)
	}
	return w.judgeError(cond)
}

func opposite(j judgement) judgement {
	switch j {
	case always:
		return never
	case never:
		return always
	}
	return j
}

// both judges a conjunction.
func both(a, b judgement) judgement {
	switch {
	case a == never:
		return never // b is not evaluated
	case a == nowhere || b == nowhere:
		return nowhere
	case b == never:
		return never
	case a == always && b == always:
		return always
	}
	return either
}

// judgeError judges a comparison or call for failures that are error values.
func (w *walk) judgeError(cond ast.Expr) judgement {
	c := w.c
	left, right, op, isComparison := w.f.flow.Comparison(cond)
	if isComparison {
		if c.pass.TypesInfo.Types[right].IsNil() && c.contextError(left) {
			// Where the caller gave up, that is the failure.
			return map[token.Token]judgement{token.NEQ: never, token.EQL: always}[op]
		}
		if c.mentions(right, w.fail.err) {
			left, right = right, left
		}
		if !c.mentions(left, w.fail.err) {
			return either
		}
		local := c.pass.TypesInfo.Types[right].IsNil() || localError(c, right)
		switch {
		case local && op == token.NEQ:
			return always
		case local && op == token.EQL:
			return never
		}
		return either
	}
	call, ok := unparenCall(cond)
	if !ok {
		return either
	}
	if fn := c.model.Callee(call); fn != nil && knowledge.EffectOf(fn).Has(knowledge.Asks) {
		if len(call.Args) == 2 && fn.Name() == "Is" && localError(c, call.Args[1]) {
			return never
		}
		return either
	}
	if c.keeps(w.f, cond, w.fail) {
		return nowhere
	}
	return either
}

// judgeOther is judge for failures that are no error values. Where another
// error is not nil, it is that one which is reported.
func (w *walk) judgeOther(cond ast.Expr) judgement {
	left, right, op, ok := w.f.flow.Comparison(cond)
	if ok && w.c.pass.TypesInfo.Types[right].IsNil() && cozemodel.IsErrorType(typeOf(w.c, left)) {
		if op == token.NEQ {
			return never
		}
		return always
	}
	if raw := w.length(left); ok && raw && isZero(w.c.pass.TypesInfo, right) {
		// A body that is empty was not read, or has nothing to keep.
		switch op {
		case token.GTR, token.NEQ:
			return always
		case token.EQL:
			return never
		}
	}
	if w.fail.kind == inBand && ok {
		if domain, isEvent := w.c.event(left); isEvent && domain.Status {
			if value, isText := w.c.events.Wire(right); isText {
				switch member, known := domain.Member(value); {
				case !known:
				case member.Outcome == cozemodel.Progress:
					// A chat that still runs has not failed.
					return map[token.Token]judgement{token.EQL: never, token.NEQ: always}[op]
				case member.Failure():
					return nowhere // where it failed, another walk begins
				}
			}
		}
	}
	if w.c.keeps(w.f, cond, w.fail) {
		return nowhere
	}
	return either
}

// length reports whether expr is the length of a body.
func (w *walk) length(expr ast.Expr) bool {
	call, ok := unparenCall(expr)
	if !ok || len(call.Args) != 1 || !w.c.pass.TypesInfo.Types[call.Fun].IsBuiltin() {
		return false
	}
	id := identOf(call.Args[0])
	if id == nil {
		return false
	}
	v, ok := w.c.pass.TypesInfo.Uses[id].(*types.Var)
	return ok && identOf(call.Fun).Name == "len" && w.c.rawVariable(w.f, v)
}

func isZero(info *types.Info, expr ast.Expr) bool {
	value, ok := cozemodel.IntValue(info, expr)
	return ok && value == 0
}

func comparand(f *function, cond ast.Expr) ast.Expr {
	if left, _, _, ok := f.flow.Comparison(cond); ok {
		return left
	}
	return cond
}

func (c *checker) mentions(expr ast.Expr, v *types.Var) bool {
	id := identOf(expr)
	return id != nil && c.pass.TypesInfo.Uses[id] == v
}

// localError reports whether expr is an error that says nothing about Coze:
// the end of a stream, or a context that is done.
func localError(c *checker, expr ast.Expr) bool {
	v := cozemodel.Variable(c.pass.TypesInfo, expr)
	if v == nil || v.Pkg() == nil {
		return false
	}
	switch v.Pkg().Path() + "." + v.Name() {
	case "io.EOF", "io.ErrUnexpectedEOF", "context.Canceled", "context.DeadlineExceeded", "net/http.ErrHandlerTimeout", "os.ErrDeadlineExceeded":
		return true
	}
	return false
}

// again reports whether a return calls the function once more.
func (w *walk) again(ret *ast.ReturnStmt) bool {
	return slices.ContainsFunc(ret.Results, func(result ast.Expr) bool {
		call, ok := unparenCall(result)
		return ok && w.f.decl != nil && w.c.model.Callee(call) == w.f.decl
	})
}

// ofContext reports whether a return hands on why a context is done.
func (c *checker) ofContext(ret *ast.ReturnStmt) bool {
	return slices.ContainsFunc(ret.Results, c.contextError)
}

// contextError reports whether expr is ctx.Err() or context.Cause(ctx), or a
// variable with one of them.
func (c *checker) contextError(expr ast.Expr) bool {
	if call, ok := unparenCall(expr); ok {
		fn := c.model.Callee(call)
		return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "context" && (fn.Name() == "Err" || fn.Name() == "Cause")
	}
	v := cozemodel.Variable(c.pass.TypesInfo, expr)
	return v != nil && !v.IsField() && slices.ContainsFunc(c.model.Defs(v), func(d cozemodel.Def) bool {
		call, ok := unparenCall(d.Expr)
		return ok && d.Result < 0 && c.contextError(call)
	})
}
