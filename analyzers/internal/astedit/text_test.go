package astedit_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/astedit"
)

func TestProlong(t *testing.T) {
	for _, test := range []struct{ text, addition, want string }{
		{"bot is gone", ": %w", "bot is gone: %w"},
		{"bot is gone.", ": %w", "bot is gone: %w."},
		{"bot is gone...", ": %w", "bot is gone...: %w"},
		{"bot is gone:", ": %w", "bot is gone: %w"},
		{"bot is gone: ", ": %w", "bot is gone: %w"},
		{"机器人不可用。", ": %w", "机器人不可用: %w。"},
		{"机器人不可用：", ": %w", "机器人不可用：%w"},
		{"code %d.", " logid=%s", "code %d logid=%s."},
		{"", ": %w", ": %w"},
	} {
		at, added := astedit.Prolong(test.text, test.addition)
		if got := test.text[:at] + added + test.text[at:]; got != test.want {
			t.Errorf("Prolong(%q, %q) makes %q, want %q", test.text, test.addition, got, test.want)
		}
	}
}

// passOver returns a pass that has files with these names and texts.
func passOver(t *testing.T, sources map[string]string) *analysis.Pass {
	t.Helper()
	pass := &analysis.Pass{Fset: token.NewFileSet(), ReadFile: func(name string) ([]byte, error) { return []byte(sources[name]), nil }}
	for name, source := range sources {
		file, err := parser.ParseFile(pass.Fset, name, source, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		pass.Files = append(pass.Files, file)
	}
	return pass
}

func TestAppend(t *testing.T) {
	for source, want := range map[string]string{
		"f(1, 2)":                           "f(1, 2, 3)",
		"f(\n\t\t1,\n\t\t2,\n\t)":           "f(\n\t\t1,\n\t\t2,\n\t\t3,\n\t)",
		"f(\n\t\t1, 2, // two\n\t)":         "f(\n\t\t1, 2, // two\n\t\t3,\n\t)",
		"f(\n\t\t1,\n\t\t2 /* two */,\n\t)": "f(\n\t\t1,\n\t\t2, 3 /* two */,\n\t)",
		"f(\n\t\t1,\n\t\t2)":                "f(\n\t\t1,\n\t\t2, 3)",
	} {
		text := "package p\n\nfunc g() {\n\t" + source + "\n}\n"
		pass := passOver(t, map[string]string{"p.go": text})
		var call *ast.CallExpr
		ast.Inspect(pass.Files[0], func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				call = c
			}
			return true
		})
		edit := astedit.Append(pass, call.Args[len(call.Args)-1], "3")
		at := pass.Fset.Position(edit.Pos).Offset
		got := text[:at] + string(edit.NewText) + text[at:]
		if want := "package p\n\nfunc g() {\n\t" + want + "\n}\n"; got != want {
			t.Errorf("%q becomes %q, want %q", source, got, want)
		}
	}
}

func TestEveryBuild(t *testing.T) {
	pass := passOver(t, map[string]string{
		"a.go": "package p", "b_linux.go": "package p", "c.go": "//go:build cgo\n\npackage p", "linux.go": "package p", "d_arm64.go": "package p", "e_codes.go": "package p",
	})
	at := make(map[string]token.Pos)
	for _, f := range pass.Files {
		at[pass.Fset.Position(f.Package).Filename] = f.Package
	}
	for name, want := range map[string]bool{"a.go": true, "b_linux.go": false, "c.go": false, "linux.go": true, "d_arm64.go": false, "e_codes.go": true} {
		if got := astedit.EveryBuild(pass, at[name], at["a.go"]); got != want {
			t.Errorf("EveryBuild of %s is %t", name, got)
		}
		if !astedit.EveryBuild(pass, at[name], at[name]) {
			t.Errorf("%s is not there for itself", name)
		}
	}
}
