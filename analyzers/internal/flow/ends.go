package flow

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// Where the paths behind a failure end.

// An End is where a path ends behind a failure without having told of it.
type End struct {
	Node ast.Node
	Pos  token.Pos
	Kind EndKind
	// Inside says that only the failure leads there.
	Inside bool
	// ByUser says that it is what the user did: an error of OAuth that tells
	// so.
	ByUser bool
	// Answered says that on the way a code had a value that was asked for.
	Answered bool
	// ErrorAt is the index of the error among what a return returns, or -1.
	ErrorAt int
}

// An EndKind says how a path ends.
type EndKind uint8

const (
	// Fails: with an error that tells nothing of the failure.
	Fails EndKind = iota
	// Succeeds: with a nil error.
	Succeeds
	// Leaves: the function has no error result.
	Leaves
	// Says: a fixed text is logged or replied.
	Says
	// Stops: the program or goroutine ends.
	Stops
	// Answers: the function returns a bool.
	Answers
	// FailsOtherwise: with an error that something else gave.
	FailsOtherwise
	// TriesAgain: the request is sent again.
	TriesAgain
)

// Ends returns the first ends of the paths behind a failure that do not tell
// of it.
func (e *Engine) Ends(f *Failure) []End {
	w := &endFinder{Engine: e, failure: f, question: e.questionOf(f), seen: make(map[visited]bool)}
	w.ahead = e.outlookOf(w.question)
	if f.block == nil {
		w.block(f.succ, false)
		return w.ends
	}
	if w.told(f.succ) && e.replacedBy(w.question, f.block, f.succ) {
		w.ahead = nil
	}
	w.block(f.succ, e.answered(f.in, f.block, f.succ))
	return w.ends
}

type visited struct {
	block    *ssa.BasicBlock
	answered bool
}

// An endFinder walks the paths behind a failure that do not tell of it.
type endFinder struct {
	*Engine
	failure  *Failure
	question question
	ahead    *outlook // nil if nothing that is told counts
	seen     map[visited]bool
	ends     []End
}

// told reports whether every path from the beginning of b tells of the failure.
func (w *endFinder) told(b *ssa.BasicBlock) bool { return w.ahead != nil && w.ahead.tells(b) }

func (w *endFinder) block(b *ssa.BasicBlock, answered bool) {
	if w.seen[visited{b, answered}] || w.told(b) {
		return
	}
	w.seen[visited{b, answered}] = true
	for _, instr := range b.Instrs {
		if w.gives(w.question, instr) {
			return
		}
		if w.question.forgets && w.resends(w.question, instr) {
			if !w.lastIsTold() {
				w.ends = append(w.ends, End{Kind: TriesAgain, ErrorAt: -1, Answered: answered})
			}
			return
		}
		end, ok := w.endAt(instr)
		if !ok {
			continue
		}
		end.Inside = w.inside(b)
		end.Answered = answered
		end.ByUser = w.byUser(b)
		if end.Kind == Says && (w.after(w.question, instr) || !w.question.forgets && w.mayTryAgain(instr.Block())) {
			continue
		}
		w.ends = append(w.ends, end)
		return
	}
	for k, s := range b.Succs {
		switch {
		case w.nothingToTell(w.question, b, k):
		case w.told(s) && w.replacedBy(w.question, b, s):
			w.ends = append(w.ends, End{Kind: Leaves, ErrorAt: -1, Answered: answered})
		default:
			w.block(s, answered || w.answered(w.failure.in, b, s))
		}
	}
}

// lastIsTold reports whether all paths behind the failure tell of it or send the
// request again, and some tell: the error of the last attempt is told, which stands
// for those before.
func (w *endFinder) lastIsTold() bool {
	q := w.question
	q.forgets = false // to try again is an answer
	if !w.outlookOf(q).tells(w.failure.succ) {
		return false
	}
	seen := make(map[*ssa.BasicBlock]bool)
	for work := []*ssa.BasicBlock{w.failure.succ}; len(work) > 0; {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[b] {
			continue
		}
		seen[b] = true
		switch w.inBlock(w.question, b) {
		case told:
			return true
		case goesOn:
			work = append(work, b.Succs...)
		}
	}
	return false
}

