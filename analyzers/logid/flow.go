package logid

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
)

// A flow is the control-flow graph of a function, and where the conditions
// in it stand in the source.
type flow struct {
	graph      *cfg.CFG
	conditions map[ast.Expr]branch
	blockEnd   map[ast.Stmt]token.Pos // of the statement list that holds a statement
	defers     []*ast.DeferStmt
}

// A branch is the statement that a condition decides.
type branch struct {
	stmt   ast.Stmt        // *ast.IfStmt, *ast.ForStmt or *ast.SwitchStmt
	clause *ast.CaseClause // of a switch
}

// build makes the flow of f if it has none yet.
func (f *function) build(c *checker) {
	if f.flow != nil {
		return
	}
	f.flow = &flow{
		conditions: make(map[ast.Expr]branch),
		blockEnd:   make(map[ast.Stmt]token.Pos),
	}
	f.flow.graph = cfg.New(f.body, c.mayReturn)
	ast.Inspect(f.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			f.flow.defers = append(f.flow.defers, n)
		case *ast.BlockStmt:
			f.flow.list(n.List, n.End())
		case *ast.CaseClause:
			f.flow.list(n.Body, n.End())
		case *ast.CommClause:
			f.flow.list(n.Body, n.End())
		case *ast.IfStmt:
			f.flow.conditions[n.Cond] = branch{stmt: n}
		case *ast.ForStmt:
			if n.Cond != nil {
				f.flow.conditions[n.Cond] = branch{stmt: n}
			}
		case *ast.SwitchStmt:
			for _, clause := range n.Body.List {
				clause := clause.(*ast.CaseClause)
				for _, cond := range clause.List {
					f.flow.conditions[cond] = branch{n, clause}
				}
			}
		}
		return true
	})
}

func (f *flow) list(stmts []ast.Stmt, end token.Pos) {
	for _, stmt := range stmts {
		f.blockEnd[stmt] = end
	}
}

// condition returns the condition that decides where block leads, or nil.
func condition(block *cfg.Block) ast.Expr {
	if len(block.Succs) != 2 || len(block.Nodes) == 0 {
		return nil
	}
	cond, _ := block.Nodes[len(block.Nodes)-1].(ast.Expr)
	return cond
}

// comparison returns the comparison that cond is: a binary expression, or
// the case of a switch compared with its tag.
func (f *flow) comparison(cond ast.Expr) (left, right ast.Expr, op token.Token, ok bool) {
	if b, isCase := f.conditions[cond]; isCase && b.clause != nil {
		if tag := b.stmt.(*ast.SwitchStmt).Tag; tag != nil {
			return tag, cond, token.EQL, true
		}
	}
	binary, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok {
		return nil, nil, 0, false
	}
	switch binary.Op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return binary.X, binary.Y, binary.Op, true
	}
	return nil, nil, 0, false
}

// region returns the source range that is entered only if cond turned out
// as given.
func (f *flow) region(cond ast.Expr, outcome bool) [2]token.Pos {
	b, ok := f.conditions[cond]
	if !ok {
		return [2]token.Pos{}
	}
	switch stmt := b.stmt.(type) {
	case *ast.IfStmt:
		switch {
		case outcome:
			return [2]token.Pos{stmt.Body.Pos(), stmt.Body.End()}
		case stmt.Else != nil:
			return [2]token.Pos{stmt.Else.Pos(), stmt.Else.End()}
		case terminates(stmt.Body.List):
			return [2]token.Pos{stmt.End(), f.blockEnd[stmt]}
		}
	case *ast.ForStmt:
		if outcome {
			return [2]token.Pos{stmt.Body.Pos(), stmt.Body.End()}
		}
		return [2]token.Pos{stmt.End(), f.blockEnd[stmt]}
	case *ast.SwitchStmt:
		switch {
		case outcome:
			return [2]token.Pos{b.clause.Pos(), b.clause.End()}
		case terminates(b.clause.Body):
			return [2]token.Pos{stmt.Body.Pos(), f.blockEnd[stmt]}
		}
		return [2]token.Pos{stmt.Body.Pos(), stmt.Body.End()}
	}
	return [2]token.Pos{}
}

