package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A StreamEnd is where the end of what a stream sends is taken for the end of the
// answer: nothing that follows asks whether the stream said so.
type StreamEnd struct {
	Origin *Origin
	// Node is where that is done: the condition that there is no more, or the
	// return behind a loop over lines.
	Node ast.Node
	// Read is the call that reads the stream.
	Read *ast.CallExpr
	// Looked says that the error of the reader is looked at.
	Looked bool
	// Lines says that it is a bufio.Scanner.
	Lines bool
}

// StreamEnds returns the places, one for each call that reads, in the order of the
// code. One of several contexts that asks is enough for silence.
func (e *Engine) StreamEnds() []StreamEnd {
	asked := make(map[*ssa.Call]bool)
	known := make(map[*ssa.Call]bool)
	var walks []*streamEnd
	for _, i := range e.instances {
		for _, b := range i.fn.Blocks {
			w := e.streamEndAt(i, b)
			if w == nil {
				continue
			}
			w.walk()
			asked[w.read] = asked[w.read] || w.asked
			if w.node != nil && !known[w.read] {
				known[w.read] = true
				walks = append(walks, w)
			}
		}
	}
	var all []StreamEnd
	for _, w := range walks {
		if read := e.callNode(w.read); read != nil && !asked[w.read] {
			all = append(all, StreamEnd{w.origin, w.node, read, w.looked, w.lines})
		}
	}
	return all
}

func (e *Engine) callNode(c *ssa.Call) *ast.CallExpr {
	call, _ := e.node(c).(*ast.CallExpr)
	return call
}

// A streamEnd walks the paths behind the end of a stream.
type streamEnd struct {
	*Engine
	in      *instance
	origin  *Origin
	read    *ssa.Call
	failure ssa.Value // the error of the reader; nil of a scanner
	block   *ssa.BasicBlock
	next    int // the successor of block that the end leads to
	lines   bool

	looked bool // the error of the reader is looked at
	acted  bool // something is called behind the end
	asked  bool // something asks whether the stream said that it is complete
	node   ast.Node
	seen   map[*ssa.BasicBlock]bool
}

// streamEndAt returns the walk behind b if that ends in the question whether a
// stream of Coze goes on, or nil.
func (e *Engine) streamEndAt(i *instance, b *ssa.BasicBlock) *streamEnd {
	x, ok := lastOf(b).(*ssa.If)
	if !ok {
		return nil
	}
	cond, goesOn := x.Cond, true
	if not, ok := cond.(*ssa.UnOp); ok && not.Op == token.NOT {
		cond, goesOn = not.X, false
	}
	w := &streamEnd{Engine: e, in: i, block: b, seen: make(map[*ssa.BasicBlock]bool)}
	switch c := cond.(type) {
	case *ssa.Call:
		switch fn := callee(&c.Call); {
		case fn == nil:
			return nil
		case isScanner(fn, "Scan"):
			w.read, w.lines = c, true
		case isErrorsIs(fn) && len(c.Call.Args) == 2 && isEOF(c.Call.Args[1]):
			w.failure, w.looked, goesOn = c.Call.Args[0], true, !goesOn
		default:
			return nil
		}
	case *ssa.BinOp:
		if c.Op != token.EQL && c.Op != token.NEQ || !gotypes.IsError(c.X.Type()) {
			return nil
		}
		if k, ok := c.Y.(*ssa.Const); ok && k.Value == nil {
			w.failure, goesOn = c.X, goesOn == (c.Op == token.EQL)
		} else if isEOF(c.Y) {
			w.failure, w.looked, goesOn = c.X, true, goesOn == (c.Op == token.NEQ)
		} else {
			return nil
		}
	default:
		return nil
	}
	if goesOn {
		w.next = 1
	}
	if w.read == nil {
		w.read = readerOf(w.failure)
	}
	if w.read == nil || len(w.read.Call.Args) == 0 && !w.read.Call.IsInvoke() || !w.isStream() {
		return nil
	}
	if w.lines {
		w.looked = w.errAsked()
	}
	return w
}

