// Package valueflow follows values through one package: what a variable,
// field or parameter is given, which call a value came from, and what the
// texts that make up a URL say.
package valueflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"sync"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A Kind says what is known of where a value came from.
type Kind int

const (
	// Program: the program made it: a constant, a literal, a new value.
	Program Kind = iota + 1
	// Response: it is, or is part of, the response to a request that the
	// program sent.
	Response
	// Result: it is the result of a call that tells nothing more.
	Result
	// Incoming: it is part of a request that the program serves.
	Incoming
	// Payload: it was decoded out of a text in a reply: what a program of the
	// user's wrote there.
	Payload
	// Parameter: a function is given it, by callers that cannot be seen.
	Parameter
)

// An Origin is where a value came from.
type Origin struct {
	Kind Kind
	// Call sent the request of a Response, or gave the Result.
	Call *ast.CallExpr
	// Site is the call through which a value came out of functions of the
	// package: two calls of a helper give two values. It is Call if there
	// was none.
	Site *ast.CallExpr
	// Var is the Parameter.
	Var *types.Var

	frame *frame // of Call
}

// Same reports whether a and b came, or may have come, from one call. Of a
// value that a function of the package stores in a field the site is not known.
func (a Origin) Same(b Origin) bool {
	return a.Kind == b.Kind && a.Call == b.Call && a.Var == b.Var && (a.Site == b.Site || a.Site == a.Call || b.Site == b.Call)
}

func (a Origin) equal(b Origin) bool {
	return a.Kind == b.Kind && a.Call == b.Call && a.Var == b.Var && a.Site == b.Site
}

// SameCall reports whether two values came, or may have come, from one call.
func SameCall(a, b []Origin) bool {
	return slices.ContainsFunc(a, func(x Origin) bool {
		return (x.Kind == Response || x.Kind == Result || x.Kind == Parameter) && slices.ContainsFunc(b, x.Same)
	})
}

// A frame is a function of the package that a value is followed into, and the
// call that led there.
type frame struct {
	call   *ast.CallExpr
	fn     ast.Node // the declaration or literal of the function
	params map[*types.Var]ast.Expr
	up     *frame
	depth  int
}

func (f *frame) site(call *ast.CallExpr) *ast.CallExpr {
	for f != nil {
		call, f = f.call, f.up
	}
	return call
}

// of returns the frame that v is a variable of: a function literal uses those
// of the function around it.
func (f *frame) of(v *types.Var) *frame {
	for f != nil && f.fn != nil && f.params[v] == nil && (v.Pos() < f.fn.Pos() || f.fn.End() <= v.Pos()) {
		f = f.up
	}
	return f
}

func (f *frame) level() int {
	if f == nil {
		return 0
	}
	return f.depth
}

const (
	maxDepth = 6   // calls that a value is followed into
	maxSteps = 400 // expressions that are looked at for one value
)

// A Flow answers where values came from. Its methods may be used by several
// goroutines.
type Flow struct {
	*Index
	sends func(*ast.CallExpr) bool // calls of clients that the tables do not know
	host  func(*types.Func) string // the host or URL that an imported function gives

	known sync.Map // of query, its []Origin
}

type query struct {
	expr   ast.Expr
	result int
}

// NewFlow returns the Flow of a package. sends reports whether a call sends a
// request and returns what came of it, beside the calls that package
// knowledge has. host returns the host or URL that a function of an imported
// package is known to give, or "".
func NewFlow(index *Index, sends func(*ast.CallExpr) bool, host func(*types.Func) string) *Flow {
	return &Flow{Index: index, sends: sends, host: host}
}

// Source returns where the value of expr came from: the calls whose results
// it is made of, through variables, fields, parameters with known arguments,
// and functions of the package. It is empty for an expression that only
// answers a question.
func (f *Flow) Source(expr ast.Expr) []Origin { return f.SourceOf(expr, -1) }

// SourceOf is Source for result i of the call expr.
func (f *Flow) SourceOf(expr ast.Expr, i int) []Origin {
	q := query{expr, i}
	if origins, ok := f.known.Load(q); ok {
		return origins.([]Origin)
	}
	t := tracer{Flow: f, seen: make(map[visit]bool)}
	t.expr(expr, i, nil)
	f.known.Store(q, t.found)
	return t.found
}

// SourceOfVar returns where the value that v has at pos came from.
func (f *Flow) SourceOfVar(v *types.Var, pos token.Pos) []Origin {
	t := tracer{Flow: f, seen: make(map[visit]bool)}
	t.variable(v, pos, nil)
	return t.found
}

