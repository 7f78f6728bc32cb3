package cozemodel

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/gotypes"
)

// A SlowUse is a slow call of the SDK that a package makes with a client that it is
// given by others.
type SlowUse struct {
	// Given is the function whose parameter the client is, "New" or "Service.Use", or
	// the field that holds it, "Runner.Client".
	Given string
	// Param is the index of the parameter, and -1 for a field.
	Param int
	Call  string // "Chat.Stream"
	Run   bool   // a workflow is run synchronously
	Place string // the file and line of the call
}

// slowUses returns the slow calls with clients of others that the package makes, or
// that those make which it gives its clients to, sorted.
func (m *Model) slowUses() []SlowUse {
	if !slices.ContainsFunc(m.Pass.Pkg.Imports(), m.isSDK) {
		return nil
	}
	var uses []SlowUse
	add := func(client ast.Expr, use SlowUse) {
		for _, root := range m.Roots(client, nil) {
			var ok bool
			if use.Given, use.Param, ok = m.givenBy(root); ok && !slices.Contains(uses, use) {
				uses = append(uses, use)
			}
		}
	}
	m.SlowCalls(func(cur inspector.Cursor, use SlowUse) {
		if sel := cur.Node().(*ast.SelectorExpr); !use.Run || !m.mentions(m.FuncAt(sel.Pos()), "IsAsync") {
			add(sel.X, use)
		}
	})
	m.GivenClients(add)
	slices.SortFunc(uses, func(a, b SlowUse) int {
		return cmp.Or(cmp.Compare(a.Given, b.Given), cmp.Compare(a.Param, b.Param), cmp.Compare(a.Call, b.Call), cmp.Compare(a.Place, b.Place))
	})
	return uses
}

// SlowCalls calls f with the selector of each slow call of the package: of the service
// that it is made with, and the method. A run that says that it does not wait is one, too.
func (m *Model) SlowCalls(f func(cur inspector.Cursor, use SlowUse)) {
	for cur := range m.Inspect.Root().Preorder((*ast.SelectorExpr)(nil)) {
		sel := cur.Node().(*ast.SelectorExpr)
		fn, _ := m.Pass.TypesInfo.Uses[sel.Sel].(*types.Func)
		if fn == nil || !m.IsSDKObject(fn) || m.TestFile(sel.Pos()) {
			continue
		}
		_, recv, method := knowledge.ID(fn)
		if call, slow := knowledge.SlowSDKCall(recv, method); slow {
			f(cur, SlowUse{Call: call, Run: knowledge.IsSyncRun(recv, method), Place: m.FileLine(sel.Sel.Pos())})
		}
	}
}

// FileLine returns the file and line of a place, as a message names it.
func (m *Model) FileLine(pos token.Pos) string {
	place := m.Pass.Fset.Position(pos)
	return fmt.Sprintf("%s:%d", filepath.Base(place.Filename), place.Line)
}

// GivenClients calls f with the clients of the SDK that the package gives to another
// one which makes slow calls with them: as an argument, or in a field.
func (m *Model) GivenClients(f func(client ast.Expr, use SlowUse)) {
	give := func(value ast.Expr, to types.Object, param int) {
		if m.SDKTypeName(m.Pass.TypesInfo.TypeOf(value)) == "CozeAPI" && !m.TestFile(value.Pos()) {
			for _, use := range m.usesOf(to, param) {
				f(value, use)
			}
		}
	}
	put := func(value ast.Expr, v *types.Var) {
		if v != nil && v.IsField() {
			give(value, v.Origin(), -1)
		}
	}
	for cur := range m.Inspect.Root().Preorder((*ast.CallExpr)(nil), (*ast.CompositeLit)(nil), (*ast.AssignStmt)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.CallExpr:
			if fn := m.Callee(n); fn != nil {
				for i, arg := range n.Args {
					give(arg, fn, i)
				}
			}
		case *ast.CompositeLit:
			m.eachFieldValue(n, put)
		case *ast.AssignStmt:
			if len(n.Lhs) == len(n.Rhs) {
				for i, lhs := range n.Lhs {
					put(n.Rhs[i], Variable(m.Pass.TypesInfo, lhs))
				}
			}
		}
	}
}

