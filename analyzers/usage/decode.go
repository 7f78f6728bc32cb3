package usage

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A decoding is a call that puts a reply into a variable.
type decoding struct {
	cur    inspector.Cursor // at call
	call   *ast.CallExpr
	target *types.Var
	source *types.Var // holds the raw body or the response; nil if none does
}

// decodings returns the calls of the package that decode into a local
// variable.
func (c *checker) decodings() []decoding {
	if c.decoded != nil {
		return c.decoded
	}
	c.decoded = []decoding{}
	for cur := range c.model.Inspect.Root().Preorder((*ast.CallExpr)(nil)) {
		if d, ok := c.decodingAt(cur); ok {
			c.decoded = append(c.decoded, d)
		}
	}
	return c.decoded
}

func (c *checker) decodingAt(cur inspector.Cursor) (decoding, bool) {
	call := cur.Node().(*ast.CallExpr)
	d := decoding{cur: cur, call: call}
	for i, arg := range call.Args {
		v := c.decodeTarget(arg)
		if v == nil || !c.decodesArgument(call, i, 0) {
			continue
		}
		d.target = v
		for j, other := range call.Args {
			if j != i && d.source == nil {
				d.source = c.rawRoot(other, 0)
			}
		}
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && d.source == nil && c.info.Selections[sel] != nil {
			d.source = c.rawRoot(sel.X, 0)
		}
		return d, true
	}
	return d, false
}

// decodeTarget returns the local variable that arg is the address of, or
// that is a pointer or a map.
func (c *checker) decodeTarget(arg ast.Expr) *types.Var {
	unary, isAddress := ast.Unparen(arg).(*ast.UnaryExpr)
	if isAddress {
		arg = unary.X
	}
	v := c.localVariable(arg)
	if v == nil {
		return nil
	}
	t := types.Unalias(v.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	} else if !isAddress {
		return nil
	}
	switch t.Underlying().(type) {
	case *types.Struct, *types.Map:
		return v
	}
	return nil
}

// decodesArgument reports whether a call decodes into its argument i.
func (c *checker) decodesArgument(call *ast.CallExpr, i, hops int) bool {
	fn := c.model.Callee(call)
	if fn == nil || hops > 3 {
		return false
	}
	effect := knowledge.EffectOf(fn)
	if effect.Has(knowledge.Decodes | knowledge.SetsResult) {
		return true
	}
	if decl := c.model.Decl(fn); decl != nil {
		return decl.Body != nil && c.decodesParameter(fn, decl, i, hops)
	}
	return effect == 0 && (knowledge.DecoderNames.MatchString(fn.Name()) || c.model.ImportedFills(fn, i))
}

// decodesParameter reports whether a function of the package decodes into
// its parameter i, which can be of any type.
func (c *checker) decodesParameter(fn *types.Func, decl *ast.FuncDecl, i, hops int) bool {
	params := fn.Signature().Params()
	if i >= params.Len() {
		return false
	}
	v := params.At(i)
	found := false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || found {
			return !found
		}
		j := slices.IndexFunc(call.Args, func(arg ast.Expr) bool { return c.isVariable(arg, v) })
		found = j >= 0 && c.decodesArgument(call, j, hops+1)
		return !found
	})
	return found
}

// rawRoot returns the variable that holds what expr reads: body of
// bytes.NewReader(body), resp of json.NewDecoder(resp.Body).
func (c *checker) rawRoot(expr ast.Expr, hops int) *types.Var {
	if hops > maxHops {
		return nil
	}
	switch x := bare(expr).(type) {
	case *ast.Ident:
		v := c.localVariable(x)
		if v == nil {
			return nil
		}
		if named := gotypes.Named(v.Type()); named != nil && (named.Obj().Name() == "Decoder" || named.Obj().Name() == "Reader" || named.Obj().Name() == "Scanner") {
			if defs := c.model.Reaching(v, x.Pos()); len(defs) == 1 && defs[0].Expr != nil {
				return c.rawRoot(defs[0].Expr, hops+1)
			}
		}
		if isContext(v.Type()) {
			return nil
		}
		return v
	case *ast.SelectorExpr:
		return c.rawRoot(x.X, hops+1)
	case *ast.CallExpr:
		if sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok && len(x.Args) == 0 {
			return c.rawRoot(sel.X, hops+1) // resp.Body()
		}
		if len(x.Args) > 0 && c.model.Decl(c.model.Callee(x)) == nil && !c.givesResponse(x) {
			return c.rawRoot(x.Args[0], hops+1)
		}
	}
	return nil
}

// givesResponse reports whether a call sends a request: what it is given is
// not what it reads.
func (c *checker) givesResponse(call *ast.CallExpr) bool {
	t := c.info.TypeOf(call)
	if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 {
		t = tuple.At(0).Type()
	}
	return t != nil && knowledge.IsResponse(t)
}

// fromCoze reports whether what a decoding puts into its target is a reply of
// the Open API: by the request that it answers, or where that cannot be seen,
// by the type and the function.
func (c *checker) fromCoze(d decoding) bool {
	if ours, known := c.ours(d.target); known {
		return ours
	}
	fn := c.functionOf(d.call)
	return fn != nil && c.isCoze(fn) && (isMapType(d.target.Type()) || gotypes.Named(d.target.Type()) == nil || c.model.Origin(d.target.Type(), fn))
}

