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
	packaged []ast.Expr // values of package variables that touch a request
}

func newScope(m *cozemodel.Model) *scope {
	s := &scope{
		model:    m,
		structs:  make(map[types.Type]bool),
		carriers: make(map[*types.Func]bool),
	}
	for _, file := range m.Pass.Files {
		for _, decl := range file.Decls {
			s.collect(decl)
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
		case *ast.CallExpr:
			touches = touches || s.sdkChat(n)
		}
		return !touches
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

// Concerns reports whether fn, or a function that it calls, touches a chat
// request.
func (j *judge) Concerns(fn *types.Func) bool { return j.scope.carriers[fn] }

// Wanted reports whether t is a struct, or a pointer to one, that sends one of
// the keys of a chat request.
func (j *judge) Wanted(t types.Type) bool { return j.scope.hasKeys(t) }

// Mentions reports whether a text has one of the keys of a chat request.
func (j *judge) Mentions(text string) bool { return mentionsKeys(text) }