// readerOf returns the call that an error of reading a line or an event is of.
func readerOf(failure ssa.Value) *ssa.Call {
	x, ok := failure.(*ssa.Extract)
	if !ok {
		return nil
	}
	c, ok := x.Tuple.(*ssa.Call)
	if !ok {
		return nil
	}
	fn := callee(&c.Call)
	if fn == nil || fn.Signature().Recv() == nil {
		return nil
	}
	switch fn.Name() {
	case "ReadString", "ReadBytes", "ReadLine", "ReadSlice", "ReadContinuedLine", "Recv":
		return c
	}
	return nil
}

func isScanner(fn *types.Func, name string) bool {
	recv := fn.Signature().Recv()
	return fn.Name() == name && recv != nil && gotypes.Is(recv.Type(), "bufio", "Scanner")
}

func isErrorsIs(fn *types.Func) bool {
	return fn.Name() == "Is" && fn.Pkg() != nil && strings.HasSuffix(fn.Pkg().Path(), "errors")
}

// isEOF reports whether v is io.EOF or io.ErrUnexpectedEOF.
func isEOF(v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	g, ok := load.X.(*ssa.Global)
	return ok && g.Pkg != nil && g.Pkg.Pkg.Path() == "io" && strings.HasSuffix(g.Name(), "EOF")
}

// isStream reports whether what is read is the body of a response of Coze, or a
// stream of the SDK.
func (w *streamEnd) isStream() bool {
	for _, l := range w.deep(w.valueOf(w.in, arguments(&w.read.Call)[0])) {
		if l.Origin.Owner == Ours && (l.Kind == Body || l.Kind == Line || l.Kind == Stream) {
			w.origin = l.Origin
			return true
		}
	}
	return false
}

// errAsked reports whether anything in the package asks a scanner of the stream
// for its error.
func (w *streamEnd) errAsked() bool {
	return w.anywhere(func(i *instance, instr ssa.Instruction) bool {
		c, ok := instr.(*ssa.Call)
		if !ok {
			return false
		}
		fn := callee(&c.Call)
		return fn != nil && isScanner(fn, "Err") && slices.ContainsFunc(w.deep(w.valueOf(i, arguments(&c.Call)[0])), func(l Label) bool { return l.Origin == w.origin })
	})
}

func (w *streamEnd) walk() {
	w.from(w.block, w.block.Succs[w.next])
	if w.node == nil {
		return
	}
	if !w.lines {
		if x, ok := lastOf(w.block).(*ssa.If); ok {
			if instr, ok := x.Cond.(ssa.Instruction); ok {
				w.node = w.Engine.node(instr)
			}
		}
	}
	for i := w.in; !w.asked && i.caller != nil && i.site != nil && i.site.Block() != nil; i = i.caller {
		if _, isGo := i.site.(*ssa.Go); isGo {
			break // what follows there does not follow the end
		}
		w.asked = w.askedBehind(i.site) || w.failsBehind(i.site)
	}
}

// endsItself reports whether a function that returns nothing does what follows the
// end of an answer where done comes, and nothing where the lines end without it.
func (w *streamEnd) endsItself(ret *ssa.Return) bool {
	if len(ret.Results) > 0 || w.acted {
		return false
	}
	for _, b := range w.in.fn.Blocks {
		for _, instr := range b.Instrs {
			if x, ok := instr.(*ssa.BinOp); ok {
				if text, _ := comparedText(x); isEndName(text) {
					return true
				}
			}
		}
	}
	return false
}

// from follows a path that comes from p to b. It stops where the stream is read
// again.
func (w *streamEnd) from(p, b *ssa.BasicBlock) {
	if w.seen[b] || w.asked || b == w.read.Block() {
		return
	}
	w.seen[b] = true
	for _, instr := range b.Instrs {
		switch x := instr.(type) {
		case *ssa.Return:
			w.returned(p, x)
			return
		case *ssa.Panic:
			return
		case ssa.CallInstruction:
			if w.ends(x) {
				return
			}
			w.acted = w.acted || callee(x.Common()) != nil || len(w.in.callees[x]) > 0
		}
		if w.failure != nil && w.uses(instr) {
			w.looked = true
		}
	}
	x, ok := lastOf(b).(*ssa.If)
	if !ok {
		for _, s := range b.Succs {
			w.from(b, s)
		}
		return
	}
	if eof, way := w.asksEOF(x.Cond); eof {
		w.looked = true
		w.from(b, b.Succs[way])
		return
	}
	if way, ok := w.nothingWrong(x.Cond); ok {
		w.from(b, b.Succs[way])
		return
	}
	if w.asks(x.Cond, false) {
		w.asked = true
		return
	}
	for _, s := range b.Succs {
		w.from(b, s)
	}
}

