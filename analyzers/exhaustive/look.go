package exhaustive

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// A look is a place where a function looks whether a chat or a run failed.
type look struct {
	node   ast.Node
	loops  []ast.Node        // around it
	domain *cozemodel.Domain // nil if it is no comparison of a member
	code   ast.Expr          // the code that it compares, which may be that of the request
	of     *types.Var        // the variable that the code or the text is read from
	text   bool              // it searches a text
}

// A place is where a hole may be.
type place struct {
	decl    *ast.FuncDecl
	loop    ast.Node // the innermost around it
	domain  *cozemodel.Domain
	subject ast.Expr
	of      *types.Var // that the subject is read from
	code    ast.Node   // the switch or condition
	arms    []ast.Node // what is only reached for some members
}

// within reports whether pos is in what only some members reach.
func (p place) within(pos token.Pos) bool {
	return slices.ContainsFunc(p.arms, func(arm ast.Node) bool { return arm.Pos() <= pos && pos < arm.End() })
}

// lookedAt reports whether a failure is looked at elsewhere: in the same
// function, in a function of the package that is given the event, in the
// callers if the event is a parameter, or by whom the event is handed to.
func (c *checker) lookedAt(p place) bool {
	p.of = c.root(p.subject)
	for _, l := range c.looksIn(p.decl) {
		if c.sees(p, l) {
			return true
		}
	}
	return c.delegated(p) || c.lookedAtByCallers(p) || c.lookedAtBySource(p)
}

// sees reports whether the look l is about the event of p: in the same round
// of the loop, or after it.
func (c *checker) sees(p place, l look) bool {
	if l.code != nil && (p.domain.Status && !c.beside(l.code, p.subject) || p.within(l.node.Pos())) {
		return false // the code of the request, or of another event
	}
	if l.text && !c.related(l.of, p.of, 0) {
		return false // another text
	}
	if l.domain != nil && l.domain.Status != p.domain.Status && l.node.Pos() < p.code.Pos() {
		return false
	}
	return l.node.Pos() > p.code.End() || p.loop == nil || slices.Contains(l.loops, p.loop)
}

// beside reports whether a code is a field of the struct that a status is read
// from: a run history has a code of its own, an envelope that of the request.
func (c *checker) beside(code, status ast.Expr) bool {
	codeHolder, statusHolder := c.holder(code, 0), c.holder(status, 0)
	return codeHolder != nil && statusHolder != nil && types.Identical(codeHolder, statusHolder)
}

// holder returns the type of the struct that expr is a field of, or that the
// local variable expr was given a field of.
func (c *checker) holder(expr ast.Expr, hops int) types.Type {
	switch x := ast.Unparen(expr).(type) {
	case *ast.SelectorExpr:
		if named := cozemodel.Named(c.pass.TypesInfo.TypeOf(x.X)); named != nil {
			return named
		}
		return c.pass.TypesInfo.TypeOf(x.X)
	case *ast.CallExpr:
		if len(x.Args) == 1 && c.pass.TypesInfo.Types[x.Fun].IsType() {
			return c.holder(x.Args[0], hops)
		}
	case *ast.Ident:
		v := cozemodel.Variable(c.pass.TypesInfo, x)
		if v == nil || hops > 3 {
			return nil
		}
		if defs := c.model.Defs(v); len(defs) == 1 && defs[0].Expr != nil && defs[0].Result < 0 {
			return c.holder(defs[0].Expr, hops+1)
		}
	}
	return nil
}

// related reports whether two variables are the same, or one is made of the
// other.
func (c *checker) related(a, b *types.Var, hops int) bool {
	if a == nil || b == nil || hops > 3 {
		return false
	}
	return a == b || c.madeOf(a, b, hops) || c.madeOf(b, a, hops)
}

func (c *checker) madeOf(v, of *types.Var, hops int) bool {
	if hops > 3 {
		return false
	}
	return slices.ContainsFunc(c.model.Defs(v), func(def cozemodel.Def) bool {
		if def.Expr == nil || def.Result > 0 {
			return false
		}
		found := false
		ast.Inspect(def.Expr, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && !found {
				used, _ := c.pass.TypesInfo.Uses[id].(*types.Var)
				found = used != nil && (used == of || used != v && !used.IsField() && c.madeOf(used, of, hops+1))
			}
			return !found
		})
		return found
	})
}

