package valueflow

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A fillKind says what a call does with a variable that it is given the
// address of.
type fillKind int

const (
	noFill      fillKind = iota
	ownFill              // a function of the package puts something into it
	decodedFill          // a decoder puts into it what it decodes
	otherFill            // a client, a framework or nobody knows who does
)

// fillKind judges a fill by the function that is called; what a function of
// the package does is seen.
func (ix *Index) fillKind(fl fill) fillKind {
	key := filled{fl.call, fl.arg}
	if known, ok := ix.kinds.Load(key); ok {
		return known.(fillKind)
	}
	kind := ix.fillKindAt(fl, 0)
	ix.kinds.Store(key, kind)
	return kind
}

type filled struct {
	call *ast.CallExpr
	arg  int
}

func (ix *Index) fillKindAt(fl fill, depth int) fillKind {
	fn := ix.Callee(fl.call)
	effect := knowledge.EffectOf(fn)
	arg := ast.Unparen(fl.call.Args[fl.arg])
	_, address := arg.(*ast.UnaryExpr)
	_, pointer := typeUnder[*types.Pointer](ix.info.TypeOf(arg))
	_, isMap := typeUnder[*types.Map](ix.info.TypeOf(arg))
	switch {
	case effect.Has(knowledge.Decodes):
		if isRaw(ix.info.TypeOf(arg)) && !address && !pointer && len(fl.call.Args) > 1 {
			return noFill // what is decoded
		}
		return decodedFill
	case !address && !pointer && !isMap:
		return noFill
	case effect.Has(knowledge.Receives):
		return otherFill
	case effect != 0 && !effect.Has(knowledge.Sends|knowledge.Requests|knowledge.SetsResult):
		return noFill
	}
	if sel, ok := ast.Unparen(fl.call.Fun).(*ast.SelectorExpr); ok && knowledge.IsServed(ix.info.TypeOf(sel.X)) {
		return otherFill
	}
	if ix.Body(fl.call) != nil {
		if depth < maxDepth && ix.fillsParameter(fl, depth+1) {
			return ownFill
		}
		return noFill
	}
	if fn != nil && !takesAny(fn, fl.arg) {
		return noFill // it knows the type, so it does not decode into it
	}
	if ix.sender(fl.call) == nil && knowledge.GuessDecodes(fn) {
		return decodedFill
	}
	return otherFill
}

func typeUnder[T types.Type](t types.Type) (T, bool) {
	var zero T
	if t == nil {
		return zero, false
	}
	u, ok := t.Underlying().(T)
	return u, ok
}

// takesAny reports whether parameter i of fn is an interface or a type
// parameter, as that of a decoder is.
func takesAny(fn *types.Func, i int) bool {
	t := gotypes.Param(fn.Signature(), i)
	if t == nil {
		return false
	}
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return true
	}
	return types.IsInterface(t)
}

// fillsParameter reports whether a function of the package puts something
// into the parameter that a fill gives it.
func (ix *Index) fillsParameter(fl fill, depth int) bool {
	sig, _ := ix.signature(fl.call)
	if sig == nil || fl.arg >= sig.Params().Len() {
		return false
	}
	v := sig.Params().At(fl.arg)
	return slices.ContainsFunc(ix.given(v), func(r reach) bool {
		if r.fill != nil {
			return ix.fillKindAt(*r.fill, depth) != noFill
		}
		return !r.def.Param && r.def.Expr != nil
	})
}

// sender returns the call that sends the request to which call belongs: call
// itself, one further along its chain, or one on the variable that the chain
// is kept in:
//
//	client.R().SetResult(&out).Post(url)
func (ix *Index) sender(call *ast.CallExpr) *ast.CallExpr {
	last := call
	for c := call; c != nil; c = ix.chained[c] {
		if knowledge.EffectOf(ix.Callee(c)).Has(knowledge.Sends) {
			return c
		}
		last = c
	}
	root := chainRoot(ix.info, call)
	if root == nil {
		root = ix.assigned[last]
	}
	if root == nil {
		return nil
	}
	for _, c := range ix.configuring[root] {
		for ; c != nil; c = ix.chained[c] {
			if c.Pos() > call.Pos() && knowledge.EffectOf(ix.Callee(c)).Has(knowledge.Sends) {
				return c
			}
		}
	}
	return nil
}

// chainRoot returns the variable that a chain of method calls begins with.
func chainRoot(info *types.Info, expr ast.Expr) *types.Var {
	for {
		switch x := ast.Unparen(expr).(type) {
		case *ast.CallExpr:
			sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
			if !ok {
				return nil
			}
			expr = sel.X
		case *ast.Ident, *ast.SelectorExpr:
			v := Variable(info, x)
			if v != nil && v.IsField() {
				return nil // a client that lives longer than the request
			}
			return v
		default:
			return nil
		}
	}
}

