package flow

import (
	"go/constant"
	"go/token"
	"iter"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// A truth is what is known of a condition.
type truth uint8

const (
	unknown truth = iota
	yes
	no
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

func (t truth) not() truth { return [...]truth{unknown: unknown, yes: no, no: yes}[t] }

// agreed returns what all of several ways say, or unknown if they differ.
func agreed(ways iter.Seq[truth]) truth {
	all, first := unknown, true
	for t := range ways {
		if !first && t != all {
			return unknown
		}
		all, first = t, false
	}
	return all
}

// A Supposition is a subject that has a value, or one that no constant of the
// program is.
type Supposition struct {
	Subject *Subject
	Text    string // of an event or a status
	Number  int64  // of a code
	IsCode  bool
	Other   bool // unlike all constants but 0
}

// A run follows what a program may do under a supposition.
type run struct {
	*Engine
	s       Supposition
	reached map[*instance]map[*ssa.BasicBlock]bool
	asking  map[*instance]bool // the predicates that are being evaluated
}

// Reach is what may run under a supposition.
type Reach struct{ run *run }

// Reach returns what of the program may run under a supposition: everything
// that is not behind a condition which it decides otherwise.
func (e *Engine) Reach(s Supposition) *Reach {
	r := &run{e, s, make(map[*instance]map[*ssa.BasicBlock]bool), make(map[*instance]bool)}
	for _, i := range e.instances {
		if i.caller == nil {
			r.enter(i)
		}
	}
	return &Reach{r}
}

func (r *run) enter(i *instance) {
	if r.reached[i] != nil || i.fn.Blocks == nil {
		return
	}
	r.reached[i] = make(map[*ssa.BasicBlock]bool)
	r.block(i, i.fn.Blocks[0])
	if i.fn.Recover != nil {
		r.block(i, i.fn.Recover)
	}
}

func (r *run) block(i *instance, b *ssa.BasicBlock) {
	if r.reached[i][b] {
		return
	}
	r.reached[i][b] = true
	for _, instr := range b.Instrs {
		for _, callee := range i.callees[instr] {
			r.enter(callee)
		}
	}
	decided := unknown
	if x, ok := lastOf(b).(*ssa.If); ok {
		decided = r.truth(i, x.Cond, 0)
	}
	for k, s := range b.Succs {
		if decided == unknown || (decided == yes) == (k == 0) {
			r.block(i, s)
		}
	}
}

// truth returns what is known of a condition.
func (r *run) truth(i *instance, cond ssa.Value, depth int) truth {
	if depth > maxPredicates {
		return unknown
	}
	switch x := cond.(type) {
	case *ssa.Const:
		if x.Value != nil && x.Value.Kind() == constant.Bool {
			return truthOf(constant.BoolVal(x.Value))
		}
	case *ssa.UnOp:
		if x.Op == token.NOT {
			return r.truth(i, x.X, depth).not()
		}
	case *ssa.BinOp:
		return r.compared(i, x)
	case *ssa.Call:
		return r.asked(i, x, depth)
	case *ssa.Lookup:
		return r.lookedUp(i, x)
	case *ssa.Extract:
		if l, ok := x.Tuple.(*ssa.Lookup); ok {
			return r.lookedUp(i, l)
		}
	case *ssa.Phi:
		return r.joined(i, x, depth)
	}
	return unknown
}

// joined returns what is known of a bool that comes from several ways.
func (r *run) joined(i *instance, x *ssa.Phi, depth int) truth {
	return agreed(func(yield func(truth) bool) {
		for n, edge := range x.Edges {
			if r.reached[i] != nil && !r.reached[i][x.Block().Preds[n]] {
				continue
			}
			if !yield(r.truth(i, edge, depth+1)) {
				return
			}
		}
	})
}

func (r *run) compared(i *instance, x *ssa.BinOp) truth {
	subject, op := x.X, x.Op
	k, ok := x.Y.(*ssa.Const)
	if !ok {
		if k, ok = x.X.(*ssa.Const); !ok {
			return unknown
		}
		subject, op = x.Y, operator(x.Op, true, true)
	}
	if k.Value == nil || !r.is(r.s.Subject, i, subject) {
		return unknown
	}
	switch k.Value.Kind() {
	case constant.String:
		if op == token.EQL || op == token.NEQ {
			return truthOf((r.s.equals(constant.StringVal(k.Value))) == (op == token.EQL))
		}
	case constant.Int:
		if r.s.IsCode {
			return r.s.ordered(op, k)
		}
	}
	return unknown
}

// equals reports whether the subject is equal to a text.
func (s Supposition) equals(text string) bool {
	if s.IsCode {
		return false
	}
	if s.Other {
		return text == s.Text && text != ""
	}
	return eventName(text) == s.Text
}

// ordered compares the code. One that is unlike all others is above them.
func (s Supposition) ordered(op token.Token, k *ssa.Const) truth {
	n, exact := constant.Int64Val(k.Value)
	if !exact {
		return unknown
	}
	switch op {
	case token.EQL:
		return truthOf(s.Number == n && (!s.Other || n != 0))
	case token.NEQ:
		return truthOf(s.Number != n)
	case token.GTR, token.GEQ, token.LSS, token.LEQ:
		if s.Other && n != 0 {
			return unknown
		}
		return truthOf(constant.Compare(constant.MakeInt64(s.Number), op, k.Value))
	}
	return unknown
}

// asked returns what a predicate answers.
func (r *run) asked(i *instance, call *ssa.Call, depth int) truth {
	if callees := i.callees[call]; len(callees) > 0 {
		return r.answer(callees, depth)
	}
	fn, args := callee(&call.Call), arguments(&call.Call)
	if fn == nil || len(args) == 0 {
		return unknown
	}
	if fn.Name() == "IsDone" && r.IsSDK(fn) {
		return r.isDone(i, args[0])
	}
	if len(args) != 2 || fn.Pkg() == nil || r.s.IsCode {
		return unknown
	}
	switch fn.Pkg().Path() {
	case "strings":
		if text, ok := constantText(args[1]); ok && r.is(r.s.Subject, i, args[0]) {
			return r.s.searched(fn.Name(), text)
		}
	case "slices":
		if strings.HasPrefix(fn.Name(), "Contains") && r.is(r.s.Subject, i, args[1]) {
			return r.among(r.valueOf(i, args[0]))
		}
	}
	return unknown
}

func (r *run) answer(callees []*instance, depth int) truth {
	return agreed(func(yield func(truth) bool) {
		for _, in := range callees {
			if !yield(r.answerOf(in, depth+1)) {
				return
			}
		}
	})
}

// answerOf returns what the reached returns of a predicate say. Of one that asks
// itself that is unknown.
func (r *run) answerOf(in *instance, depth int) truth {
	if r.asking[in] {
		return unknown
	}
	r.asking[in] = true
	defer delete(r.asking, in)
	r.enter(in)
	return agreed(func(yield func(truth) bool) {
		for _, b := range in.fn.Blocks {
			ret, ok := lastOf(b).(*ssa.Return)
			if !ok || !r.reached[in][b] || len(ret.Results) != 1 || !gotypes.IsBool(ret.Results[0].Type()) {
				continue
			}
			if !yield(r.truth(in, ret.Results[0], depth)) {
				return
			}
		}
	})
}

// isDone answers as the SDK does: ChatEvent.IsDone is true for done and error,
// WorkflowEvent.IsDone for Done (chats.go, workflows_runs.go).
func (r *run) isDone(i *instance, event ssa.Value) truth {
	if r.s.IsCode || !r.holdsSubject(r.s.Subject, i, event) {
		return unknown
	}
	return truthOf(r.s.Text == "done" || r.s.Text == "error" || r.s.Text == "Done")
}

// searched answers whether a text is found in the subject. What a line is asked
// for, "data:", says nothing of the event that it names.
func (s Supposition) searched(name, text string) truth {
	if text = eventName(text); text == "" || strings.HasSuffix(text, ":") {
		return unknown
	}
	switch name {
	case "HasPrefix":
		return truthOf(strings.HasPrefix(s.Text, text))
	case "HasSuffix":
		return truthOf(strings.HasSuffix(s.Text, text))
	case "Contains":
		return truthOf(strings.Contains(s.Text, text))
	case "EqualFold":
		return truthOf(strings.EqualFold(s.Text, text))
	}
	return unknown
}

// lookedUp answers whether a map with constant keys has the subject.
func (r *run) lookedUp(i *instance, x *ssa.Lookup) truth {
	if r.s.IsCode || !r.is(r.s.Subject, i, x.Index) {
		return unknown
	}
	return r.among(r.valueOf(i, x.X))
}

// among answers whether the subject is among the constants in a container.
func (r *run) among(container *value) truth {
	texts := r.constantsIn(container)
	if len(texts) == 0 {
		return unknown
	}
	return truthOf(slices.ContainsFunc(texts, r.s.equals))
}

// constantsIn returns the constant keys and elements of the maps and slices that
// v is.
func (e *Engine) constantsIn(v *value) []string {
	var all []string
	for _, o := range e.containers(v) {
		for _, key := range o.keys {
			if key != elements && !strings.HasPrefix(key, goName) {
				all = append(all, key)
			}
		}
		if item := o.fields[elements]; item != nil {
			all = append(all, item.stored.texts.list...)
		}
	}
	return all
}

// containers returns the maps and slices that v is, also those that variables
// of the package hold.
func (e *Engine) containers(v *value) []*object {
	var all set[*object]
	for _, o := range v.objects.list {
		all.add(o)
		for _, in := range o.stored.objects.list {
			all.add(in)
		}
		for _, in := range o.copies.list {
			all.add(in)
		}
	}
	return all.list
}
