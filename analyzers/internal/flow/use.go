package flow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A Sink says what becomes of a value.
type Sink uint8

const (
	// Logged: it is written into a log.
	Logged Sink = iota
	// Replied: it answers a request that the program serves.
	Replied
	// MadeError: an error is made of it.
	MadeError
	// Returned: the function returns it.
	Returned
	// HandedOn: it is given to a function that nobody sees, sent on a
	// channel, or stored where others read it.
	HandedOn
)

// A Use is a place where the outcome of requests is told or handed on.
type Use struct {
	Sink   Sink
	Pos    token.Pos
	Labels []Label
	// Made is the type of the error that a literal or a decoded reply
	// becomes, or nil.
	Made types.Type
	// ErrorLike says that it is returned in a value that is made here and
	// stands for an error, though it is none.
	ErrorLike bool
	// Severe says that it is logged at a level of errors or warnings.
	Severe bool
	// Unseen says that it is given to a function value, a channel or a
	// variable, whose readers nobody sees here.
	Unseen bool
	instr  ssa.Instruction
	in     *instance
	tells  map[*Origin]telling
}

// usesOf returns the uses in i by instruction.
func (e *Engine) usesOf(i *instance) map[ssa.Instruction]*Use {
	if known, ok := e.uses[i]; ok {
		return known
	}
	f := &useFinder{Engine: e, in: i, all: make(map[ssa.Instruction]*Use)}
	for _, b := range i.fn.Blocks {
		for _, instr := range b.Instrs {
			f.instruction(instr)
		}
	}
	e.uses[i] = f.all
	return f.all
}

type useFinder struct {
	*Engine
	in  *instance
	all map[ssa.Instruction]*Use
}

func (f *useFinder) add(instr ssa.Instruction, sink Sink, values ...ssa.Value) *Use {
	var labels set[Label]
	for _, v := range values {
		for _, l := range f.deep(f.valueOf(f.in, v)) {
			labels.add(l)
		}
	}
	u := &Use{Sink: sink, Pos: position(instr), Labels: labels.list, instr: instr, in: f.in, tells: tellings(labels.list)}
	f.all[instr] = u
	return u
}

// SamePlace reports whether two uses are the same place of the code, in two contexts.
func (u *Use) SamePlace(other *Use) bool { return u.instr == other.instr }

func (f *useFinder) instruction(instr ssa.Instruction) {
	switch x := instr.(type) {
	case ssa.CallInstruction:
		f.call(x)
	case *ssa.MakeInterface:
		if gotypes.IsError(x.Type()) {
			f.add(instr, MadeError, x.X).Made = x.X.Type()
		}
	case *ssa.Return:
		u := f.add(instr, Returned, slices.DeleteFunc(slices.Clone(x.Results), isChannel)...)
		u.ErrorLike = slices.ContainsFunc(x.Results, f.isErrorLike)
	case *ssa.Send:
		f.add(instr, HandedOn, x.X).Unseen = true
	case *ssa.Select:
		if sent := sentBy(x); len(sent) > 0 {
			f.add(instr, HandedOn, sent...).Unseen = true
		}
	case *ssa.Panic:
		if x.Pos().IsValid() {
			f.add(instr, Logged, x.X)
		}
	case *ssa.MapUpdate:
		f.stored(instr, x.Map, x.Value)
	case *ssa.Store:
		f.stored(instr, x.Addr, x.Val)
	}
}

// isChannel reports whether v is a channel: what is in it is told where it is sent.
func isChannel(v ssa.Value) bool {
	_, ok := v.Type().Underlying().(*types.Chan)
	return ok
}

// sentBy returns what a select sends on channels.
func sentBy(x *ssa.Select) []ssa.Value {
	var sent []ssa.Value
	for _, s := range x.States {
		if s.Dir == types.SendOnly {
			sent = append(sent, s.Send)
		}
	}
	return sent
}

// isErrorLike reports whether v is made here, of a type that is named for an
// error and does not implement one.
func (f *useFinder) isErrorLike(v ssa.Value) bool {
	named := gotypes.Named(v.Type())
	if named == nil || gotypes.ImplementsError(named) || !strings.Contains(strings.ToLower(named.Obj().Name()), "err") {
		return false
	}
	for _, o := range f.valueOf(f.in, v).objects.list {
		if o.made == f.in && len(o.content.list) == 0 {
			return true
		}
	}
	return false
}

