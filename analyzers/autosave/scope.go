package autosave

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A scope is the part of a package that may make or send chat requests: the
// functions that are walked. One traversal of the package finds it.
type scope struct {
	model    *cozemodel.Model
	structs  map[types.Type]bool // those that hold one of the keys
	carriers map[*types.Func]bool
	packaged []ast.Expr           // values of package variables that touch a request
	changed  map[*types.Var]bool  // package variables that are changed in place
	exposed  map[*types.Var]bool  // variables whose address a call is given
	sizes    map[*types.Func]bool // whether a function is small
	receives []receive
	methods  map[*types.Func][]*types.Func // implementations of an interface's method
}

func newScope(m *cozemodel.Model) *scope {
	s := &scope{
		model:    m,
		structs:  make(map[types.Type]bool),
		carriers: make(map[*types.Func]bool),
		changed:  make(map[*types.Var]bool),
		exposed:  make(map[*types.Var]bool),
		sizes:    make(map[*types.Func]bool),
		methods:  make(map[*types.Func][]*types.Func),
	}
	for _, file := range m.Pass.Files {
		for _, decl := range file.Decls {
			s.collect(decl)
			if decl, ok := decl.(*ast.FuncDecl); ok {
				s.collectReceives(decl)
			}
		}
	}
	s.spread()
	return s
}

// collect finds what decl touches.
func (s *scope) collect(decl ast.Decl) {
	touches := false
	ast.Inspect(decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			touches = touches || n.Kind == token.STRING && mentionsKeys(n.Value)
		case *ast.Ident:
			touches = touches || s.touchingName(n)
		case *ast.CompositeLit:
			touches = touches || s.hasKeys(s.model.Pass.TypesInfo.TypeOf(n))
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				s.change(lhs)
			}
		case *ast.CallExpr:
			touches = touches || s.sdkChat(n)
			s.expose(n)
		}
		return true
	})
	if !touches {
		return
	}
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if fn, ok := s.model.Pass.TypesInfo.Defs[decl.Name].(*types.Func); ok {
			s.carriers[fn] = true
		}
	case *ast.GenDecl:
		for _, spec := range decl.Specs {
			if spec, ok := spec.(*ast.ValueSpec); ok && decl.Tok == token.VAR {
				s.packaged = append(s.packaged, spec.Values...)
			}
		}
	}
}

// mentionsKeys reports whether a text has one of the keys of a chat request.
func mentionsKeys(s string) bool {
	return strings.Contains(s, saveKey) || strings.Contains(s, streamKey)
}

// touchingName reports whether id is a field that is sent as one of the
// keys, a constant that holds a request, or a variable that does.
func (s *scope) touchingName(id *ast.Ident) bool {
	switch obj := s.model.Pass.TypesInfo.Uses[id].(type) {
	case *types.Const:
		return obj.Val().Kind() == constant.String && mentionsKeys(constant.StringVal(obj.Val()))
	case *types.Var:
		if obj.Parent() == s.model.Pass.Pkg.Scope() {
			return s.hasKeys(obj.Type()) || slices.ContainsFunc(s.model.Defs(obj), func(d cozemodel.Def) bool {
				return d.Expr != nil && s.holdsText(d.Expr)
			})
		}
		return s.hasKeys(obj.Type())
	}
	return false
}

func (s *scope) holdsText(expr ast.Expr) bool {
	found := false
	ast.Inspect(expr, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			found = found || mentionsKeys(lit.Value)
		}
		return !found
	})
	return found
}

func (s *scope) sdkChat(call *ast.CallExpr) bool {
	recv, _, ok := s.model.SDKCallee(call)
	return ok && recv == "chat"
}

// spread adds the functions that call one that touches a request.
func (s *scope) spread() {
	var work []*types.Func
	for fn := range s.carriers {
		work = append(work, fn)
	}
	for len(work) > 0 {
		fn := work[len(work)-1]
		work = work[:len(work)-1]
		for _, call := range s.model.Callers(fn) {
			if caller := s.model.FuncAt(call.Pos()); caller != nil && !s.carriers[caller] {
				s.carriers[caller] = true
				work = append(work, caller)
			}
		}
	}
}

// change records that a package variable is changed through lhs.
func (s *scope) change(lhs ast.Expr) {
	root := rootOf(lhs)
	if root == nil || root == ast.Unparen(lhs) {
		return // Defs knows
	}
	if obj, ok := s.model.Pass.TypesInfo.Uses[root].(*types.Var); ok {
		s.changed[obj] = true
	}
}

