package codecompare

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/cozecode"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// A claim is something in the program that says what a code means: a name, a
// text, or an HTTP status that it leads to.
type claim struct {
	said  any // what stands in the program, as it is cited
	means []*knowledge.Meaning
	retry bool
}

// A verdict says whether a claim is right about a code.
type verdict int

const (
	silent verdict = iota // it says nothing of it
	right
	wrong
)

// judge compares a claim with the table.
func (cl claim) judge(code cozecode.Info) verdict {
	if cl.retry && knowledge.RetryHelps(code) {
		return right
	}
	wide := false
	for _, m := range cl.means {
		wide = wide || m.Wide
		if m.Fits(code) && !m.Wide {
			return right
		}
	}
	if wide || !cl.retry && len(cl.means) == 0 {
		return silent
	}
	return wrong
}

// isStatus reports whether a claim is an HTTP status.
func (cl claim) isStatus() bool {
	_, ok := cl.said.(messages.Message)
	return ok
}

// namesObject reports whether a claim says which object is missing.
func (cl claim) namesObject() bool {
	return len(cl.means) > 0 && !slices.ContainsFunc(cl.means, func(m *knowledge.Meaning) bool { return !slices.Contains(knowledge.Absent, m) })
}

// slows reports whether a claim says that one should slow down or try again.
func (cl claim) slows() bool {
	if cl.retry {
		return true
	}
	for _, m := range cl.means {
		if m.ID == "rate-limit" || m.ID == "busy" {
			return true
		}
	}
	return false
}

// nameClaim is what a name says, and nothing for most names.
func nameClaim(name string) []claim {
	means, retry := knowledge.MeaningsOf(name), knowledge.NamesRetry(name)
	if len(means) == 0 && !retry {
		return nil
	}
	return []claim{{said: name, means: means, retry: retry}}
}

// textClaim is what a fixed text says. It never stands for a retry: "try again
// later" is said of everything.
func textClaim(text string) []claim {
	means := knowledge.MeaningsOf(text)
	if len(means) == 0 {
		return nil
	}
	return []claim{{said: strconv.Quote(text), means: means}}
}

func statusClaim(status int64) []claim {
	m := knowledge.StatusMeanings[int(status)]
	if m == nil {
		return nil
	}
	return []claim{{said: messages.HTTPAnswer.With(status), means: []*knowledge.Meaning{m}}}
}

// maxDepth is how deep the arguments of calls and the elements of literals are
// looked at.
const maxDepth = 4

// exprClaims returns what an expression that a code leads to says of it.
func (c *checker) exprClaims(expr ast.Expr, depth int) []claim {
	if depth > maxDepth {
		return nil
	}
	expr = ast.Unparen(expr)
	if obj := c.packageLevel(expr); obj != nil {
		return c.objectClaims(obj)
	}
	if value := c.pass.TypesInfo.Types[expr].Value; value != nil {
		return valueClaims(value)
	}
	switch x := expr.(type) {
	case *ast.CallExpr:
		return c.callClaims(x, depth)
	case *ast.UnaryExpr:
		return c.exprClaims(x.X, depth)
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			return append(c.exprClaims(x.X, depth+1), c.exprClaims(x.Y, depth+1)...)
		}
	case *ast.CompositeLit:
		return c.literalClaims(x, nil, depth)
	}
	return nil
}

// valueClaims returns what a constant that is written out says.
func valueClaims(value constant.Value) []claim {
	switch value.Kind() {
	case constant.String:
		return textClaim(constant.StringVal(value))
	case constant.Int:
		if status, ok := constant.Int64Val(value); ok {
			return statusClaim(status)
		}
	}
	return nil
}

// packageLevel returns the constant or the variable of a package that expr
// names, or nil.
func (c *checker) packageLevel(expr ast.Expr) types.Object {
	var id *ast.Ident
	switch x := expr.(type) {
	case *ast.Ident:
		id = x
	case *ast.SelectorExpr:
		id = x.Sel
	default:
		return nil
	}
	switch obj := c.pass.TypesInfo.Uses[id].(type) {
	case *types.Const:
		if obj.Pkg() == nil {
			return nil // true, iota
		}
		return obj
	case *types.Var:
		if obj.Pkg() != nil && obj.Parent() == obj.Pkg().Scope() {
			return obj
		}
	}
	return nil
}

// objectClaims returns what a sentinel or a constant says, by its name and the
// text that it is.
func (c *checker) objectClaims(obj types.Object) []claim {
	if k, ok := obj.(*types.Const); ok {
		if obj.Pkg().Path() == "net/http" {
			return valueClaims(k.Val())
		}
		claims := nameClaim(obj.Name())
		if k.Val().Kind() == constant.String {
			claims = append(claims, textClaim(constant.StringVal(k.Val()))...)
		}
		return claims
	}
	claims := nameClaim(obj.Name())
	v := obj.(*types.Var)
	if defs := c.model.Defs(v); len(defs) == 1 && defs[0].Expr != nil && obj.Pkg() == c.pass.Pkg {
		if call, ok := ast.Unparen(defs[0].Expr).(*ast.CallExpr); ok {
			for _, arg := range call.Args {
				claims = append(claims, c.exprClaims(arg, maxDepth-1)...)
			}
		}
	}
	return claims
}

// callClaims returns what a call says: the name of a function that makes an
// error or a reply, and its arguments.
func (c *checker) callClaims(call *ast.CallExpr, depth int) []claim {
	var claims []claim
	if fn := c.model.Callee(call); fn != nil && fn.Signature().Results().Len() > 0 {
		if named := nameClaim(fn.Name()); len(named) > 0 && !named[0].retry {
			claims = named
		}
	}
	for _, arg := range call.Args {
		claims = append(claims, c.exprClaims(arg, depth+1)...)
	}
	return claims
}