// A Match is an expression that a value is made of, and where it came from.
type Match struct {
	Expr    ast.Expr
	Origins []Origin
}

// Find returns the expressions that the value of expr is made of and for
// which is holds; what those are made of is not looked at. is is given a
// function that evaluates texts where the expression stands.
func (f *Flow) Find(expr ast.Expr, is Predicate) []Match {
	t := tracer{Flow: f, seen: make(map[visit]bool), is: is}
	t.expr(expr, -1, nil)
	return t.matches
}

// FindInVar is Find for the value that v has at pos.
func (f *Flow) FindInVar(v *types.Var, pos token.Pos, is Predicate) []Match {
	t := tracer{Flow: f, seen: make(map[visit]bool), is: is}
	t.variable(v, pos, nil)
	return t.matches
}

// A Predicate says what Find looks for. It is given a function that evaluates
// texts where the expression stands.
type Predicate func(x ast.Expr, texts func(ast.Expr) []string) bool

// A tracer follows one value.
type tracer struct {
	*Flow
	is      Predicate // what is looked for, or nil
	matches []Match
	roots   bool // is says where the value begins: Roots

	seen     map[visit]bool
	steps    int
	decoding int // decoders that the value went through
	texts    int // those of them that decoded a text rather than bytes or a reader
	part     int // fields of variables that the value was read from
	found    []Origin
}

type visit struct {
	node   ast.Node
	v      *types.Var
	result int
	frame  *frame
}

// first reports whether v is visited for the first time, and not too much
// was visited before.
func (t *tracer) first(v visit) bool {
	if t.seen[v] || t.steps > maxSteps {
		return false
	}
	t.seen[v] = true
	t.steps++
	return true
}

func (t *tracer) add(o Origin) {
	if !slices.ContainsFunc(t.found, o.equal) {
		t.found = append(t.found, o)
	}
}

// expr follows an expression, or result i of the call that it is.
func (t *tracer) expr(expr ast.Expr, i int, f *frame) {
	if expr == nil || !t.first(visit{node: expr, result: i, frame: f}) {
		return
	}
	if tv := t.info.Types[expr]; tv.Value != nil || tv.IsNil() {
		if t.roots {
			t.matches = append(t.matches, Match{Expr: expr})
		}
		t.add(Origin{Kind: Program})
		return
	}
	if t.matched(expr, f) {
		return
	}
	switch x := expr.(type) {
	case *ast.ParenExpr:
		t.expr(x.X, i, f)
	case *ast.StarExpr:
		t.expr(x.X, -1, f)
	case *ast.TypeAssertExpr:
		t.expr(x.X, -1, f)
	case *ast.SliceExpr:
		t.expr(x.X, -1, f)
	case *ast.IndexExpr:
		t.expr(x.X, -1, f)
	case *ast.UnaryExpr:
		t.expr(x.X, -1, f)
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			t.expr(x.X, -1, f)
			t.expr(x.Y, -1, f)
		}
	case *ast.CompositeLit:
		t.add(Origin{Kind: Program})
		for _, element := range x.Elts {
			if kv, ok := element.(*ast.KeyValueExpr); ok {
				element = kv.Value
			}
			t.expr(element, -1, f)
		}
	case *ast.Ident, *ast.SelectorExpr:
		t.name(x, f)
	case *ast.CallExpr:
		t.call(x, max(i, 0), f)
	}
}

// matched records expr if it is what is looked for.
func (t *tracer) matched(expr ast.Expr, f *frame) bool {
	if t.is == nil {
		return false
	}
	texts := func(x ast.Expr) []string {
		e := &evaluator{Flow: t.Flow, seen: make(map[visit]bool)}
		return e.texts(x, -1, f)
	}
	if !t.is(expr, texts) {
		return false
	}
	inner := tracer{Flow: t.Flow, seen: make(map[visit]bool)}
	inner.expr(expr, -1, f)
	t.matches = append(t.matches, Match{expr, inner.found})
	return true
}

func (t *tracer) name(expr ast.Expr, f *frame) {
	v := Variable(t.info, expr)
	if v == nil {
		return
	}
	sel, ok := expr.(*ast.SelectorExpr)
	if !ok || !v.IsField() {
		t.variable(v, expr.Pos(), f)
		return
	}
	if t.decoding > 0 && t.isPayload(v, sel) {
		t.add(Origin{Kind: Payload})
		return
	}
	t.field(v, sel, f)
}