// looksIn returns the looks of a function, its closures included.
func (c *checker) looksIn(decl *ast.FuncDecl) []look {
	if looks, ok := c.looks[decl]; ok {
		return looks
	}
	c.looks[decl] = nil // while they are looked for
	var looks []look
	var stack, loops []ast.Node
	ast.Inspect(decl, func(n ast.Node) bool {
		if n == nil {
			top := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if len(loops) > 0 && loops[len(loops)-1] == top {
				loops = loops[:len(loops)-1]
			}
			return true
		}
		stack = append(stack, n)
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			loops = append(loops, n)
		}
		if l, ok := c.look(n); ok {
			l.loops = slices.Clone(loops)
			looks = append(looks, l)
		}
		return true
	})
	c.looks[decl] = looks
	return looks
}

// look reports whether n looks at a failure.
func (c *checker) look(n ast.Node) (look, bool) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		return c.comparisonLook(n)
	case *ast.SwitchStmt:
		return c.switchLook(n)
	case *ast.SelectorExpr:
		return look{node: n}, c.failureField(n)
	case *ast.IndexExpr:
		m, isMap := typeUnder[*types.Map](c.pass.TypesInfo.TypeOf(n.X))
		if !isMap || isText(m.Elem()) {
			return look{}, false // a name to show
		}
		domain, ok := c.failureAmong(n.Index, n.X)
		return look{node: n, domain: domain}, ok
	case *ast.CallExpr:
		if fn := c.model.Callee(n); len(n.Args) == 2 && fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "slices" && strings.HasPrefix(fn.Name(), "Contains") {
			domain, ok := c.failureAmong(n.Args[1], n.Args[0])
			return look{node: n, domain: domain}, ok
		}
		if len(n.Args) != 2 || !knowledge.EffectOf(c.model.Callee(n)).Has(knowledge.Searches) {
			return look{}, false
		}
		text, ok := c.events.Wire(n.Args[1])
		return look{node: n, text: true, of: c.root(n.Args[0])}, ok && partOfFailure(text)
	}
	return look{}, false
}

func typeUnder[T types.Type](t types.Type) (under T, ok bool) {
	if t != nil {
		under, ok = t.Underlying().(T)
	}
	return under, ok
}

func isText(t types.Type) bool {
	basic, ok := typeUnder[*types.Basic](t)
	return ok && basic.Info()&types.IsString != 0
}

// failureAmong reports whether an event or status is looked for in a map or
// slice of the package that has a failure.
func (c *checker) failureAmong(event, list ast.Expr) (*cozemodel.Domain, bool) {
	literal := c.model.Literal(list)
	if literal == nil {
		return nil, false
	}
	var members []ast.Expr
	for _, elt := range literal.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			elt = kv.Key
		}
		members = append(members, elt)
	}
	domain, ok := c.events.Domain(event, members...)
	return domain, ok && slices.ContainsFunc(members, func(value ast.Expr) bool {
		wire, ok := c.events.Wire(value)
		member, known := domain.Member(wire)
		return ok && known && member.Outcome == cozemodel.Failure
	})
}

// partOfFailure reports whether text occurs in what a failure is called on the
// wire, and in nothing else.
func partOfFailure(text string) bool {
	text = strings.TrimSpace(strings.TrimPrefix(text, "event:"))
	failure := false
	for _, d := range cozemodel.Domains {
		for _, member := range d.Members {
			if !strings.Contains(strings.ToLower(member.Value), strings.ToLower(strings.Trim(text, `"`))) {
				continue
			}
			if !member.Failure() {
				return false
			}
			failure = true
		}
	}
	return failure
}

