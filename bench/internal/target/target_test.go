package target

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestParse(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"corpus/a/go.mod", "corpus/b/sub/go.mod", "corpus/b/vendor/c/go.mod", "corpus/b/testdata/go.mod"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte("module m\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	list := filepath.Join(dir, "list.txt")
	if err := os.WriteFile(list, []byte("# a comment\nk8s.io/kubernetes@v1.37.2 v0.37.2\n\nstd # another\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	targets, err := Parse([]string{"example.com/m@v1.0.0", "@" + list, filepath.Join(dir, "corpus")})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, target := range targets {
		names = append(names, target.Name)
	}
	want := []string{"example.com/m@v1.0.0", "k8s.io/kubernetes@v1.37.2", "std", "a", "b/sub"}
	if !slices.Equal(names, want) || targets[1].staging != "v0.37.2" {
		t.Errorf("%q, with v0.0.0 of the second as %q, want %q", names, targets[1].staging, want)
	}
	for _, bad := range []string{"@" + filepath.Join(dir, "missing.txt"), filepath.Join(dir, "missing"), filepath.Join(dir, "corpus", "b", "vendor", "c", "none")} {
		if _, err := Parse([]string{bad}); err == nil {
			t.Errorf("no error for %s", bad)
		}
	}
}

func TestBroken(t *testing.T) {
	packages := []Package{{Dir: "/m/a"}, {Dir: "/m/b"}}
	broken, err := Broken("/m", packages, "/m/a/a.go:1:2: undefined: x\n\thave (int)\na/b.go:3:4: main redeclared (and 2 more in this package)\n")
	if err != nil || len(broken) != 1 || !broken["/m/a"] {
		t.Errorf("%v, error %v", broken, err)
	}
	for _, complaint := range []string{"go: no such module\n", "/elsewhere/c.go:1:2: undefined: x\n", "elsewhere/c.go:1:2: undefined: x\n", "/m/a/a.go:1:2: undefined: x\ngo: something else\n"} {
		if _, err := Broken("/m", packages, complaint); err == nil {
			t.Errorf("no error for %q", complaint)
		}
	}
	if broken, err := Broken("/m", packages, ""); err != nil || len(broken) > 0 {
		t.Errorf("%v, error %v without a complaint", broken, err)
	}
}

func TestCheck(t *testing.T) {
	cozelint, err := Build("../../..", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	targets, err := Parse([]string{"../../../examples/bot"})
	if err != nil || len(targets) != 1 {
		t.Fatalf("%v, error %v", targets, err)
	}
	bot := targets[0]
	dir, err := bot.Fetch(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	findings, complaint, err := bot.Check(cozelint, dir, nil, []string{"./..."})
	if err != nil || complaint != "" || len(findings) == 0 {
		t.Fatalf("%d findings, complaint %q, error %v", len(findings), complaint, err)
	}
	for _, f := range findings {
		if f.File != "client.go" && f.File != "main.go" || f.Line == 0 || f.Column == 0 || len(f.ID) != 6 {
			t.Errorf("%+v", f)
		}
	}
	if _, complaint, err := bot.Check(cozelint, dir, nil, []string{"./nothing"}); err != nil || complaint == "" {
		t.Errorf("no complaint about a package that does not exist, error %v", err)
	}
}