// isPayload reports whether a field that is decoded is a text which came with
// a decoded reply: the program does not set it.
func (t *tracer) isPayload(v *types.Var, sel *ast.SelectorExpr) bool {
	if !gotypes.IsString(v.Type()) {
		return false
	}
	tag := t.tagOf(sel)
	return tag && !slices.ContainsFunc(t.defs[v], func(d Def) bool { return d.Expr != nil })
}

// tagOf reports whether the field that sel selects has a JSON tag.
func (t *tracer) tagOf(sel *ast.SelectorExpr) bool {
	selection := t.info.Selections[sel]
	if selection == nil {
		return false
	}
	owner := selection.Recv()
	index := selection.Index()
	for i, n := range index {
		s := structOf(owner)
		if s == nil {
			return false
		}
		if i == len(index)-1 {
			_, tagged := reflect.StructTag(s.Tag(n)).Lookup("json")
			return tagged
		}
		owner = s.Field(n).Type()
	}
	return false
}

// field follows a field that is read: the values that the program gives it,
// and, unless one of them is certain, the struct that holds it. The fields of
// a receiver are variables of their own, as those of a client are.
func (t *tracer) field(v *types.Var, sel *ast.SelectorExpr, f *frame) {
	if t.roots {
		t.fieldRoots(v, sel, f)
		return
	}
	given, certain := false, false
	for _, r := range t.reaching(v, sel.Pos()) {
		if t.reached(r, v, f) {
			given, certain = true, certain || r.certain
		}
	}
	holder := Variable(t.info, sel.X)
	if p, ok := t.params[holder]; ok && p.index < 0 {
		if !given {
			t.add(Origin{Kind: Parameter, Var: v})
		}
		return
	}
	if !certain {
		t.part++
		t.expr(sel.X, -1, f)
		t.part--
	}
}

// variable follows the values that v can have at pos.
func (t *tracer) variable(v *types.Var, pos token.Pos, f *frame) {
	if _, isParam := t.params[v]; !isParam {
		f = f.of(v)
	}
	if !t.first(visit{node: nil, v: v, result: int(pos), frame: f}) {
		return
	}
	given := t.reaching(v, pos)
	if p, isParam := t.params[v]; isParam {
		// The value that a parameter comes with counts until it is given
		// another one for certain.
		if !slices.ContainsFunc(given, func(r reach) bool { return r.certain }) {
			t.parameter(v, p, f)
		}
	}
	for _, r := range given {
		t.reached(r, v, f)
	}
	if t.roots {
		t.stored(v, f)
		return
	}
	if t.is != nil && t.part == 0 {
		// All that the variable holds is looked through.
		for _, member := range t.members[v] {
			if member.Pos < pos {
				t.expr(member.Expr, -1, f)
			}
		}
	}
}

// parameter follows the arguments for v: that of the call which led here, or
// else those of all calls of the package.
func (t *tracer) parameter(v *types.Var, p param, f *frame) {
	for up := f; up != nil; up = up.up {
		if arg, ok := up.params[v]; ok {
			t.expr(arg, -1, up.up)
			return
		}
	}
	if isIncoming(v.Type()) {
		t.add(Origin{Kind: Incoming})
		return
	}
	known := false
	if p.fn != nil {
		for _, call := range t.Callers(p.fn) {
			if arg := p.argument(t.Index, call); arg != nil {
				t.expr(arg, p.result(t.Index, call), nil)
				known = true
			}
		}
	}
	if !known {
		t.add(Origin{Kind: Parameter, Var: v})
	}
}

// isIncoming reports whether t is, or gives access to, a request that the
// program serves.
func isIncoming(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && knowledge.ServesRequests(knowledge.ImportPath(named.Obj().Pkg().Path()), named.Obj().Name())
}

// reached follows one value that v is given. ok reports whether it is one.
func (t *tracer) reached(r reach, v *types.Var, f *frame) (ok bool) {
	switch {
	case r.fill != nil:
		return t.fill(*r.fill, f)
	case r.def.Zero:
		return false
	case r.def.Added != nil:
		t.expr(r.def.Added, -1, f)
		return true
	case r.def.Expr == nil:
		return false
	case r.def.Param:
		return false // parameter follows the arguments
	}
	if id, ok := ast.Unparen(r.def.Expr).(*ast.Ident); ok && t.info.Uses[id] == v {
		return false
	}
	t.expr(r.def.Expr, r.def.Result, f)
	return true
}

