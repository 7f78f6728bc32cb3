package exhaustive

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A case that a fix adds must leave the function as the others do: who closes a
// channel, unlocks, or hands back half an answer where something fails, has to do
// so in every case.

// An exit is a statement by which a function returns an error.
type exit struct {
	ret  *ast.ReturnStmt
	loop ast.Node // the innermost loop around it, or nil
}

// exits returns the exits of the function around d, and whether all that the
// function does where something fails is to log and to return an error.
func (c *checker) exits(d *decision) (all []exit, plain bool) {
	around, body := function(d.cur)
	fn, ok := d.cur.Inspector().Root().FindNode(body)
	if !ok {
		return nil, false
	}
	plain = true
	for cur := range fn.Preorder((*ast.ReturnStmt)(nil), (*ast.IfStmt)(nil)) {
		if inner, _ := function(cur); inner != around {
			continue // of a function literal in it
		}
		switch n := cur.Node().(type) {
		case *ast.ReturnStmt:
			if len(n.Results) > 0 && c.isError(n.Results[len(n.Results)-1]) {
				all = append(all, exit{n, loop(cur)})
				plain = plain && !c.wrapsByHelper(n) && !c.actsBefore(cur)
			}
		case *ast.IfStmt:
			plain = plain && (!c.asksForError(n.Cond) || c.leavesWithError(n.Body))
		}
	}
	return all, plain
}

// asksForError reports whether a condition is that there is an error.
func (c *checker) asksForError(cond ast.Expr) bool {
	binary, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || binary.Op != token.NEQ || !c.isNil(binary.Y) {
		return false
	}
	t := c.pass.TypesInfo.TypeOf(binary.X)
	return t != nil && gotypes.IsError(t)
}

// leavesWithError reports whether a block ends by returning an error, or what a
// helper makes of one.
func (c *checker) leavesWithError(body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	switch last := body.List[len(body.List)-1].(type) {
	case *ast.ReturnStmt:
		return len(last.Results) > 0 && !c.isNil(last.Results[len(last.Results)-1])
	case *ast.ExprStmt:
		return c.neverReturns(last)
	}
	return false
}

// wrapsByHelper reports whether a return gives an error to a function of the
// package, which makes one of it.
func (c *checker) wrapsByHelper(ret *ast.ReturnStmt) bool {
	call, ok := ast.Unparen(ret.Results[len(ret.Results)-1]).(*ast.CallExpr)
	return ok && c.model.Decl(c.model.Callee(call)) != nil && slices.ContainsFunc(call.Args, c.isError)
}

// actsBefore reports whether the branch that a return ends does more than to log
// and to prepare what it returns.
func (c *checker) actsBefore(ret inspector.Cursor) bool {
	switch kind, _ := ret.ParentEdge(); kind {
	case edge.CaseClause_Body, edge.CommClause_Body:
	case edge.BlockStmt_List:
		if _, isIf := ret.Parent().Parent().Node().(*ast.IfStmt); !isIf {
			return false // the end of a function or of a round
		}
	default:
		return false
	}
	for cur, ok := ret.PrevSibling(); ok; cur, ok = cur.PrevSibling() {
		stmt, isStmt := cur.Node().(ast.Stmt)
		if isStmt && c.acts(stmt) {
			return true
		}
	}
	return false
}

// acts reports whether a statement changes something that others see. That of a
// log does not count.
func (c *checker) acts(stmt ast.Stmt) bool {
	switch s := stmt.(type) {
	case *ast.ExprStmt:
		call, ok := ast.Unparen(s.X).(*ast.CallExpr)
		if !ok {
			return true
		}
		return !knowledge.EffectOf(c.model.Callee(call)).Has(knowledge.Logs | knowledge.LogsDebug)
	case *ast.AssignStmt:
		return s.Tok != token.DEFINE
	case *ast.IfStmt, *ast.DeclStmt:
		return false
	}
	return true
}

// returnedBeside returns what the function around d returns beside an error, as
// text that means the same in another case of d: what the cases of d return, or
// else the exit that stands nearest, in the same loop if there is one. ok is false
// if these return different things, or things that cannot be written there. Where
// nothing returns an error, there are none.
func (c *checker) returnedBeside(d *decision, all []exit) (others []string, ok bool) {
	own := slices.DeleteFunc(slices.Clone(all), func(e exit) bool { return e.ret.Pos() < d.stmt.Pos() || e.ret.End() > d.stmt.End() })
	near := nearest(all, d, loop(d.cur))
	if near != nil {
		own = append(own, *near)
	}
	for i, e := range own {
		texts := []string{}
		for _, result := range e.ret.Results[:len(e.ret.Results)-1] {
			if !c.meansTheSame(d, result) {
				return nil, false
			}
			texts = append(texts, types.ExprString(result))
		}
		if i > 0 && !slices.Equal(texts, others) {
			return nil, false
		}
		others = texts
	}
	return others, true
}

// nearest returns the exit outside d that stands nearest before it, in the loop if
// one does.
func nearest(all []exit, d *decision, loop ast.Node) *exit {
	var best *exit
	for i, e := range all {
		inside := d.stmt.Pos() <= e.ret.Pos() && e.ret.End() <= d.stmt.End()
		switch {
		case inside:
		case loop != nil && e.loop == loop && (best == nil || best.loop != loop || e.ret.Pos() < d.stmt.Pos()):
			best = &all[i]
		case e.ret.Pos() < d.stmt.Pos() && (best == nil || best.loop == nil || best.loop != loop):
			best = &all[i]
		}
	}
	return best
}