// stored notes a value that is put where others than this function may read it.
func (f *useFinder) stored(instr ssa.Instruction, at, v ssa.Value) {
	objects := f.valueOf(f.in, at).objects.list
	outside := len(objects) == 0
	for _, o := range objects {
		outside = outside || o.root().made != f.in
	}
	if outside {
		u := f.add(instr, HandedOn, v)
		u.Unseen = true
		// What a response is stored for has nothing to do with a failure.
		u.keep(func(k Kind) bool {
			return k != Response && k != Header && k != Stream && k != Reply && k != Data && k != Part
		})
	}
}

func (f *useFinder) call(instr ssa.CallInstruction) {
	c := newCallsite(f.in, instr, nil)
	if _, ok := c.common.Value.(*ssa.Builtin); ok {
		return
	}
	if len(f.in.callees[instr]) > 0 {
		f.yielded(c)
		return
	}
	effect := f.effectOf(c.fn)
	switch {
	case c.writesText():
	case effect.Has(knowledge.LogsDebug), effect.Has(knowledge.Logs) && isDebug(c.args, 0):
	case effect.Has(knowledge.MakesError):
		f.add(instr, MadeError, c.args...)
	case effect.Has(knowledge.Logs), effect.Has(knowledge.Ends) && c.name() != "Exit":
		f.add(instr, Logged, c.args...).Severe = knowledge.IsSevere(c.name())
	case effect.Has(knowledge.Replies):
		f.add(instr, Replied, c.args...)
	case effect.Has(knowledge.Encodes) && encodesReply(c):
		f.add(instr, Replied, c.args[1:]...)
	case effect.Has(knowledge.Stores):
		f.add(instr, HandedOn, c.args...)
	case effect.Has(knowledge.Requests | knowledge.Sends):
		// What the text of an error is sent to may be read by somebody.
		u := f.add(instr, HandedOn, c.args...)
		u.Unseen = true
		u.keep(func(k Kind) bool { return k == Error || k == Told || k == RecvError })
	case effect == 0 && knowledge.GuessMakesError(c.fn):
		f.add(instr, MadeError, c.args...)
	case effect == 0:
		f.unknown(c)
	}
}

// yielded notes the error of a stream that is given, itself or in something, to a
// function value whose body is known: what becomes of it there is another function's.
func (f *useFinder) yielded(c *callsite) {
	if c.fn != nil {
		return
	}
	for _, a := range c.args {
		for _, l := range f.deep(f.valueOf(f.in, a)) {
			if l.Kind == RecvError {
				f.add(c.instr, HandedOn, a).Unseen = true
				return
			}
		}
	}
}

// unknown notes what is given to a function that nobody sees. A response, its
// header or a stream is not kept by who returns nothing or closes it.
func (f *useFinder) unknown(c *callsite) {
	if f.guessDecodes(c) || c.fn != nil && f.IsSDK(c.fn) || c.name() == "Close" {
		return
	}
	call, isCall := c.instr.(*ssa.Call)
	if t := c.resultType(0); t != nil && !gotypes.IsError(t) && (c.fn != nil || !gotypes.IsBool(t)) && isCall && used(call) {
		return // it derives something
	}
	args := c.args
	if c.hasReceiver() {
		args = args[1:]
	}
	u := f.add(c.instr, HandedOn, args...)
	u.Unseen = c.fn == nil
	u.keep(func(k Kind) bool { return k != Response && k != Header && k != Stream })
}

// keep leaves only the labels of some kinds.
func (u *Use) keep(wanted func(Kind) bool) {
	u.Labels = slices.DeleteFunc(slices.Clone(u.Labels), func(l Label) bool { return !wanted(l.Kind) })
	u.tells = tellings(u.Labels)
}

// encodesReply reports whether an encoder writes to the answer of a request that
// the program serves.
func encodesReply(c *callsite) bool {
	if !c.hasReceiver() {
		return false
	}
	made, ok := c.args[0].(*ssa.Call)
	if !ok {
		return false
	}
	for _, a := range made.Call.Args {
		if m, ok := a.(*ssa.ChangeInterface); ok {
			a = m.X
		}
		if knowledge.IsReplyWriter(unboxed(a).Type()) {
			return true
		}
	}
	return false
}

