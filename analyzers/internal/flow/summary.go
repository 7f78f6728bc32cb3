package flow

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// maxShape is how deep a summary goes into a value, and maxFields how many parts
// of one it names.
const (
	maxShape  = 3
	maxFields = 24
)

// Summaries returns what the package tells of its functions, in the order of
// their names.
func (e *Engine) Summaries() []Summary {
	byFunc := make(map[*types.Func][]*instance)
	for _, fn := range e.program.funcs {
		if origin := fn.Origin(); len(e.of[fn]) > 0 && fn.Parent() == nil && fn.Synthetic == "" || origin != nil {
			if origin == nil {
				origin = fn
			}
			if obj, ok := origin.Object().(*types.Func); ok {
				byFunc[obj] = append(byFunc[obj], e.of[fn]...)
			}
		}
	}
	var all []Summary
	for obj, instances := range byFunc {
		if !obj.Exported() || obj.Name() == "Error" || obj.Name() == "String" {
			continue // what an error says is known without it
		}
		s := &summarizer{Engine: e, urls: new(set[string])}
		if sum := s.summarize(FuncName(obj), instances); sum != nil {
			all = append(all, *sum)
		}
	}
	all = append(all, e.interfaceSummaries(all)...)
	slices.SortFunc(all, func(a, b Summary) int { return strings.Compare(a.Func, b.Func) })
	return all
}

// FuncName returns the name by which a summary is found.
func FuncName(fn *types.Func) string {
	if recv := fn.Signature().Recv(); recv != nil {
		return gotypes.Name(recv.Type()) + "." + fn.Name()
	}
	return fn.Name()
}

// interfaceSummaries returns those of the methods of the package's interfaces
// that one type of the package implements.
func (e *Engine) interfaceSummaries(known []Summary) []Summary {
	byName := make(map[string]Summary, len(known))
	for _, s := range known {
		byName[s.Func] = s
	}
	var all []Summary
	scope := e.Pkg.Scope()
	for _, name := range scope.Names() {
		obj, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || !obj.Exported() {
			continue
		}
		iface, ok := obj.Type().Underlying().(*types.Interface)
		if !ok {
			continue
		}
		for m := range iface.Methods() {
			for _, fn := range e.implementations(m) {
				impl, ok := fn.Object().(*types.Func)
				if !ok {
					continue
				}
				if s, found := byName[FuncName(impl)]; found {
					s.Func = name + "." + m.Name()
					all = append(all, s)
					break
				}
			}
		}
	}
	return all
}

type summarizer struct {
	*Engine
	at     *instance
	urls   *set[string]
	events bool
	others bool // something of another service is in it
	unread bool
	told   bool
	silent bool // a failure that is returned is not told
}

func (s *summarizer) summarize(name string, instances []*instance) *Summary {
	sum := &Summary{Func: name}
	for _, i := range instances {
		s.at = i
		for n, r := range i.results {
			for len(sum.Results) <= n {
				sum.Results = append(sum.Results, Shape{})
			}
			s.add(&sum.Results[n], r, 0, make(map[*object]bool))
			s.findUnread(r)
			s.findTold(r)
		}
		s.filled(sum)
		s.called(sum)
	}
	if s.others {
		return nil
	}
	if !slices.ContainsFunc(sum.Results, func(r Shape) bool { return !r.empty() }) {
		sum.Results = nil
	}
	if sum.Results == nil && sum.Filled == nil && sum.Calls == nil {
		return nil
	}
	sum.Noticed = s.noticesFailures(instances)
	sum.URLs, sum.Events, sum.Unread, sum.Told = s.urls.list, s.events, s.unread, s.told && !s.silent
	slices.Sort(sum.URLs)
	return sum
}

// own reports whether a label is of a request that the function makes.
func (s *summarizer) own(l Label) bool { return !l.Origin.HandedIn && l.Origin.in.belongsTo(s.at) }