// nothingWrong returns the successor that a condition about the error of a scanner leads
// to where there is none.
func (w *streamEnd) nothingWrong(cond ssa.Value) (way int, ok bool) {
	x, isBinOp := cond.(*ssa.BinOp)
	if !isBinOp || x.Op != token.EQL && x.Op != token.NEQ {
		return 0, false
	}
	c, isCall := x.X.(*ssa.Call)
	k, isConst := x.Y.(*ssa.Const)
	if !isCall || !isConst || k.Value != nil {
		return 0, false
	}
	if fn := callee(&c.Call); fn == nil || !isScanner(fn, "Err") {
		return 0, false
	}
	if x.Op == token.NEQ {
		way = 1
	}
	return way, true
}

// ends reports whether a call ends the program, or says aloud that something went
// wrong.
func (w *streamEnd) ends(c ssa.CallInstruction) bool {
	u := w.usesOf(w.in)[c]
	if u != nil && u.Sink == Logged && u.Severe {
		return true
	}
	fn := callee(c.Common())
	return fn != nil && w.effectOf(fn).Has(knowledge.Ends)
}

// uses reports whether an instruction does something with the error of the reader
// but compare it with nil.
func (w *streamEnd) uses(instr ssa.Instruction) bool {
	if x, ok := instr.(*ssa.BinOp); ok {
		k, ok := x.Y.(*ssa.Const)
		withNil := ok && k.Value == nil
		return (x.X == w.failure || x.Y == w.failure) && !withNil
	}
	if _, ok := instr.(*ssa.Phi); ok {
		return false
	}
	for _, op := range instr.Operands(nil) {
		if *op == w.failure {
			return true
		}
	}
	return false
}

// asksEOF reports whether a condition asks whether the error is io.EOF, and to
// which successor it leads then.
func (w *streamEnd) asksEOF(cond ssa.Value) (asks bool, way int) {
	if not, ok := cond.(*ssa.UnOp); ok && not.Op == token.NOT {
		asks, way = w.asksEOF(not.X)
		return asks, 1 - way
	}
	switch x := cond.(type) {
	case *ssa.BinOp:
		if x.X == w.failure && isEOF(x.Y) {
			if x.Op == token.NEQ {
				way = 1
			}
			return true, way
		}
	case *ssa.Call:
		if fn := callee(&x.Call); fn != nil && isErrorsIs(fn) && len(x.Call.Args) == 2 && x.Call.Args[0] == w.failure && isEOF(x.Call.Args[1]) {
			return true, 0
		}
	}
	return false, 0
}

// returned judges a return that is reached from p.
func (w *streamEnd) returned(p *ssa.BasicBlock, ret *ssa.Return) {
	last := len(ret.Results) - 1
	if last >= 0 {
		v := valueFrom(p, ret.Block(), ret.Results[last])
		switch {
		case gotypes.IsBool(v.Type()):
			return // whether there is one more
		case gotypes.IsError(v.Type()) && !w.succeeds(ret, v):
			return
		}
	}
	if w.node != nil || w.endsItself(ret) {
		return
	}
	if w.node = w.Engine.node(ret); w.node == nil {
		w.node = w.callNode(w.read)
	}
}

// succeeds reports whether an error that is returned is nil where nothing went
// wrong with the reader.
func (w *streamEnd) succeeds(ret *ssa.Return, v ssa.Value) bool {
	v = resultAt(ret, v)
	if c, ok := v.(*ssa.Call); ok {
		fn := callee(&c.Call)
		return fn != nil && isScanner(fn, "Err")
	}
	return isNil(ret, v)
}
