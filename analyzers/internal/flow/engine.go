package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/ssa"

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
	// Open says that the package knows no API: whose a request is of which its
	// callers give the address, they know.
	Open bool
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
	// Helped says that one that knows no API makes it: whether that looks at the HTTP
	// status is not told.
	Helped bool
	// Tells says that it is an event that tells of a failure.
	Tells bool
	// Events says that the reply is a stream of events.
	Events bool
	// WithoutID says that the reply has no log ID, only the error beside it.
	WithoutID bool
}

// URLs returns the texts that make up the URL of the request, with unknown
// parts in braces.
func (o *Origin) URLs() []string { return o.texts.list }

// maxInstances bounds the contexts: beyond it, calls of a function share one.
const maxInstances = 1000

// maxSteps bounds how often instances are looked at, in all.
const maxSteps = 40 * maxInstances

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
	ofVars    map[*types.Var]*varLabels // of those that were asked for
	holders   map[*types.Var]holding
	returning map[*types.Func]bool // whether they return codes
	outlooks  map[question]*outlook
	forwards  map[question]map[*ssa.BasicBlock]bool // of the blocks that were asked for
	horizons  map[*instance]*horizon
	talks     map[*instance]map[*ssa.BasicBlock][]ssa.Instruction
	cycles    map[*ssa.Function]map[*ssa.BasicBlock]bool
	streams   map[*instance]map[*Origin]bool // of those that were asked for
	deferred  map[*ssa.Alloc]bool            // whether only deferred functions have the address
	stores    map[ssa.Instruction][]*ssa.Store
	enums     map[*types.TypeName]map[string]bool // the constants of types that were asked for

	syntax   *syntax
	compared map[*Origin]bool   // whose codes are compared with anything
	deeps    map[*value][]Label // once nothing changes any more

	stage stage
	// settled says that it is known which functions of the package values are,
	// and unsettled are those that call values of which it was not.
	settled   bool
	unsettled []*instance
	queue     []*instance
	at        *instance // that is looked at
	steps     int
	lean      bool // a budget ran out
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
		ofVars:    make(map[*types.Var]*varLabels),
		returning: make(map[*types.Func]bool),
		outlooks:  make(map[question]*outlook),
		forwards:  make(map[question]map[*ssa.BasicBlock]bool),
		horizons:  make(map[*instance]*horizon),
		talks:     make(map[*instance]map[*ssa.BasicBlock][]ssa.Instruction),
		cycles:    make(map[*ssa.Function]map[*ssa.BasicBlock]bool),
		streams:   make(map[*instance]map[*Origin]bool),
		deferred:  make(map[*ssa.Alloc]bool),
		stores:    make(map[ssa.Instruction][]*ssa.Store),
		enums:     make(map[*types.TypeName]map[string]bool),
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
	generic := e.program.instantiated()
	for _, fn := range e.program.funcs {
		if fn.Parent() == nil && !called[fn] && !generic[fn] {
			e.enter(fn, nil, nil, nil)
		}
	}
	e.drain()
	e.settle()
	// What nobody called so far is called from elsewhere.
	e.settled = false
	for _, fn := range e.program.funcs {
		if fn.Parent() == nil && e.started[fn] == nil && !generic[fn] && fn.Synthetic == "" {
			e.enter(fn, nil, nil, nil)
		}
	}
	e.enterEscaped()
	e.drain()
	e.settle()
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

// settle goes on where values were called of which nothing was known at first: what
// is given to a function that nobody sees is another thing than what is given to one
// of the package.
func (e *Engine) settle() {
	e.settled = true
	for _, i := range e.unsettled {
		e.enqueue(i)
	}
	e.unsettled = nil
	e.drain()
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
		if e.Open && !slices.ContainsFunc(o.texts.list, func(s string) bool { return !strings.HasPrefix(s, holeStart) }) {
			o.Owner = Ours // as its callers say
		}
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