// belongsTo reports whether i is outer or called by it, or a closure that is made
// there, or called by one.
func (i *instance) belongsTo(outer *instance) bool {
	for ; i != nil; i = i.lexical {
		if i.within(outer) {
			return true
		}
		for i.lexical == nil && i.caller != nil {
			i = i.caller
		}
	}
	return false
}

func (s *summarizer) note(l Label) bool {
	if l.Origin == s.elsewhere {
		return false
	}
	if l.Origin.Owner != Ours {
		s.others = true
		return false
	}
	if s.own(l) {
		for _, url := range l.Origin.texts.list {
			s.urls.add(url)
		}
		s.events = s.events || l.Origin.Events
	}
	return true
}

// add adds what is known of a value to a shape.
func (s *summarizer) add(to *Shape, v *value, depth int, seen map[*object]bool) {
	for _, l := range v.labels.list {
		switch {
		case !s.note(l):
		case s.own(l):
			addKind(&to.Kinds, l.Kind)
		case l.Kind == Line || l.Kind == Data || l.Kind == Event || l.Kind == RecvError:
			addKind(&to.Derived, l.Kind) // the next event of a stream
		}
	}
	if isTold(v) {
		return // what an error holds is said by its labels
	}
	for _, o := range v.objects.list {
		if o.fn != nil {
			s.yields(to, o)
		}
		s.object(to, o, depth, seen)
	}
}

// yields adds what a closure calls the function with that it is given.
func (s *summarizer) yields(to *Shape, closure *object) {
	params := closure.fn.Params
	if len(params) != 1 || closure.fn.Signature.Recv() != nil {
		return
	}
	for _, i := range s.of[closure.fn] {
		if i.lexical != closure.made {
			continue
		}
		s.calledWith(i, params[0], func(args []Shape) {
			for n, a := range args {
				if n == len(to.Yields) {
					to.Yields = append(to.Yields, Shape{})
				}
				to.Yields[n].merge(a)
			}
		})
	}
	if !slices.ContainsFunc(to.Yields, func(part Shape) bool { return !part.empty() }) {
		to.Yields = nil
	}
}

func (s *summarizer) object(to *Shape, o *object, depth int, seen map[*object]bool) {
	if seen[o] || o.fn != nil || depth > maxShape || o.root().unread {
		return
	}
	seen[o] = true
	decoded := false
	s.contents(o, func(l Label) {
		if s.note(l) && s.own(l) {
			addKind(&to.Content, l.Kind)
			decoded = true
		}
	})
	s.add(to, o.stored, depth, seen)
	for _, from := range o.copies.list {
		s.object(to, from, depth, seen)
	}
	if decoded {
		return // its parts follow from that
	}
	for _, key := range o.keys {
		var part Shape
		s.object(&part, o.fields[key], depth+1, seen)
		if !part.empty() && len(to.Fields) < maxFields {
			to.field(key, part)
		}
	}
}

// findUnread notes whether v is a reply whose code nobody compares.
func (s *summarizer) findUnread(v *value) {
	for _, l := range s.whole(v) {
		if l.Kind == Reply && l.Origin.Owner == Ours && s.own(l) && !s.comparedCodes()[l.Origin] && !s.missesPart(l.Origin) {
			s.unread = true
		}
	}
}

// missesPart reports whether the package asks whether a part of the reply to a
// request is there, which a failure has not.
func (s *summarizer) missesPart(o *Origin) bool {
	return s.anywhere(func(i *instance, instr ssa.Instruction) bool {
		x, ok := instr.(*ssa.BinOp)
		if !ok || x.Op != token.EQL && x.Op != token.NEQ {
			return false
		}
		k, ok := x.Y.(*ssa.Const)
		return ok && isZero(k) && slices.Contains(s.valueOf(i, x.X).labels.list, Label{Part, o})
	})
}

// isZero reports whether a constant is the zero value of its type.
func isZero(k *ssa.Const) bool {
	if k.Value == nil {
		return true
	}
	switch k.Value.Kind() {
	case constant.String:
		return constant.StringVal(k.Value) == ""
	case constant.Int, constant.Float:
		return constant.Sign(k.Value) == 0
	}
	return false
}

