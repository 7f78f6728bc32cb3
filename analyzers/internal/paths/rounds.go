package paths

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/cfg"
)

// Rounds answer what leads from a switch in a loop back to the switch.
type Rounds struct {
	graph *Graph
	stmt  *ast.SwitchStmt
	first *cfg.Block // where the switch begins
}

// Rounds returns those of a switch of the function.
func (g *Graph) Rounds(stmt *ast.SwitchStmt) Rounds {
	r := Rounds{graph: g, stmt: stmt}
	begin := stmt.Body.Pos()
	if stmt.Tag != nil {
		begin = stmt.Tag.Pos()
	}
	for _, block := range g.Blocks {
		if r.first == nil && slices.ContainsFunc(block.Nodes, func(n ast.Node) bool { return begin <= n.Pos() && n.End() <= stmt.End() }) {
			r.first = block
		}
	}
	return r
}

// CaseOf returns the blocks that a case begins with.
func (r Rounds) CaseOf(clause *ast.CaseClause) []*cfg.Block {
	return r.blocks(cfg.KindSwitchCaseBody, clause)
}

// Otherwise returns where control goes if no case matches. fallback is the default
// of the switch, or nil.
func (r Rounds) Otherwise(fallback *ast.CaseClause) []*cfg.Block {
	if fallback != nil {
		return r.CaseOf(fallback)
	}
	return r.blocks(cfg.KindSwitchDone, r.stmt)
}

func (r Rounds) blocks(kind cfg.BlockKind, stmt ast.Stmt) []*cfg.Block {
	var found []*cfg.Block
	for _, block := range r.graph.Blocks {
		if block.Kind == kind && block.Stmt == stmt {
			found = append(found, block)
		}
	}
	return found
}

// Again reports whether control comes from one of the blocks to the switch.
func (r Rounds) Again(from []*cfg.Block) bool {
	seen := make(map[*cfg.Block]bool)
	for len(from) > 0 {
		block := from[0]
		from = from[1:]
		if block == r.first {
			return true
		}
		for _, next := range block.Succs {
			if !seen[next] {
				seen[next] = true
				from = append(from, next)
			}
		}
	}
	return false
}
