package flow

import (
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// What is told of a request on the paths before and behind a place: a question
// is answered for a function once, and then for all its places.

// A question asks whether something is told of a request.
type question struct {
	in     *instance
	origin *Origin
	want   telling
	// returns says that what the function returns counts: what a caller
	// returns does not, for it joins what all paths of the function return.
	returns bool
	// forgets says that the failure is forgotten where the request is sent
	// again; otherwise that is an answer to it.
	forgets bool
	// written says that only what is logged, replied or handed on counts: an
	// error that is made may be replaced.
	written bool
	// local says that only what the function itself does counts, and not
	// what those do that it calls.
	local bool
	// pending says that only paths count on which the request was sent and did
	// not succeed.
	pending bool
	// inBand says that an event or a status told of the failure: that the
	// error is nil does not say that there is none.
	inBand bool
	// again is the call behind which the question is asked: where it comes
	// round to it, something else is done.
	again ssa.Instruction
}

// elsewhere returns the question for another function, whose results do not
// count.
func (q question) elsewhere(i *instance) question {
	q.in, q.returns, q.local, q.again = i, false, false, nil
	return q
}

// gives reports whether an instruction tells what is asked for.
func (e *Engine) gives(q question, instr ssa.Instruction) bool {
	if u := e.usesOf(q.in)[instr]; u != nil && u.answers(q)&q.want != 0 && q.counts(u) {
		return true
	}
	if q.want&tellsIt != 0 && !q.forgets && e.resends(q, instr) {
		return true
	}
	callees := q.in.callees[instr]
	if q.local {
		return false
	}
	for _, c := range callees {
		if !e.mustGive(q.elsewhere(c)) {
			return false
		}
	}
	return len(callees) > 0
}

// answers returns what the use tells of the request that is asked for. Where an
// event or a status told of the failure, the error of the call is nil: that it
// may be in what is printed says nothing.
func (u *Use) answers(q question) telling {
	if !q.inBand || !u.Has(q.origin, Error) {
		return u.tells[q.origin]
	}
	labels := slices.DeleteFunc(slices.Clone(u.Labels), func(l Label) bool { return l.Kind == Error })
	return tellings(labels)[q.origin]
}

// counts reports whether a use is an answer to the question.
func (q question) counts(u *Use) bool {
	switch u.Sink {
	case Returned:
		return q.returns && !q.written
	case MadeError:
		return !q.written
	}
	return true
}

// resends reports whether an instruction sends the request again.
func (e *Engine) resends(q question, instr ssa.Instruction) bool {
	if q.origin.call == instr && q.in == q.origin.in {
		return true
	}
	for _, c := range q.in.callees[instr] {
		if q.origin.in.within(c) && !q.in.within(c) { // a function that calls itself gives the outcome
			return true
		}
	}
	return false
}

// mustGive reports whether every path through a function tells it.
func (e *Engine) mustGive(q question) bool {
	if known, ok := e.musts[q]; ok {
		return known
	}
	e.musts[q] = true // of a function that calls itself
	known := e.ahead(q, false).tells(q.in.fn.Blocks[0])
	e.musts[q] = known
	return known
}

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
	return isOwnEnd(x.Cond, k == 0) || q.want&tellsWhole != 0 && e.failsLocally(q.in, x.Cond, k == 0)
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

// after reports whether every path from behind instr tells it.
func (e *Engine) after(q question, instr ssa.Instruction) bool {
	key := place{q, instr}
	if known, ok := e.afters[key]; ok {
		return known
	}
	e.afters[key] = false
	found, known := false, false
	for _, x := range instr.Block().Instrs {
		if x == instr {
			found = true
		} else if found && e.gives(q, x) {
			known = true
			break
		}
	}
	known = known || e.outlookOf(q).tellsBehind(instr.Block())
	e.afters[key] = known
	return known
}

type place struct {
	question
	instr ssa.Instruction
}

// behindCall reports whether it is told behind the call of the function.
func (e *Engine) behindCall(q question) bool {
	if q.in.caller == nil {
		return false
	}
	return e.after(question{in: q.in.caller, origin: q.origin, want: q.want, inBand: q.inBand, again: q.in.site}, q.in.site)
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

// before reports whether every path to instr told it.
func (e *Engine) before(q question, instr ssa.Instruction) bool {
	q.returns = true
	return e.through(q, instr.Block(), e.toldAt(q, instr.Block()), instr)
}

// through reports whether it is told behind the instructions of a block that
// stand before end, if told says whether it was at its beginning. Where the
// request is sent, nothing is told yet.
func (e *Engine) through(q question, b *ssa.BasicBlock, told bool, end ssa.Instruction) bool {
	instrs := b.Instrs
	if end == nil {
		instrs = e.talking(q.in)[b]
	}
	for _, instr := range instrs {
		switch {
		case instr == end:
			return told
		case q.pending && e.sends(q, instr):
			told = false
		case instr != q.origin.call && e.gives(q, instr):
			told = true
		}
	}
	return told
}

// sends reports whether an instruction sends the request.
func (e *Engine) sends(q question, instr ssa.Instruction) bool {
	if q.origin.call == instr && q.in == q.origin.in {
		return true
	}
	return slices.ContainsFunc(q.in.callees[instr], func(c *instance) bool { return q.origin.in.within(c) && !q.in.within(c) })
}

// toldAt reports whether every path to the beginning of a block told it: none leads
// there from the entry of the function, or from where it was forgotten, past all that
// tells it.
func (e *Engine) toldAt(q question, b *ssa.BasicBlock) bool {
	known := e.forwards[q]
	if known == nil {
		known = make(map[*ssa.BasicBlock]bool)
		e.forwards[q] = known
	}
	told, ok := known[b]
	if !ok {
		seen := make(map[*ssa.BasicBlock]bool)
		untold, found := e.reachedUntold(q, b, seen, known)
		switch {
		case !found:
			e.toldInAll(q, known)
			return known[b]
		case !untold:
			maps.Copy(known, seen) // what leads there was seen, too
		}
		told = !untold
		known[b] = told
	}
	return told
}

// manyBlocks is how many blocks are followed back for one answer before those of all
// blocks are computed at once.
const manyBlocks = 64

// toldInAll computes the answers for all blocks: those that the entry, or a block that
// forgets, leads to past all that tells it are reached untold.
func (e *Engine) toldInAll(q question, known map[*ssa.BasicBlock]bool) {
	var work []*ssa.BasicBlock
	reach := func(b *ssa.BasicBlock) {
		if told, ok := known[b]; !ok || told {
			known[b] = false
			work = append(work, b)
		}
	}
	clear(known)
	for _, b := range q.in.fn.Blocks {
		known[b] = true
	}
	if !e.toldAtEntry(q) {
		reach(q.in.fn.Blocks[0])
	}
	leave := func(b *ssa.BasicBlock) {
		for _, s := range b.Succs {
			if !e.vacuous(q, b, s) {
				reach(s)
			}
		}
	}
	for _, b := range q.in.fn.Blocks {
		if !e.through(q, b, true, nil) {
			leave(b)
		}
	}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if !e.through(q, b, false, nil) {
			leave(b)
		}
	}
}

// reachedUntold reports whether the beginning of b is reached untold. It notes the
// blocks that it has seen, and knows the answer for some. found is false if it saw too
// many.
func (e *Engine) reachedUntold(q question, b *ssa.BasicBlock, seen, known map[*ssa.BasicBlock]bool) (untold, found bool) {
	for work := []*ssa.BasicBlock{b}; len(work) > 0; {
		if len(seen) > manyBlocks {
			return false, false
		}
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if told, ok := known[b]; ok && !told {
			return true, true
		} else if ok || seen[b] {
			continue
		}
		seen[b] = true
		if b == q.in.fn.Blocks[0] && !e.toldAtEntry(q) {
			return true, true
		}
		for _, p := range b.Preds {
			switch {
			case e.vacuous(q, p, b):
			case !e.through(q, p, true, nil):
				return true, true
			case e.through(q, p, false, nil):
			case q.in == q.origin.in && q.origin.call != nil && p == q.origin.call.Block() && !e.cyclic(q.in.fn)[p]:
				// Before the request was sent nothing was told of it.
				if !e.toldAtEntry(q) {
					return true, true
				}
			default:
				work = append(work, p)
			}
		}
	}
	return false, true
}

// toldAtEntry reports whether it was told where the function was called.
func (e *Engine) toldAtEntry(q question) bool {
	if q.pending && q.origin.in.within(q.in) {
		return true // it is not sent yet
	}
	return q.in.caller != nil && !q.local && e.before(q.elsewhere(q.in.caller), q.in.site)
}

// talking returns the instructions of each block that can tell anything of a request,
// or send one.
func (e *Engine) talking(i *instance) map[*ssa.BasicBlock][]ssa.Instruction {
	known, ok := e.talks[i]
	if ok {
		return known
	}
	known = make(map[*ssa.BasicBlock][]ssa.Instruction)
	uses := e.usesOf(i)
	for _, b := range i.fn.Blocks {
		for _, instr := range b.Instrs {
			if uses[instr] != nil || len(i.callees[instr]) > 0 || i.origins[instr] != nil {
				known[b] = append(known[b], instr)
			}
		}
	}
	e.talks[i] = known
	return known
}

// cyclic returns the blocks of a function from which a path leads back to them.
func (e *Engine) cyclic(fn *ssa.Function) map[*ssa.BasicBlock]bool {
	known, ok := e.cycles[fn]
	if !ok {
		known = cyclicBlocks(fn)
		e.cycles[fn] = known
	}
	return known
}

// vacuous reports whether there is nothing to tell where p is left to b: no log
// ID, or no failure.
func (e *Engine) vacuous(q question, p, b *ssa.BasicBlock) bool {
	if q.want != tellsID && !q.pending {
		return false
	}
	for k, s := range p.Succs {
		if s != b {
			continue
		}
		for _, f := range e.edgeFacts(q.in, p, k, nil) {
			if f.Origin == q.origin && (q.want == tellsID && f.Kind == NoLogID || q.pending && f.Kind == ErrorNil) {
				return true
			}
		}
	}
	return false
}
