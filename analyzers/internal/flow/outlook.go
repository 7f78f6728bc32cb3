package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// What lies ahead of a place: whether it is told of on all paths that follow.

// An outlook answers a question for the paths from the beginnings of blocks to an end.
type outlook struct {
	*Engine
	q     question
	end   bool // it is told behind the function
	known map[*ssa.BasicBlock]bool
}

func (e *Engine) ahead(q question, end bool) *outlook {
	return &outlook{e, q, end, make(map[*ssa.BasicBlock]bool)}
}

// tells reports whether every path from the beginning of b to an end tells it: none
// leads, past all that tells it, to an end or to where it is forgotten.
func (o *outlook) tells(b *ssa.BasicBlock) bool {
	told, ok := o.known[b]
	if ok {
		return told
	}
	if !o.end && o.horizonOf(o.q.in).isBehind(b, o.q.origin) && !o.cyclic(o.q.in.fn)[b] {
		o.known[b] = false // what tells anything of it stands before b
		return false
	}
	seen := make(map[*ssa.BasicBlock]bool)
	told = o.walk(b, seen)
	for in := range seen {
		if told {
			o.known[in] = true // what follows it was seen, too
		}
	}
	o.known[b] = told
	return told
}

func (o *outlook) walk(b *ssa.BasicBlock, seen map[*ssa.BasicBlock]bool) bool {
	for work := []*ssa.BasicBlock{b}; len(work) > 0; {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		told, known := o.known[b]
		if known && !told {
			return false
		}
		if known || seen[b] {
			continue
		}
		seen[b] = true
		switch o.inBlock(o.q, b) {
		case forgotten:
			return false
		case goesOn:
			next, ok := o.behind(b)
			if !ok {
				return false
			}
			work = append(work, next...)
		}
	}
	return true
}

// behind returns the blocks from whose beginning it has to be told if it is to be told
// behind b. ok is false if it is not, whatever they do.
func (o *outlook) behind(b *ssa.BasicBlock) (next []*ssa.BasicBlock, ok bool) {
	if len(b.Succs) == 0 {
		if p, ok := lastOf(b).(*ssa.Panic); ok && !p.Pos().IsValid() {
			return nil, true // of a select: nothing gets there
		}
		_, returns := lastOf(b).(*ssa.Return)
		return nil, returns && o.end
	}
	for k, s := range b.Succs {
		switch {
		case o.nothingToTell(o.q, b, k):
		case o.q.returns && o.replacedBy(o.q, b, s):
			return nil, false
		default:
			next = append(next, s)
		}
	}
	return next, true
}

// A fate is what becomes of a failure in a block.
type fate uint8

const (
	goesOn fate = iota
	told
	forgotten
)

func (e *Engine) inBlock(q question, b *ssa.BasicBlock) fate {
	for _, instr := range e.talking(q.in)[b] {
		switch {
		case q.again == instr:
			return forgotten
		case e.gives(q, instr):
			return told
		case q.forgets && e.resends(q, instr):
			return forgotten
		}
	}
	return goesOn
}

// replacedBy reports whether all that s tells is a variable that has another
// value where s is reached from b.
func (e *Engine) replacedBy(q question, b, s *ssa.BasicBlock) bool {
	ret, ok := lastOf(s).(*ssa.Return)
	if !ok || e.usesOf(q.in)[ret] == nil {
		return false
	}
	for _, instr := range s.Instrs {
		if instr != ssa.Instruction(ret) && e.gives(q, instr) {
			return false
		}
	}
	replaced := false
	for _, r := range ret.Results {
		phi, ok := r.(*ssa.Phi)
		if !ok || phi.Block() != s {
			if e.tellsOf(q, e.valueOf(q.in, r)) {
				return false
			}
			continue
		}
		for k, p := range s.Preds {
			if p != b {
				continue
			}
			if e.tellsOf(q, e.valueOf(q.in, phi.Edges[k])) {
				return false
			}
			replaced = true
		}
	}
	return replaced
}

func (e *Engine) tellsOf(q question, v *value) bool {
	return tellings(e.deep(v))[q.origin]&q.want != 0
}

