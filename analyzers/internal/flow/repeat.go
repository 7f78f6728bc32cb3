package flow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// Repeated returns where a request is sent again after an attempt of which nobody
// knows whether it was carried out: the call in a loop that a failure goes round and
// success leaves, or the call of a function that tries again what it is given; or nil.
func (e *Engine) Repeated(o *Origin) ast.Node {
	if o.call == nil {
		return nil
	}
	at := ssa.Instruction(o.call)
	for i := o.in; i != nil && at != nil; at, i = i.site, i.caller {
		if e.goesRound(i, at.Block(), o) || e.retriesCallback(at) {
			return e.node(at)
		}
	}
	return nil
}

// retriesCallback reports whether a call is one of a library that calls what it is
// given until it succeeds.
func (e *Engine) retriesCallback(at ssa.Instruction) bool {
	c, ok := at.(ssa.CallInstruction)
	if !ok {
		return false
	}
	fn := callee(c.Common())
	if fn == nil || fn.Pkg() == nil || fn.Pkg() == e.Pkg || len(c.Common().Args) == 0 {
		return false
	}
	path := fn.Pkg().Path()
	return (strings.Contains(path, "retry") || strings.Contains(path, "backoff")) &&
		slices.ContainsFunc([]string{"Do", "Retry", "Run", "Execute"}, func(name string) bool { return strings.HasPrefix(fn.Name(), name) })
}

// goesRound reports whether a failure of o in block b leads back to b within the loop
// around it, and success does not.
func (e *Engine) goesRound(i *instance, b *ssa.BasicBlock, o *Origin) bool {
	if b == nil {
		return false
	}
	loop := loopAround(b)
	if loop == nil {
		return false
	}
	r := &round{Engine: e, in: i, origin: o, loop: loop, head: headOf(b)}
	for block := range loop {
		x, ok := lastOf(block).(*ssa.If)
		if !ok {
			continue
		}
		before := e.factsOf(i)[block]
		for k, s := range block.Succs {
			failed := slices.ContainsFunc(e.edgeFacts(i, block, k, before), func(f Fact) bool {
				return f.Origin == o && f.Kind == ErrorSet && !before[f]
			})
			if failed && !r.excluded(i, x.Cond, k == 0, 0) && r.leads(s, true) && !r.leads(block.Succs[1-k], false) {
				return true
			}
		}
	}
	return false
}

// headOf returns the head of the innermost loop around b, or nil.
func headOf(b *ssa.BasicBlock) *ssa.BasicBlock {
	for h := b; h != nil; h = h.Idom() {
		for _, p := range h.Preds {
			if h.Dominates(p) && reaches(b, p, h) {
				return h
			}
		}
	}
	return nil
}

// reaches reports whether b leads to another block without passing through h.
func reaches(b, to, h *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock) bool
	visit = func(b *ssa.BasicBlock) bool {
		if b == to {
			return true
		}
		if seen[b] {
			return false
		}
		seen[b] = true
		return slices.ContainsFunc(b.Succs, func(s *ssa.BasicBlock) bool { return s != h && visit(s) })
	}
	return visit(b)
}

// loopAround returns the blocks of the innermost loop around b, or nil.
func loopAround(b *ssa.BasicBlock) map[*ssa.BasicBlock]bool {
	h := headOf(b)
	if h == nil {
		return nil
	}
	all := map[*ssa.BasicBlock]bool{h: true}
	var visit func(p *ssa.BasicBlock)
	visit = func(p *ssa.BasicBlock) {
		if all[p] {
			return
		}
		all[p] = true
		for _, q := range p.Preds {
			visit(q)
		}
	}
	for _, p := range h.Preds {
		if h.Dominates(p) {
			visit(p)
		}
	}
	return all
}

// A round is the next one of a loop.
type round struct {
	*Engine
	in     *instance
	origin *Origin
	loop   map[*ssa.BasicBlock]bool
	head   *ssa.BasicBlock
}

// leads reports whether b leads to the next round. failed says that the request failed
// otherwise than by an answer of the API.
func (r *round) leads(b *ssa.BasicBlock, failed bool) bool {
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock) bool
	visit = func(b *ssa.BasicBlock) bool {
		if b == r.head {
			return true
		}
		if seen[b] || !r.loop[b] {
			return false
		}
		seen[b] = true
		x, ok := lastOf(b).(*ssa.If)
		for k, s := range b.Succs {
			if ok && failed && r.excluded(r.in, x.Cond, k == 0, 0) {
				continue
			}
			if visit(s) {
				return true
			}
		}
		return false
	}
	return visit(b)
}

