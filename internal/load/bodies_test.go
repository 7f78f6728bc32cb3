package load

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestDeclarationsOnly(t *testing.T) {
	for source, want := range map[string]string{
		"package p\nfunc f() { g(\"}\", '}', `}`) } // }\nfunc g() {}\n":            "package p\nfunc f() {                  } \nfunc g() {}\n",
		"package p\nfunc (r *T[K]) f(a struct{ b int }) (x interface{ M() }) { a }": "package p\nfunc (r *T[K]) f(a struct{ b int }) (x interface{ M() }) {   }",
		"package p\nfunc f() interface{ M() } {\n\ta\n\t}\nvar x = 1":               "package p\nfunc f() interface{ M() } {\n\n }\nvar x = 1",
		"package p\nfunc f() [2]struct{ n int } { a }":                              "package p\nfunc f() [2]struct{ n int } {   }",
		"package p\ntype F func(int) int\nvar n = [...]int{1, 2}":                   "package p\ntype F func(int) int\nvar n = [...]int{1, 2}",
		"package p\nvar f func(); var n = [...]int{1, 2}":                           "package p\nvar f func(); var n = [...]int{1, 2}",
		"package p\nvar m = map[string]func(){\"a\": func() { a }}\ntype T int":     "package p\nvar m = map[string]func(){                 }\ntype T int",
		"package p\nvar m, n = func() { a }, [...]int{1}":                           "package p\nvar m, n = func() {   }, [...]int{1}",
		"package p\nvar m, n = [...]int{1}, func() { a }":                           "package p\nvar m, n = [...]int{1}, func() { a }",
		"package p\nvar n = [...]func(){\nfunc() {}}; func f() { a }":               "package p\nvar n = [...]func(){\nfunc() {}}; func f() {   }",
		"package p\nvar v = []struct{ n int }{\n\t{1},\n\t{2},\n}[1].n":             "package p\nvar v = []struct{ n int }{\n\n\n}[1].n",
		"package p\nvar s struct {\n\tn int\n}\nvar f func() = g(T{1})":             "package p\nvar s struct {\n\tn int\n}\nvar f func() = g(T{1})",
		"package p\nvar (\n\ta T = &T{1} // {\n\tb = []any{2}\n)\nconst c = 1":      "package p\nvar (\n\ta T = &T{ } \n\tb = []any{ }\n)\nconst c = 1",
		"package p\nvar (\n\ta = x ==\n\t\ty == [...]T{{1}}\n)\nfunc f() { a }":     "package p\nvar (\n\ta = x ==\n\t\ty == [...]T{{1}}\n)\nfunc f() {   }",
		"package p\nfunc f() {\n\t/* } */ a '\\'' }":                                "package p\nfunc f() {\n                }",
		"package p\n//line q.go:1\nfunc f() { a }":                                  "package p\n//line q.go:1\nfunc f() { a }",
		"package p\nfunc f() { a":                                                   "package p\nfunc f() { a",
		"package p\nvar s = \"":                                                     "package p\nvar s = \"",
	} {
		if got := declarationsOnly([]byte(source)); string(got) != want {
			t.Errorf("%q becomes\n%q, want\n%q", source, got, want)
		}
	}
}

func TestUses(t *testing.T) {
	for _, test := range []struct {
		text, name string
		want       bool
	}{
		{"var x io.Reader", "io", true}, {"var ratio int", "io", false}, {"iota io", "io", true}, {"", "io", false}, {"扣io", "io", false},
	} {
		if got := uses([]byte(test.text), test.name); got != test.want {
			t.Errorf("uses(%q, %q) = %t", test.text, test.name, got)
		}
	}
}

// declarations returns what the parser sees of the declarations of a file, and
// the place of each name.
func declarations(t testing.TB, source []byte) string {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, parser.SkipObjectResolution)
	if err != nil {
		return ""
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Body != nil {
				n.Body = new(ast.BlockStmt)
			}
		case *ast.FuncLit:
			n.Body = new(ast.BlockStmt)
		case *ast.CompositeLit:
			if array, ok := n.Type.(*ast.ArrayType); !ok || array.Len == nil || !isEllipsis(array.Len) {
				n.Elts = nil
			}
		}
		return true
	})
	var out bytes.Buffer
	if err := format.Node(&out, token.NewFileSet(), file); err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			fmt.Fprintln(&out, fset.Position(id.Pos()), id.Name)
		}
		return true
	})
	return out.String()
}

func isEllipsis(expr ast.Expr) bool {
	_, ok := expr.(*ast.Ellipsis)
	return ok
}

// FuzzDeclarationsOnly compares the declarations of files before and after:
//
//	go test ./internal/load -run '^$' -fuzz FuzzDeclarationsOnly -fuzztime 1m
//
// The seeds are packages of the standard library.
func FuzzDeclarationsOnly(f *testing.F) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		f.Fatal(err)
	}
	for _, folder := range []string{"net/http", "go/types", "reflect", "strconv", "syscall", "slices", "internal/abi"} {
		names, err := filepath.Glob(filepath.Join(string(bytes.TrimSpace(root)), "src", folder, "*.go"))
		if err != nil || len(names) == 0 {
			f.Fatal(folder, names, err)
		}
		for _, name := range names {
			source, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(source)
		}
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		want := declarations(t, source)
		if want == "" {
			return // does not parse
		}
		if got := declarations(t, declarationsOnly(source)); got != want {
			t.Errorf("the declarations of\n%s\nbecome\n%s\nwant\n%s", source, got, want)
		}
	})
}
