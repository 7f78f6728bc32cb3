package cozemodel

import (
	"go/ast"
	"go/types"
	"slices"
)

// IsNewClient reports whether call makes a client of the SDK.
func (m *Model) IsNewClient(call *ast.CallExpr) bool {
	recv, name, ok := m.SDKCallee(call)
	return ok && recv == "" && name == "NewCozeAPI"
}

// GivesDefaultClient reports whether call makes a client with the SDK's default
// timeout of 5 s (SDK client.go): all of its options are visible and none of them is
// an HTTP client; or whether it calls a function of another package that returns such
// a client and no other.
func (m *Model) GivesDefaultClient(call *ast.CallExpr) bool {
	if !m.IsNewClient(call) {
		return m.importedDefaultClient(m.Callee(call))
	}
	options, visible := m.ClientOptions(call, 1)
	return visible && !slices.Contains(options, "WithHttpClient") && !m.sdkWaits(m.Callee(call))
}

// sdkWaits reports whether a constructor of the SDK makes an HTTP client without
// a timeout, as versions before June 2025 do (SDK client.go).
func (m *Model) sdkWaits(fn *types.Func) bool {
	if known, ok := m.waits.Load(fn); ok {
		return known.(bool)
	}
	found := false
	if decl := m.ParsedDecl(fn); decl != nil && decl.Body != nil {
		ast.Inspect(decl.Body, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			found = found || ok && len(lit.Elts) == 0 && types.ExprString(lit.Type) == "http.Client"
			return !found
		})
	}
	m.waits.Store(fn, found)
	return found
}

// ClientOptions returns the names of the SDK's options that a constructor is given
// behind its first n arguments. visible is false if there may be others.
func (m *Model) ClientOptions(call *ast.CallExpr, n int) (names []string, visible bool) {
	if len(call.Args) < n {
		return nil, false
	}
	for _, arg := range call.Args[n:] {
		if m.isGivenMore(arg) {
			return nil, false
		}
		for _, origin := range m.OptionRoots(arg) {
			option, ok := origin.(*ast.CallExpr)
			if !ok {
				return nil, false
			}
			recv, name, ok := m.SDKCallee(option)
			if !ok || recv != "" {
				return nil, false
			}
			names = append(names, name)
		}
	}
	return names, true
}

// isGivenMore reports whether arg is the variadic parameter of a function, for
// which a caller gives arguments, or may do so in another package.
func (m *Model) isGivenMore(arg ast.Expr) bool {
	v := Variable(m.Pass.TypesInfo, arg)
	if v == nil || v.IsField() {
		return false
	}
	fn := m.FuncAt(v.Pos())
	if fn == nil || !fn.Signature().Variadic() {
		return false
	}
	params := fn.Signature().Params()
	return params.At(params.Len()-1) == v && (fn.Exported() || slices.ContainsFunc(m.Callers(fn), func(call *ast.CallExpr) bool {
		return len(call.Args) >= params.Len()
	}))
}

// OptionRoots returns where the options begin that are given as arg, one or a
// slice of them. What is empty has none.
func (m *Model) OptionRoots(arg ast.Expr) []ast.Expr {
	info := m.Pass.TypesInfo
	return slices.DeleteFunc(m.Roots(arg, nil), func(root ast.Expr) bool {
		switch x := root.(type) {
		case *ast.CompositeLit:
			return len(x.Elts) == 0
		case *ast.CallExpr:
			return info.Types[x.Fun].IsBuiltin() // make
		case *ast.Ident:
			v, ok := info.Uses[x].(*types.Var)
			return ok && m.declaredEmpty(v) || info.Types[x].IsNil()
		}
		return false
	})
}

// declaredEmpty reports whether nothing but the zero value is put into v.
func (m *Model) declaredEmpty(v *types.Var) bool {
	defs := m.Defs(v)
	return len(defs) > 0 && !m.AddressTaken(v) && !slices.ContainsFunc(defs, func(d Def) bool { return !d.Zero })
}
