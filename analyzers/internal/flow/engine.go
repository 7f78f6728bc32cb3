package flow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"sync"

	"golang.org/x/tools/go/ssa"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// An Owner says whose API a request goes to.
type Owner uint8

const (
	// Unknown: nothing that can be seen says.
	Unknown Owner = iota
	// Ours: to the Coze Open API.
	Ours
	// Others: to another service.
	Others
)

// A Config says what the engine cannot know by itself.
type Config struct {
	Fset  *token.FileSet
	Pkg   *types.Package
	Info  *types.Info
	Files []*ast.File
	// NoReturn reports whether nothing that follows a call of a function
	// from elsewhere runs.
	NoReturn func(*types.Func) bool
	// Owner says whose API the texts of a URL name, with unknown parts in
	// braces.
	Owner func(texts []string) Owner
	// IsSDK reports whether the SDK declares an object.
	IsSDK func(types.Object) bool
	// CallsAPI reports whether a function of the SDK, or one that stands
	// for it in tests, asks the API, and its last result is the error of
	// that.
	CallsAPI func(*types.Func) bool
	// Logs reports whether the options say that a function writes a log
	// line.
	Logs func(*types.Func) bool
	// Imported returns what an imported package tells of a function, or of
	// those that implement a method of an interface; or nil.
	Imported func(*types.Func) *Imported
	// ImportedCode reports whether an imported package tells of a field or a
	// function that it holds, returns or asks for codes of Coze.
	ImportedCode func(types.Object) bool
	// GivesError reports whether a function of another package returns the
	// error of a request to the API that it makes.
	GivesError func(*types.Func) bool
	// HandsIn returns what a parameter of a type of the SDK is, whose
	// argument callers from elsewhere give: an error, a reply, or an event
	// that tells of a failure.
	HandsIn func(types.Type) (kind Kind, tells, ok bool)
	// Host returns a text with the host of the API that a function of
	// another package gives, or "".
	Host func(*types.Func) string
	// Linked reports whether a place belongs to what speaks to Coze, in a
	// package that also speaks to others.
	Linked func(token.Pos) bool
	// NamedForUs reports whether a type has a name that says whose replies
	// are decoded into it, wherever they come from.
	NamedForUs func(types.Type) bool
	// UnknownIsOurs says that a request of which the URL does not say where
	// it goes goes to Coze: the package is named for it and has no other
	// client. OnlyClient says that the package has no other client: what it
	// knows no URL of at all is Coze's.
	UnknownIsOurs, OnlyClient bool
}

// An Origin is one request: a call in one calling context.
type Origin struct {
	ID    int
	call  ssa.CallInstruction // nil for a response that is handed in
	in    *instance
	texts set[string] // of its URL
	// An imported function returns the reply, and compared no code; it told of
	// the failure that it returns; it looks for failures among the events.
	unread, told, noticed bool
	// readers are the functions that read the events of its stream.
	readers []*instance
	// Owner says whose API it goes to.
	Owner Owner
	// Mixed says that it goes to Coze or elsewhere: one of its URLs is
	// Coze's, and another is not.
	Mixed bool
	// SDK says that it is a call of the SDK.
	SDK bool
	// HandedIn says that whoever calls the package's function made it, and
	// AsError that only its error is given.
	HandedIn, AsError bool
	// Foreign says that a function of another package makes it, and
	// OtherModule that the package is one of another module.
	Foreign, OtherModule bool
	// Tells says that it is an event that tells of a failure.
	Tells bool
	// Events says that the reply is a stream of events.
	Events bool
}

// URLs returns the texts that make up the URL of the request, with unknown
// parts in braces.
func (o *Origin) URLs() []string { return o.texts.list }

// maxInstances bounds the contexts: beyond it, calls of a function share one.
const maxInstances = 1000

// maxSteps bounds how often instances are looked at, in all.
const maxSteps = 40 * maxInstances

// An instance is a function in one calling context.
type instance struct {
	id       int
	fn       *ssa.Function
	caller   *instance
	site     ssa.Instruction // the call, in caller
	depth    int
	lexical  *instance // the function around it, of a closure
	values   map[ssa.Value]*value
	tuples   map[ssa.Value][]*value
	results  []*value
	allocs   map[ssa.Value]*object
	versions map[version]*object // of struct variables
	free     []*value
	callees  map[ssa.Instruction][]*instance
	origins  map[ssa.Instruction]*Origin
	made     map[ssa.Instruction][]*object // what calls of imported functions return
	queued   bool
}

