package gotypes

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"
)

const source = `package p

type S struct{ N int }
type P = *S
type Name string
type Flag bool
type Raw []byte
type Failure struct{}

func (*Failure) Error() string { return "" }

func Ask(name Name, flags ...Flag) (Raw, error) { return nil, nil }
func Tell()                                     {}

var Global Name

var Values = []any{false, 1 > 2, S{}, 0, 0.0, "", nil, true, S{1}, 1, "x", Global}
`

func check(t *testing.T, info *types.Info) (*types.Package, *ast.File) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	conf := types.Config{Importer: importer.Default()}
	pkg, err := conf.Check("example.org/p", fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	return pkg, file
}

func TestTypes(t *testing.T) {
	pkg, _ := check(t, nil)
	lookup := func(name string) types.Type { return pkg.Scope().Lookup(name).Type() }

	if got := Name(lookup("P")); got != "S" {
		t.Errorf("Name(P) = %q, want the type behind alias and pointer", got)
	}
	if !Is(lookup("P"), "example.org/p", "S") || Is(lookup("P"), "example.org/q", "S") {
		t.Error("Is does not go by import path and name")
	}
	if Struct(lookup("P")) == nil || Struct(lookup("Name")) != nil {
		t.Error("Struct finds no struct behind a pointer, or one where none is")
	}
	for _, test := range []struct {
		name                        string
		str, boolean, bytes, isText bool
	}{
		{"Name", true, false, false, true},
		{"Flag", false, true, false, false},
		{"Raw", false, false, true, true},
		{"S", false, false, false, false},
	} {
		typ := lookup(test.name)
		if IsString(typ) != test.str || IsBool(typ) != test.boolean || IsBytes(typ) != test.bytes || IsText(typ) != test.isText {
			t.Errorf("%s: string %t, bool %t, bytes %t, text %t", test.name, IsString(typ), IsBool(typ), IsBytes(typ), IsText(typ))
		}
	}
	if !ImplementsError(lookup("Failure")) || IsError(lookup("Failure")) || !IsError(types.Universe.Lookup("error").Type()) {
		t.Error("a type with an Error method is no error, or is the predeclared one")
	}
}

func TestFunctions(t *testing.T) {
	pkg, _ := check(t, nil)
	ask, tell := pkg.Scope().Lookup("Ask").(*types.Func), pkg.Scope().Lookup("Tell").(*types.Func)
	for i, want := range []string{"Name", "Flag", "Flag"} {
		if got := Name(Param(ask.Signature(), i)); got != want {
			t.Errorf("argument %d goes to a %s, want %s", i, got, want)
		}
	}
	if Name(FirstResult(ask)) != "Raw" || !GivesError(ask.Signature()) {
		t.Error("Ask is not said to give a Raw and an error")
	}
	if Param(tell.Signature(), 0) != nil || FirstResult(tell) != nil || GivesError(tell.Signature()) {
		t.Error("Tell takes or gives something")
	}
	if global := pkg.Scope().Lookup("Global").(*types.Var); !IsGlobal(global) || IsGlobal(ask.Signature().Params().At(0)) {
		t.Error("a variable of the package is none, or a parameter is one")
	}
	if builder := types.NewPackage("strings", "strings"); !IsBuilder(types.NewNamed(types.NewTypeName(0, builder, "Builder", nil), types.NewStruct(nil, nil), nil)) || IsBuilder(ask.Signature()) {
		t.Error("a strings.Builder is no builder, or a function is one")
	}
}

func TestZero(t *testing.T) {
	info := &types.Info{Types: make(map[ast.Expr]types.TypeAndValue)}
	_, file := check(t, info)
	var values []ast.Expr
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.CompositeLit); ok && values == nil {
			values = lit.Elts
		}
		return true
	})
	for i, expr := range values {
		if got, want := IsZero(info, expr), i < 7; got != want {
			t.Errorf("%s is zero: %t", types.ExprString(expr), got)
		}
		if got, want := IsFalse(info, expr), i < 2; got != want {
			t.Errorf("%s is false: %t", types.ExprString(expr), got)
		}
		if got, want := IsTrue(info, expr), types.ExprString(expr) == "true"; got != want {
			t.Errorf("%s is true: %t", types.ExprString(expr), got)
		}
	}
}

// The type of an expression that does not type-check is nil.
func TestNil(t *testing.T) {
	if Named(nil) != nil || Name(nil) != "" || Is(nil, "p", "S") || Pointed(nil) != nil || Struct(nil) != nil {
		t.Error("nil has a name or a struct")
	}
	if IsString(nil) || IsBool(nil) || IsBytes(nil) || IsText(nil) || IsError(nil) {
		t.Error("nil is text, a flag or an error")
	}
}
