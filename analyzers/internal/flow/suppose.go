package flow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"iter"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A Subject is the value that a decision of the program is about: a code, the
// name of an event, a status. What is the same value elsewhere is told by its
// origin, or, of one that callers from elsewhere give, by where it is read.
type Subject struct {
	kinds   set[Kind]
	origins set[*Origin]
	places  set[spot]
}

// A spot is where a value is read from: a variable in one context, and the
// fields behind it.
type spot struct {
	in   *instance
	root ssa.Value
	path string
}

// SubjectOf returns the subject that expr is, and whether the engine knows
// anything of it.
func (e *Engine) SubjectOf(expr ast.Expr) (*Subject, bool) {
	s := new(Subject)
	e.each(e.refsOf(expr), func(i *instance, r ref, v *value) {
		for _, l := range e.whole(v) {
			s.kinds.add(l.Kind)
			s.origins.add(l.Origin)
		}
		s.places.add(e.spotOf(i, r.value))
	})
	if len(s.places.list) == 0 {
		if inner := operandOf(expr); inner != nil {
			return e.SubjectOf(inner)
		}
	}
	return s, len(s.places.list) > 0
}

// operandOf returns what a conversion, a call with one argument or a dereference
// is of, or nil.
func operandOf(expr ast.Expr) ast.Expr {
	switch x := ast.Unparen(expr).(type) {
	case *ast.CallExpr:
		if len(x.Args) == 1 {
			return x.Args[0]
		}
	case *ast.StarExpr:
		return x.X
	}
	return nil
}

// spotOf returns where a value is read from, through conversions, fields, and
// the parameters of functions whose callers are known.
func (e *Engine) spotOf(i *instance, v ssa.Value) spot {
	path := ""
	for range 4 * maxDepth {
		switch x := v.(type) {
		case *ssa.UnOp:
			v = x.X
			continue
		case *ssa.FieldAddr:
			key, _ := fieldKey(gotypes.Pointed(x.X.Type()), x.Field)
			v, path = x.X, key+"/"+path
			continue
		case *ssa.Field:
			key, _ := fieldKey(x.X.Type(), x.Field)
			v, path = x.X, key+"/"+path
			continue
		case *ssa.Convert, *ssa.ChangeType, *ssa.ChangeInterface, *ssa.MakeInterface:
			v = converted(x)
			continue
		case *ssa.Alloc:
			if stored := onlyStored(x); stored != nil {
				v = stored
				continue
			}
		case *ssa.Parameter:
			if arg := givenFor(i, x); arg != nil {
				i, v = i.caller, arg
				continue
			}
		case *ssa.FreeVar:
			if i.lexical != nil {
				if bound := boundTo(i, x); bound != nil {
					i, v = i.lexical, bound
					continue
				}
			}
		}
		break
	}
	return spot{i, v, path}
}

// onlyStored returns the one value that is ever stored into a variable, or nil.
func onlyStored(a *ssa.Alloc) ssa.Value {
	var only ssa.Value
	for _, r := range *a.Referrers() {
		s, ok := r.(*ssa.Store)
		if !ok || s.Addr != ssa.Value(a) {
			continue
		}
		if only != nil {
			return nil
		}
		only = s.Val
	}
	return only
}

func givenFor(i *instance, p *ssa.Parameter) ssa.Value {
	site, ok := i.site.(ssa.CallInstruction)
	if !ok || i.caller == nil || len(i.fn.Params) != len(arguments(site.Common())) {
		return nil
	}
	for n, q := range i.fn.Params {
		if q == p {
			return arguments(site.Common())[n]
		}
	}
	return nil
}

func boundTo(i *instance, f *ssa.FreeVar) ssa.Value {
	for _, b := range i.lexical.fn.Blocks {
		for _, instr := range b.Instrs {
			c, ok := instr.(*ssa.MakeClosure)
			if !ok || c.Fn != ssa.Value(i.fn) {
				continue
			}
			for n, g := range i.fn.FreeVars {
				if g == f {
					return c.Bindings[n]
				}
			}
		}
	}
	return nil
}

// is reports whether v is the subject, in the same round or another.
func (e *Engine) is(s *Subject, i *instance, v ssa.Value) bool {
	value := e.valueOf(i, v)
	found := false
	for _, l := range value.labels.list {
		if s.kinds.has(l.Kind) {
			if !s.origins.has(l.Origin) {
				return false // or another
			}
			found = true
		}
	}
	return found || s.places.has(e.spotOf(i, v))
}

// holdsSubject reports whether v is the subject or what it is read from, whole.
func (e *Engine) holdsSubject(s *Subject, i *instance, v ssa.Value) bool {
	for _, l := range e.deep(e.valueOf(i, v)) {
		if s.origins.has(l.Origin) && (isWhole(l.Kind) || s.kinds.has(l.Kind)) {
			return true
		}
	}
	return e.holdsPlace(s, i, v, 0)
}

// holdsPlace reports whether v is what the subject is read from, or is made of
// it here: an argument of a variadic function, a literal, an encoded text.
func (e *Engine) holdsPlace(s *Subject, i *instance, v ssa.Value, depth int) bool {
	at := e.spotOf(i, v)
	for _, p := range s.places.list {
		if p.in == at.in && p.root == at.root && strings.HasPrefix(p.path, at.path) {
			return true
		}
	}
	if depth > maxPredicates {
		return false
	}
	for _, part := range e.madeOf(at.root) {
		if e.holdsPlace(s, at.in, part, depth+1) {
			return true
		}
	}
	return false
}

// madeOf returns what is stored into a variable or its parts, or what a call
// encodes.
func (e *Engine) madeOf(v ssa.Value) []ssa.Value {
	switch x := v.(type) {
	case *ssa.Slice:
		return e.madeOf(x.X)
	case *ssa.Extract:
		return e.madeOf(x.Tuple)
	case *ssa.Call:
		if e.effectOf(callee(&x.Call)).Has(knowledge.Encodes) {
			return arguments(&x.Call)
		}
	case *ssa.Alloc:
		return storedIn(x)
	case *ssa.FieldAddr, *ssa.IndexAddr:
		return storedIn(x)
	}
	return nil
}

func storedIn(address ssa.Value) []ssa.Value {
	var all []ssa.Value
	for _, r := range *address.Referrers() {
		switch x := r.(type) {
		case *ssa.Store:
			if x.Addr == address {
				all = append(all, x.Val)
			}
		case *ssa.FieldAddr:
			all = append(all, storedIn(x)...)
		case *ssa.IndexAddr:
			all = append(all, storedIn(x)...)
		}
	}
	return all
}

// isWhole reports whether a value of the kind has the event or status in it.
func isWhole(k Kind) bool {
	switch k {
	case Reply, Data, Event, Status, Line, Body, LastError:
		return true
	}
	return false
}

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
