package logid

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/valueflow"
)

// A converter is a function of the package that turns a decoded reply into
// an error and leaves the log ID out, having none at hand.
type converter struct {
	fn *types.Func
	at ast.Node
}

// lossAt reports whether node makes something that a person reads or a
// caller gets out of fail, and leaves its log ID out. inRegion says that only
// the failure leads to node: a text that says nothing of it is about
// something else anywhere else.
func (c *checker) lossAt(f *function, node ast.Node, fail *failure, inRegion bool) (loss, bool) {
	if !c.sink(node) {
		return loss{}, false
	}
	l := loss{failure: fail, what: c.reportedPart(f, node, fail)}
	if l.what == noPart {
		if !inRegion || !c.fixedText(node, fail) {
			return loss{}, false
		}
		l.fixed = true
	}
	switch {
	case fail.kind == maybeFailed && !c.errorSink(node):
		return loss{}, false
	case fail.isError() || !fail.hand.empty():
		return l, true
	}
	c.noteConverter(f, node, fail)
	return loss{}, false
}

// reportedPart returns the part of fail that node reports.
func (c *checker) reportedPart(f *function, node ast.Node, fail *failure) part {
	if fail.kind == recvError && c.mentionsIn(node, fail.err) {
		return textPart
	}
	if fail.kind == convertError && c.mentionsIn(node, fail.err) {
		return textPart
	}
	found := noPart
	for _, expr := range c.reported(node) {
		found = max(found, c.partIn(f, expr, fail))
	}
	if found == textPart || found == noPart {
		return found
	}
	// A bare code or status handed to some function is not a report yet.
	if call, ok := c.callOf(node); ok && !c.logs(call) && !c.makesErrorExpr(call) && !c.replies(call) && !c.givenText(f, call, fail) {
		return noPart
	}
	return found
}

// givenText reports whether call is given a text that is put together of words
// and a part of fail.
func (c *checker) givenText(f *function, call *ast.CallExpr, fail *failure) bool {
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		return isText(typeOf(c, arg)) && c.hasText(&ast.CallExpr{Args: []ast.Expr{arg}}) && c.partIn(f, arg, fail) != noPart
	})
}

func (c *checker) mentionsIn(node ast.Node, v *types.Var) bool {
	found := false
	ast.Inspect(node, func(n ast.Node) bool {
		if _, isLiteral := n.(*ast.FuncLit); isLiteral {
			return false
		}
		if id, ok := n.(*ast.Ident); ok && v != nil && c.pass.TypesInfo.Uses[id] == v {
			found = true
		}
		return !found
	})
	return found
}

// sink reports whether a node can report something: it returns, sends, stores
// or calls.
func (c *checker) sink(node ast.Node) bool {
	switch n := node.(type) {
	case *ast.ReturnStmt:
		return len(n.Results) > 0
	case *ast.ExprStmt:
		call, ok := unparenCall(n.X)
		if !ok {
			return true // a receive
		}
		builder, _ := valueflow.BuilderWrite(c.pass.TypesInfo, call)
		return builder == nil // a text that is put together is judged where it goes
	case *ast.SendStmt, *ast.DeferStmt, *ast.GoStmt:
		return true
	case *ast.AssignStmt:
		return c.stores(n) || slices.ContainsFunc(n.Rhs, func(rhs ast.Expr) bool {
			call, ok := unparenCall(rhs)
			return ok && !c.decodes(call) && (c.makesErrorExpr(rhs) || c.gives(call))
		})
	}
	return false
}

// gives reports whether call hands something on and returns only whether
// that worked: _, err := bot.Send(text).
func (c *checker) gives(call *ast.CallExpr) bool {
	fn := c.model.Callee(call)
	return fn != nil && returnsError(fn) && c.model.Decl(fn) == nil && (c.replies(call) || c.logs(call))
}

// stores reports whether an assignment goes into a struct, a map or a
// variable of the package. What is put into a value that the function makes
// is judged where that goes.
func (c *checker) stores(n *ast.AssignStmt) bool {
	return slices.ContainsFunc(n.Lhs, func(lhs ast.Expr) bool {
		switch x := ast.Unparen(lhs).(type) {
		case *ast.SelectorExpr:
			v := cozemodel.Variable(c.pass.TypesInfo, x.X)
			return v == nil || !c.builds(v)
		case *ast.IndexExpr, *ast.StarExpr:
			return true
		case *ast.Ident:
			v, ok := c.pass.TypesInfo.ObjectOf(x).(*types.Var)
			return ok && v.Parent() == c.pass.Pkg.Scope()
		}
		return false
	})
}

