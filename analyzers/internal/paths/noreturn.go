package paths

import (
	"go/ast"
	"go/token"
	"go/types"
	"sync"

	"golang.org/x/tools/go/cfg"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// A Package answers which calls of one package never return: those of
// panic, of functions such as os.Exit and log.Fatal, and of functions of the
// package on all of whose paths one of these is called.
type Package struct {
	info *types.Info
	body func(*ast.CallExpr) *ast.BlockStmt

	mu    sync.Mutex
	known map[*ast.BlockStmt]bool // bodies: whether they return
}

// NewPackage returns the Package with the given types. body returns the body
// of the function that a call calls, if it can be seen, or nil.
func NewPackage(info *types.Info, body func(*ast.CallExpr) *ast.BlockStmt) *Package {
	return &Package{info: info, body: body, known: make(map[*ast.BlockStmt]bool)}
}

// MayReturn reports whether what follows call may run.
func (p *Package) MayReturn(call *ast.CallExpr) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.mayReturn(call)
}

// NeverReturns reports whether a function with the given body never returns.
func (p *Package) NeverReturns(body *ast.BlockStmt) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.returns(body)
}

func (p *Package) mayReturn(call *ast.CallExpr) bool {
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && id.Name == "panic" {
		if _, isBuiltin := p.info.Uses[id].(*types.Builtin); isBuiltin {
			return false
		}
	}
	if body := p.body(call); body != nil {
		return p.returns(body)
	}
	fn, _ := typeutil.Callee(p.info, call).(*types.Func)
	return !knowledge.EffectOf(fn).Has(knowledge.Ends)
}

// returns reports whether a function with the given body returns. A function
// that calls itself is taken to.
func (p *Package) returns(body *ast.BlockStmt) bool {
	if known, ok := p.known[body]; ok {
		return known
	}
	p.known[body] = true // while it is looked for
	if p.mayEnd(body) {
		p.known[body] = !cfg.New(body, p.mayReturn).NoReturn()
	}
	return p.known[body]
}

// mayEnd reports whether body holds a call that never returns: most bodies
// hold none, and need no graph.
func (p *Package) mayEnd(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			found = found || !p.mayReturn(n)
		case *ast.ForStmt:
			found = found || n.Cond == nil
		case *ast.SelectStmt:
			found = found || len(n.Body.List) == 0
		}
		return !found
	})
	return found
}

// Terminates reports whether a statement list does not lead to what stands
// behind it: it ends in a return, a jump, or a call that never returns.
func (p *Package) Terminates(list []ast.Stmt) bool {
	if len(list) == 0 {
		return false
	}
	switch last := list[len(list)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	case *ast.BlockStmt:
		return p.Terminates(last.List)
	case *ast.LabeledStmt:
		return p.Terminates([]ast.Stmt{last.Stmt})
	case *ast.ForStmt:
		return last.Cond == nil && !breaks(last.Body)
	case *ast.SwitchStmt:
		return p.clausesTerminate(last.Body.List)
	case *ast.TypeSwitchStmt:
		return p.clausesTerminate(last.Body.List)
	case *ast.IfStmt:
		switch alternative := last.Else.(type) {
		case *ast.BlockStmt:
			return p.Terminates(last.Body.List) && p.Terminates(alternative.List)
		case *ast.IfStmt:
			return p.Terminates(last.Body.List) && p.Terminates([]ast.Stmt{alternative})
		}
	case *ast.ExprStmt:
		call, ok := last.X.(*ast.CallExpr)
		return ok && !p.MayReturn(call)
	}
	return false
}

// clausesTerminate reports whether no clause of a switch leads to what stands
// behind it, and one of them is always taken.
func (p *Package) clausesTerminate(clauses []ast.Stmt) bool {
	hasDefault := false
	for _, clause := range clauses {
		clause := clause.(*ast.CaseClause)
		hasDefault = hasDefault || clause.List == nil
		if !p.Terminates(clause.Body) || breaks(clause) {
			return false
		}
	}
	return hasDefault
}

// breaks reports whether a break in a clause or body leaves the statement
// around it. One with a label may.
func breaks(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(inner ast.Node) bool {
		switch x := inner.(type) {
		case *ast.BranchStmt:
			found = found || x.Tok == token.BREAK
		case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt, *ast.FuncLit:
			if inner != n {
				return labelled(inner) && !found
			}
		}
		return !found
	})
	return found
}

// labelled reports whether a break with a label stands in n.
func labelled(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		x, ok := n.(*ast.BranchStmt)
		found = found || ok && x.Tok == token.BREAK && x.Label != nil
		return !found
	})
	return found
}
