package valueflow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
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

// URLs returns the texts that make up the URL of the request whose response o
// is: whole URLs, or a host and a path that are given apart. Unknown parts
// are in braces, with the name of the setting or variable that holds them. It
// returns nothing if o is no Response.
func (f *Flow) URLs(o Origin) []string {
	if o.Kind != Response && o.Kind != Result || o.Call == nil {
		return nil
	}
	e := &evaluator{Flow: f, seen: make(map[visit]bool)}
	return e.addresses(o.Call, o.frame)
}

// Texts returns the texts that expr may be, with holes for what is unknown.
func (f *Flow) Texts(expr ast.Expr) []string {
	e := &evaluator{Flow: f, seen: make(map[visit]bool)}
	return e.texts(expr, -1, nil)
}

// Read is Texts as far as the function says in which expr stands: what its
// parameters hold is a hole, for its callers say that. It also returns the
// expressions that the texts were read from.
func (f *Flow) Read(expr ast.Expr) (texts []string, from []ast.Expr) {
	e := &evaluator{Flow: f, seen: make(map[visit]bool), local: true}
	texts = e.texts(expr, -1, nil)
	return texts, e.from
}

// An evaluator puts texts together.
type evaluator struct {
	*Flow
	seen  map[visit]bool // what is being looked at
	steps int
	local bool       // parameters are holes unless a call led to them
	from  []ast.Expr // what was read, if local
}

// addresses returns the texts that say where a request goes: those that the
// call, the calls that its chain is made of, and the request and client that
// it uses are given.
func (e *evaluator) addresses(call *ast.CallExpr, f *frame) []string {
	v := visit{node: call, result: -9, frame: f}
	if e.seen[v] || e.steps > maxTextHops {
		return nil
	}
	e.seen[v] = true
	e.steps++
	var texts []string
	fn := e.Callee(call)
	effect := knowledge.EffectOf(fn)
	if effect.Has(knowledge.Sends|knowledge.Requests|knowledge.Addresses) || effect == 0 {
		for _, arg := range call.Args {
			texts = append(texts, e.addressesIn(arg, f)...)
		}
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && e.info.Selections[sel] != nil {
		texts = append(texts, e.addressesIn(sel.X, f)...)
	}
	return texts
}

// addressesIn returns the texts in one argument or receiver of a request.
func (e *evaluator) addressesIn(expr ast.Expr, f *frame) []string {
	t := e.info.TypeOf(expr)
	switch {
	case t == nil:
		return nil
	case gotypes.IsString(t):
		return e.texts(expr, -1, f)
	case knowledge.IsURL(t):
		return e.texts(expr, -1, f)
	}
	switch x := ast.Unparen(expr).(type) {
	case *ast.CallExpr:
		if e.Body(x) != nil {
			return e.ofResults(x, 0, f)
		}
		return e.addresses(x, f)
	case *ast.UnaryExpr:
		return e.addressesIn(x.X, f)
	case *ast.CompositeLit:
		return e.ofLiteral(x, f)
	case *ast.Ident, *ast.SelectorExpr:
		if v := Variable(e.info, x); v != nil && (knowledge.IsRequest(v.Type()) || knowledge.IsClient(v.Type())) {
			return e.ofVariable(v, x, f)
		}
	}
	return nil
}

// ofLiteral returns the texts of http.Request{URL: u, Host: h}.
func (e *evaluator) ofLiteral(lit *ast.CompositeLit, f *frame) []string {
	var texts []string
	for _, element := range lit.Elts {
		kv, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if key, ok := kv.Key.(*ast.Ident); ok && (key.Name == "URL" || key.Name == "Host" || key.Name == "BaseURL" || key.Name == "HostURL") {
			texts = append(texts, e.texts(kv.Value, -1, f)...)
		}
	}
	return texts
}

// ofVariable returns the texts that a request or a client is made with, and
// those that its methods are given.
func (e *evaluator) ofVariable(v *types.Var, use ast.Expr, f *frame) []string {
	q := visit{v: v, result: -8, frame: f}
	if e.seen[q] || e.steps > maxTextHops {
		return nil
	}
	e.seen[q] = true
	e.steps++
	for up := f; up != nil; up = up.up {
		if arg, ok := up.params[v]; ok {
			return e.addressesIn(arg, up.up)
		}
	}
	var texts []string
	for _, r := range e.reaching(v, use.Pos()) {
		if r.fill != nil || r.def.Expr == nil || r.def.Zero {
			continue
		}
		if r.def.Param {
			f = nil
		}
		texts = append(texts, e.addressesOf(r.def, f)...)
	}
	for _, call := range e.configuring[v] {
		for ; call != nil; call = e.chained[call] {
			if !knowledge.EffectOf(e.Callee(call)).Has(knowledge.Addresses) {
				continue
			}
			for _, arg := range call.Args {
				texts = append(texts, e.texts(arg, -1, f)...)
			}
		}
	}
	return texts
}

func (e *evaluator) addressesOf(def Def, f *frame) []string {
	if call, ok := ast.Unparen(def.Expr).(*ast.CallExpr); ok && e.Body(call) != nil {
		return e.ofResults(call, max(def.Result, 0), f)
	}
	return e.addressesIn(def.Expr, f)
}

// ofResults returns the texts of the requests that a function of the package
// returns as result i.
func (e *evaluator) ofResults(call *ast.CallExpr, i int, f *frame) []string {
	if f.level() >= maxDepth {
		return nil
	}
	inner := e.bind(call, f)
	returns, results := e.returnsOf(call)
	var texts []string
	for _, ret := range returns {
		switch {
		case len(ret.Results) == 0 && i < results.Len():
			texts = append(texts, e.ofNamed(results.At(i), ret.Pos(), inner)...)
		case len(ret.Results) == 1 && i == 0, i < len(ret.Results) && len(ret.Results) > 1:
			texts = append(texts, e.addressesIn(ret.Results[i], inner)...)
		}
	}
	return texts
}

func (e *evaluator) ofNamed(v *types.Var, pos token.Pos, f *frame) []string {
	var texts []string
	for _, r := range e.reaching(v, pos) {
		if r.fill == nil && r.def.Expr != nil && !r.def.Zero && !r.def.Param {
			texts = append(texts, e.addressesOf(r.def, f)...)
		}
	}
	return texts
}

// texts returns the texts that expr, or result i of the call that it is, may
// be. It is never empty: what is unknown is a hole.
func (e *evaluator) texts(expr ast.Expr, i int, f *frame) []string {
	if e.local {
		e.from = append(e.from, expr)
	}
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
		if r.fill != nil || r.def.Expr == nil || r.def.Zero || r.def.Element || r.def.Opaque || e.local && r.def.Param {
			continue
		}
		in := f
		if r.def.Param {
			in = nil
		}
		for _, text := range e.texts(r.def.Expr, r.def.Result, in) {
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
