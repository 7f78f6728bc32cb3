package flow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// Outcomes returns the subject of the other events and statuses of the same
// requests: what became of a chat is said by its events and by its status.
func (s *Subject) Outcomes() *Subject {
	other := &Subject{origins: s.origins}
	for _, k := range []Kind{Event, Status} {
		if !s.kinds.has(k) {
			other.kinds.add(k)
		}
	}
	return other
}

// Compared reports whether anything in the package compares the subject with a
// text for which is holds: in a comparison, a search, a map or a slice.
func (e *Engine) Compared(s *Subject, is func(text string) bool) bool {
	return e.anywhere(func(i *instance, instr ssa.Instruction) bool {
		switch x := instr.(type) {
		case *ssa.BinOp:
			text, subject := comparedText(x)
			return subject != nil && is(eventName(text)) && e.is(s, i, subject)
		case *ssa.Lookup:
			return !gotypes.IsString(x.Type()) && e.is(s, i, x.Index) && slices.ContainsFunc(e.constantsIn(e.valueOf(i, x.X)), is)
		case *ssa.Call:
			return e.searchedFor(s, i, x, is)
		}
		return false
	})
}

func (e *Engine) searchedFor(s *Subject, i *instance, call *ssa.Call, is func(text string) bool) bool {
	fn, args := callee(&call.Call), arguments(&call.Call)
	if fn == nil || fn.Pkg() == nil || len(args) != 2 {
		return false
	}
	switch fn.Pkg().Path() {
	case "slices":
		return e.is(s, i, args[1]) && slices.ContainsFunc(e.constantsIn(e.valueOf(i, args[0])), is)
	case "strings", "bytes":
		text, ok := constantText(args[1])
		return ok && e.is(s, i, args[0]) && is(eventName(text))
	}
	return false
}

// comparedText returns the text that a value is compared with, and the value,
// or nil.
func comparedText(x *ssa.BinOp) (string, ssa.Value) {
	if x.Op != token.EQL && x.Op != token.NEQ {
		return "", nil
	}
	for _, pair := range [][2]ssa.Value{{x.X, x.Y}, {x.Y, x.X}} {
		if k, ok := pair[1].(*ssa.Const); ok && k.Value != nil && k.Value.Kind() == constant.String {
			return constant.StringVal(k.Value), pair[0]
		}
	}
	return "", nil
}

// ComparedCodes returns the numbers that the subject is compared with anywhere
// in the package.
func (e *Engine) ComparedCodes(s *Subject) []int {
	var all set[int]
	e.anywhere(func(i *instance, instr ssa.Instruction) bool {
		x, ok := instr.(*ssa.BinOp)
		if !ok || x.Op != token.EQL && x.Op != token.NEQ {
			return false
		}
		if k, ok := x.Y.(*ssa.Const); ok && k.Value != nil && k.Value.Kind() == constant.Int && e.is(s, i, x.X) {
			all.add(int(k.Int64()))
		}
		return false
	})
	return all.list
}

// Noticed reports whether an imported function that makes one of the requests
// looks for failures itself.
func (s *Subject) Noticed() bool {
	return slices.ContainsFunc(s.origins.list, func(o *Origin) bool { return o.noticed })
}

// Origins returns the requests that the subject is of.
func (s *Subject) Origins() []*Origin { return s.origins.list }

// IsHandler reports whether a function is called as a value with the events of a
// stream of the subject, or of a request of which it has the outcome.
func (e *Engine) IsHandler(fn ast.Node, s *Subject) bool {
	return slices.ContainsFunc(e.instances, func(i *instance) bool {
		if i.fn.Syntax() != fn || i.caller == nil {
			return false
		}
		outer := i.unwrapped()
		site, ok := outer.site.(ssa.CallInstruction)
		if !ok || !e.isCallback(i) && e.imported(newCallsite(outer.caller, site, nil)) == nil {
			return false
		}
		return slices.ContainsFunc(e.inputs(i), func(v *value) bool {
			return slices.ContainsFunc(e.deep(v), func(l Label) bool { return s.origins.has(l.Origin) })
		})
	})
}

