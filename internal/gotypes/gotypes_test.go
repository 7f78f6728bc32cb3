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
`

func TestTypes(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	conf := types.Config{Importer: importer.Default()}
	pkg, err := conf.Check("example.org/p", fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
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

// The type of an expression that does not type-check is nil.
func TestNil(t *testing.T) {
	if Named(nil) != nil || Name(nil) != "" || Is(nil, "p", "S") || Pointed(nil) != nil || Struct(nil) != nil {
		t.Error("nil has a name or a struct")
	}
	if IsString(nil) || IsBool(nil) || IsBytes(nil) || IsText(nil) || IsError(nil) {
		t.Error("nil is text, a flag or an error")
	}
}
