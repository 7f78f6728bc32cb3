package codecompare

import (
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
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/cozecode"
	"github.com/cozelint/cozelint/internal/messages"
)

// describe names a code: "4100 is AuthenticationInvalid (…)".
func describe(value int64) messages.Message {
	info, ok := cozecode.Lookup(int(value))
	if !ok {
		return messages.UnknownCode.With(value)
	}
	return messages.KnownCode.With(value, info.Name, messages.Plain(info.Summary, info.SummaryZH))
}

// codeIn returns the code of the table that a text consists of or contains
// as a number of its own, behind no key that names something else.
func codeIn(text string) (int64, bool) {
	isDigit := func(r rune) bool { return '0' <= r && r <= '9' }
	for start := 0; start < len(text); {
		i := strings.IndexFunc(text[start:], isDigit)
		if i < 0 {
			break
		}
		i += start
		end := i + len(text[i:]) - len(strings.TrimLeftFunc(text[i:], isDigit))
		start = end
		if end-i < minDigits || end-i > maxDigits || !namesCode(text[:i]) || counts(text[end:]) {
			continue
		}
		number, err := strconv.ParseInt(text[i:end], 10, 64)
		if _, known := cozecode.Lookup(int(number)); err == nil && known {
			return number, true
		}
	}
	return 0, false
}

// The shortest and the longest code have so many digits.
const minDigits, maxDigits = 4, 12

func (c *checker) reportText(at ast.Node, code int64) {
	c.reporter.Report(report.Finding{
		Check:   CodeInText,
		Range:   at,
		Message: c.reporter.Say(messages.CodeInText, describe(code)),
	})
}

// reportStatus reports a code that is compared with an HTTP status.
func (c *checker) reportStatus(code, operand ast.Expr, value int64, op token.Token) {
	outcome := messages.NeverTrue
	switch op {
	case token.NEQ:
		outcome = messages.AlwaysTrue
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		outcome = messages.NoTest
	}
	c.reporter.Report(report.Finding{
		Check:   HTTPStatus,
		Range:   operand,
		Message: c.reporter.Say(messages.StatusIsCode, types.ExprString(code), value, outcome),
	})
}

// constantFor returns the text that names value at operand: a constant of
// the package or of a package that the file imports, or else one of
// cozecode where the package's module depends on it already. edits are the
// import it needs.
func (c *checker) constantFor(operand ast.Expr, value int64, codeType types.Type) (name string, edits []analysis.TextEdit, ok bool) {
	pos := operand.Pos()
	scope := c.model.ScopeAt(pos)
	file := astedit.File(c.pass, pos)
	if scope == nil || file == nil || codeType == nil {
		return "", nil, false
	}
	fits := func(obj types.Object) bool {
		k, isConst := obj.(*types.Const)
		if !isConst || k.Val().Kind() != constant.Int || !types.AssignableTo(k.Type(), codeType) {
			return false
		}
		v, exact := constant.Int64Val(k.Val())
		return exact && v == value && c.model.NamesCode(k) && !namedWrongly(k, value)
	}
	for _, obj := range c.constantsOf(c.pass.Pkg, value) {
		candidate := obj.Name()
		if !fits(obj) || c.model.TestFile(obj.Pos()) && !c.model.TestFile(pos) || !astedit.EveryBuild(c.pass, obj.Pos(), pos) {
			continue
		}
		if _, visible := scope.LookupParent(candidate, pos); visible == obj && !within(obj, operand) {
			return candidate, nil, true
		}
	}
	for _, spec := range file.Imports {
		pkgName := c.pass.TypesInfo.PkgNameOf(spec)
		if pkgName == nil || pkgName.Name() == "_" {
			continue
		}
		for _, obj := range c.constantsOf(pkgName.Imported(), value) {
			if !obj.Exported() || !fits(obj) {
				continue
			}
			if local, ok := c.qualified(scope, pos, pkgName, obj); ok {
				return local, nil, true
			}
		}
	}
	info, known := cozecode.Lookup(int(value))
	if !known || !dependsOn(c.pass.Pkg, cozemodel.CodePath) {
		return "", nil, false
	}
	local, edits, ok := astedit.Import(c.pass, scope, pos, cozemodel.CodePath, "cozecode")
	return local + "." + info.Name, edits, ok
}

// qualified returns how an object of a package that the file imports, under a name
// or with a dot, is referred to at pos, in scope.
func (c *checker) qualified(scope *types.Scope, pos token.Pos, pkgName *types.PkgName, obj types.Object) (name string, ok bool) {
	if pkgName.Name() == "." {
		_, visible := scope.LookupParent(obj.Name(), pos)
		return obj.Name(), visible == obj
	}
	local, edits, ok := astedit.Import(c.pass, scope, pos, pkgName.Imported().Path(), pkgName.Imported().Name())
	return local + "." + obj.Name(), ok && len(edits) == 0
}

// constantsOf returns the integer constants of a package that have a value, sorted
// by name.
func (c *checker) constantsOf(pkg *types.Package, value int64) []*types.Const {
	known, ok := c.constants[pkg]
	if !ok {
		known = make(map[int64][]*types.Const)
		for _, name := range pkg.Scope().Names() {
			k, ok := pkg.Scope().Lookup(name).(*types.Const)
			if !ok || k.Val().Kind() != constant.Int {
				continue
			}
			if v, exact := constant.Int64Val(k.Val()); exact {
				known[v] = append(known[v], k)
			}
		}
		c.constants[pkg] = known
	}
	return known[value]
}

// namedWrongly reports whether the name of a constant says something else than
// the code means: naming a number so would hide the mistake.
func namedWrongly(k *types.Const, value int64) bool {
	info, known := cozecode.Lookup(int(value))
	return known && slices.ContainsFunc(nameClaim(k.Name()), func(cl claim) bool { return cl.judge(info) == wrong })
}

// within reports whether node stands in the declaration of obj.
func within(obj types.Object, node ast.Node) bool {
	return obj.Pos() <= node.Pos() && node.Pos() <= obj.Pos()+token.Pos(len(obj.Name()))
}

// dependsOn reports whether pkg or a package it imports, directly or not,
// imports path.
func dependsOn(pkg *types.Package, path string) bool {
	seen := make(map[*types.Package]bool)
	var visit func(*types.Package) bool
	visit = func(p *types.Package) bool {
		if seen[p] {
			return false
		}
		seen[p] = true
		for _, imported := range p.Imports() {
			if imported.Path() == path || visit(imported) {
				return true
			}
		}
		return false
	}
	return visit(pkg)
}

// sdkConstant returns the name of the SDK's AuthErrorCode constant of a
// value, or "", and the fix that puts it in the place of operand.
func (c *checker) sdkConstant(operand ast.Expr, value string) (string, []analysis.SuggestedFix) {
	for _, imported := range c.pass.Pkg.Imports() {
		k := sdkConstants(imported)[value]
		if k == nil || !c.model.IsSDKObject(k) {
			continue
		}
		local, edits, ok := astedit.Import(c.pass, c.model.ScopeAt(operand.Pos()), operand.Pos(), imported.Path(), imported.Name())
		if !ok {
			return imported.Name() + "." + k.Name(), nil
		}
		name := local + "." + k.Name()
		return name, []analysis.SuggestedFix{{
			Message:   c.reporter.Say(messages.ReplaceBy, types.ExprString(operand), name),
			TextEdits: append(edits, astedit.Replace(operand, name)),
		}}
	}
	return "", nil
}
