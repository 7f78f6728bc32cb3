package interp

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// Statements, in the order in which they run.

func (w *Walker) block(stmts []ast.Stmt) {
	for i, s := range stmts {
		if label, ok := s.(*ast.LabeledStmt); ok {
			w.arrive(label, stmts[i:])
		}
		w.stmt(s)
	}
}

// arrive goes on at a label, where control comes from the statement before it
// and from every goto. One that jumps back may have run what follows before.
func (w *Walker) arrive(label *ast.LabeledStmt, stmts []ast.Stmt) {
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
func (w *Walker) jumpsTo(s ast.Stmt, label types.Object) bool {
	found := false
	ast.Inspect(s, func(n ast.Node) bool {
		branch, ok := n.(*ast.BranchStmt)
		found = found || ok && branch.Tok == token.GOTO && w.info.Uses[branch.Label] == label
		return !found
	})
	return found
}

func (w *Walker) stmt(s ast.Stmt) {
	w.steps++
	if s == nil || !w.live() {
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
		w.within(s, func() { w.simple(s) })
	}
}

// within walks a part of the function with s as the statement around it.
func (w *Walker) within(s ast.Stmt, walk func()) {
	f := w.frame()
	outer := f.Stmt
	f.Stmt = s
	walk()
	f.Stmt = outer
}

// head evaluates an expression that stands in the head of a statement.
func (w *Walker) head(expr ast.Expr) (v Value) {
	if expr != nil {
		w.within(&ast.ExprStmt{X: expr}, func() { v = w.eval(expr) })
	}
	return v
}

// simple walks the statements that hold no others.
func (w *Walker) simple(s ast.Stmt) {
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
		w.perhaps(func() { w.eval(s.Call) })
	case *ast.DeferStmt:
		w.deferred(s.Call)
	case *ast.SendStmt:
		w.eval(s.Chan)
		w.pass(s, w.eval(s.Value))
	case *ast.IncDecStmt:
		w.eval(s.X)
	}
}

// perhaps walks what runs or does not, or runs at another time.
func (w *Walker) perhaps(walk func()) {
	before := w.state
	w.state = before.clone()
	walk()
	w.state = join(before, w.state)
}

// deferred walks a call that runs when the function ends. What a function
// literal finds then in the variables around it is not known.
func (w *Walker) deferred(call *ast.CallExpr) {
	w.perhaps(func() {
		if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
			for _, v := range w.used(lit) {
				w.state.forget(w.state.vars[v])
				delete(w.state.vars, v)
			}
		}
		w.eval(call)
	})
}

func (w *Walker) ifStmt(s *ast.IfStmt) {
	w.stmt(s.Init)
	if known, ok := w.head(s.Cond).(Flag); ok {
		if known.On {
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

func (w *Walker) forStmt(s *ast.ForStmt) {
	w.stmt(s.Init)
	w.forgetAssigned(s)
	w.head(s.Cond)
	w.loop(func() {
		w.block(s.Body.List)
		w.stmt(s.Post)
	})
}

func (w *Walker) rangeStmt(s *ast.RangeStmt) {
	over := w.head(s.X)
	if l, ok := over.(list); ok && len(l) <= maxUnrolled {
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
func (w *Walker) unroll(s *ast.RangeStmt, l list) {
	for _, element := range l {
		w.forgetTarget(s.Key)
		if s.Value != nil {
			w.assignTo(s.Value, element, nil)
		}
		w.breakable(func() { w.block(s.Body.List) })
	}
}

// loop walks the body of a loop that runs any number of times. What the body
// assigns was forgotten before.
func (w *Walker) loop(body func()) {
	w.perhaps(func() { w.breakable(body) })
}

// breakable walks a statement that control can leave early.
func (w *Walker) breakable(walk func()) {
	e := new(exit)
	w.exits = append(w.exits, e)
	walk()
	w.exits = w.exits[:len(w.exits)-1]
	if len(e.states) > 0 {
		w.state = join(append(e.states, w.state)...)
	}
}
