package codecompare

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/cozecode"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// meanings collects what the comparisons of a package say that codes mean
// (CZ1005), and which codes a function has for slowing down (CZ1006).
type meanings struct {
	wrong map[wrongKey]*wrongMeaning
	named map[*types.Const]bool // the constants that were judged, and whether their names are wrong
	slow  map[token.Pos]*slowCodes
}

// A wrongKey is one branch, row, set or constant with what is wrong there.
type wrongKey struct {
	at   token.Pos
	said any
}

type wrongMeaning struct {
	claim claim
	codes []takenCode
}

// A takenCode is a code at the place where it is written.
type takenCode struct {
	at   analysis.Range
	info cozecode.Info
}

// takes looks at what a comparison with operand, a code, leads to.
func (c *checker) takes(code, operand ast.Expr, value int64) {
	if !c.reporter.Enabled(WrongMeaning) && !c.reporter.Enabled(SlowMissing) {
		return
	}
	info, known := cozecode.Lookup(int(value))
	cur, ok := c.model.Cursor(operand)
	if !ok {
		return
	}
	at, claims := c.claimsAbout(cur, code)
	c.noteSlow(cur, operand, value, claims)
	if !known {
		return
	}
	if k := constantOf(c.pass.TypesInfo, operand); k != nil && c.misnamed(k, operand, info) {
		return
	}
	c.judge(at, claims, takenCode{operand, info})
}

// judge reports a code if what is said of it is wrong, and nothing is right. An HTTP
// status is no more than a class: that something is missing does not say what.
func (c *checker) judge(at token.Pos, claims []claim, code takenCode) {
	var first *claim
	inClass := false
	for i := range claims {
		switch claims[i].judge(code.info) {
		case right:
			if !claims[i].isStatus() {
				return
			}
			inClass = true
		case wrong:
			if first == nil {
				first = &claims[i]
			}
		}
	}
	if first == nil || inClass && !first.namesObject() {
		return
	}
	key := wrongKey{at, first.said}
	if message, ok := first.said.(messages.Message); ok {
		key.said = message.In(messages.English)
	}
	if c.meanings.wrong[key] == nil {
		c.meanings.wrong[key] = &wrongMeaning{claim: *first}
	}
	c.meanings.wrong[key].codes = append(c.meanings.wrong[key].codes, code)
}

// misnamed reports whether the name of a constant says something else than its
// code means. It is reported where the constant is declared, if that is here.
func (c *checker) misnamed(k *types.Const, use ast.Expr, info cozecode.Info) bool {
	claims := nameClaim(k.Name())
	is, judged := c.meanings.named[k]
	if judged {
		return is
	}
	is = len(claims) > 0 && claims[0].judge(info) == wrong
	c.meanings.named[k] = is
	if !is {
		return false
	}
	var at analysis.Range = use
	if k.Pkg() == c.pass.Pkg && !c.model.TestFile(k.Pos()) {
		at = nameRange{k}
	}
	c.judge(k.Pos(), claims, takenCode{at, info})
	return true
}

// nameRange is where an object is declared.
type nameRange struct{ obj types.Object }

func (r nameRange) Pos() token.Pos { return r.obj.Pos() }
func (r nameRange) End() token.Pos { return r.obj.Pos() + token.Pos(len(r.obj.Name())) }

// claimsAbout returns what is said of the code operand, which stands at cur
// and is compared with code, and the branch, row or set that says so.
func (c *checker) claimsAbout(cur inspector.Cursor, code ast.Expr) (token.Pos, []claim) {
	kind, _ := cur.ParentEdge()
	switch kind {
	case edge.KeyValueExpr_Key, edge.KeyValueExpr_Value, edge.CompositeLit_Elts:
		return c.rowClaims(cur, code)
	}
	return c.conditionClaims(cur)
}