// eachFieldValue calls f with the values in a literal of a struct, and their fields.
func (m *Model) eachFieldValue(lit *ast.CompositeLit, f func(value ast.Expr, field *types.Var)) {
	s := gotypes.Struct(m.Pass.TypesInfo.TypeOf(lit))
	if s == nil {
		return
	}
	for i, element := range lit.Elts {
		if kv, ok := element.(*ast.KeyValueExpr); ok {
			f(kv.Value, Variable(m.Pass.TypesInfo, kv.Key))
		} else if i < s.NumFields() {
			f(element, s.Field(i))
		}
	}
}

// mentions reports whether a function of the package has an identifier.
func (m *Model) mentions(fn *types.Func, name string) bool {
	decl := m.Decl(fn)
	if decl == nil {
		return false
	}
	found := false
	ast.Inspect(decl, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && id.Name == name
		return !found
	})
	return found
}

// givenBy returns the parameter of an exported function that expr is, or the
// exported field of an exported type.
func (m *Model) givenBy(expr ast.Expr) (name string, param int, ok bool) {
	v := Variable(m.Pass.TypesInfo, expr)
	if v == nil {
		return "", 0, false
	}
	if v.IsField() {
		sel, isSelector := ast.Unparen(expr).(*ast.SelectorExpr)
		if !isSelector || !v.Exported() || v.Pkg() != m.Pass.Pkg {
			return "", 0, false
		}
		holder := gotypes.Named(m.Pass.TypesInfo.TypeOf(sel.X))
		if holder == nil || !hasField(holder, v) {
			return "", 0, false
		}
		return holder.Obj().Name() + "." + v.Name(), -1, true
	}
	fn := m.FuncAt(v.Pos())
	if fn == nil || !fn.Exported() {
		return "", 0, false
	}
	i := slices.Index(slices.Collect(fn.Signature().Params().Variables()), v)
	return flow.FuncName(fn), i, i >= 0
}

// defaultClients returns the functions that return a client of the SDK with its
// default timeout and no other, sorted.
func (m *Model) defaultClients() []string {
	if !slices.ContainsFunc(m.Pass.Pkg.Imports(), m.isSDK) {
		return nil
	}
	var names []string
	for _, file := range m.Pass.Files {
		for _, decl := range file.Decls {
			decl, ok := decl.(*ast.FuncDecl)
			if !ok || !decl.Name.IsExported() {
				continue
			}
			fn, ok := m.Pass.TypesInfo.Defs[decl.Name].(*types.Func)
			if ok && m.returnsDefaultClient(fn) {
				names = append(names, flow.FuncName(fn))
			}
		}
	}
	slices.Sort(names)
	return names
}

func (m *Model) returnsDefaultClient(fn *types.Func) bool {
	results := fn.Signature().Results()
	if results.Len() == 0 || m.SDKTypeName(results.At(0).Type()) != "CozeAPI" {
		return false
	}
	found := false
	for _, ret := range m.Returns(fn) {
		if len(ret.Results) == 0 {
			return false
		}
		if m.Pass.TypesInfo.Types[ret.Results[0]].IsNil() {
			continue
		}
		for _, root := range m.Roots(ret.Results[0], nil) {
			call, ok := root.(*ast.CallExpr)
			if !ok || !m.GivesDefaultClient(call) {
				return false
			}
			found = true
		}
	}
	return found
}

// importedDefaultClient reports whether the package of fn tells that it returns a
// client with the default timeout.
func (m *Model) importedDefaultClient(fn *types.Func) bool {
	if fn == nil {
		return false
	}
	f := m.factsAbout(fn)
	if f == nil {
		return false
	}
	_, found := slices.BinarySearch(f.Clients, flow.FuncName(fn.Origin()))
	return found
}

// usesOf returns the slow calls that the package of obj, another one, makes with
// what is given as a parameter of a function, or put into a field; param is -1 then.
func (m *Model) usesOf(obj types.Object, param int) []SlowUse {
	f := m.factsAbout(obj)
	if f == nil {
		return nil
	}
	var uses []SlowUse
	for _, use := range f.Slow {
		if use.Param == param && isNamed(obj, use.Given) {
			uses = append(uses, use)
		}
	}
	return uses
}

// isNamed reports whether obj is the function or field of another package that a fact
// names.
func isNamed(obj types.Object, name string) bool {
	if fn, ok := obj.(*types.Func); ok {
		return flow.FuncName(fn.Origin()) == name
	}
	return isFieldNamed(obj, name)
}
