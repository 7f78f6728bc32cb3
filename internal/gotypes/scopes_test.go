package gotypes

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"
)

const nested = `package p

type pair[A, B any] struct {
	a A
	b B
}

func (p pair[A, B]) swap(f func(x A) B) (r pair[B, A]) {
	switch x := any(p.a).(type) {
	case int, string:
		_ = x
	default:
		for i := range 3 {
			if n := i; n > 1 {
				func(n int) { _ = n }(n)
			} else {
				{ _ = n }
			}
		}
	}
	return
}

var v = func(c chan int) int {
	select {
	case x := <-c:
		return x
	default:
	}
	return 0
}
`

func TestScopesAt(t *testing.T) {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range []string{"p.go", "q.go"} {
		source := nested
		if name == "q.go" {
			source = "package p\n\nfunc other(n int) int { return n }\n"
		}
		file, err := parser.ParseFile(fset, name, source, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	info := &types.Info{Scopes: make(map[ast.Node]*types.Scope)}
	conf := types.Config{Importer: importer.Default()}
	pkg, err := conf.Check("example.org/p", fset, files, info)
	if err != nil {
		t.Fatal(err)
	}
	scopes := NewScopes(info)
	end := token.Pos(fset.Base())
	for pos := token.NoPos; pos <= end; pos++ {
		if got, want := scopes.At(pos), pkg.Scope().Innermost(pos); got != want {
			t.Errorf("At(%v) = %v, want %v", fset.Position(pos), got, want)
		}
	}
}
