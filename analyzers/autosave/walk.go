package autosave

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
)

// A walker follows the values through one function and the functions of the
// package that it calls, statement by statement, in the order in which they
// run. Where paths meet, only what all of them agree on is kept.
type walker struct {
	judge  *judge
	model  *cozemodel.Model
	info   *types.Info
	state  *state
	frames []*frame
	exits  []*exit // the statements around that break leaves
	steps  int
}

// A frame is a function that is being walked. A function literal that runs
// where it stands has one of its own.
type frame struct {
	fn      *types.Func
	stmt    ast.Stmt // the one that is being walked
	returns []result
	jumps   map[types.Object][]*state // by label: the states that a goto left with
	creator *frame                    // of a function literal: the function around it
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
	maxDepth = 8     // how deep calls are followed
	maxSteps = 20000 // how many expressions and statements, from one function
)

// walkFunction follows the values through fn, of whose parameters nothing is
// known.
func (w *walker) walkFunction(fn *types.Func, body *ast.BlockStmt) {
	w.state = newState()
	w.steps = 0
	w.frames = []*frame{{fn: fn}}
	w.exits = nil
	w.block(body.List)
}

// walkValue follows the values through the function literals in the value of
// a package variable.
func (w *walker) walkValue(expr ast.Expr) {
	w.walkFunction(nil, &ast.BlockStmt{List: []ast.Stmt{&ast.ReturnStmt{Results: []ast.Expr{expr}}}})
}

func (w *walker) frame() *frame { return w.frames[len(w.frames)-1] }

func (w *walker) depth() int { return len(w.frames) - 1 }

// exhausted reports whether so much was walked that nothing more is said.
func (w *walker) exhausted() bool { return w.steps > maxSteps }

func (w *walker) block(stmts []ast.Stmt) {
	for i, s := range stmts {
		if label, ok := s.(*ast.LabeledStmt); ok {
			w.arrive(label, stmts[i:])
		}
		w.stmt(s)
	}
}

// arrive goes on at a label, where control comes from the statement before it
// and from every goto. One that jumps back may have run what follows before.
func (w *walker) arrive(label *ast.LabeledStmt, stmts []ast.Stmt) {
	obj := w.info.Defs[label.Label]
	if jumps := w.frame().jumps[obj]; len(jumps) > 0 {
		w.state = join(append(slices.Clone(jumps), w.state)...)
	}
	last := -1
	for i, s := range stmts {
		if w.jumpsTo(s, obj) {
			last = i
		}
	}
	for _, s := range stmts[:last+1] {
		w.forgetAssigned(s)
	}
}

// jumpsTo reports whether a goto in s leads to label.
func (w *walker) jumpsTo(s ast.Stmt, label types.Object) bool {
	found := false
	ast.Inspect(s, func(n ast.Node) bool {
		branch, ok := n.(*ast.BranchStmt)
		found = found || ok && branch.Tok == token.GOTO && w.info.Uses[branch.Label] == label
		return !found
	})
	return found
}

func (w *walker) stmt(s ast.Stmt) {
	w.steps++
	if s == nil || w.state.dead || w.exhausted() {
		return
	}
	switch s := s.(type) {
	case *ast.BlockStmt:
		w.block(s.List)
	case *ast.LabeledStmt:
		w.stmt(s.Stmt)
	case *ast.IfStmt:
		w.ifStmt(s)
	case *ast.ForStmt:
		w.forStmt(s)
	case *ast.RangeStmt:
		w.rangeStmt(s)
	case *ast.SwitchStmt:
		w.switchStmt(s.Init, s.Tag, s.Body)
	case *ast.TypeSwitchStmt:
		w.stmt(s.Init)
		w.switchStmt(s.Assign, nil, s.Body)
	case *ast.SelectStmt:
		w.switchStmt(nil, nil, s.Body)
	case *ast.BranchStmt:
		w.branch(s)
	default:
		outer := w.frame().stmt
		w.frame().stmt = s
		w.simple(s)
		w.frame().stmt = outer
	}
}

// simple walks the statements that hold no others.
func (w *walker) simple(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.ExprStmt:
		w.eval(s.X)
	case *ast.AssignStmt:
		w.assign(s)
	case *ast.DeclStmt:
		if decl, ok := s.Decl.(*ast.GenDecl); ok && decl.Tok == token.VAR {
			for _, spec := range decl.Specs {
				w.declare(spec.(*ast.ValueSpec))
			}
		}
	case *ast.ReturnStmt:
		w.returnStmt(s)
	case *ast.GoStmt:
		w.later(s.Call)
	case *ast.DeferStmt:
		w.deferred(s.Call)
	case *ast.SendStmt:
		w.eval(s.Chan)
		w.pass(s, w.eval(s.Value))
	case *ast.IncDecStmt:
		w.eval(s.X)
	}
}

// later walks a call that runs at another time.
func (w *walker) later(call *ast.CallExpr) {
	before := w.state.clone()
	w.eval(call)
	w.state = join(before, w.state)
}