// Labelled reports whether the engine knows of which request the subject is.
func (s *Subject) Labelled() bool { return len(s.origins.list) > 0 }

// Event returns the name of the event that the subject is.
func (s *Subject) Event() *Subject {
	event := &Subject{origins: s.origins, places: s.places}
	event.kinds.add(Event)
	return event
}

// anywhere reports whether f holds for an instruction in any context.
func (e *Engine) anywhere(f func(*instance, ssa.Instruction) bool) bool {
	for _, i := range e.instances {
		for _, b := range i.fn.Blocks {
			for _, instr := range b.Instrs {
				if f(i, instr) {
					return true
				}
			}
		}
	}
	return false
}

// ReadsFailure reports whether anything but a log line of debug level uses what
// only a failure fills, of the requests of the subject: the last error of a
// chat, the error of an event.
func (e *Engine) ReadsFailure(s *Subject) bool {
	return e.anywhere(func(i *instance, instr ssa.Instruction) bool {
		if x, ok := instr.(*ssa.BinOp); ok {
			return e.hasLastError(s, i, x.X) || e.hasLastError(s, i, x.Y)
		}
		u := e.usesOf(i)[instr]
		if u == nil {
			return false
		}
		for _, l := range u.Labels {
			if l.Kind == LastError && s.origins.has(l.Origin) {
				return true
			}
		}
		return false
	})
}

func (e *Engine) hasLastError(s *Subject, i *instance, v ssa.Value) bool {
	for _, l := range e.valueOf(i, v).labels.list {
		if l.Kind == LastError && s.origins.has(l.Origin) {
			return true
		}
	}
	at := e.spotOf(i, v)
	for _, p := range s.places.list {
		if p.in == at.in && p.root == at.root && namesFailure(at.path) {
			return true
		}
	}
	return false
}

// namesFailure reports whether a path leads to what only a failure fills.
func namesFailure(path string) bool {
	for key := range strings.SplitSeq(path, "/") {
		switch key {
		case "last_error", "failed_at", "error_information", "error_message":
			return true
		}
	}
	return false
}

// HandsOn reports whether the subject, or what it is read from as a whole, is
// handed to somebody whom nobody sees.
func (r *Reach) HandsOn() bool {
	return r.any(func(i *instance, instr ssa.Instruction) bool { return r.run.handsOn(i, instr) })
}

func (r *Reach) any(f func(*instance, ssa.Instruction) bool) bool {
	for _, i := range r.run.instances {
		for _, b := range i.fn.Blocks {
			if !r.run.reached[i][b] {
				continue
			}
			for _, instr := range b.Instrs {
				if f(i, instr) {
					return true
				}
			}
		}
	}
	return false
}

func (r *run) handsOn(i *instance, instr ssa.Instruction) bool {
	var given []ssa.Value
	switch x := instr.(type) {
	case *ssa.Return:
		if i.caller == nil && x.Block() != i.fn.Recover {
			given = returnedBy(x)
		}
	case *ssa.Send:
		given = []ssa.Value{x.X}
	case *ssa.Select:
		given = sentBy(x)
	case *ssa.Store:
		if r.isOutside(i, x.Addr) {
			given = []ssa.Value{x.Val}
		}
	case *ssa.MapUpdate:
		if r.isOutside(i, x.Map) {
			given = []ssa.Value{x.Value}
		}
	case ssa.CallInstruction:
		given = r.handedTo(i, x)
	}
	_, returns := instr.(*ssa.Return)
	for _, v := range given {
		if (!returns || !gotypes.IsText(v.Type()) || !r.isLine(i, v)) && r.holdsSubject(r.s.Subject, i, v) {
			return true
		}
	}
	return false
}

// returnedBy returns what a return returns.
func returnedBy(ret *ssa.Return) []ssa.Value {
	all := slices.Clone(ret.Results)
	for n, v := range all {
		all[n] = resultAt(ret, v)
	}
	return all
}