// builds reports whether v is a local variable that only ever holds a struct
// which the function makes.
func (c *checker) builds(v *types.Var) bool {
	if v.IsField() || v.Parent() == c.pass.Pkg.Scope() || cozemodel.Struct(v.Type()) == nil {
		return false
	}
	defs := c.model.Defs(v)
	return len(defs) > 0 && !slices.ContainsFunc(defs, func(d cozemodel.Def) bool { return !d.Zero && !makesStruct(d) })
}

func makesStruct(d cozemodel.Def) bool {
	if d.Expr == nil || d.Result >= 0 || d.Param {
		return false
	}
	expr := ast.Unparen(d.Expr)
	if u, ok := expr.(*ast.UnaryExpr); ok {
		expr = ast.Unparen(u.X)
	}
	if call, ok := expr.(*ast.CallExpr); ok {
		id := identOf(call.Fun)
		return id != nil && id.Name == "new"
	}
	_, ok := expr.(*ast.CompositeLit)
	return ok
}

// reported returns the expressions of a sink that can hold a part of a
// failure. What a function merely returns as it got it is ownership passed
// on, unless it is made into something.
func (c *checker) reported(node ast.Node) []ast.Expr {
	switch n := node.(type) {
	case *ast.ReturnStmt:
		return slices.DeleteFunc(slices.Clone(n.Results), func(e ast.Expr) bool { return !c.made(e) && !c.forgetful(e) })
	case *ast.SendStmt:
		if c.made(n.Value) {
			return []ast.Expr{n.Value}
		}
	case *ast.ExprStmt:
		return []ast.Expr{n.X}
	case *ast.DeferStmt:
		return []ast.Expr{n.Call}
	case *ast.GoStmt:
		return []ast.Expr{n.Call}
	case *ast.AssignStmt:
		return n.Rhs
	}
	return nil
}

// made reports whether expr makes something new: a call, a literal, or a
// text put together.
func (c *checker) made(expr ast.Expr) bool {
	switch x := ast.Unparen(expr).(type) {
	case *ast.CallExpr:
		return !c.pass.TypesInfo.Types[x.Fun].IsType() || len(x.Args) == 1 && c.made(x.Args[0])
	case *ast.CompositeLit:
		return true
	case *ast.UnaryExpr:
		return x.Op == token.AND && c.made(x.X)
	case *ast.BinaryExpr:
		return x.Op == token.ADD
	case *ast.Ident:
		v, ok := c.pass.TypesInfo.Uses[x].(*types.Var)
		return ok && slices.ContainsFunc(c.model.Defs(v), func(d cozemodel.Def) bool {
			return d.Expr != nil && d.Result < 0 && identOf(d.Expr) == nil && c.madeText(d.Expr)
		})
	}
	return false
}

func (c *checker) madeText(expr ast.Expr) bool {
	switch x := ast.Unparen(expr).(type) {
	case *ast.CallExpr:
		fn := c.model.Callee(x)
		return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "fmt"
	case *ast.BinaryExpr:
		return x.Op == token.ADD
	}
	return false
}

func (c *checker) callOf(node ast.Node) (*ast.CallExpr, bool) {
	switch n := node.(type) {
	case *ast.ExprStmt:
		return unparenCall(n.X)
	case *ast.DeferStmt:
		return n.Call, true
	case *ast.GoStmt:
		return n.Call, true
	case *ast.AssignStmt:
		if len(n.Rhs) == 1 {
			return unparenCall(n.Rhs[0])
		}
	}
	return nil, false
}

// fixedText reports whether a sink reports a fixed text in the place of a
// failure.
func (c *checker) fixedText(node ast.Node, fail *failure) bool {
	switch n := node.(type) {
	case *ast.ReturnStmt:
		for _, result := range n.Results {
			if c.holdsNewError(result) {
				return true
			}
		}
		return false
	case *ast.SendStmt:
		return c.holdsNewError(n.Value)
	case *ast.AssignStmt:
		return slices.ContainsFunc(n.Rhs, c.holdsNewError)
	case *ast.ExprStmt:
		call, ok := unparenCall(n.X)
		if !ok {
			return false
		}
		if id := identOf(call.Fun); id != nil && id.Name == "panic" {
			return true
		}
		if !c.hasText(call) {
			return false
		}
		return c.logs(call) || c.replies(call)
	}
	return false
}

func typeOf(c *checker, expr ast.Expr) types.Type {
	if t := c.pass.TypesInfo.TypeOf(expr); t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}

// newError reports whether expr is an error that does not come from the
// failure: one that is made here, or a sentinel.
func (c *checker) newError(expr ast.Expr) bool {
	if c.makesErrorExpr(expr) {
		return true
	}
	v := cozemodel.Variable(c.pass.TypesInfo, expr)
	return v != nil && !v.IsField() && v.Pkg() != nil && v.Parent() == v.Pkg().Scope() && cozemodel.ImplementsError(v.Type())
}