// rowClaims returns what a set says of one of its elements: the row, the name
// of the set, and the branch that a code in the set leads to.
func (c *checker) rowClaims(cur inspector.Cursor, code ast.Expr) (token.Pos, []claim) {
	operand := cur.Node().(ast.Expr)
	row := cur
	if kv, ok := cur.Parent().Node().(*ast.KeyValueExpr); ok {
		row = cur.Parent()
		if kv.Key == operand {
			if claims := c.exprClaims(kv.Value, 0); len(claims) > 0 {
				return operand.Pos(), claims
			}
			if c.isFalse(kv.Value) {
				return operand.Pos(), nil
			}
		}
	}
	lit, ok := row.Parent().Node().(*ast.CompositeLit)
	if !ok {
		return operand.Pos(), nil
	}
	if _, isStruct := c.pass.TypesInfo.TypeOf(lit).Underlying().(*types.Struct); isStruct {
		return operand.Pos(), c.literalClaims(lit, operand, 0)
	}
	claims := nameClaim(c.heldBy(row.Parent()))
	if site, ok := c.model.Cursor(code); ok {
		_, more := c.conditionClaims(site)
		claims = append(claims, more...)
	}
	return lit.Pos(), claims
}

func (c *checker) isFalse(expr ast.Expr) bool {
	value := c.pass.TypesInfo.Types[expr].Value
	return value != nil && gotypes.IsBool(c.pass.TypesInfo.TypeOf(expr)) && !gotypes.IsTrue(c.pass.TypesInfo, expr)
}

// conditionClaims returns what follows from a comparison, and where: the body of
// the branch, the name of the function that returns it, or of what it is put
// into.
func (c *checker) conditionClaims(cur inspector.Cursor) (token.Pos, []claim) {
	var claims []claim
	for {
		kind, _ := cur.ParentEdge()
		parent := cur.Parent()
		switch kind {
		case edge.ParenExpr_X, edge.CallExpr_Args, edge.IndexExpr_Index:
		case edge.BinaryExpr_X, edge.BinaryExpr_Y:
			op := parent.Node().(*ast.BinaryExpr)
			switch op.Op {
			case token.LAND:
				claims = append(claims, c.besideClaims(op, cur.Node())...)
			case token.EQL, token.LOR:
			default:
				return cur.Node().Pos(), nil
			}
		case edge.IfStmt_Cond:
			body := parent.Node().(*ast.IfStmt).Body
			return body.Pos(), append(claims, c.branchClaims(parent, body.List)...)
		case edge.CaseClause_List:
			clause := parent.Node().(*ast.CaseClause)
			return clause.Pos(), append(claims, c.branchClaims(parent, clause.Body)...)
		case edge.ReturnStmt_Results:
			if !gotypes.IsBool(c.pass.TypesInfo.TypeOf(cur.Node().(ast.Expr))) {
				return cur.Node().Pos(), nil
			}
			return parent.Node().Pos(), append(claims, c.functionClaims(parent)...)
		case edge.AssignStmt_Rhs, edge.ValueSpec_Values, edge.KeyValueExpr_Value:
			if !gotypes.IsBool(c.pass.TypesInfo.TypeOf(cur.Node().(ast.Expr))) {
				return cur.Node().Pos(), nil
			}
			return parent.Node().Pos(), append(claims, nameClaim(c.heldBy(cur))...)
		default:
			return cur.Node().Pos(), nil
		}
		cur = parent
	}
}

// besideClaims returns what the other condition beside that of a code says, as
// in target == ErrRateLimited && e.Code == 4015.
func (c *checker) besideClaims(both *ast.BinaryExpr, code ast.Node) []claim {
	other := both.X
	if other == code {
		other = both.Y
	}
	equal, ok := ast.Unparen(other).(*ast.BinaryExpr)
	if !ok || equal.Op != token.EQL {
		return nil
	}
	var claims []claim
	for _, side := range []ast.Expr{equal.X, equal.Y} {
		if v, ok := c.packageLevel(ast.Unparen(side)).(*types.Var); ok {
			claims = append(claims, c.objectClaims(v)...)
		}
	}
	return claims
}

