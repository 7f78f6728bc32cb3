package interp

import (
	"go/ast"
	"go/token"
	"go/types"
)

// Where a function goes on: cases, branches, returns.

func (w *Walker) switchStmt(head ast.Stmt, tag ast.Expr, body *ast.BlockStmt) {
	w.stmt(head)
	w.head(tag)
	w.breakable(func() { w.clauses(body.List) })
}

// clauses walks the clauses of a switch or select, of which one runs, or none.
func (w *Walker) clauses(clauses []ast.Stmt) {
	before := w.state
	var ends []*state
	var through *state // the state that falls through into the next clause
	complete := false
	for _, clause := range clauses {
		w.state = join(before, through)
		through = nil
		var stmts []ast.Stmt
		switch clause := clause.(type) {
		case *ast.CaseClause:
			complete = complete || clause.List == nil
			for _, expr := range clause.List {
				w.head(expr)
			}
			stmts = clause.Body
		case *ast.CommClause:
			complete = true // select waits until one of its clauses runs
			w.stmt(clause.Comm)
			stmts = clause.Body
		}
		falls := false
		if n := len(stmts); n > 0 {
			branch, ok := stmts[n-1].(*ast.BranchStmt)
			if falls = ok && branch.Tok == token.FALLTHROUGH; falls {
				stmts = stmts[:n-1]
			}
		}
		w.block(stmts)
		if falls {
			through = w.state
		} else {
			ends = append(ends, w.state)
		}
	}
	if !complete {
		ends = append(ends, before)
	}
	w.state = join(ends...)
}

// branch ends a path. Where it goes on is taken to be any of the statements
// around that it could leave.
func (w *Walker) branch(s *ast.BranchStmt) {
	if s.Tok == token.GOTO {
		f, label := w.frame(), w.info.Uses[s.Label]
		if f.jumps == nil {
			f.jumps = make(map[types.Object][]*state)
		}
		f.jumps[label] = append(f.jumps[label], w.state.clone())
		w.state.dead = true
		return
	}
	for i := len(w.exits) - 1; i >= 0; i-- {
		w.exits[i].states = append(w.exits[i].states, w.state.clone())
		if s.Label == nil && s.Tok == token.BREAK {
			break
		}
	}
	w.state.dead = true
}

func (w *Walker) returnStmt(s *ast.ReturnStmt) {
	var values tuple
	for _, expr := range s.Results {
		values = append(values, w.eval(expr))
	}
	if len(values) == 1 {
		if inner, ok := values[0].(tuple); ok {
			values = inner
		}
	}
	f := w.frame()
	if len(s.Results) == 0 && f.Fn != nil && f.creator == nil {
		for v := range f.Fn.Signature().Results().Variables() {
			values = append(values, w.state.vars[v])
		}
	}
	if w.depth() == 0 {
		for i, v := range values {
			w.returned(v, s, i)
		}
	}
	f.returns = append(f.returns, result{values, w.state.clone()})
	w.state.dead = true
}

// returned looks at what the function that the walk began with returns: a
// function literal may run with what it captured.
func (w *Walker) returned(v Value, s *ast.ReturnStmt, i int) {
	switch v := v.(type) {
	case closure:
		w.run(v)
	case Encoded, choice:
		if i < len(s.Results) && IsEncoded(v) && w.live() {
			w.hooks.Leaves(v, s.Results[i])
		}
	}
}