// excluded reports whether a condition cannot have a value where the request failed
// otherwise than by an answer of the API: no error of the API is found in the error,
// and a predicate of the package does not say so.
func (r *round) excluded(i *instance, cond ssa.Value, holds bool, depth int) bool {
	if depth > maxPredicates {
		return false
	}
	switch x := cond.(type) {
	case *ssa.Const:
		return x.Value != nil && x.Value.Kind() == constant.Bool && constant.BoolVal(x.Value) != holds
	case *ssa.UnOp:
		return x.Op == token.NOT && r.excluded(i, x.X, !holds, depth)
	case *ssa.Parameter:
		given := givenFor(i, x)
		return given != nil && r.excluded(i.caller, given, holds, depth+1)
	case *ssa.Extract:
		if c, ok := x.Tuple.(*ssa.Call); ok && holds {
			return r.findsAnswer(c)
		}
	case *ssa.Call:
		if holds && r.findsAnswer(x) {
			return true
		}
		return len(i.callees[x]) > 0 && !slices.ContainsFunc(i.callees[x], func(in *instance) bool {
			return r.mayReturn(in, depth+1, func(v ssa.Value) bool { return !r.excluded(in, v, holds, depth+1) })
		})
	case *ssa.BinOp:
		return r.unequal(i, x, holds, depth)
	case *ssa.Phi:
		return !slices.ContainsFunc(x.Edges, func(edge ssa.Value) bool { return !r.excluded(i, edge, holds, depth+1) })
	}
	return false
}

// unequal reports whether a comparison of what a function returns with a constant
// cannot be as given: one of the package, or one that takes the code out of an error.
func (r *round) unequal(i *instance, x *ssa.BinOp, holds bool, depth int) bool {
	call, ok := x.X.(*ssa.Call)
	k, isConst := x.Y.(*ssa.Const)
	if !ok || !isConst || k.Value == nil || x.Op != token.EQL && x.Op != token.NEQ {
		return false
	}
	equal := (x.Op == token.EQL) == holds
	if len(i.callees[call]) == 0 {
		fn := callee(&call.Call)
		return equal && fn != nil && k.Value.Kind() == constant.Int && constant.Sign(k.Value) != 0 && r.ReturnsCode(fn)
	}
	return !slices.ContainsFunc(i.callees[call], func(in *instance) bool {
		return r.mayReturn(in, depth+1, func(v ssa.Value) bool {
			c, ok := v.(*ssa.Const)
			return !ok || c.Value == nil || constant.Compare(c.Value, token.EQL, k.Value) == equal
		})
	})
}

// mayReturn reports whether a function may return a value that accept accepts.
func (r *round) mayReturn(in *instance, depth int, accept func(ssa.Value) bool) bool {
	type edge struct{ from, to *ssa.BasicBlock }
	seen := map[edge]bool{}
	var visit func(from, b *ssa.BasicBlock) bool
	visit = func(from, b *ssa.BasicBlock) bool {
		if seen[edge{from, b}] {
			return false
		}
		seen[edge{from, b}] = true
		if ret, ok := lastOf(b).(*ssa.Return); ok {
			return len(ret.Results) != 1 || accept(valueFrom(from, b, ret.Results[0]))
		}
		x, isIf := lastOf(b).(*ssa.If)
		for k, s := range b.Succs {
			if isIf && r.excluded(in, x.Cond, k == 0, depth) {
				continue
			}
			if visit(b, s) {
				return true
			}
		}
		return false
	}
	return len(in.fn.Blocks) == 0 || visit(nil, in.fn.Blocks[0])
}

// valueFrom returns what a value is in b where that is reached from another block.
func valueFrom(from, b *ssa.BasicBlock, v ssa.Value) ssa.Value {
	if x, ok := v.(*ssa.Phi); ok && x.Block() == b {
		if n := slices.Index(b.Preds, from); n >= 0 {
			return x.Edges[n]
		}
	}
	return v
}

// findsAnswer reports whether a call looks for an error that an answer of the API
// becomes: coze.AsCozeError, errors.As with a type that has a code.
func (r *round) findsAnswer(c *ssa.Call) bool {
	fn := callee(&c.Call)
	if fn == nil {
		return false
	}
	switch fn.Name() {
	case "AsCozeError", "AsAuthError":
		return true
	case "As", "AsType":
		t := c.Type()
		if args := arguments(&c.Call); len(args) == 2 {
			if m, ok := args[1].(*ssa.MakeInterface); ok {
				t = gotypes.Pointed(m.X.Type())
			}
		}
		s := gotypes.Struct(t)
		if s == nil {
			return false
		}
		for field := range s.Fields() {
			if name := strings.ToLower(field.Name()); strings.Contains(name, "code") || name == "logid" {
				return true
			}
		}
	}
	return false
}
