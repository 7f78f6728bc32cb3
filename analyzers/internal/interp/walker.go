package interp

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
)

// A Walker follows the values through one function and the functions of the
// package that it calls, statement by statement, in the order in which they
// run. Where paths meet, only what all of them agree on is kept.
type Walker struct {
	hooks  Hooks
	model  *cozemodel.Model
	info   *types.Info
	pkg    *program
	state  *state
	frames []*Frame
	exits  []*exit // the statements around that break leaves
	steps  int
}

// A Frame is a function that is being walked. A function literal that runs
// where it stands has one of its own.
type Frame struct {
	Fn   *types.Func // the declared function; nil where a package's variables are set
	Stmt ast.Stmt    // the one that is being walked

	returns []result
	jumps   map[types.Object][]*state // by label: the states that a goto left with
	creator *Frame                    // of a function literal: the function around it
	lit     *ast.FuncLit              // the literal

	call     *ast.CallExpr // that is followed, or nil
	received *received     // if it is walked for what it receives
}

type result struct {
	values tuple
	state  *state
}

// An exit collects the states in which control leaves a statement early.
type exit struct{ states []*state }

const (
	maxDepth    = 8     // how deep calls are followed
	maxUnrolled = 8     // elements that a loop is walked for one by one
	maxSteps    = 30000 // how many expressions and statements, from one function
)

// New returns a walker for a package, which tells hooks of what it sees.
func New(m *cozemodel.Model, hooks Hooks) *Walker {
	return &Walker{hooks: hooks, model: m, info: m.Pass.TypesInfo, pkg: newProgram(m)}
}

// Function follows the values through fn, of whose parameters nothing is
// known.
func (w *Walker) Function(fn *types.Func, body *ast.BlockStmt) {
	w.state = newState()
	w.steps = 0
	w.frames = []*Frame{{Fn: fn}}
	w.exits = nil
	w.block(body.List)
}

// Initial follows the values through the function literals in the value of
// a package variable.
func (w *Walker) Initial(expr ast.Expr) {
	w.Function(nil, &ast.BlockStmt{List: []ast.Stmt{&ast.ReturnStmt{Results: []ast.Expr{expr}}}})
}

// Frames returns the functions that are being walked, the outermost first.
func (w *Walker) Frames() []*Frame { return w.frames }

// Entry returns what a field or element of o was set to. set is false if it was
// never set.
func (w *Walker) Entry(o *Object, name string) (e Entry, set bool) {
	e, set = w.state.heap[o].entries[name]
	return e, set
}

// Keys returns the names of what o is known to hold, in order.
func (w *Walker) Keys(o *Object) []string { return slices.Sorted(maps.Keys(w.state.heap[o].entries)) }

// Open reports whether o can hold more than it is known to.
func (w *Walker) Open(o *Object) bool { return w.state.heap[o].opaque }

// Field returns what a field of o holds. One that was never set holds the
// zero value, unless o came from elsewhere. An object that is not known yet
// becomes one, so that what is assigned to it later is seen.
func (w *Walker) Field(o *Object, f *types.Var) Value {
	e, set := w.Entry(o, f.Name())
	if set && e.Value != nil {
		return e.Value
	}
	var v Value
	switch {
	case !set && !w.Open(o):
		v = w.zero(f.Type(), o.Made)
	case isContainer(f.Type()):
		v = w.unknownObject(f.Type(), o.Made)
	}
	if made, ok := v.(*Object); ok {
		w.state.set(o, f.Name(), Entry{Value: made})
	}
	return v
}

// Keep makes v what a local variable holds, that expr names. A variable whose
// own fields are followed is left as it is.
func (w *Walker) Keep(expr ast.Expr, v Value) {
	if x := cozemodel.Variable(w.info, expr); x != nil && isLocal(x) && !w.holdsWanted(x.Type()) {
		w.state.vars[x] = v
	}
}

func (w *Walker) frame() *Frame { return w.frames[len(w.frames)-1] }

func (w *Walker) depth() int { return len(w.frames) - 1 }

// live reports whether control comes here, and not so much was walked that
// nothing more is said.
func (w *Walker) live() bool { return !w.state.dead && w.steps <= maxSteps }