// noticesFailures reports whether a function, or one that it calls, compares an
// event or a status with the name of a failure.
func (s *summarizer) noticesFailures(instances []*instance) bool {
	return s.anywhere(func(i *instance, instr ssa.Instruction) bool {
		x, ok := instr.(*ssa.BinOp)
		if !ok {
			return false
		}
		text, subject := comparedText(x)
		if subject == nil || !knowledge.IsFailureWord(eventName(text)) || !slices.ContainsFunc(instances, i.belongsTo) {
			return false
		}
		return slices.ContainsFunc(s.valueOf(i, subject).labels.list, func(l Label) bool {
			return l.Kind == Event || l.Kind == Line || l.Kind == Status
		})
	})
}

// findTold notes whether the function tells of a failure that it returns.
func (s *summarizer) findTold(v *value) {
	for _, l := range v.labels.list {
		if (l.Kind == Error || l.Kind == Told) && l.Origin.Owner == Ours && s.own(l) {
			if l.Origin.told || s.tellsSomewhere(s.at, l.Origin, make(map[*instance]bool)) {
				s.told = true
			} else {
				s.silent = true
			}
		}
	}
}

// parameters calls f for each parameter, the receiver left out.
func (s *summarizer) parameters(f func(n int, p *ssa.Parameter)) {
	first := 0
	if s.at.fn.Signature.Recv() != nil {
		first = 1
	}
	for n, p := range s.at.fn.Params {
		if n >= first {
			f(n-first, p)
		}
	}
}

// filled notes what is decoded into parameters.
func (s *summarizer) filled(sum *Summary) {
	s.parameters(func(n int, p *ssa.Parameter) {
		var shape Shape
		for _, o := range s.valueOf(s.at, p).objects.list {
			s.filledInto(&shape, o)
			for _, key := range o.keys {
				var part Shape
				for _, in := range o.fields[key].stored.objects.list {
					s.filledInto(&part, in)
				}
				if !part.empty() && o.made == s.at {
					shape.field(key, part)
				}
			}
		}
		if shape.empty() {
			return
		}
		for _, g := range sum.Filled {
			if g.Param == n {
				return
			}
		}
		sum.Filled = append(sum.Filled, Given{n, shape})
	})
}

func (s *summarizer) filledInto(to *Shape, o *object) {
	s.contents(o, func(l Label) {
		if s.note(l) && s.own(l) {
			addKind(&to.Content, l.Kind)
		}
	})
}

// called notes what functions that are parameters are called with.
func (s *summarizer) called(sum *Summary) {
	s.parameters(func(n int, p *ssa.Parameter) {
		s.calledWith(s.at, p, func(args []Shape) {
			known := slices.ContainsFunc(args, func(a Shape) bool { return !a.empty() })
			if known && !slices.ContainsFunc(sum.Calls, func(other Called) bool { return other.Param == n }) {
				sum.Calls = append(sum.Calls, Called{n, args})
			}
		})
	})
}

// calledWith calls f with the arguments of each call of a parameter that is a
// function, by i or by a closure that i makes.
func (s *summarizer) calledWith(i *instance, p *ssa.Parameter, f func(args []Shape)) {
	if _, ok := p.Type().Underlying().(*types.Signature); !ok {
		return
	}
	given := s.valueOf(i, p).objects.list
	s.anywhere(func(in *instance, instr ssa.Instruction) bool {
		call, ok := instr.(ssa.CallInstruction)
		if !ok || call.Common().IsInvoke() || in != i && !in.belongsTo(i) {
			return false
		}
		called := call.Common().Value
		if called != ssa.Value(p) && !slices.ContainsFunc(s.valueOf(in, called).objects.list, func(o *object) bool {
			return o.fn == nil && slices.Contains(given, o)
		}) {
			return false
		}
		args := make([]Shape, len(call.Common().Args))
		for n, a := range call.Common().Args {
			s.add(&args[n], s.valueOf(in, a), 0, make(map[*object]bool))
		}
		f(args)
		return false
	})
}