// deferred walks a call that runs when the function ends. What a function
// literal finds then in the variables around it is not known.
func (w *walker) deferred(call *ast.CallExpr) {
	lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit)
	if !ok {
		w.later(call)
		return
	}
	before := w.state
	w.state = before.clone()
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if obj, ok := w.info.Uses[id].(*types.Var); ok {
				w.state.forget(w.state.vars[obj])
				delete(w.state.vars, obj)
			}
		}
		return true
	})
	w.eval(call)
	w.state = join(before, w.state)
}

func (w *walker) ifStmt(s *ast.IfStmt) {
	w.stmt(s.Init)
	cond := w.expressionOf(s, s.Cond)
	if known, ok := cond.(flag); ok {
		if known.on {
			w.block(s.Body.List)
		} else {
			w.stmt(s.Else)
		}
		return
	}
	before := w.state
	w.state = before.clone()
	w.block(s.Body.List)
	then := w.state
	w.state = before.clone()
	w.stmt(s.Else)
	w.state = join(then, w.state)
}

// expressionOf evaluates an expression that stands in the head of s.
func (w *walker) expressionOf(s ast.Stmt, expr ast.Expr) value {
	if expr == nil {
		return nil
	}
	outer := w.frame().stmt
	w.frame().stmt = &ast.ExprStmt{X: expr}
	v := w.eval(expr)
	w.frame().stmt = outer
	return v
}

func (w *walker) forStmt(s *ast.ForStmt) {
	w.stmt(s.Init)
	w.forgetAssigned(s)
	if s.Cond != nil {
		w.expressionOf(s, s.Cond)
	}
	w.loop(func() {
		w.block(s.Body.List)
		w.stmt(s.Post)
	})
}

func (w *walker) rangeStmt(s *ast.RangeStmt) {
	over := w.expressionOf(s, s.X)
	if l, ok := over.(list); ok && len(l.elements) <= maxDepth {
		w.unroll(s, l)
		return
	}
	w.forgetAssigned(s)
	w.forgetTarget(s.Key)
	w.forgetTarget(s.Value)
	if v := w.take(s.X); v != nil && s.Key != nil {
		w.assignTo(s.Key, v, nil)
	}
	w.loop(func() { w.block(s.Body.List) })
}

// unroll walks the body of a loop over known elements, such as functional
// options, once for each.
func (w *walker) unroll(s *ast.RangeStmt, l list) {
	for _, element := range l.elements {
		w.forgetTarget(s.Key)
		if s.Value != nil {
			w.assignTo(s.Value, element, nil)
		}
		e := w.enter()
		w.block(s.Body.List)
		w.leave(e)
	}
}

// loop walks the body of a loop that runs any number of times. What the body
// assigns was forgotten before.
func (w *walker) loop(body func()) {
	before := w.state
	w.state = before.clone()
	e := w.enter()
	body()
	w.leave(e)
	w.state = join(before, w.state)
}

func (w *walker) enter() *exit {
	e := new(exit)
	w.exits = append(w.exits, e)
	return e
}

func (w *walker) leave(e *exit) {
	w.exits = w.exits[:len(w.exits)-1]
	if len(e.states) > 0 {
		w.state = join(append(e.states, w.state)...)
	}
}

// entry is what a field or element holds after node gave it the value v.
func (w *walker) entry(v value, node ast.Node, lit *ast.CompositeLit) entry {
	e := entry{value: v, node: node, lit: lit, chain: w.chain()}
	if f, ok := v.(flag); ok && f.depth < w.depth() {
		e.passed = f.source
	}
	return e
}

// chain returns the call of the builder's method that is being walked, as it
// stands outside of the builder. A method of a builder returns the builder; a
// functional option is a function literal that a function of its own returns.
func (w *walker) chain() ast.Expr {
	var call ast.Expr
	for i := len(w.frames) - 1; i > 0; i-- {
		f := w.frames[i]
		if f.lit != nil && w.isOption(f.lit) {
			f = f.creator
		}
		if f.call == nil || f.lit == nil && w.frames[i].lit == nil && !isSetter(f.fn) {
			break
		}
		call = f.call
		if w.frames[i].lit != nil {
			break
		}
	}
	return call
}

// isSetter reports whether fn is a method that returns its receiver's type.
func isSetter(fn *types.Func) bool {
	if fn == nil || fn.Signature().Recv() == nil || fn.Signature().Results().Len() != 1 {
		return false
	}
	return types.Identical(fn.Signature().Recv().Type(), fn.Signature().Results().At(0).Type())
}

// isOption reports whether lit is what a function of the package consists of.
func (w *walker) isOption(lit *ast.FuncLit) bool {
	decl := w.model.Decl(w.model.FuncAt(lit.Pos()))
	if decl == nil || len(decl.Body.List) != 1 {
		return false
	}
	ret, ok := decl.Body.List[0].(*ast.ReturnStmt)
	return ok && len(ret.Results) == 1 && ast.Unparen(ret.Results[0]) == ast.Expr(lit)
}