// isLine reports whether a text is made of lines: what is returned may be
// those of other events.
func (e *Engine) isLine(i *instance, v ssa.Value) bool {
	return slices.ContainsFunc(e.valueOf(i, v).labels.list, func(l Label) bool { return l.Kind == Line })
}

// isOutside reports whether what is stored at v is for others than the
// functions that the package calls with it.
func (e *Engine) isOutside(i *instance, at ssa.Value) bool {
	objects := e.valueOf(i, at).objects.list
	for _, o := range objects {
		if o.root().made == nil {
			return true
		}
	}
	return len(objects) == 0
}

// handedTo returns what a call gives to whom nobody sees.
func (r *run) handedTo(i *instance, instr ssa.CallInstruction) []ssa.Value {
	c := newCallsite(i, instr, nil)
	if _, ok := c.common.Value.(*ssa.Builtin); ok || len(i.callees[instr]) > 0 || knowledge.IsPassive(c.name()) {
		return nil
	}
	if unseen := c.fn == nil || c.common.IsInvoke() && r.effectOf(c.fn) == 0; !unseen {
		u := r.usesOf(i)[instr]
		if u == nil || u.Sink != Replied && u.Sink != HandedOn {
			return nil
		}
	}
	if c.hasReceiver() || c.common.IsInvoke() {
		return c.args[1:]
	}
	return c.args
}

// Fails reports whether something is done about a failure that is not done
// beside: an error is made or returned, or a log line or a reply written.
func (r *Reach) Fails(beside ...*Reach) bool {
	return r.any(func(i *instance, instr ssa.Instruction) bool {
		for _, other := range beside {
			if other.run.reached[i][instr.Block()] {
				return false
			}
		}
		return r.run.acts(i, instr)
	})
}

func (r *run) acts(i *instance, instr ssa.Instruction) bool {
	switch x := instr.(type) {
	case *ssa.Return:
		n := len(x.Results) - 1
		return n >= 0 && gotypes.IsError(x.Results[n].Type()) && !isNil(x, x.Results[n])
	case *ssa.Panic:
		return x.Pos().IsValid()
	}
	u := r.usesOf(i)[instr]
	switch {
	case u == nil:
		return false
	case u.Sink == Logged:
		return !r.s.Subject.kinds.has(Status) && r.tellsSubject(i, instr)
	}
	return u.Sink == Replied || u.Sink == MadeError
}

// tellsSubject reports whether a log line says what the subject is.
func (r *run) tellsSubject(i *instance, instr ssa.Instruction) bool {
	c, ok := instr.(ssa.CallInstruction)
	if !ok {
		return true
	}
	for _, v := range arguments(c.Common()) {
		if r.holdsSubject(r.s.Subject, i, v) {
			return true
		}
	}
	return false
}

// Refuses reports whether a comparison of the subject with a text for which is
// holds leads straight to an error.
func (r *Reach) Refuses(is func(text string) bool) bool {
	for _, i := range r.run.instances {
		for _, b := range i.fn.Blocks {
			if r.run.reached[i][b] && r.run.refuses(i, b, is) {
				return true
			}
		}
	}
	return false
}

func (r *run) refuses(i *instance, b *ssa.BasicBlock, is func(text string) bool) bool {
	asked := false
	for range i.fn.Blocks {
		x, ok := lastOf(b).(*ssa.If)
		if !ok {
			break
		}
		cond, ok := x.Cond.(*ssa.BinOp)
		if !ok {
			break
		}
		text, subject := comparedText(cond)
		decided := r.compared(i, cond)
		if subject == nil || decided == unknown {
			break
		}
		asked = asked || is(text)
		if decided == yes {
			b = b.Succs[0]
		} else {
			b = b.Succs[1]
		}
	}
	if !asked {
		return false
	}
	for _, instr := range b.Instrs {
		if _, logs := instr.(*ssa.Call); logs && r.usesOf(i)[instr] != nil && r.usesOf(i)[instr].Sink == Logged {
			continue
		}
		if r.acts(i, instr) {
			return true
		}
	}
	return false
}