// ours reports whether what is in v is the outcome of requests to Coze alone, if
// the engine knows.
func (c *checker) ours(v *types.Var) (ours, known bool) {
	owner, known := c.engine.Whose(v)
	return owner == flow.Ours, known
}

func isMapType(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	_, ok := t.Underlying().(*types.Map)
	return ok
}

// isCoze reports whether a function has to do with the Open API, and names
// no host of another service.
func (c *checker) isCoze(fn *types.Func) bool {
	decl := c.model.Decl(fn)
	return decl != nil && c.model.Linked(fn) && !c.namesOther(decl)
}

// namesOther reports whether a URL of another service stands in node.
func (c *checker) namesOther(node ast.Node) bool {
	found := false
	ast.Inspect(node, func(n ast.Node) bool {
		expr, ok := n.(ast.Expr)
		if !ok || found {
			return !found
		}
		text, ok := c.textOf(expr)
		if !ok {
			return true
		}
		for _, host := range knowledge.HostsIn(text) {
			found = found || strings.Contains(host, ".") && !c.model.CozeHost(host) && !strings.HasPrefix(host, "127.") && !strings.HasSuffix(host, "example.com")
		}
		return !found
	})
	return found
}

// decodesInto reports whether replies of Coze are decoded into a type, or
// into one that it is a part of.
func (c *checker) decodesInto(t types.Type) bool {
	named := gotypes.Named(t)
	if named == nil {
		return false
	}
	return slices.ContainsFunc(c.replyDecodings(), func(d decoding) bool { return contains(d.target.Type(), named.Origin(), 0) })
}

// replyDecodings are the decodings of replies of Coze.
func (c *checker) replyDecodings() []decoding {
	if c.replies == nil {
		c.replies = []decoding{}
		for _, d := range c.decodings() {
			if c.fromCoze(d) || c.fromEvent(d) {
				c.replies = append(c.replies, d)
			}
		}
	}
	return c.replies
}

// fromEvent reports whether a decoding is one of an event's data, in a
// function that has to do with Coze and is given a text.
func (c *checker) fromEvent(d decoding) bool {
	fn := c.functionOf(d.call)
	ours, known := c.ours(d.target)
	return fn != nil && (ours || !known) && c.isCoze(fn) && c.model.Origin(d.target.Type(), fn)
}

// contains reports whether a type is made of another.
func contains(t types.Type, part *types.Named, depth int) bool {
	if depth > 5 {
		return false
	}
	switch t := types.Unalias(t).(type) {
	case *types.Pointer:
		return contains(t.Elem(), part, depth)
	case *types.Slice:
		return contains(t.Elem(), part, depth+1)
	case *types.Map:
		return contains(t.Elem(), part, depth+1)
	case *types.Named:
		if t.Origin() == part {
			return true
		}
		if args := t.TypeArgs(); args != nil {
			for i := range args.Len() {
				if contains(args.At(i), part, depth+1) {
					return true
				}
			}
		}
		return contains(t.Underlying(), part, depth+1)
	case *types.Struct:
		for field := range t.Fields() {
			if contains(field.Type(), part, depth+1) {
				return true
			}
		}
	}
	return false
}

// decodedThere reports whether the anonymous struct type at cur is that of a
// variable which a reply of Coze is decoded into.
func (c *checker) decodedThere(cur inspector.Cursor) bool {
	t := c.info.TypeOf(cur.Node().(ast.Expr))
	return slices.ContainsFunc(c.replyDecodings(), func(d decoding) bool {
		return c.functionOf(d.call) == c.functionOf(cur.Node()) && containsStruct(d.target.Type(), t, 0)
	})
}

func containsStruct(t, part types.Type, depth int) bool {
	if depth > 5 {
		return false
	}
	if types.Identical(t, part) {
		return true
	}
	switch t := types.Unalias(t).(type) {
	case *types.Pointer:
		return containsStruct(t.Elem(), part, depth)
	case *types.Slice:
		return containsStruct(t.Elem(), part, depth+1)
	case *types.Struct:
		for field := range t.Fields() {
			if containsStruct(field.Type(), part, depth+1) {
				return true
			}
		}
	}
	return false
}

// decodedOnlyFor reports whether all replies that are decoded into t answer
// requests to an endpoint.
func (c *checker) decodedOnlyFor(t types.Type, endpoint knowledge.Pattern) bool {
	some := false
	for _, d := range c.replyDecodings() {
		if !types.Identical(deref(d.target.Type()), t) {
			continue
		}
		if !c.asks(d.target, endpoint) {
			return false
		}
		some = true
	}
	return some
}

func deref(t types.Type) types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// asks reports whether one of the requests that a variable holds the outcome of goes
// to an endpoint.
func (c *checker) asks(v *types.Var, endpoint knowledge.Pattern) bool {
	return slices.ContainsFunc(c.engine.LabelsOfVar(v), func(l flow.Label) bool {
		return slices.ContainsFunc(l.Origin.URLs(), endpoint.MatchString)
	})
}
