package usage

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// How lines of a stream are told apart.

// test judges what a line is tested for.
func (l *lineJudge) test(node *ast.CallExpr) {
	if len(node.Args) < 2 {
		return
	}
	text, ok := l.literalText(node.Args[1])
	switch {
	case !ok:
		l.handled = true
	case knowledge.StreamPrefix.MatchString(text):
		l.told = l.told || strings.HasPrefix(text, "data") || strings.HasPrefix(text, "event")
	case strings.Contains(text, "{") || strings.Contains(text, "code") || strings.Contains(text, "error"):
		l.handled = true
	}
}

// literalText returns the text of a constant, also as []byte("…").
func (l *lineJudge) literalText(expr ast.Expr) (string, bool) {
	if call, ok := ast.Unparen(expr).(*ast.CallExpr); ok && len(call.Args) == 1 && l.info.Types[call.Fun].IsType() {
		return l.literalText(call.Args[0])
	}
	if v := cozemodel.Variable(l.info, expr); v != nil {
		if defs := l.model.Defs(v); len(defs) == 1 && defs[0].Expr != nil {
			return l.literalText(defs[0].Expr)
		}
	}
	return l.textOf(expr)
}

// comparison judges a line, or a part of it, that is compared.
func (l *lineJudge) comparison(binary *ast.BinaryExpr) {
	for _, side := range []ast.Expr{binary.X, binary.Y} {
		if text, ok := l.literalText(side); ok {
			if knowledge.StreamPrefix.MatchString(text) && text != "" {
				l.told = true
			}
			l.handled = l.handled || strings.Contains(text, "{")
		}
		if n, ok := cozemodel.IntValue(l.info, side); ok && n == '{' {
			l.handled = true
		}
	}
}

// judgeCall judges any other call that is given a line.
func (l *lineJudge) judgeCall(call, whole inspector.Cursor, hops int) {
	if l.underPrefix(whole) || l.underDebug(whole) {
		return
	}
	node := call.Node().(*ast.CallExpr)
	fn := l.model.Callee(node)
	if d, ok := l.decodingAt(call); ok {
		if l.envelopeOf(d.target.Type()) == withCode || l.holdsCode(d.target.Type()) {
			l.handled = l.handled || l.codeSeen(d.target, d.call)
		}
		return
	}
	_, i := whole.ParentEdge()
	decl := l.model.Decl(fn)
	if decl == nil || decl.Body == nil || hops > 4 {
		l.handled = !knowledge.EffectOf(fn).Has(knowledge.LogsDebug)
		return
	}
	if l.looksAtCode(decl, 0) || i >= fn.Signature().Params().Len() {
		l.handled = true
		return
	}
	told := l.told
	l.lineVariable(fn.Signature().Params().At(i), hops+1)
	if !l.handled && l.told == told {
		l.handled = true // it does something else with the line
	}
}

// underPrefix reports whether the place at cur is only reached by lines of a
// stream.
func (l *lineJudge) underPrefix(cur inspector.Cursor) bool {
	found := false
	l.eachCondition(cur, func(cond condition) {
		switch {
		case cond.tag != nil:
		case cond.expr != nil:
			found = found || l.isPrefixTest(cond.expr, cond.holds)
		default:
			found = found || !slices.ContainsFunc(cond.values, func(v ast.Expr) bool { return !l.isPrefixTest(v, true) })
		}
	})
	return found
}

// underDebug reports whether the place at cur is only reached where a setting
// for debugging is on.
func (l *lineJudge) underDebug(cur inspector.Cursor) bool {
	found := false
	l.eachCondition(cur, func(cond condition) {
		found = found || cond.tag == nil && cond.holds && knowledge.NamesDebug(nameOf(cond.expr))
	})
	return found
}

// nameOf returns the name of a variable, a field or what a pointer points to.
func nameOf(expr ast.Expr) string {
	switch x := ast.Unparen(orNil(expr)).(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return x.Sel.Name
	case *ast.StarExpr:
		return nameOf(x.X)
	}
	return ""
}

// isPrefixTest reports whether expr is true, or false, for lines of a stream
// only.
func (l *lineJudge) isPrefixTest(expr ast.Expr, holds bool) bool {
	switch x := ast.Unparen(expr).(type) {
	case *ast.UnaryExpr:
		return x.Op == token.NOT && l.isPrefixTest(x.X, !holds)
	case *ast.BinaryExpr:
		switch {
		case x.Op == token.LAND && holds, x.Op == token.LOR && !holds:
			return l.isPrefixTest(x.X, holds) || l.isPrefixTest(x.Y, holds)
		case x.Op == token.LOR && holds:
			return l.isPrefixTest(x.X, true) && l.isPrefixTest(x.Y, true)
		case x.Op == token.EQL && holds, x.Op == token.NEQ && !holds:
			for _, side := range []ast.Expr{x.X, x.Y} {
				if text, ok := l.literalText(side); ok && text != "" && knowledge.StreamPrefix.MatchString(text) {
					return true
				}
			}
		}
	case *ast.CallExpr:
		if name := l.bareName(x); holds && len(x.Args) == 2 && (name == "HasPrefix" || name == "Contains" || name == "CutPrefix") {
			text, ok := l.literalText(x.Args[1])
			return ok && text != "" && knowledge.StreamPrefix.MatchString(text)
		}
	case *ast.Ident:
		defs := l.defsOf(x)
		if !holds || len(defs) == 0 {
			return false
		}
		return !slices.ContainsFunc(defs, func(d cozeDef) bool {
			call, ok := ast.Unparen(orNil(d.Expr)).(*ast.CallExpr)
			return !ok || l.bareName(call) != "CutPrefix" && l.bareName(call) != "HasPrefix" || !l.isPrefixTest(call, true)
		})
	}
	return false
}
