package logid

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// decodes reports whether call turns text or bytes into a value: it is given
// a pointer to fill, or is a decoder's, or it returns what it parsed.
func (c *checker) decodes(call *ast.CallExpr) bool { return c.fills(call, 0) || c.parses(call, 0) }

// fills reports whether call decodes into a pointer that it is given. A
// function of the package does if it decodes one of its parameters, a function
// that no table has if it is given text and a pointer.
func (c *checker) fills(call *ast.CallExpr, hops int) bool {
	fn := c.model.Callee(call)
	if fn == nil {
		return false
	}
	if effect := knowledge.EffectOf(fn); effect != 0 {
		return effect.Has(knowledge.Decodes)
	}
	hasRaw, hasPointer := false, false
	for _, arg := range call.Args {
		hasRaw = hasRaw || rawType(c.pass.TypesInfo.TypeOf(arg))
		u, ok := ast.Unparen(arg).(*ast.UnaryExpr)
		hasPointer = hasPointer || ok && u.Op == token.AND
	}
	if !hasRaw || !hasPointer || c.model.Decl(fn) == nil {
		return hasRaw && hasPointer
	}
	return hops <= maxHops && c.decodesParameter(fn, hops)
}

// maxHops is how many functions of the package a text is followed through.
const maxHops = 2

// decodesParameter reports whether a function of the package decodes text or
// bytes that it is given.
func (c *checker) decodesParameter(fn *types.Func, hops int) bool {
	return slices.ContainsFunc(c.model.Calls(fn), func(inner *ast.CallExpr) bool {
		if !c.fills(inner, hops+1) && !c.parses(inner, hops+1) {
			return false
		}
		raw := c.rawArgument(inner)
		return raw != nil && cozemodel.IsParameter(fn, root(c.pass.TypesInfo, raw))
	})
}

// parses reports whether call returns a reply, or a struct, that it makes of
// text or bytes: a function of the package that decodes one of its
// parameters, or one of another package that is named for it.
func (c *checker) parses(call *ast.CallExpr, hops int) bool {
	fn := c.model.Callee(call)
	if fn == nil || hops > maxHops || !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return rawType(c.pass.TypesInfo.TypeOf(arg)) }) {
		return false
	}
	result := c.firstResult(call)
	if result == nil || cozemodel.Struct(result) == nil || cozemodel.ImplementsError(result) {
		return false
	}
	if c.model.Decl(fn) == nil {
		named := cozemodel.Named(result)
		return c.model.Envelope(result, c.model.FuncAt(call.Pos())) || named != nil && named.Obj().Pkg() == c.pass.Pkg
	}
	return c.decodesParameter(fn, hops)
}

// firstResult returns the type of the first result of a call, or nil.
func (c *checker) firstResult(call *ast.CallExpr) types.Type {
	t := c.pass.TypesInfo.TypeOf(call)
	if tuple, ok := t.(*types.Tuple); ok {
		if tuple.Len() == 0 {
			return nil
		}
		return tuple.At(0).Type()
	}
	return t
}

// rawVariable reports whether v holds a whole reply of Coze: the text or
// bytes that were read from a response, or that a reply is decoded from.
func (c *checker) rawVariable(f *function, v *types.Var) bool {
	if v.IsField() || !rawType(v.Type()) && !isTexts(v.Type()) || f.decl == nil {
		return false
	}
	f.build(c)
	if f.raw == nil {
		f.raw = c.rawVariables(f)
	}
	return f.raw[v]
}