// mayTryAgain reports whether the request is sent again behind b.
func (w *endFinder) mayTryAgain(b *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock) bool
	visit = func(b *ssa.BasicBlock) bool {
		if seen[b] {
			return false
		}
		seen[b] = true
		for _, instr := range b.Instrs {
			if w.resends(w.question, instr) {
				return true
			}
		}
		for _, s := range b.Succs {
			if visit(s) {
				return true
			}
		}
		return false
	}
	for _, s := range b.Succs {
		if visit(s) {
			return true
		}
	}
	return false
}

// inside reports whether only the failure leads to b.
func (w *endFinder) inside(b *ssa.BasicBlock) bool {
	here := w.factsOf(w.failure.in)[b]
	return here[w.failure.Fact] || fails(w.failure.Fact, here)
}

// byUser reports whether a code of OAuth has a value that is asked for on the
// way to b.
func (w *endFinder) byUser(b *ssa.BasicBlock) bool {
	for d := b; d != nil; d = d.Idom() {
		for _, p := range d.Preds {
			x, ok := lastOf(p).(*ssa.If)
			if !ok || p.Succs[0] != d {
				continue
			}
			cond, ok := x.Cond.(*ssa.BinOp)
			if ok && cond.Op == token.EQL && gotypes.Name(cond.X.Type()) == "AuthErrorCode" {
				return true
			}
		}
		if d == w.failure.succ {
			break
		}
	}
	return false
}

// answered reports whether p is left to b where a code has a value that is
// asked for: the branch is an answer to that.
func (e *Engine) answered(i *instance, p, b *ssa.BasicBlock) bool {
	x, ok := lastOf(p).(*ssa.If)
	if !ok {
		return false
	}
	for k, s := range p.Succs {
		if s != b {
			continue
		}
		switch c := x.Cond.(type) {
		case *ssa.BinOp:
			if e.isCode(i, c.X) && (c.Op == token.EQL) == (k == 0) {
				return true
			}
		case *ssa.Call:
			if t := c.Type(); k == 0 && gotypes.IsBool(t) && e.asksCode(i, c) {
				return true
			}
		}
	}
	return false
}

func (w *endFinder) endAt(instr ssa.Instruction) (End, bool) {
	i := w.failure.in
	end := End{Node: w.node(instr), Pos: position(instr), ErrorAt: -1}
	switch x := instr.(type) {
	case *ssa.Return:
		end.Kind = Leaves
		n := len(x.Results) - 1
		switch {
		case n < 0:
		case gotypes.IsError(x.Results[n].Type()):
			end.ErrorAt = n
			end.Kind = w.kindOf(x, x.Results[n])
		case gotypes.IsBool(x.Results[n].Type()):
			end.Kind = Answers
			if _, fixed := x.Results[n].(*ssa.Const); !fixed {
				return End{}, false // what it says depends on the failure
			}
		case w.isFixedEnvelope(x.Results[n]):
			end.Kind = Fails
		}
		return end, true
	case *ssa.Panic:
		end.Kind = Stops
		return end, x.Pos().IsValid()
	}
	u := w.usesOf(i)[instr]
	if u == nil || len(u.Labels) > 0 && u.tells[w.failure.Origin] != 0 {
		return End{}, false
	}
	switch u.Sink {
	case Logged, Replied:
		end.Kind = Says
		if c, ok := instr.(ssa.CallInstruction); ok && w.effectOf(callee(c.Common())).Has(knowledge.Ends) {
			end.Kind = Stops
		}
		return end, true
	case MadeError:
		if _, call := instr.(ssa.CallInstruction); call && len(u.Labels) == 0 {
			end.Kind = Fails
			return end, true
		}
	}
	return End{}, false
}
