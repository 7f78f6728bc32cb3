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