// expose records what call may change: &v among its arguments, and v of
// v.Method() where the method has a pointer receiver.
func (s *scope) expose(call *ast.CallExpr) {
	info := s.model.Pass.TypesInfo
	for _, arg := range call.Args {
		if u, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok && u.Op == token.AND {
			if v := cozemodel.Variable(info, u.X); v != nil {
				s.exposed[v] = true
			}
		}
	}
	if id, ok := ast.Unparen(call.Fun).(*ast.Ident); ok && (id.Name == "delete" || id.Name == "clear") && len(call.Args) > 0 {
		if v := cozemodel.Variable(info, call.Args[0]); v != nil {
			s.changed[v] = true
		}
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if v := cozemodel.Variable(info, sel.X); v != nil && !v.IsField() && isContainer(v.Type()) {
			s.changed[v] = true
		}
	}
}

// hasKeys reports whether t is a struct, or a pointer to one, that sends one
// of the keys of a chat request.
func (s *scope) hasKeys(t types.Type) bool {
	st := gotypes.Struct(t)
	if st == nil {
		return false
	}
	known, ok := s.structs[st]
	if !ok {
		_, streams := wireField(s.model, st, streamKey)
		save, saves := wireField(s.model, st, saveKey)
		known = streams || saves && !isConfiguration(st, save.Var)
		s.structs[st] = known
	}
	return known
}

// isConfiguration reports whether field of s is read from a configuration
// file or kept in a database.
func isConfiguration(s *types.Struct, field *types.Var) bool {
	for i := range s.NumFields() {
		if s.Field(i).Origin() != field {
			continue
		}
		for _, key := range configTags {
			if strings.Contains(s.Tag(i), key+`:"`) {
				return true
			}
		}
	}
	return false
}

// holdsKeys reports whether t is a struct that holds a chat request, as a
// builder does, or the values of one.
func (s *scope) holdsKeys(t types.Type) bool {
	if s.hasKeys(t) {
		return true
	}
	st := gotypes.Struct(t)
	if st == nil {
		return false
	}
	for field := range st.Fields() {
		if s.hasKeys(field.Type()) {
			return true
		}
		if m, ok := field.Type().Underlying().(*types.Map); ok && gotypes.IsText(m.Key()) {
			return true
		}
		if isSetting(field.Type()) {
			return true
		}
	}
	return false
}

// isSetting reports whether a field of type t can hold one of the two values
// until the request is made.
func isSetting(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	return gotypes.IsBool(t)
}

// carries reports whether fn, or a function that it calls, touches a chat
// request.
func (j *judge) carries(fn *types.Func) bool { return j.scope.carriers[fn] }

func (j *judge) hasKeys(t types.Type) bool { return j.scope.hasKeys(t) }

func (j *judge) holdsKeys(t types.Type) bool { return j.scope.holdsKeys(t) }

const smallSize = 60 // nodes

// small reports whether fn is so short that walking it costs nothing, as
// pointer helpers and getters are.
func (j *judge) small(fn *types.Func) bool {
	known, ok := j.scope.sizes[fn]
	if !ok {
		nodes := 0
		ast.Inspect(j.model.Decl(fn), func(n ast.Node) bool {
			nodes++
			return nodes <= smallSize
		})
		known = nodes <= smallSize
		j.scope.sizes[fn] = known
	}
	return known
}

// shared reports whether v is a package variable, which more than the
// function that is walked may change.
func (j *judge) shared(v *types.Var) bool {
	return !v.IsField() && (v.Pkg() != j.model.Pass.Pkg || v.Parent() == v.Pkg().Scope())
}

// unstable reports whether a bool or text can be changed through an address
// that a call was given.
func (j *judge) unstable(v *types.Var) bool {
	return j.scope.exposed[v.Origin()] && !isContainer(v.Type())
}

// initial returns the only value that a package variable ever has, or nil.
// What other packages can assign is not known.
func (j *judge) initial(v *types.Var) (expr ast.Expr, zero bool) {
	pkg := j.model.Pass.Pkg
	if v.Pkg() != pkg || v.Exported() && pkg.Name() != "main" || j.scope.changed[v] || j.scope.exposed[v] {
		return nil, false
	}
	defs := j.model.Defs(v)
	if len(defs) != 1 || defs[0].Result >= 0 || defs[0].Opaque || defs[0].Element {
		return nil, false
	}
	return defs[0].Expr, defs[0].Zero
}