// inputs returns what is known of what a function is given: its arguments, and
// what a closure captures.
func (e *Engine) inputs(i *instance) []*value {
	var all []*value
	for _, p := range i.fn.Params {
		all = append(all, e.valueOf(i, p))
	}
	return append(all, i.free...)
}

type contextKey struct {
	fn     *ssa.Function
	caller *instance
	site   ssa.Instruction
	bound  *object
}

// An Engine knows the values of one package.
type Engine struct {
	*Config
	mu      sync.Mutex // held by the pass that asks: answers are kept
	program *program

	instances []*instance
	of        map[*ssa.Function][]*instance
	contexts  map[contextKey]*instance
	shared    map[*ssa.Function]*instance // beyond the budget
	started   map[*ssa.Function]*instance // the first of each function
	constants map[ssa.Value]*value        // constants, globals and functions
	ofType    map[*types.TypeName]*object // stands for all values of a type
	given     map[*types.TypeName]*object // stands for those that callers from elsewhere give
	closures  map[*ssa.MakeClosure][]*object
	targets   map[*types.Func][]*ssa.Function // of a method of an interface
	summaries map[*types.Func]*Imported
	origins   []*Origin
	elsewhere *Origin // of what was decoded from anything but the outcome of a request

	facts     map[*instance]map[*ssa.BasicBlock]facts
	uses      map[*instance]map[ssa.Instruction]*Use
	musts     map[question]bool
	afters    map[place]bool
	versioned map[*ssa.Alloc]versions
	ofVars    map[*types.Var][]Label // of those that were asked for
	holders   map[*types.Var]holding
	returning map[*types.Func]bool // whether they return codes
	outlooks  map[question]*outlook
	forwards  map[question]map[*ssa.BasicBlock]bool // of the blocks that were asked for
	horizons  map[*instance]*horizon
	talks     map[*instance]map[*ssa.BasicBlock][]ssa.Instruction
	cycles    map[*ssa.Function]map[*ssa.BasicBlock]bool

	syntax   *syntax
	compared map[*Origin]bool   // whose codes are compared with anything
	deeps    map[*value][]Label // once nothing changes any more

	stage stage
	queue []*instance
	at    *instance // that is looked at
	steps int
	lean  bool // a budget ran out
}

// A stage is a part of the solution: each goes on from the one before.
type stage uint8

const (
	findTexts  stage = iota // where requests go
	nameHoles               // texts that nothing is put into get the name of their variable
	findLabels              // what becomes of their outcome
)

// New builds the engine of a package and solves it. It fails if the package
// cannot be analyzed; the message is for people.
func New(c *Config) (*Engine, error) {
	p, err := build(c)
	if err != nil {
		return nil, err
	}
	e := &Engine{
		Config:    c,
		program:   p,
		of:        make(map[*ssa.Function][]*instance),
		contexts:  make(map[contextKey]*instance),
		shared:    make(map[*ssa.Function]*instance),
		started:   make(map[*ssa.Function]*instance),
		constants: make(map[ssa.Value]*value),
		ofType:    make(map[*types.TypeName]*object),
		given:     make(map[*types.TypeName]*object),
		closures:  make(map[*ssa.MakeClosure][]*object),
		targets:   make(map[*types.Func][]*ssa.Function),
		summaries: make(map[*types.Func]*Imported),
		elsewhere: &Origin{ID: -1, Owner: Others},
		facts:     make(map[*instance]map[*ssa.BasicBlock]facts),
		uses:      make(map[*instance]map[ssa.Instruction]*Use),
		musts:     make(map[question]bool),
		afters:    make(map[place]bool),
		versioned: make(map[*ssa.Alloc]versions),
		ofVars:    make(map[*types.Var][]Label),
		returning: make(map[*types.Func]bool),
		outlooks:  make(map[question]*outlook),
		forwards:  make(map[question]map[*ssa.BasicBlock]bool),
		horizons:  make(map[*instance]*horizon),
		talks:     make(map[*instance]map[*ssa.BasicBlock][]ssa.Instruction),
		cycles:    make(map[*ssa.Function]map[*ssa.BasicBlock]bool),
	}
	e.solve()
	return e, nil
}