// A fact is an operand of a condition and how it turned out.
type fact struct {
	operand ast.Expr
	outcome bool
}

// facts returns what may be known when cond turned out as given: its
// operands, behind negations, conjunctions and disjunctions.
func facts(cond ast.Expr, outcome bool) []fact {
	switch x := cond.(type) {
	case *ast.ParenExpr:
		return facts(x.X, outcome)
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			return facts(x.X, !outcome)
		}
	case *ast.BinaryExpr:
		if x.Op == token.LAND || x.Op == token.LOR {
			return append(facts(x.X, outcome), facts(x.Y, outcome)...)
		}
	}
	return []fact{{cond, outcome}}
}

// terminates reports whether a statement list does not lead to what stands
// behind it.
func terminates(list []ast.Stmt) bool {
	if len(list) == 0 {
		return false
	}
	switch last := list[len(list)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	case *ast.BlockStmt:
		return terminates(last.List)
	case *ast.IfStmt:
		alternative, ok := last.Else.(*ast.BlockStmt)
		return ok && terminates(last.Body.List) && terminates(alternative.List)
	case *ast.ExprStmt:
		call, ok := last.X.(*ast.CallExpr)
		return ok && neverReturns(call)
	}
	return false
}

// neverReturns reports whether call ends the program or the test by its name
// alone.
func neverReturns(call *ast.CallExpr) bool {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		return fun.Name == "panic"
	case *ast.SelectorExpr:
		switch fun.Sel.Name {
		case "Fatal", "Fatalf", "Fatalln", "FailNow", "Exit", "Goexit", "Panic", "Panicf", "Panicln", "Skip", "Skipf", "SkipNow":
			return true
		}
	}
	return false
}

// noReturn are the functions after which nothing follows, by package path.
var noReturn = map[string]map[string]bool{
	"os":      {"Exit": true},
	"runtime": {"Goexit": true},
	"log":     {"Fatal": true, "Fatalf": true, "Fatalln": true, "Panic": true, "Panicf": true, "Panicln": true},
	"testing": {"Fatal": true, "Fatalf": true, "FailNow": true, "Skip": true, "Skipf": true, "SkipNow": true},

	"github.com/sirupsen/logrus": {"Fatal": true, "Fatalf": true, "Fatalln": true, "Panic": true, "Panicf": true},
	"go.uber.org/zap":            {"Fatal": true, "Fatalf": true, "Fatalw": true, "Panic": true},
	"k8s.io/klog/v2":             {"Fatal": true, "Fatalf": true, "Exit": true, "Exitf": true},
}

func (c *checker) mayReturn(call *ast.CallExpr) bool {
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && id.Name == "panic" {
		_, isBuiltin := c.pass.TypesInfo.Uses[id].(*types.Builtin)
		return !isBuiltin
	}
	fn := c.model.Callee(call)
	return fn == nil || fn.Pkg() == nil || !noReturn[fn.Pkg().Path()][fn.Name()]
}

// root returns the variable that a chain of selectors, indexes and calls
// begins with, or nil.
func root(info *types.Info, expr ast.Expr) *types.Var {
	for {
		switch x := ast.Unparen(expr).(type) {
		case *ast.Ident:
			v, _ := info.ObjectOf(x).(*types.Var)
			return v
		case *ast.SelectorExpr:
			if _, isPackage := info.Uses[identOf(x.X)].(*types.PkgName); isPackage {
				return cozemodel.Variable(info, x)
			}
			expr = x.X
		case *ast.StarExpr:
			expr = x.X
		case *ast.IndexExpr:
			expr = x.X
		case *ast.TypeAssertExpr:
			expr = x.X
		case *ast.UnaryExpr:
			expr = x.X
		case *ast.CallExpr:
			sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
			if !ok {
				return nil
			}
			expr = sel.X
		default:
			return nil
		}
	}
}

func identOf(expr ast.Expr) *ast.Ident {
	id, _ := ast.Unparen(expr).(*ast.Ident)
	return id
}
