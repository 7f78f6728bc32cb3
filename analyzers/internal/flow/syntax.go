package flow

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// A syntax finds the nodes that instructions were made of, by the positions
// that package ssa gives them.
type syntax struct {
	nodes map[token.Pos]ast.Node
}

func newSyntax(files []*ast.File) *syntax {
	s := &syntax{nodes: make(map[token.Pos]ast.Node)}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				s.nodes[n.Lparen] = n
			case *ast.ReturnStmt:
				s.nodes[n.Return] = n
			case *ast.SendStmt:
				s.nodes[n.Arrow] = n
			case *ast.BinaryExpr:
				s.nodes[n.OpPos] = n
			case *ast.CaseClause:
				for _, value := range n.List {
					s.nodes[value.Pos()] = value
				}
			case *ast.CompositeLit:
				s.nodes[n.Lbrace] = n
			case *ast.KeyValueExpr:
				s.nodes[n.Colon] = n
			case *ast.AssignStmt:
				for _, lhs := range n.Lhs {
					s.nodes[assigned(lhs)] = n
				}
			}
			return true
		})
	}
	return s
}

// assigned returns the position of a store to an expression.
func assigned(lhs ast.Expr) token.Pos {
	switch x := ast.Unparen(lhs).(type) {
	case *ast.SelectorExpr:
		return x.Sel.Pos()
	case *ast.StarExpr:
		return x.Star
	case *ast.IndexExpr:
		return x.Lbrack
	}
	return lhs.Pos()
}

// node returns the node that an instruction was made of, or nil.
func (e *Engine) node(instr ssa.Instruction) ast.Node {
	if e.syntax == nil {
		e.syntax = newSyntax(e.Files)
	}
	if n := e.syntax.nodes[position(instr)]; n != nil {
		return n
	}
	switch x := instr.(type) {
	case *ssa.MakeInterface:
		if v, ok := x.X.(ssa.Instruction); ok {
			if n, ok := e.syntax.nodes[position(v)].(*ast.CompositeLit); ok {
				return n
			}
		}
	case *ssa.UnOp:
		if n := e.syntax.nodes[x.X.Pos()]; n != nil {
			return n
		}
	}
	return e.nodeBehind(instr)
}

// nodeBehind returns the node of the next instruction that has one: what an
// implicit conversion is made for.
func (e *Engine) nodeBehind(instr ssa.Instruction) ast.Node {
	found := false
	for _, x := range instr.Block().Instrs {
		if found {
			if n := e.syntax.nodes[position(x)]; n != nil {
				return n
			}
		}
		found = found || x == instr
	}
	return nil
}

// Call returns the call that makes the request, or nil.
func (e *Engine) Call(o *Origin) *ast.CallExpr {
	if o.call == nil {
		return nil
	}
	call, _ := e.node(o.call).(*ast.CallExpr)
	return call
}
