package exhaustive

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkLookup reports a map with constant keys that is indexed by a Coze
// code where nothing catches the other codes: CZ4001, or CZ4005 if what the
// map gives is returned as the error.
func (c *checker) checkLookup(cur inspector.Cursor, index *ast.IndexExpr) {
	t := c.pass.TypesInfo.TypeOf(index.X)
	if t == nil {
		return
	}
	m, ok := t.Underlying().(*types.Map)
	if !ok || !tells(m.Elem()) {
		return
	}
	literal := c.model.Literal(index.X)
	if literal == nil {
		return
	}
	if code, ok := c.model.Code(index.Index); !ok || code.Kind == cozemodel.AuthCode {
		if _, isFunc := m.Elem().Underlying().(*types.Signature); isFunc {
			c.checkHandlers(cur, index, literal)
		}
		return
	}
	var keys []ast.Expr
	for _, elt := range literal.Elts {
		kv, ok := elt.(*ast.KeyValueExpr)
		if !ok || c.pass.TypesInfo.Types[kv.Key].Value == nil {
			return
		}
		keys = append(keys, kv.Key)
	}
	listed := listedCodes(c.numbers(keys))
	missing := missingCodes(listed)
	if len(listed) == 0 || len(missing) == 0 || c.exhaustiveIgnore(literal.Pos()) || c.missCaught(cur) || c.guarded(cur, index) || c.selectsSentinel(cur) || c.advises(cur, index) {
		return
	}
	f := report.Finding{
		Check:   MissingCodes,
		Range:   index,
		Message: c.reporter.Say(messages.MapMisses, types.ExprString(index.X), examples(missing, listed)),
	}
	if c.returned(cur) && gotypes.IsError(m.Elem()) {
		f.Check = UnknownIsSuccess
		f.Message = c.reporter.Say(messages.MapErrorNil, types.ExprString(index.X))
	}
	c.report(f)
}

// advises reports whether what a map gives is only said beside the code: the map,
// or the variable that it is put into, is named for that.
func (c *checker) advises(cur inspector.Cursor, index *ast.IndexExpr) bool {
	if knowledge.NamesAdvice(types.ExprString(index.X)) {
		return true
	}
	if assign, ok := cur.Parent().Node().(*ast.AssignStmt); ok && len(assign.Lhs) == 1 && knowledge.NamesAdvice(types.ExprString(assign.Lhs[0])) {
		return true
	}
	return false
}

// tells reports whether a map element says something about a code. Of a set
// or a table of flags, the zero value is an answer too.
func tells(elem types.Type) bool {
	switch t := elem.Underlying().(type) {
	case *types.Basic:
		return t.Info()&types.IsString != 0
	case *types.Interface, *types.Signature, *types.Pointer:
		return true
	}
	return false
}

// missCaught reports whether a lookup tells a miss from a hit: by its second
// result, or because what it gives is compared.
func (c *checker) missCaught(cur inspector.Cursor) bool {
	for {
		kind, _ := cur.ParentEdge()
		if kind != edge.ParenExpr_X {
			break
		}
		cur = cur.Parent()
	}
	switch parent := cur.Parent().Node().(type) {
	case *ast.AssignStmt:
		if len(parent.Lhs) != len(parent.Rhs) {
			return true
		}
		kind, i := cur.ParentEdge()
		return kind != edge.AssignStmt_Rhs || c.comparedInFunction(cur, parent.Lhs[i])
	case *ast.ValueSpec:
		if len(parent.Names) != len(parent.Values) {
			return true
		}
		_, i := cur.ParentEdge()
		return c.comparedInFunction(cur, parent.Names[i])
	case *ast.BinaryExpr, *ast.SwitchStmt:
		return true
	case *ast.CallExpr:
		// A helper like cmp.Or catches it; a log line has the code beside.
		kind, _ := cur.ParentEdge()
		return kind == edge.CallExpr_Args
	}
	return false
}

// guarded reports whether a lookup stands in an if that asked for the same
// element: if _, ok := texts[code]; ok { return texts[code] }.
func (c *checker) guarded(cur inspector.Cursor, index *ast.IndexExpr) bool {
	text := types.ExprString(index)
	for stmt := range cur.Enclosing((*ast.IfStmt)(nil)) {
		ifStmt := stmt.Node().(*ast.IfStmt)
		assign, ok := ifStmt.Init.(*ast.AssignStmt)
		if ok && len(assign.Lhs) == 2 && len(assign.Rhs) == 1 && types.ExprString(assign.Rhs[0]) == text && index.Pos() > ifStmt.Body.Pos() {
			return true
		}
	}
	return false
}

// comparedInFunction reports whether the variable is compared somewhere in
// its function.
func (c *checker) comparedInFunction(cur inspector.Cursor, variable ast.Expr) bool {
	v := cozemodel.Variable(c.pass.TypesInfo, variable)
	_, body := function(cur)
	if v == nil || v.IsField() || body == nil {
		return true // somebody else may
	}
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ || n.Op == token.GTR {
				found = found || c.root(n.X) == v || c.root(n.Y) == v
			}
		case *ast.CallExpr:
			if id, ok := n.Fun.(*ast.Ident); ok && id.Name == "len" && len(n.Args) == 1 {
				found = found || c.root(n.Args[0]) == v
			}
		}
		return !found
	})
	return found
}

// returned reports whether a lookup is the last result of a return.
func (c *checker) returned(cur inspector.Cursor) bool {
	ret, ok := cur.Parent().Node().(*ast.ReturnStmt)
	return ok && ret.Results[len(ret.Results)-1] == cur.Node()
}
