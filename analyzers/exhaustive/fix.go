package exhaustive

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/astedit"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/cozecode"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// defaultFix adds a default that returns the error, where 0 cannot get there.
func (c *checker) defaultFix(d *decision) []analysis.SuggestedFix {
	text, imports, ok := c.returnError(d, c.codeError(d))
	if !ok || !c.successExcluded(d) {
		return nil
	}
	if next, ok := d.cur.NextSibling(); ok && c.casesLeave(d) {
		// A default would leave what follows unreachable: it is the default.
		ret, ok := next.Node().(*ast.ReturnStmt)
		if !ok {
			return nil
		}
		return []analysis.SuggestedFix{{
			Message:   c.reporter.Say(messages.ReturnError),
			TextEdits: append(imports, astedit.Replace(ret, text)),
		}}
	}
	if c.casesLeave(d) && !endsBranch(d.cur) {
		return nil
	}
	return c.insertClause(d.stmt, clauseText{"default:", []string{text}, imports}, c.reporter.Say(messages.AddDefault))
}

// endsBranch reports whether a statement, the last of its list, may leave
// without what stands behind the list getting out of reach: it is in an if
// without an else, in the body of a loop, or ends the function.
func endsBranch(cur inspector.Cursor) bool {
	if kind, _ := cur.ParentEdge(); kind != edge.BlockStmt_List {
		return false
	}
	block := cur.Parent()
	switch outer := block.Parent().Node().(type) {
	case *ast.IfStmt:
		return outer.Else == nil
	case *ast.ForStmt, *ast.RangeStmt, *ast.FuncDecl, *ast.FuncLit:
		return true
	}
	return false
}

// returnFix lets a default return the error in the place of nil.
func (c *checker) returnFix(d *decision, ret *ast.ReturnStmt) []analysis.SuggestedFix {
	text, imports, ok := c.returnError(d, c.codeError(d))
	if !ok || !c.successExcluded(d) {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message:   c.reporter.Say(messages.ReturnError),
		TextEdits: append(imports, astedit.Replace(ret, text)),
	}}
}

// failureFix adds a case for the failure that returns an error.
func (c *checker) failureFix(d *decision) []analysis.SuggestedFix {
	if c.failuresDoMore(d) {
		return nil
	}
	body, err := c.eventError(d)
	text, imports, ok := c.returnError(d, err)
	if !ok {
		return nil
	}
	body = append(body, text)
	for _, member := range d.domain.Members {
		if member.Outcome != cozemodel.Failure {
			continue
		}
		name, ok := c.memberName(d, member)
		if !ok {
			return nil
		}
		if !d.tagged() {
			name = types.ExprString(d.subject) + " == " + name
		}
		return c.insertClause(d.stmt, clauseText{"case " + name + ":", body, imports}, c.reporter.Say(messages.AddFailureCase))
	}
	return nil
}

// failuresDoMore reports whether a case of d that returns an error, or is about
// a chat that ended without an answer, does more than return: counts, logs, or
// ends a stream. A new case would have to do so as well.
func (c *checker) failuresDoMore(d *decision) bool {
	return slices.ContainsFunc(d.clauses, func(cl clause) bool {
		ret, returns := lastReturn(cl.node)
		fails := returns && c.isError(ret.Results[len(ret.Results)-1])
		for _, value := range cl.values {
			wire, ok := c.events.Wire(value)
			member, known := d.domain.Member(wire)
			fails = fails || ok && known && (member.Outcome == cozemodel.Aborted || member.Outcome == cozemodel.Canceled)
		}
		return fails && (len(cl.node.Body) != 1 || !returns)
	})
}

// isError reports whether expr is an error, and not nil.
func (c *checker) isError(expr ast.Expr) bool {
	t := c.pass.TypesInfo.TypeOf(expr)
	return t != nil && !c.isNil(expr) && gotypes.ImplementsError(t)
}

// tagged reports whether the cases of d list values of its tag.
func (d *decision) tagged() bool { return d.subject == d.stmt.Tag }

// retryFix adds codes to the case that retries.
func (c *checker) retryFix(cl clause, missing []cozecode.Info) []analysis.SuggestedFix {
	if len(cl.node.List) != len(cl.values) {
		return nil // x == 4009 || x == 5000
	}
	last := cl.node.List[len(cl.node.List)-1]
	var text strings.Builder
	for _, info := range missing {
		name, ok := c.codeName(last, info)
		if !ok {
			return nil
		}
		text.WriteString(", " + name)
	}
	if cl.node.List[0] != cl.values[0] {
		return nil // a tagless switch
	}
	return []analysis.SuggestedFix{{
		Message:   c.reporter.Say(messages.AddCodes, names(missing)),
		TextEdits: []analysis.TextEdit{astedit.Insert(last.End(), text.String())},
	}}
}