// A reach is a value that a variable may have at some place.
type reach struct {
	def     Def
	fill    *fill
	after   token.Pos
	within  ast.Node
	certain bool // no earlier value is left where it reaches
}

// given returns everything that v is given anywhere in the package, in source
// order.
func (ix *Index) given(v *types.Var) []reach {
	v = v.Origin()
	if known, ok := ix.ordered.Load(v); ok {
		return known.([]reach)
	}
	var all []reach
	for _, def := range ix.defs[v] {
		all = append(all, reach{def: def, after: def.After, within: def.Within})
	}
	for i := range ix.fills[v] {
		fl := &ix.fills[v][i]
		all = append(all, reach{fill: fl, after: fl.after, within: fl.within})
	}
	slices.SortStableFunc(all, func(a, b reach) int { return cmp.Compare(a.after, b.after) })
	ix.ordered.Store(v, all)
	return all
}

// reaching returns the values that v may have at pos: the last ones that it
// is given before in the same function, back to one that is given on every
// path there. If there is none, as for a package variable, a field of a
// client or the variable of a loop, it is everything that v is given; of a
// field that another package declares, what holds it says more.
func (ix *Index) reaching(v *types.Var, pos token.Pos) []reach {
	all := ix.given(v)
	fn := ix.FuncAt(pos)
	if fn == nil {
		return all
	}
	decl := ix.decls[fn]
	var reaching []reach
	last, _ := slices.BinarySearchFunc(all, pos+1, func(r reach, pos token.Pos) int { return cmp.Compare(r.after, pos) })
	for _, r := range slices.Backward(all[:last]) {
		if r.after <= decl.Pos() {
			break
		}
		if r.fill == nil && r.def.Param {
			continue
		}
		if r.fill != nil && ix.fillKind(*r.fill) == noFill {
			continue
		}
		r.certain = r.def.Added == nil && r.within != nil && r.within.Pos() <= pos && pos < r.within.End()
		reaching = append(reaching, r)
		if r.certain {
			break
		}
	}
	if len(reaching) == 0 && (!v.IsField() || v.Pkg() == ix.pkg) {
		return all
	}
	return reaching
}

// Reaching returns the values that v may have at pos: what its
// parameter is given by callers too, unless it is given another value on
// every path. What is stored through its address, as by a decoder, is left
// out, and so is the value that an expression around pos makes: the ctx in
// ctx = f(ctx) is the one before.
func (ix *Index) Reaching(v *types.Var, pos token.Pos) []Def {
	var defs []Def
	certain := false
	for _, r := range ix.reaching(v, pos) {
		certain = certain || r.certain
		if r.fill == nil && (r.def.Param || r.def.Expr == nil || pos < r.def.Expr.Pos() || r.def.Expr.End() <= pos) {
			defs = append(defs, r.def)
		}
	}
	if certain {
		return defs
	}
	for _, def := range ix.Defs(v) {
		if def.Param && !slices.Contains(defs, def) {
			defs = append(defs, def)
		}
	}
	return defs
}

// Fills reports whether call puts something into its argument i, or may.
func (ix *Index) Fills(call *ast.CallExpr, i int) bool {
	return ix.fillKind(fill{call: call, arg: i}) != noFill
}

// isRaw reports whether t can hold a reply that is not decoded yet.
func isRaw(t types.Type) bool {
	if t == nil {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Slice:
		b, ok := u.Elem().Underlying().(*types.Basic)
		return ok && b.Kind() == types.Byte
	case *types.Interface:
		read, _, _ := types.LookupFieldOrMethod(t, true, nil, "Read")
		return read != nil
	}
	return knowledge.IsResponse(t)
}

// fill follows what a call puts into a variable that it is given. ok reports
// whether it puts something there.
func (t *tracer) fill(fl fill, f *frame) (ok bool) {
	if !t.first(visit{node: fl.call, result: -2 - fl.arg, frame: f}) {
		return true
	}
	switch kind := t.fillKind(fl); kind {
	case noFill:
		return false
	case ownFill:
		return t.fillInside(fl, f)
	case decodedFill:
		t.operands(fl.call, fl.arg, f)
	}
	return true
}

// fillInside follows what a function of the package puts into its parameter.
func (t *tracer) fillInside(fl fill, f *frame) (ok bool) {
	sig, _ := t.signature(fl.call)
	if sig == nil || fl.arg >= sig.Params().Len() || f.level() >= maxDepth {
		return false
	}
	v := sig.Params().At(fl.arg)
	inner := t.bind(fl.call, f)
	for _, r := range t.given(v) {
		if r.fill != nil {
			ok = t.fill(*r.fill, inner) || ok
		} else if !r.def.Param && r.def.Expr != nil && !r.def.Zero {
			t.expr(r.def.Expr, r.def.Result, inner)
			ok = true
		}
	}
	return ok
}