// nothingToTell reports whether where b is left to its k-th successor there is
// no log ID, no failure, or the program's own end.
func (e *Engine) nothingToTell(q question, b *ssa.BasicBlock, k int) bool {
	x, ok := lastOf(b).(*ssa.If)
	if !ok {
		return false
	}
	for _, f := range e.edgeFacts(q.in, b, k, nil) {
		if f.Origin == q.origin && (f.Kind == NoLogID || !q.inBand && (f.Kind == ErrorNil || f.Kind == CodeOK)) {
			return true
		}
	}
	return isOwnEnd(x.Cond, k == 0) || e.excludesAll(b, x, k == 0) || q.want&tellsWhole != 0 && e.failsLocally(q.in, x.Cond, k == 0)
}

// failsLocally reports whether a condition says that something else failed: the
// decoding of a reply.
func (e *Engine) failsLocally(i *instance, cond ssa.Value, holds bool) bool {
	c, ok := cond.(*ssa.BinOp)
	if !ok || !gotypes.IsError(c.X.Type()) || holds != (c.Op == token.NEQ) {
		return false
	}
	y, ok := c.Y.(*ssa.Const)
	return ok && y.Value == nil && len(e.valueOf(i, c.X).labels.list) == 0
}

// isOwnEnd reports whether a condition asks whether the program itself ended
// the request: ctx.Err() != nil, errors.Is(err, io.EOF).
func isOwnEnd(cond ssa.Value, holds bool) bool {
	switch c := cond.(type) {
	case *ssa.UnOp:
		return c.Op == token.NOT && isOwnEnd(c.X, !holds)
	case *ssa.BinOp:
		if isSignal(c) {
			return holds == (c.Op == token.EQL)
		}
		if isOwnError(c.X) || isOwnError(c.Y) {
			return holds == (c.Op == token.EQL)
		}
		call, ok := c.X.(*ssa.Call)
		if !ok {
			return false
		}
		fn := callee(&call.Call)
		return fn != nil && (fn.Name() == "Err" || fn.Name() == "Cause") && fn.Pkg() != nil && fn.Pkg().Path() == "context" && holds == (c.Op == token.NEQ)
	case *ssa.Call:
		fn := callee(&c.Call)
		if !holds || fn == nil || fn.Name() != "Is" || len(c.Call.Args) != 2 {
			return false
		}
		return isOwnError(c.Call.Args[1])
	}
	return false
}

// isSignal reports whether a condition is that a select got the signal of somebody
// who waits no more: case <-ctx.Done().
func isSignal(c *ssa.BinOp) bool {
	which, ok := c.X.(*ssa.Extract)
	k, isConst := c.Y.(*ssa.Const)
	if !ok || !isConst || which.Index != 0 || k.Value == nil {
		return false
	}
	x, ok := which.Tuple.(*ssa.Select)
	if !ok {
		return false
	}
	n := int(k.Int64())
	if n < 0 || n >= len(x.States) || x.States[n].Dir != types.RecvOnly {
		return false
	}
	s, ok := x.States[n].Chan.Type().Underlying().(*types.Chan)
	if !ok {
		return false
	}
	signal, ok := s.Elem().Underlying().(*types.Struct)
	return ok && signal.NumFields() == 0 || gotypes.IsBool(s.Elem())
}

// isOwnError reports whether v is a variable with an error of the program's
// own, such as io.EOF or context.Canceled.
func isOwnError(v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	global, ok := load.X.(*ssa.Global)
	return ok && global.Pkg != nil && gotypes.IsError(gotypes.Pointed(global.Type()))
}

// tellsBehind reports whether every path from the end of b tells it.
func (o *outlook) tellsBehind(b *ssa.BasicBlock) bool {
	next, ok := o.behind(b)
	return ok && !slices.ContainsFunc(next, func(s *ssa.BasicBlock) bool { return !o.tells(s) })
}

func (e *Engine) outlookOf(q question) *outlook {
	known, ok := e.outlooks[q]
	if !ok {
		known = e.ahead(q, e.behindCall(q))
		e.outlooks[q] = known
	}
	return known
}