// isDebug reports whether the receiver of a log call is of a level that
// production does not write: log.Debug().Str(…).Msg(…).
func isDebug(args []ssa.Value, depth int) bool {
	if len(args) == 0 || depth > 12 {
		return false
	}
	c, ok := args[0].(*ssa.Call)
	if !ok {
		return false
	}
	fn := callee(&c.Call)
	if fn == nil || fn.Signature().Recv() == nil {
		return false
	}
	return fn.Name() == "Debug" || fn.Name() == "Trace" || isDebug(arguments(&c.Call), depth+1)
}

// position returns where the syntax of an instruction stands.
func position(instr ssa.Instruction) token.Pos {
	if c, ok := instr.(ssa.CallInstruction); ok {
		return c.Common().Pos()
	}
	return instr.Pos()
}

// Uses returns the uses in all contexts, in the order of the code.
func (e *Engine) Uses() []*Use {
	var all []*Use
	for _, i := range e.instances {
		uses := e.usesOf(i)
		for _, b := range i.fn.Blocks {
			if _, reached := e.factsOf(i)[b]; !reached {
				continue
			}
			for _, instr := range b.Instrs {
				if u := uses[instr]; u != nil {
					all = append(all, u)
				}
			}
		}
	}
	return all
}

// Has reports whether the use has a label of one of the kinds.
func (u *Use) Has(o *Origin, kinds ...Kind) bool { return Has(u.Labels, o, kinds...) }

// Has reports whether one of the labels is of the origin and one of the kinds.
func Has(labels []Label, o *Origin, kinds ...Kind) bool {
	return slices.ContainsFunc(labels, func(l Label) bool { return l.Origin == o && slices.Contains(kinds, l.Kind) })
}

// Origins returns the requests that the use tells something of, in order.
func (u *Use) Origins() []*Origin {
	var all set[*Origin]
	for _, l := range u.Labels {
		all.add(l.Origin)
	}
	return all.list
}

// TellsID, TellsCause, TellsStatus and TellsIt report what the use tells of a
// request.
func (u *Use) TellsID(o *Origin) bool     { return u.tells[o]&tellsID != 0 }
func (u *Use) TellsCause(o *Origin) bool  { return u.tells[o]&tellsCause != 0 }
func (u *Use) TellsStatus(o *Origin) bool { return u.tells[o]&tellsStatus != 0 }
func (u *Use) TellsIt(o *Origin) bool     { return u.tells[o]&(tellsIt|tellsWhole) != 0 }

// Holds reports whether one of the facts holds of o where the use stands.
func (e *Engine) Holds(u *Use, o *Origin, kinds ...FactKind) bool {
	here := e.factsOf(u.in)[u.instr.Block()]
	for _, k := range kinds {
		if here[Fact{k, o}] {
			return true
		}
	}
	return false
}

// Covered reports whether every path through the use tells the log ID.
func (e *Engine) Covered(u *Use, o *Origin) bool {
	inBand := e.Holds(u, o, ChatFails, EventFails)
	return e.IDToldBefore(u, o) ||
		e.after(question{in: u.in, origin: o, want: tellsID, returns: true, inBand: inBand}, u.instr)
}

// IDToldBefore reports whether every path from the request to the use told the log
// ID.
func (e *Engine) IDToldBefore(u *Use, o *Origin) bool {
	return e.before(question{in: u.in, origin: o, want: tellsID, sent: !o.HandedIn}, u.instr)
}

// ToldAlready reports whether every path to the use told the cause, or it was
// told right before the call of a function that is given the parts of the
// failure: what follows repeats it.
func (e *Engine) ToldAlready(u *Use, o *Origin) bool {
	if e.before(question{in: u.in, origin: o, want: tellsPart, local: true}, u.instr) {
		return true
	}
	for i := u.in; i.caller != nil && !e.hasInSight(i, o); i = i.caller {
		if e.through(question{in: i.caller, origin: o, want: tellsPart, local: true, returns: true}, i.site.Block(), false, i.site) {
			return true
		}
	}
	return false
}

// FinishedAt returns the requests whose chat is known to have ended where the
// use stands, and not to be completed.
func (e *Engine) FinishedAt(u *Use) []*Origin {
	var all []*Origin
	here := e.factsOf(u.in)[u.instr.Block()]
	for _, o := range e.origins {
		if here[Fact{Finished, o}] && !here[Fact{Completed, o}] {
			all = append(all, o)
		}
	}
	return all
}
