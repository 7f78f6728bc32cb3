// Package valueflow is an index of the syntax of one package: what a variable,
// field or parameter is given, where a value begins, and what the texts that make
// up a URL say in the function that they stand in.
package valueflow

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A frame is a function of the package that a value is followed into, and the
// call that led there.
type frame struct {
	fn     ast.Node // the declaration or literal of the function
	params map[*types.Var]ast.Expr
	up     *frame
	depth  int
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

// A Flow answers what values are made of. Its methods may be used by several
// goroutines.
type Flow struct {
	*Index
	host func(*types.Func) string // the host or URL that an imported function gives
}

// NewFlow returns the Flow of a package. host returns the host or URL that a
// function of an imported package is known to give, or "".
func NewFlow(index *Index, host func(*types.Func) string) *Flow {
	return &Flow{Index: index, host: host}
}

// Find returns the expressions that the value of expr is made of and for
// which is holds; what those are made of is not looked at.
func (f *Flow) Find(expr ast.Expr, is func(ast.Expr) bool) []ast.Expr {
	t := tracer{Flow: f, seen: make(map[visit]bool), is: is}
	t.expr(expr, -1, nil)
	return t.found
}

// A tracer follows one value.
type tracer struct {
	*Flow
	is    func(ast.Expr) bool // what is looked for
	found []ast.Expr
	roots bool // is says where the value begins: Roots

	seen  map[visit]bool
	steps int
	part  int // fields of variables that the value was read from
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

// expr follows an expression, or result i of the call that it is.
func (t *tracer) expr(expr ast.Expr, i int, f *frame) {
	if expr == nil || !t.first(visit{node: expr, result: i, frame: f}) {
		return
	}
	if tv := t.info.Types[expr]; tv.Value != nil || tv.IsNil() {
		if t.roots {
			t.found = append(t.found, expr)
		}
		return
	}
	if t.is(expr) {
		t.found = append(t.found, expr)
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
	t.field(v, sel, f)
}

// field follows a field that is read: the values that the program gives it,
// and, unless one of them is certain, the struct that holds it. The fields of
// a receiver are variables of their own, as those of a client are.
func (t *tracer) field(v *types.Var, sel *ast.SelectorExpr, f *frame) {
	if t.roots {
		t.fieldRoots(v, sel, f)
		return
	}
	certain := false
	for _, r := range t.reaching(v, sel.Pos()) {
		certain = t.reached(r, v, f) && r.certain || certain
	}
	holder := Variable(t.info, sel.X)
	if p, ok := t.params[holder]; ok && p.index < 0 {
		return
	}
	if !certain {
		t.part++
		t.expr(sel.X, -1, f)
		t.part--
	}
}
