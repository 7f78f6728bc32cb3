package exhaustive

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
)

// A look is a place where a function looks whether a chat or a run failed.
type look struct {
	node   ast.Node
	loops  []ast.Node        // around it
	domain *cozemodel.Domain // nil if it is no comparison of a member
	code   bool              // it compares a code, which may be that of the request
	of     *types.Var        // the variable that the code is read from
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
		if p.sees(l) {
			return true
		}
	}
	return c.delegated(p) || c.lookedAtByCallers(p)
}

// sees reports whether the look l is about the event of p: in the same round
// of the loop, or after it.
func (p place) sees(l look) bool {
	sameValue := l.of != nil && l.of == p.of // a run history has its own code
	if l.code && (p.domain.Status && !sameValue || p.within(l.node.Pos())) {
		return false // the code of the request, or of another event
	}
	if l.domain != nil && l.domain.Status != p.domain.Status && l.node.Pos() < p.code.Pos() {
		return false
	}
	return l.node.Pos() > p.code.End() || p.loop == nil || slices.Contains(l.loops, p.loop)
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

var failureText = regexp.MustCompile(`(?i)fail|error`)

// look reports whether n looks at a failure.
func (c *checker) look(n ast.Node) (look, bool) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		return c.comparisonLook(n)
	case *ast.SwitchStmt:
		return c.switchLook(n)
	case *ast.SelectorExpr:
		return look{node: n}, c.failureField(n)
	case *ast.CallExpr:
		fn := c.model.Callee(n)
		if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "strings" || len(n.Args) != 2 {
			return look{}, false
		}
		switch fn.Name() {
		case "Contains", "HasSuffix", "HasPrefix", "EqualFold":
			text, ok := c.events.Wire(n.Args[1])
			return look{node: n}, ok && failureText.MatchString(text)
		}
	}
	return look{}, false
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
	return look{node: n, code: code.Kind != cozemodel.AuthCode, of: c.root(n.X)}, true
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
	switch strings.ToLower(strings.ReplaceAll(field.Name(), "_", "")) {
	case "lasterror", "failedat", "errorinformation":
		return true
	}
	return false
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
			found = c.takes(n, event)
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

// blind are functions that take anything and do nothing about it.
var blind = regexp.MustCompile(`(?i)print|log|debug|info|warn|error|trace|marshal|decode|read|^(append|len|string|string2bytes|close|trim.*|has.*|contains|fields|split.*|equalfold|tolower|toupper|new)$`)

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
	name := ""
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		name = fun.Name
	case *ast.SelectorExpr:
		name = fun.Sel.Name
	}
	return !blind.MatchString(name)
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
			return !l.code && (l.domain == nil || l.domain == p.domain)
		})
	})
}
