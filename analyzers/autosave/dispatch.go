package autosave

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
)

// A request can reach what sends it through an interface of the program or
// through a channel. Both are followed within the package.

const maxImplementations = 4 // of a method, that are followed

// implementations returns the functions of the package of which a call of fn
// runs one: fn itself, or if it is a method of an interface, the methods of
// the types of the package that implement it.
func (s *scope) implementations(fn *types.Func) []*types.Func {
	if decl := s.model.Decl(fn); decl != nil && decl.Body != nil {
		return []*types.Func{fn}
	}
	recv := fn.Signature().Recv()
	if recv == nil || !types.IsInterface(recv.Type()) || fn.Pkg() == nil || knowledge.EffectOf(fn) != 0 {
		return nil
	}
	found, ok := s.methods[fn]
	if !ok {
		found = s.findImplementations(fn, recv.Type().Underlying().(*types.Interface))
		s.methods[fn] = found
	}
	return found
}

func (s *scope) findImplementations(fn *types.Func, iface *types.Interface) []*types.Func {
	var found []*types.Func
	pkg := s.model.Pass.Pkg
	for _, name := range pkg.Scope().Names() {
		obj, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || obj.IsAlias() || types.IsInterface(obj.Type()) || s.model.TestFile(obj.Pos()) {
			continue
		}
		pointer := types.NewPointer(obj.Type())
		if !types.Implements(pointer, iface) {
			continue
		}
		method, _, _ := types.LookupFieldOrMethod(pointer, true, pkg, fn.Name())
		if m, ok := method.(*types.Func); ok {
			if decl := s.model.Decl(m.Origin()); decl != nil && decl.Body != nil {
				found = append(found, m.Origin())
			}
		}
	}
	if len(found) > maxImplementations {
		return nil
	}
	return found
}

// A receive is a place where a function takes values out of a channel.
type receive struct {
	fn      *types.Func
	literal *ast.FuncLit // the innermost around it, or nil
	channel ast.Expr
}

// collectReceives finds the receives of a declaration.
func (s *scope) collectReceives(decl *ast.FuncDecl) {
	fn, _ := s.model.Pass.TypesInfo.Defs[decl.Name].(*types.Func)
	if fn == nil || decl.Body == nil || s.model.TestFile(decl.Pos()) {
		return
	}
	var literals []*ast.FuncLit
	var stack []ast.Node
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		if n == nil {
			if top := stack[len(stack)-1]; len(literals) > 0 && top == literals[len(literals)-1] {
				literals = literals[:len(literals)-1]
			}
			stack = stack[:len(stack)-1]
			return true
		}
		stack = append(stack, n)
		var channel ast.Expr
		switch n := n.(type) {
		case *ast.FuncLit:
			literals = append(literals, n)
		case *ast.RangeStmt:
			channel = n.X
		case *ast.UnaryExpr:
			if n.Op == token.ARROW {
				channel = n.X
			}
		}
		if channel != nil && channelOf(s.model.Pass.TypesInfo, channel) != nil {
			r := receive{fn: fn, channel: channel}
			if len(literals) > 0 {
				r.literal = literals[len(literals)-1]
			}
			s.receives = append(s.receives, r)
		}
		return true
	})
}

func channelOf(info *types.Info, expr ast.Expr) *types.Chan {
	t := info.TypeOf(expr)
	if t == nil {
		return nil
	}
	c, _ := t.Underlying().(*types.Chan)
	return c
}

// receivers returns the functions that may receive what is sent to channel:
// those that receive from the same variable, or, where one of the two is
// a parameter or a local variable, from a channel of the same requests.
func (s *scope) receivers(channel ast.Expr) []receive {
	info := s.model.Pass.TypesInfo
	sent, from := channelOf(info, channel), cozemodel.Variable(info, channel)
	if sent == nil {
		return nil
	}
	var found []receive
	for _, r := range s.receives {
		to := cozemodel.Variable(info, r.channel)
		same := to != nil && to == from
		named := s.hasKeys(sent.Elem()) && types.Identical(sent.Elem(), channelOf(info, r.channel).Elem()) && (isLocal(to) || isLocal(from))
		if (same || named) && !slices.ContainsFunc(found, func(f receive) bool { return f.fn == r.fn && f.literal == r.literal }) {
			found = append(found, r)
		}
	}
	return found
}

// isLocal reports whether v is no field and no variable of a package, or not
// known at all.
func isLocal(v *types.Var) bool {
	return v == nil || !v.IsField() && v.Pkg() != nil && v.Parent() != v.Pkg().Scope()
}

// pass walks the functions that receive what s sends, with that value.
func (w *walker) pass(s *ast.SendStmt, v value) {
	if !w.interesting(v) || w.depth() >= maxDepth {
		return
	}
	for _, r := range w.judge.scope.receivers(s.Chan) {
		if w.inside(r) {
			continue
		}
		f := &frame{fn: r.fn, lit: r.literal, received: &received{r.channel, v}}
		body := w.model.Decl(r.fn).Body
		if r.literal != nil {
			f.creator, body = w.frame(), r.literal.Body
		}
		before := w.state
		w.state = before.clone()
		w.inFrame(f, func() { w.block(body.List) })
		w.state = before
	}
}

// inside reports whether the function of r is being walked for a receive.
func (w *walker) inside(r receive) bool {
	return slices.ContainsFunc(w.frames, func(f *frame) bool {
		return f.received != nil && f.fn == r.fn && f.lit == r.literal
	})
}

// received is what the function of a frame takes out of a channel.
type received struct {
	channel ast.Expr
	value   value
}

// take returns what is known of what comes out of channel.
func (w *walker) take(channel ast.Expr) value {
	f := w.frame()
	if f.received == nil || f.received.channel != channel {
		return nil
	}
	return f.received.value
}