// Use keeps other passes from asking until done is called: answers are kept,
// and passes run side by side.
func (e *Engine) Use() (done func()) {
	e.mu.Lock()
	return e.mu.Unlock
}

// Exhausted reports whether a budget did not suffice, that of contexts, of
// steps, or of the objects that one value may be: something may be missed.
func (e *Engine) Exhausted() bool { return e.lean }

func (e *Engine) solve() {
	called := e.called()
	for _, fn := range e.program.funcs {
		if fn.Parent() == nil && !called[fn] && fn.TypeParams().Len() == len(fn.TypeArgs()) {
			e.enter(fn, nil, nil, nil)
		}
	}
	e.drain()
	// What nobody called so far is called from elsewhere.
	for _, fn := range e.program.funcs {
		if fn.Parent() == nil && e.started[fn] == nil && fn.TypeParams().Len() == len(fn.TypeArgs()) && fn.Synthetic == "" {
			e.enter(fn, nil, nil, nil)
		}
	}
	e.enterEscaped()
	for _, s := range []stage{findTexts, nameHoles, findLabels} {
		e.stage = s
		for _, i := range e.instances {
			e.enqueue(i)
		}
		e.drain()
		if s == nameHoles {
			e.judgeOwners()
		}
	}
	for _, find := range []func(){e.findElsewhere, e.findOwnErrors, e.handInReplies} {
		find()
		e.drain()
	}
	e.deeps = make(map[*value][]Label)
	e.leaveCalled()
}

// leaveCalled forgets that a function literal may be called from elsewhere, where it
// turned out that the package calls it.
func (e *Engine) leaveCalled() {
	called := make(map[*ssa.Function]bool)
	for _, i := range e.instances {
		called[i.fn] = called[i.fn] || i.caller != nil && i.fn.Parent() != nil
	}
	superfluous := func(i *instance) bool { return i.caller == nil && called[i.fn] }
	e.instances = slices.DeleteFunc(e.instances, superfluous)
	for fn := range called {
		e.of[fn] = slices.DeleteFunc(e.of[fn], superfluous)
	}
}

// handInReplies says that a decoded reply which a caller from elsewhere gives is
// Coze's, if its type is one that replies of Coze's are decoded into, and no
// others, and holds the log ID.
func (e *Engine) handInReplies() {
	for _, i := range e.instances {
		if i.caller != nil {
			continue
		}
		for _, p := range i.fn.Params {
			all := e.typeObject(p.Type())
			if all == nil || !keepsDetail(all.typ) || gotypes.Struct(all.typ) == nil {
				continue
			}
			ours := e.onlyOurs(all) || e.UnknownIsOurs && isEnvelope(all.typ) && len(all.stored.labels.list) == 0 && !e.filled(all)
			if v := e.valueOf(i, p); len(v.labels.list) == 0 && ours {
				e.handIn(i, v, Reply)
			}
		}
	}
}

// filled reports whether any reply is decoded into o.
func (e *Engine) filled(o *object) bool {
	found := false
	e.wholeObject(o, func(Label) { found = true }, make(map[*object]bool))
	return found
}

// onlyOurs reports whether replies of Coze's are decoded into o, and no others.
func (e *Engine) onlyOurs(o *object) bool {
	found, others := false, false
	e.wholeObject(o, func(l Label) {
		found = found || l.Kind == Reply && l.Origin.Owner == Ours
		others = others || l.Origin.Owner != Ours
	}, make(map[*object]bool))
	return found && !others
}

// enterEscaped enters the function literals that nobody in the package calls.
func (e *Engine) enterEscaped() {
	made := make(map[*ssa.Function][]*object)
	for _, fn := range e.program.funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if c, ok := instr.(*ssa.MakeClosure); ok {
					made[c.Fn.(*ssa.Function)] = e.closures[c]
				}
			}
		}
	}
	for _, fn := range e.program.funcs {
		if fn.Parent() == nil || e.started[fn] != nil {
			continue
		}
		if len(made[fn]) == 0 {
			e.enter(fn, nil, nil, nil)
		}
		for _, closure := range made[fn] {
			e.enter(fn, nil, nil, closure)
		}
		e.drain()
	}
}