// holdsNewError reports whether expr is a new error, or a literal that holds
// one: result{Err: errors.New(text)}.
func (c *checker) holdsNewError(expr ast.Expr) bool {
	expr = ast.Unparen(expr)
	if u, ok := expr.(*ast.UnaryExpr); ok && u.Op == token.AND {
		expr = ast.Unparen(u.X)
	}
	lit, ok := expr.(*ast.CompositeLit)
	if !ok || c.newError(expr) {
		return c.newError(expr)
	}
	return slices.ContainsFunc(lit.Elts, func(element ast.Expr) bool {
		if kv, ok := element.(*ast.KeyValueExpr); ok {
			element = kv.Value
		}
		return c.holdsNewError(element)
	})
}

// hasText reports whether call is given a text of its own.
func (c *checker) hasText(call *ast.CallExpr) bool {
	found := false
	for _, arg := range call.Args {
		ast.Inspect(arg, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && len(lit.Value) > 4 {
				found = true
			}
			return !found
		})
		if text, ok := cozemodel.TextValue(c.pass.TypesInfo, arg); ok && text != "" {
			found = true
		}
		if id := identOf(arg); id != nil && isText(typeOf(c, arg)) && c.made(arg) {
			found = true // text := fmt.Sprintf("failed: %v", event)
		}
	}
	return found
}

// errorSink reports whether a sink is one of errors: it makes an error, or
// logs at the level of one.
func (c *checker) errorSink(node ast.Node) bool {
	if call, ok := c.callOf(node); ok {
		name := ""
		switch fun := ast.Unparen(call.Fun).(type) {
		case *ast.Ident:
			name = fun.Name
		case *ast.SelectorExpr:
			name = fun.Sel.Name
		}
		return strings.Contains(name, "Err") || strings.Contains(name, "Fatal") || name == "panic"
	}
	ret, ok := node.(*ast.ReturnStmt)
	return ok && slices.ContainsFunc(ret.Results, c.newError)
}

// noteConverter records f as a converter if fail is about a reply that f was
// given, and node returns what f makes of it.
func (c *checker) noteConverter(f *function, node ast.Node, fail *failure) {
	if fail.holder == nil || f.decl == nil || c.model.Decl(f.decl) != f.node {
		return
	}
	if _, isReturn := node.(*ast.ReturnStmt); !isReturn || !returnsErrorLike(f.decl) {
		return
	}
	v := root(c.pass.TypesInfo, fail.holder)
	if v == nil {
		return
	}
	isGiven := f.decl.Signature().Recv() == v || cozemodel.IsParameter(f.decl, v)
	if _, known := c.converters[f.decl]; isGiven && !known {
		c.converters[f.decl] = converter{f.decl, node}
	}
}

func returnsErrorLike(fn *types.Func) bool {
	results := fn.Signature().Results()
	return results.Len() > 0 && cozemodel.ImplementsError(results.At(results.Len()-1).Type())
}

// converterStarts finds the calls of converters in f.
func (c *checker) converterStarts(f *function) []start {
	if f.decl == nil || !slices.ContainsFunc(c.model.Calls(f.decl), func(call *ast.CallExpr) bool { _, ok := c.converterCall(call); return ok }) {
		return nil
	}
	f.build(c)
	var starts []start
	for _, block := range f.flow.Blocks {
		for i, node := range block.Nodes {
			if !block.Live {
				continue
			}
			if ret, ok := node.(*ast.ReturnStmt); ok {
				c.convertedReturn(f, ret)
				continue
			}
			s, ok := c.callStart(f, node, c.converterCall)
			if ok && s.failure.err != nil && !s.failure.hand.empty() {
				via := c.converters[c.model.Callee(s.failure.call)]
				s.failure.via = &via
				s.block, s.index = block, i+1
				starts = append(starts, s)
			}
		}
	}
	return starts
}

func (c *checker) converterCall(call *ast.CallExpr) (kind, bool) {
	fn := c.model.Callee(call)
	if fn == nil {
		return 0, false
	}
	_, ok := c.converters[fn]
	return convertError, ok
}

// convertedReturn records return convert(reply) as a loss if the function has
// the log ID at hand.
func (c *checker) convertedReturn(f *function, ret *ast.ReturnStmt) {
	for _, result := range ret.Results {
		call, ok := unparenCall(result)
		if !ok {
			continue
		}
		if _, ok := c.converterCall(call); !ok || c.names(ret, &failure{origins: c.originsOfCall(call)}) {
			continue
		}
		via := c.converters[c.model.Callee(call)]
		fail := &failure{kind: convertError, call: call, def: ret, cond: call, via: &via, origins: c.originsOfCall(call)}
		fail.hand = c.handOfCall(f, call, fail)
		if !fail.hand.empty() && !c.silent(f, fail) {
			c.record(ret, loss{failure: fail, what: textPart})
		}
	}
}