// call follows result i of a call.
func (t *tracer) call(call *ast.CallExpr, i int, f *frame) {
	if tv := t.info.Types[call.Fun]; tv.IsType() {
		if len(call.Args) == 1 {
			t.expr(call.Args[0], -1, f)
		}
		return
	}
	if tv := t.info.Types[call.Fun]; tv.IsBuiltin() {
		for _, arg := range call.Args {
			if !t.info.Types[arg].IsType() {
				t.expr(arg, -1, f)
			}
		}
		t.add(Origin{Kind: Program})
		return
	}
	if t.roots {
		if f.level() >= maxDepth {
			t.matches = append(t.matches, Match{Expr: call})
			return
		}
		t.enter(call, i, f)
		return
	}
	fn := t.Callee(call)
	effect := knowledge.EffectOf(fn)
	switch {
	case t.sends(call) || effect.Has(knowledge.Sends):
		t.add(Origin{Kind: Response, Call: call, Site: f.site(call), frame: f})
	case effect.Has(knowledge.Receives):
		t.add(Origin{Kind: Incoming})
	case effect.Has(knowledge.Configures | knowledge.Requests):
		t.add(Origin{Kind: Program})
	case effect.Has(knowledge.Asks):
	case effect.Has(knowledge.Decodes):
		t.decodes(func() { t.operands(call, f) }, call.Args...)
	case effect.Has(knowledge.Derives | knowledge.Encodes | knowledge.MakesError):
		t.operands(call, f)
	case t.Body(call) != nil && f.level() < maxDepth:
		t.enter(call, i, f)
	default:
		t.foreign(call, f)
	}
}

// operands follows what a call is given.
func (t *tracer) operands(call *ast.CallExpr, f *frame) {
	for _, arg := range call.Args {
		if t.info.Types[arg].Value == nil {
			t.expr(arg, -1, f)
		}
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && t.info.Selections[sel] != nil {
		t.expr(sel.X, -1, f)
	}
}

// foreign follows a call of a function whose body cannot be seen: what came
// in as bytes, text or a response may come out as a value; what is asked of a
// value without arguments is part of it.
func (t *tracer) foreign(call *ast.CallExpr, f *frame) {
	sel, isMethod := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	isMethod = isMethod && t.info.Selections[sel] != nil
	if isMethod && isIncoming(t.info.TypeOf(sel.X)) {
		t.add(Origin{Kind: Incoming})
		return
	}
	if isMethod && len(call.Args) == 0 {
		before := len(t.found)
		t.expr(sel.X, -1, f)
		if slices.ContainsFunc(t.found[before:], func(o Origin) bool { return o.Kind == Response || o.Kind == Incoming }) {
			return
		}
	}
	if t.is != nil {
		t.operands(call, f) // a logger or context that has the value
	}
	if t.returnsOwn(call) {
		t.decodes(func() { t.operands(call, f) }, call.Args...) // a generic decoder
		return
	}
	raw := false
	for _, arg := range call.Args {
		if t.info.Types[arg].Value == nil && isRaw(t.info.TypeOf(arg)) {
			t.expr(arg, -1, f)
			raw = true
		}
	}
	if !raw {
		t.add(Origin{Kind: Result, Call: call, Site: f.site(call), frame: f})
	}
}

// returnsOwn reports whether a function of another package returns a type of
// this one, which it can only know as a type argument, and is given something
// to make it of.
func (ix *Index) returnsOwn(call *ast.CallExpr) bool {
	t := ix.info.TypeOf(call)
	if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 {
		t = tuple.At(0).Type()
	}
	if t == nil {
		return false
	}
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() != ix.pkg {
		return false
	}
	return slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		return ix.info.Types[arg].Value == nil && (isRaw(ix.info.TypeOf(arg)) || gotypes.IsString(ix.info.TypeOf(arg)))
	})
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

// enter follows result i of a function whose body can be seen.
func (t *tracer) enter(call *ast.CallExpr, i int, f *frame) {
	inner := t.bind(call, f)
	returns, results := t.returnsOf(call)
	for _, ret := range returns {
		switch {
		case len(ret.Results) == 0:
			if i < results.Len() {
				t.variable(results.At(i), ret.Pos(), inner)
			}
		case len(ret.Results) == 1 && i > 0:
			t.expr(ret.Results[0], i, inner)
		case i < len(ret.Results):
			t.returned(ret, i, inner)
		}
	}
}

// returned follows result i of a return. A pointer that is returned shows
// what another operand puts into what it points to:
//
//	return r, json.NewDecoder(body).Decode(r)
func (t *tracer) returned(ret *ast.ReturnStmt, i int, f *frame) {
	result := ast.Unparen(ret.Results[i])
	if v := Variable(t.info, result); v != nil && !v.IsField() && t.is == nil {
		t.variable(v, ret.End(), f)
		return
	}
	t.expr(result, -1, f)
}

