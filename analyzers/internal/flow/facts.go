package flow

import (
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A FactKind is something that holds on a path.
type FactKind uint8

const (
	// CodeFails: the code is not 0.
	CodeFails FactKind = iota
	// HTTPFails: the HTTP status tells a failure.
	HTTPFails
	// ChatFails: the status of the chat or the run is that of a failure.
	ChatFails
	// EventFails: the event tells a failure.
	EventFails
	// ErrorSet: the error is not nil.
	ErrorSet
	// CodeOK: the code is 0.
	CodeOK
	// HTTPOK: the HTTP status is that of success.
	HTTPOK
	// ErrorNil: the error is nil.
	ErrorNil
	// Finished: the chat is not in progress.
	Finished
	// Completed: the chat is completed.
	Completed
	// NoLogID: the log ID is empty.
	NoLogID
)

// Fails reports whether the fact says that a request failed, otherwise than by
// an error value.
func (k FactKind) Fails() bool { return k <= EventFails }

// A Fact is what holds of one request.
type Fact struct {
	Kind   FactKind
	Origin *Origin
}

type facts map[Fact]bool

func (f facts) with(more []Fact) facts {
	all := make(facts, len(f)+len(more))
	for x := range f {
		all[x] = true
	}
	for _, x := range more {
		all[x] = true
	}
	return all
}

// factsOf returns what holds at the beginning of each block of i that is
// reached.
func (e *Engine) factsOf(i *instance) map[*ssa.BasicBlock]facts {
	if known, ok := e.facts[i]; ok {
		return known
	}
	e.facts[i] = nil // of a function that calls itself
	known := e.findFacts(i)
	e.facts[i] = known
	return known
}

func (e *Engine) findFacts(i *instance) map[*ssa.BasicBlock]facts {
	in := map[*ssa.BasicBlock]facts{i.fn.Blocks[0]: e.entryFacts(i)}
	sent := e.sentIn(i)
	for changed := true; changed; {
		changed = false
		for _, b := range i.fn.Blocks[1:] {
			met, reached := e.meet(i, b, in, sent)
			if !reached {
				continue
			}
			if old, ok := in[b]; !ok || len(old) != len(met) {
				in[b] = met
				changed = true
			}
		}
	}
	return in
}

// entryFacts returns what holds where i is called, of the requests that it is
// given the outcome of.
func (e *Engine) entryFacts(i *instance) facts {
	entry := make(facts)
	for _, o := range e.origins {
		if o.Tells && o.in == i {
			entry[Fact{EventFails, o}] = true
		}
	}
	if i.caller == nil || i.site.Block() == nil {
		return entry
	}
	before := e.factsOf(i.caller)[i.site.Block()]
	if len(before) == 0 {
		return entry
	}
	given := make(map[*Origin]bool)
	for _, v := range e.inputs(i) {
		for _, l := range e.deep(v) {
			given[l.Origin] = true
		}
	}
	for f := range before {
		if given[f.Origin] && !f.Origin.in.within(i) { // not of an earlier request at the same place
			entry[f] = true
		}
	}
	return entry
}

// within reports whether i is outer, or called by it.
func (i *instance) within(outer *instance) bool {
	for ; i != nil; i = i.caller {
		if i == outer {
			return true
		}
	}
	return false
}

// sentIn returns the requests that the blocks of i send anew.
func (e *Engine) sentIn(i *instance) map[*ssa.BasicBlock][]*Origin {
	sent := make(map[*ssa.BasicBlock][]*Origin)
	for _, o := range e.origins {
		if o.call == nil {
			continue
		}
		at, in := ssa.Instruction(o.call), o.in
		for in != nil && in != i {
			at, in = in.site, in.caller
		}
		if in == i && at != nil && at.Block() != nil {
			sent[at.Block()] = append(sent[at.Block()], o)
		}
	}
	return sent
}

// meet returns what holds on all edges into b that are reached.
func (e *Engine) meet(i *instance, b *ssa.BasicBlock, in map[*ssa.BasicBlock]facts, sent map[*ssa.BasicBlock][]*Origin) (met facts, reached bool) {
	for _, p := range b.Preds {
		before, ok := in[p]
		if !ok {
			continue // not reached yet
		}
		for k, s := range p.Succs {
			if s != b {
				continue
			}
			out := before.with(nil)
			for f := range before {
				for _, o := range sent[p] {
					if f.Origin == o {
						delete(out, f)
					}
				}
			}
			for _, f := range e.edgeFacts(i, p, k, out) {
				out[f] = true
			}
			if !reached {
				met, reached = out, true
				continue
			}
			for f := range met {
				if !out[f] && !fails(f, out) {
					delete(met, f)
				}
			}
		}
	}
	return met, reached
}

// fails reports whether f says that a request failed, and others say so in
// another way: one kind of failure holds here, another there.
func fails(f Fact, others facts) bool {
	if !f.Kind.Fails() {
		return false
	}
	for k := CodeFails; k <= EventFails; k++ {
		if others[Fact{k, f.Origin}] {
			return true
		}
	}
	return false
}

// edgeFacts returns what holds where b is left to its k-th successor.
func (e *Engine) edgeFacts(i *instance, b *ssa.BasicBlock, k int, in facts) []Fact {
	if x, ok := lastOf(b).(*ssa.If); ok {
		c := &condition{Engine: e, in: i, facts: in}
		return c.implied(x.Cond, k == 0, 0)
	}
	return nil
}

func lastOf(b *ssa.BasicBlock) ssa.Instruction {
	if len(b.Instrs) == 0 {
		return nil
	}
	return b.Instrs[len(b.Instrs)-1]
}

// eventName returns the name of the event in a line of a stream.
func eventName(line string) string {
	name, _ := strings.CutPrefix(strings.TrimSpace(line), "event:")
	name = strings.TrimSpace(name)
	if strings.HasPrefix(name, "chat.") || strings.HasPrefix(name, "message.") {
		return "conversation." + name // the program cuts that off
	}
	return name
}

func keys(f facts) []Fact {
	var all []Fact
	for x := range f {
		all = append(all, x)
	}
	return all
}