// judgeOwners says whose requests are of which nothing says where they go.
func (e *Engine) judgeOwners() {
	for _, o := range e.origins {
		if !o.SDK && o.Owner == Unknown && !o.Mixed && (e.UnknownIsOurs || len(o.texts.list) == 0 && (e.OnlyClient || e.Linked(o.Pos()))) {
			o.Owner = Ours
		}
	}
}

// called returns the functions that the package names anywhere.
func (e *Engine) called() map[*ssa.Function]bool {
	called := make(map[*ssa.Function]bool)
	var operands []*ssa.Value
	for _, fn := range e.program.funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				operands = instr.Operands(operands[:0])
				for _, op := range operands {
					if f, ok := (*op).(*ssa.Function); ok && f != fn {
						called[f] = true
					}
				}
			}
		}
	}
	return called
}

func (e *Engine) enqueue(i *instance) {
	if i != nil && !i.queued {
		i.queued = true
		e.queue = append(e.queue, i)
	}
}

func (e *Engine) drain() {
	for len(e.queue) > 0 {
		i := e.queue[0]
		e.queue = e.queue[1:]
		i.queued = false
		if e.steps++; e.steps > maxSteps {
			e.lean = true
			e.queue = nil
			return
		}
		e.at = i
		for _, b := range i.fn.Blocks {
			for n := range b.Instrs {
				e.transfer(i, b, n)
			}
		}
		e.at = nil
	}
}

// enter returns the instance of fn for a call at site, or for a call from
// elsewhere if there is no caller. bound is the closure that is called.
func (e *Engine) enter(fn *ssa.Function, caller *instance, site ssa.Instruction, bound *object) *instance {
	if fn == nil || fn.Blocks == nil {
		return nil
	}
	depth := 0
	for c := caller; c != nil; c = c.caller {
		if c.fn == fn {
			return c // recursion
		}
		depth++
	}
	key := contextKey{fn, caller, site, bound}
	if i := e.contexts[key]; i != nil {
		return i
	}
	if len(e.instances) >= maxInstances || depth > maxDepth {
		e.lean = e.lean || len(e.instances) >= maxInstances
		if i := e.shared[fn]; i != nil {
			return i
		}
		if i := e.started[fn]; i != nil {
			e.shared[fn] = i
			return i
		}
	}
	i := e.newInstance(fn, caller, site, depth)
	e.contexts[key] = i
	if bound != nil {
		i.free = bound.bound
		i.lexical = bound.made
	}
	if caller == nil {
		e.callFromElsewhere(i)
	}
	return i
}

func (e *Engine) newInstance(fn *ssa.Function, caller *instance, site ssa.Instruction, depth int) *instance {
	i := &instance{
		id: len(e.instances), fn: fn, caller: caller, site: site, depth: depth,
		values:  make(map[ssa.Value]*value),
		tuples:  make(map[ssa.Value][]*value),
		allocs:  make(map[ssa.Value]*object),
		callees: make(map[ssa.Instruction][]*instance),
		origins: make(map[ssa.Instruction]*Origin),
		made:    make(map[ssa.Instruction][]*object),
	}
	for range fn.Signature.Results().Len() {
		i.results = append(i.results, new(value))
	}
	e.instances = append(e.instances, i)
	e.of[fn] = append(e.of[fn], i)
	if e.started[fn] == nil {
		e.started[fn] = i
	}
	e.enqueue(i)
	return i
}

