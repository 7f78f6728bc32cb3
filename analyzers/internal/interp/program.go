package interp

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A program is what the walker knows of a package beforehand. One traversal
// finds it.
type program struct {
	model    *cozemodel.Model
	changed  map[*types.Var]bool // variables that are changed in place
	exposed  map[*types.Var]bool // variables whose address a call is given
	receives []receive
	sizes    map[*types.Func]bool          // whether a function is small
	methods  map[*types.Func][]*types.Func // implementations of an interface's method
}

func newProgram(m *cozemodel.Model) *program {
	p := &program{
		model:   m,
		changed: make(map[*types.Var]bool),
		exposed: make(map[*types.Var]bool),
		sizes:   make(map[*types.Func]bool),
		methods: make(map[*types.Func][]*types.Func),
	}
	for cur := range m.Inspect.Root().Preorder((*ast.AssignStmt)(nil), (*ast.CallExpr)(nil), (*ast.RangeStmt)(nil), (*ast.UnaryExpr)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				p.change(lhs)
			}
		case *ast.CallExpr:
			p.expose(n)
		case *ast.RangeStmt:
			p.receive(cur, n.X)
		case *ast.UnaryExpr:
			if n.Op == token.ARROW {
				p.receive(cur, n.X)
			}
		}
	}
	return p
}

// change records that a variable is changed through lhs.
func (p *program) change(lhs ast.Expr) {
	root := Root(lhs)
	if root == nil || root == ast.Unparen(lhs) {
		return // Defs knows
	}
	if obj, ok := p.model.Pass.TypesInfo.Uses[root].(*types.Var); ok {
		p.changed[obj] = true
	}
}

// expose records what call may change: &v among its arguments, and v of
// v.Method() where the method has a pointer receiver.
func (p *program) expose(call *ast.CallExpr) {
	info := p.model.Pass.TypesInfo
	for _, arg := range call.Args {
		if u, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok && u.Op == token.AND {
			if v := cozemodel.Variable(info, u.X); v != nil {
				p.exposed[v] = true
			}
		}
	}
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		if (fun.Name == "delete" || fun.Name == "clear") && len(call.Args) > 0 {
			if v := cozemodel.Variable(info, call.Args[0]); v != nil {
				p.changed[v] = true
			}
		}
	case *ast.SelectorExpr:
		if v := cozemodel.Variable(info, fun.X); v != nil && !v.IsField() && isContainer(v.Type()) {
			p.changed[v] = true
		}
	}
}

// receive records a place where values are taken out of channel, if it is one.
func (p *program) receive(cur inspector.Cursor, channel ast.Expr) {
	fn := p.model.FuncAt(channel.Pos())
	if fn == nil || channelOf(p.model.Pass.TypesInfo, channel) == nil || p.model.TestFile(channel.Pos()) {
		return
	}
	r := receive{fn: fn, channel: channel}
	for around := range cur.Enclosing((*ast.FuncLit)(nil)) {
		r.literal = around.Node().(*ast.FuncLit)
		break
	}
	p.receives = append(p.receives, r)
}

const smallSize = 60 // nodes

// small reports whether fn is so short that walking it costs nothing, as
// pointer helpers and getters are.
func (p *program) small(fn *types.Func) bool {
	known, ok := p.sizes[fn]
	if !ok {
		nodes := 0
		ast.Inspect(p.model.Decl(fn), func(ast.Node) bool {
			nodes++
			return nodes <= smallSize
		})
		known = nodes <= smallSize
		p.sizes[fn] = known
	}
	return known
}

// unstable reports whether a bool or text can be changed through an address
// that a call was given.
func (p *program) unstable(v *types.Var) bool {
	return p.exposed[v.Origin()] && !isContainer(v.Type())
}

// initial returns the only value that a package variable ever has, or nil.
// What other packages can assign is not known.
func (p *program) initial(v *types.Var) (expr ast.Expr, zero bool) {
	pkg := p.model.Pass.Pkg
	if v.Pkg() != pkg || v.Exported() && pkg.Name() != "main" || p.changed[v] || p.exposed[v] {
		return nil, false
	}
	defs := p.model.Defs(v)
	if len(defs) != 1 || defs[0].Result >= 0 || defs[0].Opaque || defs[0].Element {
		return nil, false
	}
	return defs[0].Expr, defs[0].Zero
}

const maxImplementations = 4 // of a method, that are followed

// implementations returns the functions of the package of which a call of fn
// runs one: fn itself, or if it is a method of an interface, the methods of
// the types of the package that implement it.
func (p *program) implementations(fn *types.Func) []*types.Func {
	if p.hasBody(fn) {
		return []*types.Func{fn}
	}
	recv := fn.Signature().Recv()
	if recv == nil || !types.IsInterface(recv.Type()) || fn.Pkg() == nil || knowledge.EffectOf(fn) != 0 {
		return nil
	}
	found, ok := p.methods[fn]
	if !ok {
		for t, m := range p.model.Implementations(fn) {
			if p.hasBody(m) && !p.model.TestFile(t.Pos()) {
				found = append(found, m)
			}
		}
		if len(found) > maxImplementations {
			found = nil
		}
		p.methods[fn] = found
	}
	return found
}

func (p *program) hasBody(fn *types.Func) bool {
	decl := p.model.Decl(fn)
	return decl != nil && decl.Body != nil
}

// holdsWanted reports whether t is a struct that is looked for or that holds
// one, as a builder does, or the values of one: in a map, or in a bool that it
// keeps until it makes one.
func (w *Walker) holdsWanted(t types.Type) bool {
	if w.hooks.Wanted(t) {
		return true
	}
	st := gotypes.Struct(t)
	if st == nil {
		return false
	}
	for field := range st.Fields() {
		m, isMap := field.Type().Underlying().(*types.Map)
		if isMap && gotypes.IsText(m.Key()) || gotypes.IsBool(gotypes.Pointed(field.Type())) || w.hooks.Wanted(field.Type()) {
			return true
		}
	}
	return false
}
