package valueflow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// A part of a text that is not known is a hole: {}, with a name in it if one
// is known, as {COZE_API_BASE} for an environment variable and {cfg.BaseURL}
// for a field of a configuration.
const (
	holeStart = "{"
	holeEnd   = "}"
)

func hole(name string) string { return holeStart + name + holeEnd }

const (
	maxTexts    = 8   // alternatives of one text
	maxTextHops = 200 // expressions that are looked at for one text
)

// Read returns the texts that expr may be, with holes for what is unknown, as far
// as the function says in which it stands: what its parameters hold is a hole, for
// its callers say that. It also returns the expressions that the texts were read
// from.
func (f *Flow) Read(expr ast.Expr) (texts []string, from []ast.Expr) {
	e := &evaluator{Flow: f, seen: make(map[visit]bool)}
	texts = e.texts(expr, -1, nil)
	return texts, e.from
}

// An evaluator puts texts together.
type evaluator struct {
	*Flow
	seen  map[visit]bool // what is being looked at
	steps int
	from  []ast.Expr // what was read
}

// texts returns the texts that expr, or result i of the call that it is, may
// be. It is never empty: what is unknown is a hole.
func (e *evaluator) texts(expr ast.Expr, i int, f *frame) []string {
	e.from = append(e.from, expr)
	if value := e.info.Types[expr].Value; value != nil {
		if value.Kind() == constant.String {
			return []string{constant.StringVal(value)}
		}
		return []string{value.ExactString()}
	}
	q := visit{node: expr, result: i, frame: f}
	if e.seen[q] || e.steps > maxTextHops {
		return []string{hole("")}
	}
	e.seen[q] = true
	defer delete(e.seen, q)
	e.steps++
	switch x := ast.Unparen(expr).(type) {
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			return join(e.texts(x.X, -1, f), e.texts(x.Y, -1, f))
		}
	case *ast.StarExpr:
		return e.texts(x.X, -1, f)
	case *ast.UnaryExpr:
		return e.texts(x.X, -1, f)
	case *ast.Ident, *ast.SelectorExpr:
		if v := Variable(e.info, x); v != nil {
			return e.ofText(v, x, f)
		}
	case *ast.CallExpr:
		return e.callTexts(x, max(i, 0), f)
	case *ast.CompositeLit:
		if knowledge.IsURL(e.info.TypeOf(x)) {
			return e.urlTexts(x, f)
		}
	case *ast.IndexExpr:
		return []string{hole(types.ExprString(x.Index))}
	}
	return []string{hole("")}
}

// join returns every text of a followed by every one of b.
func join(a, b []string) []string {
	var texts []string
	for _, x := range a {
		for _, y := range b {
			if len(texts) < maxTexts && !slices.Contains(texts, x+y) {
				texts = append(texts, x+y)
			}
		}
	}
	return texts
}

// ofText returns the texts that a variable may hold where it is used.
func (e *evaluator) ofText(v *types.Var, use ast.Expr, f *frame) []string {
	for up := f; up != nil; up = up.up {
		if arg, ok := up.params[v]; ok {
			return e.texts(arg, -1, up.up)
		}
	}
	var texts []string
	for _, r := range e.reaching(v, use.Pos()) {
		if r.fill != nil || r.def.Expr == nil || r.def.Zero || r.def.Element || r.def.Opaque || r.def.Param {
			continue
		}
		for _, text := range e.texts(r.def.Expr, r.def.Result, f) {
			if len(texts) < maxTexts && !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		}
	}
	if len(texts) == 0 || v.IsField() && slices.ContainsFunc(texts, func(s string) bool { return s == hole("") || s == "" }) {
		texts = append(texts, hole(types.ExprString(use)))
	}
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" && len(texts) > 1 })
}

// callTexts returns the texts that result i of a call may be.
func (e *evaluator) callTexts(call *ast.CallExpr, i int, f *frame) []string {
	if tv := e.info.Types[call.Fun]; tv.IsType() && len(call.Args) == 1 {
		return e.texts(call.Args[0], -1, f)
	}
	fn := e.Callee(call)
	effect := knowledge.EffectOf(fn)
	switch {
	case effect.Has(knowledge.Configures) && len(call.Args) > 0:
		return e.settings(call.Args[0], f)
	case e.Body(call) != nil && f.level() < maxDepth:
		return e.resultTexts(call, i, f)
	case fn == nil || fn.Pkg() == nil:
		return []string{hole("")}
	case fn.Pkg() != e.pkg && effect == 0 && e.host(fn) != "":
		return []string{e.host(fn)}
	}
	switch path := fn.Pkg().Path(); {
	case path == "fmt" && fn.Name() == "Sprintf" && len(call.Args) > 0:
		return e.formatted(call, f)
	case fn.Name() == "JoinPath" || path == "path" && fn.Name() == "Join":
		return e.joined(call, f)
	case path == "cmp" && fn.Name() == "Or":
		var texts []string
		for _, arg := range call.Args {
			texts = append(texts, e.texts(arg, -1, f)...)
		}
		return texts
	case fn.Signature().Recv() != nil && len(call.Args) == 0:
		sel := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if effect.Has(knowledge.Derives) {
			return e.texts(sel.X, -1, f)
		}
		return []string{hole(types.ExprString(call.Fun))}
	case effect.Has(knowledge.Derives) && len(call.Args) > 0:
		return e.texts(call.Args[0], -1, f)
	}
	return []string{hole(fn.Name())}
}

// settings returns holes with the names of a setting.
func (e *evaluator) settings(name ast.Expr, f *frame) []string {
	names := e.texts(name, -1, f)
	for i, name := range names {
		names[i] = hole(strings.Trim(name, holeStart+holeEnd))
	}
	return names
}

func (e *evaluator) resultTexts(call *ast.CallExpr, i int, f *frame) []string {
	inner := e.bind(call, f)
	returns, results := e.returnsOf(call)
	var texts []string
	for _, ret := range returns {
		var found []string
		switch {
		case len(ret.Results) == 0 && i < results.Len():
			for _, r := range e.reaching(results.At(i), ret.Pos()) {
				if r.fill == nil && r.def.Expr != nil && !r.def.Zero && !r.def.Param {
					found = append(found, e.texts(r.def.Expr, r.def.Result, inner)...)
				}
			}
		case len(ret.Results) == 1 && i > 0:
			found = e.texts(ret.Results[0], i, inner)
		case i < len(ret.Results):
			found = e.texts(ret.Results[i], -1, inner)
		}
		for _, text := range found {
			if text != "" && len(texts) < maxTexts && !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		}
	}
	if len(texts) == 0 {
		return []string{hole(types.ExprString(call.Fun))}
	}
	return texts
}