// callFromElsewhere says what is known of the parameters of a function whose
// callers nobody sees: their types, and the names of texts. A receiver may be
// any value of its type that the package makes; another argument has what the
// package puts into its fields, and nothing that was decoded.
func (e *Engine) callFromElsewhere(i *instance) {
	for n, p := range i.fn.Params {
		v := e.valueOf(i, p)
		kind, tells, ofSDK := e.HandsIn(p.Type())
		_, isFunc := p.Type().Underlying().(*types.Signature)
		switch {
		case isFunc:
			e.addObject(v, e.newObject(p.Type(), i)) // by which its calls are found
		case ofSDK:
			e.handIn(i, v, kind).Tells = tells
		case knowledge.IsResponse(p.Type()) && (e.UnknownIsOurs || e.OnlyClient):
			e.handIn(i, v, Response)
		case gotypes.IsString(p.Type()):
			e.addText(v, holeStart+p.Name()+holeEnd)
		case n == 0 && i.fn.Signature.Recv() != nil:
			if o := e.typeObject(p.Type()); o != nil {
				e.addObject(v, o)
			}
		case isAny(p.Type()):
			e.addObject(v, e.newObject(p.Type(), i)) // into which it may decode
		default:
			if o := e.givenObject(p.Type()); o != nil {
				e.addObject(v, o)
			}
		}
	}
}

func isAny(t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	return ok && iface.Empty()
}

// handIn says that v is the outcome of a request that nobody sees.
func (e *Engine) handIn(i *instance, v *value, kind Kind) *Origin {
	o := &Origin{ID: len(e.origins), in: i, Owner: Ours, HandedIn: true, AsError: kind == Error}
	e.origins = append(e.origins, o)
	e.addLabel(v, Label{kind, o})
	return o
}

// givenObject returns the object that stands for the values of a named type of
// the package that callers from elsewhere give, or nil.
func (e *Engine) givenObject(t types.Type) *object {
	all := e.typeObject(t)
	if all == nil {
		return nil
	}
	key := gotypes.Named(t).Origin().Obj()
	o := e.given[key]
	if o == nil {
		o = e.newObject(all.typ, nil)
		o.unread = true
		e.given[key] = o
		e.copyObject(o, all)
	}
	return o
}

// typeObject returns the object that stands for all values of a named type of
// the package that nobody saw made, or nil.
func (e *Engine) typeObject(t types.Type) *object {
	named := gotypes.Named(t)
	if named == nil || named.Obj().Pkg() != e.Pkg {
		return nil
	}
	key := named.Origin().Obj()
	o := e.ofType[key]
	if o == nil {
		o = e.newObject(named, nil)
		e.ofType[key] = o
	}
	return o
}

// valueOf returns what is known of v in i.
func (e *Engine) valueOf(i *instance, v ssa.Value) *value {
	switch v := v.(type) {
	case nil:
		return new(value)
	case *ssa.Const, *ssa.Global, *ssa.Function, *ssa.Builtin:
		return e.constant(v)
	case *ssa.FreeVar:
		for n, f := range i.fn.FreeVars {
			if f == v && n < len(i.free) {
				return i.free[n]
			}
		}
	}
	known := i.values[v]
	if known == nil {
		known = new(value)
		i.values[v] = known
	}
	return known
}

func (e *Engine) constant(v ssa.Value) *value {
	known := e.constants[v]
	if known != nil {
		return known
	}
	known = new(value)
	e.constants[v] = known
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value != nil && v.Value.Kind() == constant.String {
			known.texts.add(constant.StringVal(v.Value))
		}
	case *ssa.Global:
		o := e.newObject(gotypes.Pointed(v.Type()), nil)
		o.key = v.Name()
		known.objects.add(o)
	case *ssa.Function:
		o := e.newObject(v.Type(), nil)
		o.fn = v
		known.objects.add(o)
	}
	return known
}

// result returns the n-th of so many results of a call.
func (e *Engine) result(i *instance, call ssa.Value, n, of int) *value {
	if of == 1 {
		return e.valueOf(i, call)
	}
	return e.member(i, call, n)
}

// member returns the n-th value of a tuple.
func (e *Engine) member(i *instance, tuple ssa.Value, n int) *value {
	t := i.tuples[tuple]
	for len(t) <= n {
		t = append(t, new(value))
	}
	i.tuples[tuple] = t
	return t[n]
}

// allocated returns the object that v makes.
func (e *Engine) allocated(i *instance, v ssa.Value, t types.Type) *object {
	o := i.allocs[v]
	if o == nil {
		o = e.newObject(t, i)
		o.alloc = v
		i.allocs[v] = o
		if all := e.typeObject(t); all != nil && isAggregate(t) {
			e.copyObject(all, o)
		}
	}
	return o
}
