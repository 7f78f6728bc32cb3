package load

import (
	"bytes"
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
		"package p\nfunc f() { g(\"}\", '}', `}`) } // }\nfunc g() {}\n":            "package p\nfunc f() {                  }     \nfunc g() {}\n",
		"package p\nfunc (r *T[K]) f(a struct{ b int }) (x interface{ M() }) { a }": "package p\nfunc (r *T[K]) f(a struct{ b int }) (x interface{ M() }) {   }",
		"package p\nfunc f() interface{ M() } {\n\ta }\nvar x = 1":                  "package p\nfunc f() interface{ M() } {\n   }\nvar x = 1",
		"package p\nfunc f() [2]struct{ n int } { a }":                              "package p\nfunc f() [2]struct{ n int } {   }",
		"package p\ntype F func(int) int\nvar n = [...]int{1, 2}":                   "package p\ntype F func(int) int\nvar n = [...]int{1, 2}",
		"package p\nvar f func(); var n = [...]int{1, 2}":                           "package p\nvar f func(); var n = [...]int{1, 2}",
		"package p\nvar m = map[string]func(){\"a\": func() { a }}":                 "package p\nvar m = map[string]func(){\"a\": func() { a }}",
		"package p\nvar m, n = func() { a }, [...]int{1}":                           "package p\nvar m, n = func() { a }, [...]int{1}",
		"package p\nvar n = [...]func(){\nfunc() {}}; func f() { a }":               "package p\nvar n = [...]func(){\nfunc() {}}; func f() {   }",
		"package p\nfunc f() {\n\t/* } */ a '\\'' }":                                "package p\nfunc f() {\n                }",
		"package p\n//line q.go:1\nfunc f() { a }":                                  "package p\n//line q.go:1\nfunc f() { a }",
		"package p\nfunc f() { a":                                                   "package p\nfunc f() { a",
		"package p\nvar s = \"":                                                     "package p\nvar s = \"",
	} {
		got := []byte(source)
		declarationsOnly(got)
		if string(got) != want {
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

// withoutBodies returns the declarations of a file as the parser sees them.
func withoutBodies(t testing.TB, source []byte) string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", source, parser.SkipObjectResolution)
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
		}
		return true
	})
	var out bytes.Buffer
	if err := format.Node(&out, token.NewFileSet(), file); err != nil {
		t.Fatal(err)
	}
	return out.String()
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
		want := withoutBodies(t, source)
		if want == "" {
			return // does not parse
		}
		only := bytes.Clone(source)
		declarationsOnly(only)
		if got := withoutBodies(t, only); got != want {
			t.Errorf("the declarations of\n%s\nbecome\n%s\nwant\n%s", source, got, want)
		}
		if len(only) != len(source) || bytes.Count(only, []byte("\n")) != bytes.Count(source, []byte("\n")) {
			t.Error("places move")
		}
	})
}
