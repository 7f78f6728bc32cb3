package cozemodel

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"sort"

	"golang.org/x/tools/go/cfg"

	"github.com/cozelint/cozelint/analyzers/internal/paths"
)

// A response belongs to a reply only as long as neither is replaced: in the
// next round of a loop, behind a retry or a cached reply, the variable of the
// response may hold another one, or none. So a body is walked with two
// questions that must hold on every path: which variables were made of the
// value that the anchor, the variable of the response, has now, and which are
// not nil.

// rounds answers the two questions for one body and one anchor.
type rounds struct {
	model  *Model
	anchor *types.Var
	only   ast.Node // the only statement that gives the anchor its value, or nil for any
	final  bool     // the anchor comes from around the body, and never changes

	graph    *paths.Graph
	clauses  map[ast.Stmt]ast.Expr // the clauses of type switches, and what they switch on
	before   map[*cfg.Block]*moment
	assigned map[*types.Var]bool // variables that a function literal in the body assigns
	places   []place             // that are reached, in the order of the code
}

// A place is a node in a block.
type place struct {
	node  ast.Node
	block *cfg.Block
	ends  token.Pos // the last end of this node and of those before it
}

// A walk is what rounds are about.
type walk struct {
	body   *ast.BlockStmt
	anchor *types.Var
	only   ast.Node
	final  bool
}

// roundsOf walks a body for an anchor, once.
func (m *Model) roundsOf(body *ast.BlockStmt, anchor *types.Var, only ast.Node, final bool) *rounds {
	key := walk{body, anchor, only, final}
	m.walking.Lock()
	defer m.walking.Unlock()
	r, known := m.walks[key]
	if !known {
		r = m.walkRounds(body, anchor, only, final)
		m.walks[key] = r
	}
	return r
}

// walkRounds walks a body until nothing changes any more.
func (m *Model) walkRounds(body *ast.BlockStmt, anchor *types.Var, only ast.Node, final bool) *rounds {
	r := &rounds{
		model:    m,
		anchor:   anchor,
		only:     only,
		final:    final,
		graph:    m.paths.New(body),
		clauses:  make(map[ast.Stmt]ast.Expr),
		before:   make(map[*cfg.Block]*moment),
		assigned: m.assignedByLiterals(body),
	}
	ast.Inspect(body, func(n ast.Node) bool {
		if s, ok := n.(*ast.TypeSwitchStmt); ok {
			if assign, ok := s.Assign.(*ast.AssignStmt); ok {
				for _, clause := range s.Body.List {
					r.clauses[clause] = assign.Rhs[0]
				}
			}
		}
		return true
	})
	start := newMoment()
	if final || m.parameterOf(body, anchor) {
		start.made[anchor] = true
	}
	r.before[r.graph.Blocks[0]] = start
	for work := []*cfg.Block{r.graph.Blocks[0]}; len(work) > 0; work = work[1:] {
		block := work[0]
		now := r.through(block, nil)
		for way, succ := range block.Succs {
			then := now.clone()
			if cond := paths.Condition(block); cond != nil {
				r.assume(then, cond, way == 0)
			}
			if known := r.before[succ]; known == nil {
				r.before[succ] = then
				work = append(work, succ)
			} else if known.meet(then) {
				work = append(work, succ)
			}
		}
	}
	r.findPlaces()
	return r
}

func (r *rounds) findPlaces() {
	for _, block := range r.graph.Blocks {
		if r.before[block] == nil {
			continue
		}
		for _, node := range block.Nodes {
			r.places = append(r.places, place{node: node, block: block})
		}
	}
	slices.SortStableFunc(r.places, func(a, b place) int { return cmp.Compare(a.node.Pos(), b.node.Pos()) })
	var last token.Pos
	for i := range r.places {
		last = max(last, r.places[i].node.End())
		r.places[i].ends = last
	}
}

// at returns what holds right before the node that encloses pos, or that is
// the first behind it, is done with; nil if nothing leads there.
func (r *rounds) at(pos token.Pos) *moment {
	i := sort.Search(len(r.places), func(i int) bool { return pos < r.places[i].ends })
	if i == len(r.places) {
		return nil
	}
	return r.through(r.places[i].block, r.places[i].node)
}

// through returns what holds at the end of block, or where the expressions of
// the node until have been evaluated.
func (r *rounds) through(block *cfg.Block, until ast.Node) *moment {
	now := r.before[block].clone()
	switch s := block.Stmt.(type) {
	case *ast.RangeStmt:
		if block.Kind == cfg.KindRangeBody {
			made := r.madeOf(now, s.X)
			r.give(now, s.Key, made, nil)
			r.give(now, s.Value, made, nil)
		}
	case *ast.CaseClause:
		if v, ok := r.model.Pass.TypesInfo.Implicits[s].(*types.Var); ok && r.clauses[s] != nil {
			r.set(now, v, r.madeOf(now, r.clauses[s]))
		}
	}
	for _, node := range block.Nodes {
		r.evaluate(now, node)
		if node == until {
			return now
		}
		r.assign(now, node)
	}
	return now
}

// evaluate notes what the expressions of a node do: what is dereferenced is
// not nil, and a call may put something into what it is given.
func (r *rounds) evaluate(now *moment, node ast.Node) {
	ast.Inspect(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BinaryExpr:
			if n.Op == token.LAND || n.Op == token.LOR {
				r.evaluate(now, n.X) // the rest may not run
				return false
			}
		case *ast.CallExpr:
			for _, arg := range n.Args {
				r.evaluate(now, arg)
			}
			r.evaluate(now, n.Fun)
			r.fill(now, n)
			return false
		case *ast.StarExpr:
			r.dereferenced(now, n.X)
		case *ast.SelectorExpr:
			if r.dereferences(n) {
				r.dereferenced(now, n.X)
			}
		}
		return true
	})
}