func (c *checker) comparisonLook(n *ast.BinaryExpr) (look, bool) {
	if test, ok := c.events.Test(n); ok {
		// What is not the success is the failure.
		failure := test.Member.Outcome == cozemodel.Failure || test.Domain.Status && !test.Equal && test.Member.Outcome == cozemodel.Success
		return look{node: n, domain: test.Domain}, failure
	}
	if n.Op != token.EQL && n.Op != token.NEQ && n.Op != token.GTR {
		return look{}, false
	}
	code, ok := c.model.Code(n.X)
	if !ok {
		return look{}, false
	}
	// The SDK turns the code of a request into an error; what is left is
	// that of an event.
	l := look{node: n, of: c.root(n.X)}
	if code.Kind != cozemodel.AuthCode {
		l.code = n.X
	}
	return l, true
}

func (c *checker) switchLook(n *ast.SwitchStmt) (look, bool) {
	var values []ast.Expr
	for _, s := range n.Body.List {
		values = append(values, s.(*ast.CaseClause).List...)
	}
	if n.Tag == nil {
		return look{}, false // its comparisons are looks
	}
	domain, ok := c.events.Domain(n.Tag, values...)
	return look{node: n, domain: domain}, ok && slices.ContainsFunc(values, func(value ast.Expr) bool {
		wire, ok := c.events.Wire(value)
		member, known := domain.Member(wire)
		return ok && known && member.Outcome == cozemodel.Failure
	})
}

// failureField reports whether sel reads what only a failure fills: the last
// error of a chat, or the error of a workflow event.
func (c *checker) failureField(sel *ast.SelectorExpr) bool {
	field, ok := c.pass.TypesInfo.Uses[sel.Sel].(*types.Var)
	if !ok || !field.IsField() {
		return false
	}
	switch c.model.SDKTypeName(field.Type()) {
	case "ChatError", "WorkflowEventError":
		return true
	}
	return slices.Contains(failureKeys, c.wireName(sel, field))
}

// failureKeys are the keys of what only a failure fills: of a chat, and of a
// workflow event.
var failureKeys = []string{"last_error", "failed_at", "error_information", "error_message"}

// wireName returns the key of a field on the wire.
func (c *checker) wireName(sel *ast.SelectorExpr, field *types.Var) string {
	s := cozemodel.Struct(c.pass.TypesInfo.TypeOf(sel.X))
	if s == nil {
		return ""
	}
	for _, f := range c.model.WireFields(s) {
		if f.Var == field.Origin() {
			return f.Name
		}
	}
	return ""
}

// delegated reports whether the event is given to somebody else, whatever
// member it is: to a function of the package that looks at failures, or to
// code that cannot be seen. A log line does nothing about a failure.
func (c *checker) delegated(p place) bool {
	event := c.root(p.subject)
	if event == nil {
		return false
	}
	scope := ast.Node(p.decl.Body)
	if p.loop != nil {
		scope = p.loop
	}
	found := false
	ast.Inspect(scope, func(n ast.Node) bool {
		if n == nil || found {
			return false
		}
		if slices.Contains(p.arms, n) {
			return false
		}
		switch n := n.(type) {
		case *ast.CallExpr:
			found = c.takes(n, event) || c.forwards(p, n, event)
		case *ast.SendStmt:
			found = c.is(n.Value, event)
		case *ast.ReturnStmt:
			found = slices.ContainsFunc(n.Results, func(result ast.Expr) bool { return c.is(result, event) })
		}
		return !found
	})
	return found
}

// is reports whether expr is the variable itself, or its address.
func (c *checker) is(expr ast.Expr, v *types.Var) bool {
	switch x := ast.Unparen(expr).(type) {
	case *ast.UnaryExpr:
		return c.is(x.X, v)
	case *ast.StarExpr:
		return c.is(x.X, v)
	case *ast.Ident:
		return c.pass.TypesInfo.Uses[x] == v
	}
	return false
}