// reportMeanings reports what was found, in the order of the source.
func (c *checker) reportMeanings() {
	c.judgeDeclared()
	list := make([]*wrongMeaning, 0, len(c.meanings.wrong))
	for _, w := range c.meanings.wrong {
		slices.SortFunc(w.codes, func(a, b takenCode) int { return cmp.Compare(a.at.Pos(), b.at.Pos()) })
		list = append(list, w)
	}
	slices.SortFunc(list, func(a, b *wrongMeaning) int { return cmp.Compare(a.codes[0].at.Pos(), b.codes[0].at.Pos()) })
	for _, w := range list {
		c.reportMeaning(w)
	}
	c.reportSlow()
}

func (c *checker) reportMeaning(w *wrongMeaning) {
	first := w.codes[0]
	f := report.Finding{Check: WrongMeaning, Range: first.at, Message: c.sayTaken(w.claim, first.info)}
	for _, more := range w.codes[1:] {
		f.Related = append(f.Related, analysis.RelatedInformation{
			Pos: more.at.Pos(), End: more.at.End(),
			Message: c.reporter.Say(messages.TakenToo, describe(int64(more.info.Code))),
		})
	}
	c.reporter.Report(f)
}

func (c *checker) sayTaken(cl claim, info cozecode.Info) string {
	what := describe(int64(info.Code))
	if len(cl.means) == 0 {
		return c.reporter.Say(messages.TriedAgain, what, cl.said, sayRetry(info))
	}
	id := cl.means[0].ID
	return c.reporter.Say(messages.TakenFor, what, messages.Meanings[id], cl.said, messages.MeaningCodes[id])
}

// sayRetry says what a code needs before a retry can succeed.
func sayRetry(info cozecode.Info) messages.Message {
	if info.Retry == cozecode.RetryNever {
		return messages.RetryNever.With()
	}
	return messages.RetryAfter.With(messages.Plain(info.After, messages.After[info.Code]))
}

// judgeDeclared looks at constants that no code is compared with here, because
// others do so. They are codes of Coze if the package is Coze's and another
// constant beside them has the name that its code has in the table.
func (c *checker) judgeDeclared() {
	if !c.model.NamedForCoze() || !c.reporter.Enabled(WrongMeaning) {
		return
	}
	for cur := range c.model.Inspect.Root().Preorder((*ast.GenDecl)(nil)) {
		decl := cur.Node().(*ast.GenDecl)
		if decl.Tok != token.CONST || c.model.TestFile(decl.Pos()) {
			continue
		}
		rightly := false
		var mistaken []takenCode
		for _, spec := range decl.Specs {
			for _, name := range spec.(*ast.ValueSpec).Names {
				k, info, ok := c.declaredCode(name)
				if !ok {
					continue
				}
				if claims := nameClaim(k.Name()); len(claims) > 0 {
					v := claims[0].judge(info)
					rightly = rightly || v == right
					if _, judged := c.meanings.named[k]; v == wrong && !judged {
						mistaken = append(mistaken, takenCode{nameRange{k}, info})
					}
				}
			}
		}
		for _, code := range mistaken {
			if rightly {
				c.judge(code.at.Pos(), nameClaim(code.at.(nameRange).obj.Name()), code)
			}
		}
	}
}

// declaredCode returns the code of the table that a constant of the package
// has for its value.
func (c *checker) declaredCode(name *ast.Ident) (*types.Const, cozecode.Info, bool) {
	k, ok := c.pass.TypesInfo.Defs[name].(*types.Const)
	if !ok || k.Parent() != c.pass.Pkg.Scope() {
		return nil, cozecode.Info{}, false
	}
	value, ok := intOf(k)
	if !ok {
		return nil, cozecode.Info{}, false
	}
	info, ok := cozecode.Lookup(int(value))
	return k, info, ok
}
