package flow

import (
	"go/ast"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A Failure is a place where it becomes known that a request failed.
type Failure struct {
	Fact
	Pos   token.Pos // of the condition
	in    *instance
	block *ssa.BasicBlock
	succ  *ssa.BasicBlock
}

// Failures returns the places in all contexts, in the order of the code.
func (e *Engine) Failures() []*Failure {
	var all []*Failure
	for _, o := range e.origins {
		if o.Tells {
			all = append(all, &Failure{Fact: Fact{EventFails, o}, Pos: o.in.fn.Pos(), in: o.in, succ: o.in.fn.Blocks[0]})
		}
	}
	for _, i := range e.instances {
		if i.sortsErrors() || i.isCompared() {
			continue
		}
		for _, b := range i.fn.Blocks {
			in, reached := e.factsOf(i)[b]
			if !reached {
				continue
			}
			for k, s := range b.Succs {
				for _, f := range e.edgeFacts(i, b, k, in) {
					if (f.Kind.Fails() || f.Kind == ErrorSet) && !in[f] {
						all = append(all, &Failure{f, conditionPos(b), i, b, s})
					}
				}
			}
		}
	}
	return all
}

// sortsErrors reports whether a function works for a method by which package
// errors looks into an error, which loses nothing by what it returns.
func (i *instance) sortsErrors() bool {
	for ; i != nil; i = i.caller {
		if recv := i.fn.Signature.Recv(); recv != nil && knowledge.LooksIntoErrors(i.fn.Name()) && gotypes.ImplementsError(recv.Type()) {
			return true
		}
	}
	return false
}

func conditionPos(b *ssa.BasicBlock) token.Pos {
	x, ok := lastOf(b).(*ssa.If)
	if !ok {
		return token.NoPos
	}
	return x.Cond.Pos()
}

// condition returns the branch of the place, if it is one and not the
// beginning of a function.
func (f *Failure) condition() (*ssa.If, bool) {
	if f.block == nil {
		return nil, false
	}
	x, ok := lastOf(f.block).(*ssa.If)
	return x, ok
}

// Node returns the condition of the place.
func (e *Engine) Node(f *Failure) ast.Node {
	if x, ok := f.condition(); ok {
		if instr, ok := x.Cond.(ssa.Instruction); ok {
			return e.node(instr)
		}
	}
	return nil
}

// ToldBehind reports whether every path behind the place tells of the failure.
func (e *Engine) ToldBehind(f *Failure) bool {
	if f.Origin.told || returnedBehind(f) {
		return true
	}
	q := e.questionOf(f)
	if e.outlookOf(q).tells(f.succ) && (f.block == nil || !e.replacedBy(q, f.block, f.succ)) {
		return true
	}
	if f.block == nil {
		return false
	}
	failed := f.Kind == ErrorSet && len(f.Origin.readers) == 0
	if e.before(question{in: f.in, origin: f.Origin, want: q.want, written: true, forgets: true, sent: failed, pending: failed, inBand: q.inBand}, lastOf(f.block)) {
		return true
	}
	// The helper that gave the error told of it.
	for c := f.Origin.in; c != nil; c = c.caller {
		if c.caller == f.in {
			return e.tellsSomewhere(c, f.Origin, make(map[*instance]bool))
		}
	}
	return false
}

// returnedBehind reports whether a deferred function finds out about a failure by
// the result of the function around it, which that returns, and which it leaves
// as it is.
func returnedBehind(f *Failure) bool {
	deferred, ok := f.in.site.(*ssa.Defer)
	x, isIf := f.condition()
	if !ok || !isIf {
		return false
	}
	closure, ok := deferred.Call.Value.(*ssa.MakeClosure)
	cond, isBinary := x.Cond.(*ssa.BinOp)
	if !ok || !isBinary {
		return false
	}
	for _, side := range []ssa.Value{cond.X, cond.Y} {
		load, ok := side.(*ssa.UnOp)
		if !ok {
			continue
		}
		for n, v := range f.in.fn.FreeVars {
			if v == load.X && n < len(closure.Bindings) && !storedFrom(f.succ, v) {
				return isResult(deferred.Parent(), closure.Bindings[n])
			}
		}
	}
	return false
}

// Stays reports whether the error that a failure is known by is read from a field
// of something that others have, too: what the function was given, or a variable of
// the package; or whether it is what a function was given that returns no error, as
// one that says which kind of error it is. It is there for them, whatever the function
// does.
func (e *Engine) Stays(f *Failure) bool {
	x, ok := f.condition()
	if !ok {
		return false
	}
	cond, ok := x.Cond.(*ssa.BinOp)
	if !ok || f.Kind != ErrorSet {
		return false
	}
	_, given := cond.X.(*ssa.Parameter)
	return given && !gotypes.GivesError(f.in.fn.Signature) || ofOthers(cond.X, false, 0) || ofOthers(cond.Y, false, 0)
}

// maxSelections bounds how deep in something a field is looked for.
const maxSelections = 12

// ofOthers reports whether v is read from a field of something that others have,
// too, or, if it is in a field already, from something that they have.
func ofOthers(v ssa.Value, inField bool, depth int) bool {
	if depth > maxSelections {
		return false
	}
	of := func(v ssa.Value) bool { return ofOthers(v, inField, depth+1) }
	switch x := v.(type) {
	case *ssa.FieldAddr:
		return ofOthers(x.X, true, depth+1)
	case *ssa.Field:
		return ofOthers(x.X, true, depth+1)
	case *ssa.UnOp:
		return x.Op == token.MUL && of(x.X)
	case *ssa.IndexAddr:
		return of(x.X)
	case *ssa.Index:
		return of(x.X)
	case *ssa.Lookup:
		return of(x.X)
	case *ssa.Extract:
		next, ok := x.Tuple.(*ssa.Next)
		return ok && of(next.Iter)
	case *ssa.Range:
		return of(x.X)
	case *ssa.Slice:
		return of(x.X)
	case *ssa.Alloc: // a copy
		stored := onlyStored(x)
		return stored != nil && of(stored)
	case *ssa.Parameter, *ssa.FreeVar, *ssa.Global:
		return inField
	}
	return false
}

// storedFrom reports whether anything is stored at an address in a block or
// behind it.
func storedFrom(b *ssa.BasicBlock, address ssa.Value) bool {
	seen := map[*ssa.BasicBlock]bool{b: true}
	for queue := []*ssa.BasicBlock{b}; len(queue) > 0; queue = queue[1:] {
		for _, instr := range queue[0].Instrs {
			if s, ok := instr.(*ssa.Store); ok && s.Addr == address {
				return true
			}
		}
		for _, s := range queue[0].Succs {
			if !seen[s] {
				seen[s] = true
				queue = append(queue, s)
			}
		}
	}
	return false
}

// isResult reports whether a function returns what is at an address.
func isResult(fn *ssa.Function, address ssa.Value) bool {
	for _, b := range fn.Blocks {
		ret, ok := lastOf(b).(*ssa.Return)
		if !ok {
			continue
		}
		for _, r := range ret.Results {
			if load, ok := r.(*ssa.UnOp); ok && load.X == address {
				return true
			}
		}
	}
	return false
}

// questionOf asks whether anything is told of a failure. An error is forgotten
// where the request is sent again, unless a variable carries it on.
func (e *Engine) questionOf(f *Failure) question {
	q := question{in: f.in, origin: f.Origin, want: tellsCause | tellsIt, returns: true, inBand: f.Kind == ChatFails || f.Kind == EventFails}
	if f.Kind == ErrorSet {
		q.forgets = !e.carried(f)
	} else {
		q.want |= tellsID | tellsWhole
	}
	return q
}

// carried reports whether a variable that is read later holds the error into
// the next round of a loop.
func (e *Engine) carried(f *Failure) bool {
	x, ok := f.condition()
	if !ok {
		return false
	}
	cond, ok := x.Cond.(*ssa.BinOp)
	if !ok || cond.X.Referrers() == nil {
		return false
	}
	for _, r := range *cond.X.Referrers() {
		switch r := r.(type) {
		case *ssa.Phi:
			if used(r) {
				return true
			}
		case *ssa.Store:
			return true
		}
	}
	return false
}

// tellsSomewhere reports whether a function, or one that it calls, logs the
// failure.
func (e *Engine) tellsSomewhere(i *instance, o *Origin, seen map[*instance]bool) bool {
	if seen[i] {
		return false
	}
	seen[i] = true
	for _, u := range e.usesOf(i) {
		sent := false // who receives it is seen
		switch u.instr.(type) {
		case *ssa.Send, *ssa.Select:
			sent = true
		}
		if u.tells[o] != 0 && (u.Sink == Logged || u.Unseen && !sent && u.Has(o, Error, Told, RecvError)) {
			return true
		}
	}
	for _, callees := range i.callees {
		for _, c := range callees {
			if c.depth > i.depth && e.tellsSomewhere(c, o, seen) {
				return true
			}
		}
	}
	return false
}

// A Drop is a call whose error nothing is done with.
type Drop struct {
	Origin *Origin
	Node   ast.Node
}

// Drops returns the calls whose error result tells of a failure of a request
// and is not used.
func (e *Engine) Drops() []*Drop {
	var all []*Drop
	for _, i := range e.instances {
		for _, b := range i.fn.Blocks {
			for _, instr := range b.Instrs {
				if d := e.dropAt(i, instr); d != nil {
					all = append(all, d)
				}
			}
		}
	}
	return all
}

func (e *Engine) dropAt(i *instance, instr ssa.Instruction) *Drop {
	ci, ok := instr.(ssa.CallInstruction)
	if !ok {
		return nil
	}
	call, _ := instr.(*ssa.Call)
	c := newCallsite(i, ci, nil)
	n := c.errorResult()
	if n < 0 || c.fn != nil && len(i.callees[instr]) == 0 && !e.CallsAPI(c.fn) && e.imported(c) == nil {
		return nil
	}
	if call == nil {
		if c.fn != nil && e.CallsAPI(c.fn) {
			return &Drop{e.origin(c), e.node(instr)}
		}
		return nil
	}
	if resultUsed(call, n, c.results().Len()) {
		return nil
	}
	for _, l := range e.result(i, call, n, c.results().Len()).labels.list {
		if l.Kind != Error && l.Kind != Told || l.Origin.told || e.isGivenError(c, l.Origin) {
			continue
		}
		for _, in := range i.callees[instr] {
			if e.tellsSomewhere(in, l.Origin, make(map[*instance]bool)) {
				return nil
			}
		}
		return &Drop{l.Origin, e.node(instr)}
	}
	return nil
}

// isGivenError reports whether a call is given the error of a request: whoever drops
// what it returns has that.
func (e *Engine) isGivenError(c *callsite, o *Origin) bool {
	return slices.ContainsFunc(e.givenLabels(c), func(g given) bool { return g.label.Origin == o && g.label.Kind.isError() })
}

// resultUsed reports whether anything reads the n-th of so many results.
func resultUsed(call *ssa.Call, n, of int) bool {
	if call.Referrers() == nil {
		return false
	}
	for _, r := range *call.Referrers() {
		switch x := r.(type) {
		case *ssa.DebugRef:
		case *ssa.Extract:
			if x.Index == n && used(x) {
				return true
			}
		default:
			if of == 1 {
				return true
			}
		}
	}
	return false
}

func used(v ssa.Value) bool {
	if v.Referrers() == nil {
		return false
	}
	for _, r := range *v.Referrers() {
		if _, debug := r.(*ssa.DebugRef); !debug {
			return true
		}
	}
	return false
}