// forwards reports whether call encodes the event, and the text is handed on:
// not to a log.
func (c *checker) forwards(p place, call *ast.CallExpr, event *types.Var) bool {
	if len(call.Args) == 0 || !knowledge.EffectOf(c.model.Callee(call)).Has(knowledge.Encodes) || !c.is(call.Args[0], event) {
		return false
	}
	var text *types.Var
	found := false
	ast.Inspect(p.decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if len(n.Rhs) == 1 && n.Rhs[0] == ast.Expr(call) {
				text = cozemodel.Variable(c.pass.TypesInfo, n.Lhs[0])
			}
		case *ast.CallExpr:
			found = found || text != nil && slices.ContainsFunc(n.Args, func(arg ast.Expr) bool { return c.root(arg) == text }) && c.handsOn(n)
		case *ast.SendStmt:
			found = found || text != nil && c.root(n.Value) == text
		case *ast.ReturnStmt:
			found = found || text != nil && slices.ContainsFunc(n.Results, func(result ast.Expr) bool { return c.root(result) == text })
		}
		return !found
	})
	return found
}

// handsOn reports whether call gives its arguments to somebody else than the
// log.
func (c *checker) handsOn(call *ast.CallExpr) bool {
	if len(call.Args) > 0 && knowledge.IsReplyWriter(c.pass.TypesInfo.TypeOf(call.Args[0])) {
		return true
	}
	fn := c.model.Callee(call)
	effect := knowledge.EffectOf(fn)
	return effect.Has(knowledge.Replies|knowledge.Sends) || effect == 0 && fn != nil && !knowledge.IsPassive(fn.Name())
}

// passive are the effects of functions that take an event and do nothing
// about it.
const passive = knowledge.Logs | knowledge.LogsDebug | knowledge.Asks | knowledge.Decodes | knowledge.Derives | knowledge.Copies |
	knowledge.Encodes | knowledge.Searches | knowledge.Compares | knowledge.Waits | knowledge.Ends | knowledge.Configures

func (c *checker) takes(call *ast.CallExpr, event *types.Var) bool {
	if tv := c.pass.TypesInfo.Types[call.Fun]; tv.IsType() || !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		return c.is(arg, event) || c.root(arg) == event
	}) {
		return false
	}
	fn := c.model.Callee(call)
	if decl := c.model.Decl(fn); decl != nil {
		return len(c.looksIn(decl)) > 0
	}
	if !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return c.is(arg, event) }) {
		return false // a part of the event
	}
	if effect := knowledge.EffectOf(fn); effect.Has(knowledge.Replies | knowledge.Sends) {
		return true
	} else if effect.Has(passive) {
		return false
	}
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		_, isBuiltin := c.pass.TypesInfo.Uses[fun].(*types.Builtin)
		return !isBuiltin && !knowledge.IsPassive(fun.Name)
	case *ast.SelectorExpr:
		return !knowledge.IsPassive(fun.Sel.Name)
	}
	return true
}

// lookedAtBySource reports whether the event or status comes from a function of
// the package that looks at the failure itself.
func (c *checker) lookedAtBySource(p place) bool {
	if p.of == nil || p.of.IsField() {
		return false
	}
	return slices.ContainsFunc(c.model.Defs(p.of), func(def cozemodel.Def) bool {
		if def.Expr == nil {
			return false
		}
		call, ok := ast.Unparen(def.Expr).(*ast.CallExpr)
		if !ok {
			return false
		}
		source := c.model.Decl(c.model.Callee(call))
		return source != nil && source != p.decl && slices.ContainsFunc(c.looksIn(source), func(l look) bool {
			return l.code == nil && !l.text && (l.domain == nil || l.domain == p.domain)
		})
	})
}

// lookedAtByCallers reports whether the event is a parameter and a caller
// looks at the failure.
func (c *checker) lookedAtByCallers(p place) bool {
	fn, _ := c.pass.TypesInfo.Defs[p.decl.Name].(*types.Func)
	event := c.root(p.subject)
	if fn == nil || event == nil || !cozemodel.IsParameter(fn, event) && fn.Signature().Recv() != event {
		return false
	}
	return slices.ContainsFunc(c.model.Callers(fn), func(call *ast.CallExpr) bool {
		caller := c.model.Decl(c.model.FuncAt(call.Pos()))
		return caller != nil && slices.ContainsFunc(c.looksIn(caller), func(l look) bool {
			return l.code == nil && (l.domain == nil || l.domain == p.domain)
		})
	})
}
