// Package gotypes answers simple questions about types, of nil as well: that is
// the type of an expression that does not type-check.
package gotypes

import (
	"go/ast"
	"go/constant"
	"go/types"
)

var errorType = types.Universe.Lookup("error").Type()

// Named returns the named type of t behind pointers and aliases, or nil. Of an
// instantiated type it returns the instance.
func Named(t types.Type) *types.Named {
	if t == nil {
		return nil
	}
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, _ := t.(*types.Named)
	return named
}

// Name returns the name of the named type that t is or points to, or "".
func Name(t types.Type) string {
	if named := Named(t); named != nil {
		return named.Obj().Name()
	}
	return ""
}

// Is reports whether t is or points to the type with the given import path and
// name.
func Is(t types.Type, path, name string) bool {
	named := Named(t)
	return named != nil && named.Obj().Name() == name && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == path
}

// Pointed returns what t points to, or t if it is no pointer.
func Pointed(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// Struct returns the struct type under t behind pointers, or nil.
func Struct(t types.Type) *types.Struct {
	if t == nil {
		return nil
	}
	s, _ := Pointed(t).Underlying().(*types.Struct)
	return s
}

// IsString reports whether t is a string type.
func IsString(t types.Type) bool { return isBasic(t, types.IsString) }

// IsBool reports whether t is a type of true and false.
func IsBool(t types.Type) bool { return isBasic(t, types.IsBoolean) }

func isBasic(t types.Type, info types.BasicInfo) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&info != 0
}

// IsBytes reports whether t is a slice of bytes.
func IsBytes(t types.Type) bool {
	if t == nil {
		return false
	}
	s, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	b, ok := s.Elem().Underlying().(*types.Basic)
	return ok && b.Kind() == types.Byte
}

// IsText reports whether t is a string type or a slice of bytes.
func IsText(t types.Type) bool { return IsString(t) || IsBytes(t) }

// IsError reports whether t is the predeclared type error.
func IsError(t types.Type) bool { return t != nil && types.Identical(t, errorType) }

// ImplementsError reports whether t or a pointer to it is an error.
func ImplementsError(t types.Type) bool {
	iface := errorType.Underlying().(*types.Interface)
	return types.Implements(t, iface) || types.Implements(types.NewPointer(t), iface)
}

// IsGlobal reports whether v is a variable of a package, its own or another.
func IsGlobal(v *types.Var) bool { return v.Pkg() != nil && v.Parent() == v.Pkg().Scope() }

// IsTrue reports whether expr is the constant true.
func IsTrue(info *types.Info, expr ast.Expr) bool { return isConstant(info, expr, true) }

// IsFalse reports whether expr is the constant false.
func IsFalse(info *types.Info, expr ast.Expr) bool { return isConstant(info, expr, false) }

func isConstant(info *types.Info, expr ast.Expr, wanted bool) bool {
	value := info.Types[expr].Value
	return value != nil && value.Kind() == constant.Bool && constant.BoolVal(value) == wanted
}

// IsZero reports whether expr is nil, the zero value of a constant, or a
// literal without elements.
func IsZero(info *types.Info, expr ast.Expr) bool {
	tv := info.Types[expr]
	if tv.Value == nil {
		lit, isLiteral := ast.Unparen(expr).(*ast.CompositeLit)
		return tv.IsNil() || isLiteral && len(lit.Elts) == 0
	}
	switch tv.Value.Kind() {
	case constant.Bool:
		return !constant.BoolVal(tv.Value)
	case constant.String:
		return constant.StringVal(tv.Value) == ""
	}
	return constant.Sign(tv.Value) == 0
}

// IsBuilder reports whether t is or points to what a text is put together in.
func IsBuilder(t types.Type) bool { return Is(t, "strings", "Builder") || Is(t, "bytes", "Buffer") }

// Param returns the type of the parameter that argument i goes to, or nil. Of
// those that take any number of values it is the type of one.
func Param(sig *types.Signature, i int) types.Type {
	params := sig.Params()
	if params.Len() == 0 {
		return nil
	}
	t := params.At(min(i, params.Len()-1)).Type()
	if sig.Variadic() && i >= params.Len()-1 {
		if s, ok := t.(*types.Slice); ok {
			return s.Elem()
		}
	}
	return t
}

// FirstResult returns the type of the first result of fn, or nil.
func FirstResult(fn *types.Func) types.Type {
	if results := fn.Signature().Results(); results.Len() > 0 {
		return results.At(0).Type()
	}
	return nil
}

// GivesError reports whether the last result of a function is an error, as that of
// what calls a server is.
func GivesError(sig *types.Signature) bool {
	results := sig.Results()
	return results.Len() > 0 && IsError(results.At(results.Len()-1).Type())
}