// rawVariables finds the variables of the function around f that replies are
// read into and decoded from.
func (c *checker) rawVariables(f *function) map[*types.Var]bool {
	raw := make(map[*types.Var]bool)
	for _, call := range c.model.Calls(f.decl) {
		if !c.decodes(call) {
			continue
		}
		if arg := c.rawArgument(call); arg != nil {
			if v := cozemodel.Variable(c.pass.TypesInfo, arg); v != nil && !v.IsField() {
				raw[v] = true
			}
		}
	}
	ast.Inspect(c.model.Decl(f.decl), func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || len(assign.Rhs) != 1 {
			return true
		}
		if !c.readsBody(assign.Rhs[0], raw) {
			return true
		}
		for _, lhs := range assign.Lhs { // _, data, _ := strings.Cut(line, ":")
			v := cozemodel.Variable(c.pass.TypesInfo, lhs)
			if v == nil || v.IsField() || !rawType(v.Type()) && !isTexts(v.Type()) {
				continue
			}
			if _, isEvent := c.event(lhs); !isEvent { // the name of an event is no reply
				raw[v] = true
			}
		}
		return true
	})
	return raw
}

// isTexts reports whether t is a list of texts, such as strings.Split returns.
func isTexts(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	return ok && (isText(s.Elem()) || rawType(s.Elem()))
}

// payload reports whether v is a text that a function which handles events
// is given as their data.
func (c *checker) payload(v *types.Var) bool {
	fn := c.model.FuncAt(v.Pos())
	return fn != nil && rawType(v.Type()) && cozemodel.IsParameter(fn, v) && c.isDecoded(v)
}

// readsBody reports whether expr is the body of a response, or made of a
// variable that holds one.
func (c *checker) readsBody(expr ast.Expr, raw map[*types.Var]bool) bool {
	expr = c.behindConversion(expr)
	if v := cozemodel.Variable(c.pass.TypesInfo, expr); v != nil && raw[v] {
		return true
	}
	switch x := ast.Unparen(expr).(type) {
	case *ast.SliceExpr:
		return c.readsBody(x.X, raw)
	case *ast.IndexExpr:
		return c.readsBody(x.X, raw)
	}
	call, ok := unparenCall(expr)
	if !ok {
		return false
	}
	if recv := receiver(call); recv != nil && (knowledge.IsResponse(c.pass.TypesInfo.TypeOf(recv)) || isReader(c.pass.TypesInfo.TypeOf(recv))) {
		return true
	}
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		sel, ok := c.behindConversion(arg).(*ast.SelectorExpr)
		if ok && sel.Sel.Name == "Body" && knowledge.IsResponse(c.pass.TypesInfo.TypeOf(sel.X)) {
			return true
		}
		return c.readsBody(arg, raw)
	})
}

func isText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// isReader reports whether t is what the lines of a stream are read with: a
// Scanner or Reader of package bufio.
func isReader(t types.Type) bool {
	named := cozemodel.Named(t)
	return named != nil && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "bufio" && (named.Obj().Name() == "Scanner" || named.Obj().Name() == "Reader")
}

// printed reports whether a body that is put into an error type is part of
// that error's text, as far as can be seen. Anywhere else it is kept.
func (c *checker) printed(u use) bool {
	if u.literal == nil {
		return true
	}
	named := cozemodel.Named(c.pass.TypesInfo.TypeOf(u.literal))
	if named == nil || !cozemodel.ImplementsError(named) {
		return true
	}
	return c.errorText(named).prints(u.key)
}

// isDecoded reports whether the function that is given v decodes it, or shows
// it as a whole: then it is the data of an event.
func (c *checker) isDecoded(v *types.Var) bool {
	decl := c.model.Decl(c.model.FuncAt(v.Pos()))
	if decl == nil || decl.Body == nil {
		return false
	}
	decoded := false
	c.inspect(decl.Body, func(n ast.Node, parents []ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && c.pass.TypesInfo.Uses[id] == v {
			decoded = decoded || c.use(id, parents).decoded
		}
		return !decoded
	})
	return decoded
}

// bodyHasLogID reports whether the body that v holds at pos has the log ID of
// fail in it: a JSON reply of the v1 and v3 endpoints has, in detail.logid. A
// line of a stream and a reply of /open_api/v2/chat have none.
func (c *checker) bodyHasLogID(v *types.Var, pos token.Pos, fail *failure) bool {
	if _, possible := c.ofFailure(v, pos, fail); !possible {
		return false
	}
	return !c.model.FromStream(v, pos) && !c.model.WithoutDetail(fail.origins)
}
