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

	"github.com/cozelint/cozelint/analyzers/internal/astedit"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/cozecode"
)

// The text of fixes.

func (c *checker) errorf(d *decision, format string, why []reason) errorText {
	id := c.model.LogIDAt(d.subject.Pos(), d.subject)
	if !id.Sure() {
		return errorText{}
	}
	end := d.stmt.Body.Rbrace
	name, imports, ok := astedit.Import(c.pass, c.model.ScopeAt(end), end, "fmt", "fmt")
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
	name, edits, ok := astedit.Import(c.pass, c.model.ScopeAt(like.Pos()), like.Pos(), cozemodel.CodePath, "cozecode")
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
			_, obj := c.model.ScopeAt(like.Pos()).LookupParent(name, like.Pos())
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
