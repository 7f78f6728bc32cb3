// Package paths is the path engine of the passes: the control-flow graph of a
// function with the calls that never return, the conditions that decide where
// its paths lead, and the regions of the source that only one outcome of a
// condition reaches.
package paths

import (
	"go/ast"
	"go/token"
	"iter"
	"maps"

	"golang.org/x/tools/go/cfg"
)

// A Graph is the control-flow graph of a function, and where the conditions
// in it stand in the source.
type Graph struct {
	*cfg.CFG
	// Defers are the defer statements of the function.
	Defers []*ast.DeferStmt

	pkg      *Package
	branches map[ast.Expr]Branch
	listEnd  map[ast.Stmt]token.Pos // of the statement list that holds a statement
}

// A Branch is the statement that a condition decides.
type Branch struct {
	Stmt   ast.Stmt        // *ast.IfStmt, *ast.ForStmt or *ast.SwitchStmt
	Clause *ast.CaseClause // of a switch
}

// New returns the graph of a function's body.
func (p *Package) New(body *ast.BlockStmt) *Graph {
	g := &Graph{
		CFG:      cfg.New(body, p.MayReturn),
		pkg:      p,
		branches: make(map[ast.Expr]Branch),
		listEnd:  make(map[ast.Stmt]token.Pos),
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			g.Defers = append(g.Defers, n)
		case *ast.BlockStmt:
			g.list(n.List, n.End())
		case *ast.CaseClause:
			g.list(n.Body, n.End())
		case *ast.CommClause:
			g.list(n.Body, n.End())
		case *ast.IfStmt:
			g.branches[n.Cond] = Branch{Stmt: n}
		case *ast.ForStmt:
			if n.Cond != nil {
				g.branches[n.Cond] = Branch{Stmt: n}
			}
		case *ast.SwitchStmt:
			for _, clause := range n.Body.List {
				clause := clause.(*ast.CaseClause)
				for _, cond := range clause.List {
					g.branches[cond] = Branch{n, clause}
				}
			}
		}
		return true
	})
	return g
}

func (g *Graph) list(stmts []ast.Stmt, end token.Pos) {
	for _, stmt := range stmts {
		g.listEnd[stmt] = end
	}
}

// ListEnd returns the end of the statement list that stmt stands in.
func (g *Graph) ListEnd(stmt ast.Stmt) token.Pos { return g.listEnd[stmt] }

// Branch returns the statement that cond decides; ok is false if it decides
// none by itself.
func (g *Graph) Branch(cond ast.Expr) (b Branch, ok bool) {
	b, ok = g.branches[cond]
	return b, ok
}

// Conditions returns the conditions of the function, in no order.
func (g *Graph) Conditions() iter.Seq[ast.Expr] { return maps.Keys(g.branches) }

// IsCondition reports whether node is a condition that decides a branch.
func (g *Graph) IsCondition(node ast.Node) bool {
	expr, ok := node.(ast.Expr)
	if !ok {
		return false
	}
	_, ok = g.branches[expr]
	return ok
}

// Condition returns the condition that decides where block leads, or nil.
func Condition(block *cfg.Block) ast.Expr {
	if len(block.Succs) != 2 || len(block.Nodes) == 0 {
		return nil
	}
	cond, _ := block.Nodes[len(block.Nodes)-1].(ast.Expr)
	return cond
}

// Comparison returns the comparison that cond is: a binary expression, or
// the case of a switch compared with its tag.
func (g *Graph) Comparison(cond ast.Expr) (left, right ast.Expr, op token.Token, ok bool) {
	if b, isCase := g.branches[cond]; isCase && b.Clause != nil {
		if tag := b.Stmt.(*ast.SwitchStmt).Tag; tag != nil {
			return tag, cond, token.EQL, true
		}
	}
	binary, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || !IsComparison(binary.Op) {
		return nil, nil, 0, false
	}
	return binary.X, binary.Y, binary.Op, true
}

// IsComparison reports whether op compares.
func IsComparison(op token.Token) bool {
	switch op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return true
	}
	return false
}

// A Region is a range of the source. The zero Region is empty.
type Region struct{ Pos, End token.Pos }

// Contains reports whether pos is in r.
func (r Region) Contains(pos token.Pos) bool { return r.Pos <= pos && pos < r.End }

// Region returns the source range that is entered only if cond turned out as
// given.
func (g *Graph) Region(cond ast.Expr, outcome bool) Region {
	b, ok := g.branches[cond]
	if !ok {
		return Region{}
	}
	switch stmt := b.Stmt.(type) {
	case *ast.IfStmt:
		switch {
		case outcome:
			return Region{stmt.Body.Pos(), stmt.Body.End()}
		case stmt.Else != nil:
			return Region{stmt.Else.Pos(), stmt.Else.End()}
		case g.pkg.Terminates(stmt.Body.List):
			return Region{stmt.End(), g.listEnd[stmt]}
		}
	case *ast.ForStmt:
		if outcome {
			return Region{stmt.Body.Pos(), stmt.Body.End()}
		}
		return Region{stmt.End(), g.listEnd[stmt]}
	case *ast.SwitchStmt:
		switch {
		case outcome:
			return Region{b.Clause.Pos(), b.Clause.End()}
		case g.pkg.Terminates(b.Clause.Body):
			return Region{stmt.Body.Pos(), g.listEnd[stmt]}
		}
		return Region{stmt.Body.Pos(), stmt.Body.End()}
	}
	return Region{}
}
