package cozemodel

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/importpath"
)

// SDKPath is the import path of the official SDK.
const SDKPath = importpath.SDK

// isSDK reports whether pkg is the SDK, a vendored copy of it, or a fork
// that the options name.
func (m *Model) isSDK(pkg *types.Package) bool {
	if pkg == nil {
		return false
	}
	path := pkg.Path()
	return path == SDKPath || strings.HasSuffix(path, "/vendor/"+SDKPath) || slices.Contains(m.opts.SDK, path)
}

// IsSDKObject reports whether obj is declared by the SDK.
func (m *Model) IsSDKObject(obj types.Object) bool {
	return obj != nil && m.isSDK(obj.Pkg())
}

// SDKTypeName returns the name of the SDK's type that t is or points to,
// without type arguments, or "".
func (m *Model) SDKTypeName(t types.Type) string {
	if named := gotypes.Named(t); named != nil && m.IsSDKObject(named.Obj()) {
		return named.Obj().Name()
	}
	return ""
}

// SDKCallee returns the receiver type ("" for a function) and the name of
// the SDK function that call calls: ("chat", "CreateAndPoll") for
// cli.Chat.CreateAndPoll. ok is false if it does not call the SDK.
func (m *Model) SDKCallee(call *ast.CallExpr) (recv, name string, ok bool) {
	fn := m.Callee(call)
	if fn == nil || !m.IsSDKObject(fn) {
		return "", "", false
	}
	if r := fn.Signature().Recv(); r != nil {
		if named := gotypes.Named(r.Type()); named != nil {
			recv = named.Obj().Name()
		}
	}
	return recv, fn.Name(), true
}

// APICall reports whether call is a call of the SDK that talks to the API
// and whose last result is the error of that. A method of an interface that
// gives a reply of the SDK, as one that stands for a part of the client in
// tests does, is one too.
func (m *Model) APICall(call *ast.CallExpr) bool {
	fn := m.Callee(call)
	if fn == nil {
		return false
	}
	return m.callsAPI(fn)
}

// givesSDKReply reports whether fn is a method of an interface and its first
// result a reply of the SDK: a type that has the log ID of its response.
func (m *Model) givesSDKReply(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	if recv == nil || !types.IsInterface(recv.Type()) {
		return false
	}
	reply := fn.Signature().Results().At(0).Type()
	if m.SDKTypeName(reply) == "" {
		return false
	}
	obj, _, _ := types.LookupFieldOrMethod(reply, true, nil, "Response")
	_, has := obj.(*types.Func)
	return has
}

// IsParameter reports whether v is a parameter of fn.
func IsParameter(fn *types.Func, v *types.Var) bool {
	for param := range fn.Signature().Params().Variables() {
		if param == v {
			return true
		}
	}
	return false
}