// successExcluded reports whether 0 cannot reach a default of d: a case
// lists it, the code is that of an error, or the switch is in an if that
// asks for another code.
func (c *checker) successExcluded(d *decision) bool {
	if d.success(c) || c.sdkError(d) {
		return true
	}
	for cur := range d.cur.Enclosing((*ast.IfStmt)(nil), (*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		stmt, ok := cur.Node().(*ast.IfStmt)
		if !ok {
			return false
		}
		cond, ok := ast.Unparen(stmt.Cond).(*ast.BinaryExpr)
		if ok && cond.Op == token.NEQ && c.isZero(cond.Y) && stmt.Body.Pos() < d.stmt.Pos() && d.stmt.End() < stmt.Body.End() &&
			types.ExprString(cond.X) == types.ExprString(d.subject) {
			return true
		}
	}
	return false
}

func (c *checker) sdkError(d *decision) bool {
	if d.code.Holder == nil {
		return false
	}
	t := c.pass.TypesInfo.TypeOf(d.code.Holder)
	_, isPointer := types.Unalias(t).(*types.Pointer)
	name := c.model.SDKTypeName(t)
	return isPointer && (name == "Error" || name == "AuthError")
}

// An errorText is the expression of an error that a fix returns, and the edits
// that import what it needs.
type errorText struct {
	expr    string // "" if there is none
	imports []analysis.TextEdit
}

// codeError is the error that a code is, with the log ID.
func (c *checker) codeError(d *decision) errorText {
	if c.sdkError(d) {
		if !simple(d.code.Holder) {
			return errorText{}
		}
		return errorText{expr: types.ExprString(d.code.Holder)}
	}
	return c.errorf(d, "coze: code %v", nil)
}

// eventError is the error that a failure is, with its reason and the log ID, and
// the statements that go before. There is none where the log ID is not at hand,
// or what the event says would be dropped.
func (c *checker) eventError(d *decision) (before []string, err errorText) {
	if before, name, ok := c.chatReason(d); ok {
		return before, c.errorf(d, "coze: %v", []reason{{"%+v", name}})
	}
	why := c.reasonOf(d)
	if len(why) == 0 {
		why = c.textOf(d)
	}
	if len(why) == 0 && !d.domain.Status {
		return nil, errorText{}
	}
	return nil, c.errorf(d, "coze: %v", why)
}

func (c *checker) errorf(d *decision, format string, why []reason) errorText {
	id := c.model.LogIDAt(d.subject.Pos(), d.subject)
	if !id.Sure() {
		return errorText{}
	}
	file := astedit.File(c.pass, d.stmt.Pos())
	name, imports, ok := astedit.Import(c.pass, file, d.stmt.Body.Rbrace, "fmt", "fmt")
	if !ok || !simple(d.subject) {
		return errorText{}
	}
	args := types.ExprString(d.subject)
	for _, r := range why {
		format += ": " + r.verb
		args += ", " + r.expr
	}
	return errorText{fmt.Sprintf("%s.Errorf(%q, %s, %s)", name, format+" logid=%s", args, id.Expr), imports}
}

// simple reports whether expr can be written again without a further call.
func simple(expr ast.Expr) bool {
	switch x := ast.Unparen(expr).(type) {
	case *ast.Ident:
		return true
	case *ast.SelectorExpr:
		return simple(x.X)
	}
	return false
}

// returnError is the statement that returns the error from the function around
// d, and beside it what the function returns beside other errors, or else the
// zero value of every other result. There is none where the function does more
// than that when something fails.
func (c *checker) returnError(d *decision, err errorText) (text string, imports []analysis.TextEdit, ok bool) {
	funcType, _ := function(d.cur)
	if err.expr == "" || !c.errorResult(funcType) {
		return "", nil, false
	}
	exits, plain := c.exits(d)
	if !plain {
		return "", nil, false
	}
	values, ok := c.returnedBeside(d, exits)
	if len(exits) == 0 {
		values, ok = c.zeroValues(funcType)
	}
	return "return " + strings.Join(append(values, err.expr), ", "), err.imports, ok
}

// zeroValues returns the zero values of all results of a function but the last.
func (c *checker) zeroValues(funcType *ast.FuncType) (values []string, ok bool) {
	for _, field := range funcType.Results.List {
		zero, ok := c.zeroText(field.Type)
		if !ok {
			return nil, false
		}
		for range max(len(field.Names), 1) {
			values = append(values, zero)
		}
	}
	return values[:len(values)-1], true
}

// meansTheSame reports whether expr is a literal, nil, a constant, or a variable
// that can be named where d stands.
func (c *checker) meansTheSame(d *decision, expr ast.Expr) bool {
	if tv := c.pass.TypesInfo.Types[expr]; tv.Value != nil || tv.IsNil() {
		return simple(expr) || isLiteral(expr)
	}
	if lit, ok := expr.(*ast.CompositeLit); ok {
		return len(lit.Elts) == 0
	}
	v := c.root(expr)
	return simple(expr) && v != nil && (c.names(d, v) || v.Parent() == c.pass.Pkg.Scope())
}

func isLiteral(expr ast.Expr) bool {
	_, ok := ast.Unparen(expr).(*ast.BasicLit)
	return ok
}

// zeroText is the zero value of the type that expr spells.
func (c *checker) zeroText(expr ast.Expr) (string, bool) {
	t := c.pass.TypesInfo.TypeOf(expr)
	if t == nil {
		return "", false
	}
	if _, isParam := types.Unalias(t).(*types.TypeParam); isParam {
		return "", false
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			return "false", true
		case u.Info()&types.IsString != 0:
			return `""`, true
		case u.Info()&types.IsNumeric != 0:
			return "0", true
		}
		return "nil", u.Kind() == types.UnsafePointer
	case *types.Struct, *types.Array:
		switch expr.(type) {
		case *ast.Ident, *ast.SelectorExpr:
			return types.ExprString(expr) + "{}", true
		}
		return "", false
	}
	return "nil", true
}