// returnsOf returns the returns of the function whose body call runs, and its
// results.
func (ix *Index) returnsOf(call *ast.CallExpr) ([]*ast.ReturnStmt, *types.Tuple) {
	if fn := ix.Callee(call); fn != nil {
		fn = ix.Implementation(fn)
		return ix.Returns(fn), fn.Signature().Results()
	}
	lit := ix.FuncLit(call.Fun)
	if lit == nil {
		return nil, types.NewTuple()
	}
	results := types.NewTuple()
	if sig, ok := ix.info.TypeOf(lit).(*types.Signature); ok {
		results = sig.Results()
	}
	return ix.literals[lit], results
}

// bind returns the frame of a call of a function whose body can be seen.
func (ix *Index) bind(call *ast.CallExpr, up *frame) *frame {
	f := &frame{call: call, fn: ix.function(call), params: make(map[*types.Var]ast.Expr), up: up, depth: up.level() + 1}
	sig, recv := ix.signature(call)
	if sig == nil {
		return f
	}
	if sig.Recv() != nil && recv != nil {
		f.params[sig.Recv()] = recv
	}
	for i := range sig.Params().Len() {
		if i < len(call.Args) && (!sig.Variadic() || i < sig.Params().Len()-1) {
			f.params[sig.Params().At(i)] = call.Args[i]
		}
	}
	return f
}

// function returns the declaration or literal whose body call runs, or nil.
func (ix *Index) function(call *ast.CallExpr) ast.Node {
	if fn := ix.Callee(call); fn != nil {
		if decl := ix.Decl(ix.Implementation(fn)); decl != nil {
			return decl
		}
		return nil
	}
	if lit := ix.FuncLit(call.Fun); lit != nil {
		return lit
	}
	return nil
}

// SignatureOf returns the signature of the function that call runs, with the
// parameters that its body uses, or nil if the body cannot be seen.
func (ix *Index) SignatureOf(call *ast.CallExpr) *types.Signature {
	if ix.Body(call) == nil {
		return nil
	}
	sig, _ := ix.signature(call)
	return sig
}

// signature returns the signature, with the parameters that the body of the
// called function uses, and the receiver of a method call.
func (ix *Index) signature(call *ast.CallExpr) (*types.Signature, ast.Expr) {
	if fn := ix.Callee(call); fn != nil {
		var recv ast.Expr
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			recv = sel.X
		}
		return ix.Implementation(fn).Signature(), recv
	}
	if lit := ix.FuncLit(call.Fun); lit != nil {
		sig, _ := ix.info.TypeOf(lit).(*types.Signature)
		return sig, nil
	}
	return nil, nil
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
	case responseFill:
		sender := t.sender(fl.call)
		t.add(Origin{Kind: Response, Call: sender, Site: f.site(sender), frame: f})
	case incomingFill:
		t.add(Origin{Kind: Incoming})
	case decodedFill:
		t.rawOperands(fl, f)
	default:
		t.add(Origin{Kind: Result, Call: fl.call, Site: f.site(fl.call), frame: f})
	}
	return true
}

// rawOperands follows what a decoder decodes: its arguments but for the one
// that it fills, and its receiver.
func (t *tracer) rawOperands(fl fill, f *frame) {
	t.decodes(func() {
		for i, arg := range fl.call.Args {
			if i != fl.arg && t.info.Types[arg].Value == nil {
				t.expr(arg, -1, f)
			}
		}
		if sel, ok := ast.Unparen(fl.call.Fun).(*ast.SelectorExpr); ok && t.info.Selections[sel] != nil {
			t.expr(sel.X, -1, f)
		}
	}, fl.call.Args...)
}

// decodes follows what a decoder decodes. What is decoded twice, and was a text
// in between, is what a program of the user's wrote there.
func (t *tracer) decodes(follow func(), args ...ast.Expr) {
	if t.texts > 0 {
		t.add(Origin{Kind: Payload})
		return
	}
	text := 0
	for _, arg := range args {
		if t.info.Types[arg].Value == nil && gotypes.IsString(t.info.TypeOf(behindConversion(t.info, arg))) {
			text = 1
		}
	}
	t.decoding++
	t.texts += text
	follow()
	t.decoding--
	t.texts -= text
}

// behindConversion returns the operand of a conversion, or expr itself.
func behindConversion(info *types.Info, expr ast.Expr) ast.Expr {
	if call, ok := ast.Unparen(expr).(*ast.CallExpr); ok && len(call.Args) == 1 && info.Types[call.Fun].IsType() {
		return behindConversion(info, call.Args[0])
	}
	return expr
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