// literalClaims returns what the elements of a literal say, but for one of
// them, and its type.
func (c *checker) literalClaims(lit *ast.CompositeLit, but ast.Expr, depth int) []claim {
	var claims []claim
	if named := gotypes.Named(c.pass.TypesInfo.TypeOf(lit)); named != nil {
		claims = nameClaim(named.Obj().Name())
	}
	for _, element := range lit.Elts {
		value := element
		if kv, ok := element.(*ast.KeyValueExpr); ok {
			value = kv.Value
			if key, ok := kv.Key.(*ast.Ident); ok && gotypes.IsTrue(c.pass.TypesInfo, value) {
				claims = append(claims, nameClaim(key.Name)...)
			}
		}
		if value != but {
			claims = append(claims, c.exprClaims(value, depth+1)...)
		}
	}
	return claims
}

// branchClaims returns what the statements that a branch always runs say of the
// code that leads there.
func (c *checker) branchClaims(at inspector.Cursor, body []ast.Stmt) []claim {
	var claims []claim
	for _, stmt := range body {
		switch stmt := stmt.(type) {
		case *ast.ReturnStmt:
			for _, result := range stmt.Results {
				claims = append(claims, c.exprClaims(result, 0)...)
				if gotypes.IsTrue(c.pass.TypesInfo, result) {
					claims = append(claims, c.functionClaims(at)...)
				}
			}
		case *ast.ExprStmt:
			if call, ok := ast.Unparen(stmt.X).(*ast.CallExpr); ok {
				for _, arg := range call.Args {
					claims = append(claims, c.exprClaims(arg, 0)...)
				}
			}
		case *ast.AssignStmt:
			claims = append(claims, c.assignmentClaims(stmt)...)
		case *ast.BranchStmt:
			if stmt.Tok == token.CONTINUE && triesAgain(at, body) {
				claims = append(claims, claim{said: "continue", retry: true})
			}
		}
	}
	return claims
}

func (c *checker) assignmentClaims(assign *ast.AssignStmt) []claim {
	var claims []claim
	for i, value := range assign.Rhs {
		claims = append(claims, c.exprClaims(value, 0)...)
		if len(assign.Lhs) == len(assign.Rhs) && gotypes.IsTrue(c.pass.TypesInfo, value) {
			claims = append(claims, nameClaim(nameOf(assign.Lhs[i]))...)
		}
	}
	return claims
}

// nameOf returns the last name in expr: Retryable of p.Retryable.
func nameOf(expr ast.Expr) string {
	switch x := ast.Unparen(expr).(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return x.Sel.Name
	}
	return ""
}

// triesAgain reports whether a branch that ends in continue does nothing but
// wait and print before, in a loop that is over no collection: an attempt that
// changed something may succeed.
func triesAgain(at inspector.Cursor, body []ast.Stmt) bool {
	for _, stmt := range body[:len(body)-1] {
		expr, ok := stmt.(*ast.ExprStmt)
		if !ok {
			return false
		}
		call, ok := expr.X.(*ast.CallExpr)
		if !ok || nameOf(call.Fun) != "Sleep" && !knowledge.IsPassive(nameOf(call.Fun)) {
			return false
		}
	}
	for loop := range at.Enclosing((*ast.ForStmt)(nil), (*ast.RangeStmt)(nil), (*ast.FuncLit)(nil), (*ast.FuncDecl)(nil)) {
		_, ok := loop.Node().(*ast.ForStmt)
		return ok
	}
	return false
}

// functionClaims returns what the name of the function around at says, if it
// answers yes or no, and the error that a method Is is asked about.
func (c *checker) functionClaims(at inspector.Cursor) []claim {
	for fn := range at.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		var name string
		var sig types.Type
		switch n := fn.Node().(type) {
		case *ast.FuncDecl:
			name, sig = n.Name.Name, c.pass.TypesInfo.TypeOf(n.Name)
		case *ast.FuncLit:
			name, sig = c.heldBy(fn), c.pass.TypesInfo.TypeOf(n)
		}
		if s, ok := sig.(*types.Signature); !ok || s.Results().Len() == 0 || !gotypes.IsBool(s.Results().At(0).Type()) {
			return nil
		}
		return append(nameClaim(name), c.askedAbout(at)...)
	}
	return nil
}

// askedAbout returns what the errors of the case around at say, in a switch
// over an error: case ErrRateLimited.
func (c *checker) askedAbout(at inspector.Cursor) []claim {
	var claims []claim
	for clause := range at.Enclosing((*ast.CaseClause)(nil)) {
		for _, expr := range clause.Node().(*ast.CaseClause).List {
			if obj, ok := c.packageLevel(ast.Unparen(expr)).(*types.Var); ok {
				claims = append(claims, c.objectClaims(obj)...)
			}
		}
	}
	return claims
}

// heldBy returns the name of what the expression at a cursor is put into: a
// variable, a field, an element of a map.
func (c *checker) heldBy(at inspector.Cursor) string {
	kind, i := at.ParentEdge()
	switch parent := at.Parent().Node().(type) {
	case *ast.ValueSpec:
		if i < len(parent.Names) {
			return parent.Names[i].Name
		}
	case *ast.AssignStmt:
		if kind == edge.AssignStmt_Rhs && len(parent.Lhs) == len(parent.Rhs) {
			return nameOf(parent.Lhs[i])
		}
	case *ast.KeyValueExpr:
		if text, ok := cozemodel.TextValue(c.pass.TypesInfo, parent.Key); ok {
			return text
		}
		return nameOf(parent.Key)
	}
	return ""
}