// A clauseText is a clause that a fix adds.
type clauseText struct {
	label   string
	body    []string // its lines
	imports []analysis.TextEdit
}

// insertClause puts a clause at the end of a switch whose brace has a line
// of its own.
func (c *checker) insertClause(stmt *ast.SwitchStmt, clause clauseText, message string) []analysis.SuggestedFix {
	indent, ok := c.indentation(stmt.Body.Rbrace)
	if !ok {
		return nil
	}
	text := clause.label + "\n"
	for _, line := range clause.body {
		text += indent + "\t" + line + "\n"
	}
	text += indent
	return []analysis.SuggestedFix{{
		Message:   message,
		TextEdits: append(clause.imports, astedit.Insert(stmt.Body.Rbrace, text)),
	}}
}

// indentation returns what stands before pos on its line if that is blank.
func (c *checker) indentation(pos token.Pos) (string, bool) {
	file := c.pass.Fset.File(pos)
	content, err := c.pass.ReadFile(file.Name())
	if err != nil || file.Offset(pos) > len(content) {
		return "", false
	}
	start := file.Offset(file.LineStart(file.Line(pos)))
	indent := string(content[start:file.Offset(pos)])
	return indent, strings.TrimSpace(indent) == ""
}

// memberName is how the cases of d would name a member: with a constant of
// the package or of the package that theirs are from, or with a literal.
func (c *checker) memberName(d *decision, member cozemodel.Member) (string, bool) {
	return c.nameLike(d.clauses[0].values[0], constant.MakeString(member.Value), strconv.Quote(member.Value))
}

// codeName is how a case that lists like would name a code: with a constant
// of the same package, or else with that of cozecode if the file imports it.
func (c *checker) codeName(like ast.Expr, info cozecode.Info) (string, bool) {
	if name, ok := c.nameLike(like, constant.MakeInt64(int64(info.Code)), ""); ok {
		return name, true
	}
	file := astedit.File(c.pass, like.Pos())
	if file == nil || !slices.ContainsFunc(file.Imports, func(spec *ast.ImportSpec) bool {
		return spec.Path.Value == strconv.Quote(cozemodel.CodePath)
	}) {
		return "", false
	}
	name, edits, ok := astedit.Import(c.pass, file, like.Pos(), cozemodel.CodePath, "cozecode")
	return name + "." + info.Name, ok && len(edits) == 0
}

// nameLike names value in the manner of the constant like.
func (c *checker) nameLike(like ast.Expr, value constant.Value, literal string) (string, bool) {
	switch x := ast.Unparen(like).(type) {
	case *ast.BasicLit:
		return literal, literal != ""
	case *ast.Ident:
		if k, ok := c.pass.TypesInfo.Uses[x].(*types.Const); ok && k.Pkg() == c.pass.Pkg {
			name, ok := c.constantIn(c.pass.Pkg.Scope(), k, value, false)
			if !ok || !astedit.EveryBuild(c.pass, c.pass.Pkg.Scope().Lookup(name).Pos(), like.Pos()) {
				return "", false
			}
			_, obj := c.pass.Pkg.Scope().Innermost(like.Pos()).LookupParent(name, like.Pos())
			return name, obj == c.pass.Pkg.Scope().Lookup(name)
		}
	case *ast.SelectorExpr:
		pkg, isIdent := x.X.(*ast.Ident)
		if k, ok := c.pass.TypesInfo.Uses[x.Sel].(*types.Const); ok && isIdent && k.Pkg() != nil {
			name, ok := c.constantIn(k.Pkg().Scope(), k, value, true)
			return pkg.Name + "." + name, ok
		}
	}
	return "", false
}

// constantIn returns the name of a constant of the scope that has the value
// and the type of like, and means it.
func (c *checker) constantIn(scope *types.Scope, like *types.Const, value constant.Value, exported bool) (string, bool) {
	for _, name := range scope.Names() {
		k, ok := scope.Lookup(name).(*types.Const)
		if ok && (!exported || k.Exported()) && types.Identical(k.Type(), like.Type()) && k.Val().Kind() == value.Kind() &&
			constant.Compare(k.Val(), token.EQL, value) && c.means(k, like) {
			return name, true
		}
	}
	return "", false
}

// means reports whether a constant that has the type of like is of its kind: a
// code by its name; a text by its type, or by the declaration that both are in.
func (c *checker) means(k, like *types.Const) bool {
	if k.Val().Kind() == constant.Int {
		return c.model.NamesCode(k)
	}
	_, isBasic := k.Type().(*types.Basic)
	return !isBasic || c.model.DeclaredTogether(like, k)
}
