package narrow

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// tree writes a module of packages by folder and returns its own.
func tree(t *testing.T, packages map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, content string) {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module example.com/m\n\ngo 1.26\n")
	for folder, source := range packages {
		write(filepath.Join(folder, "p.go"), source)
	}
	return dir
}

const (
	mentioning = "package p\n\nconst host = \"https://API.COZE.CN\"\n"
	plain      = "package p\n"
	gateway    = "package p\n\nconst host = \"https://gateway.example.com\"\n"
)

func TestPackages(t *testing.T) {
	dir := tree(t, map[string]string{"a": mentioning, "b": plain, "c": gateway, "cozeless": plain, "broken": "package"})
	paths, matched, err := Packages(dir, nil, []string{"./..."}, []string{"gateway.example.com"})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"example.com/m/a", "example.com/m/broken", "example.com/m/c", "example.com/m/cozeless"}
	if !slices.Equal(paths, want) || matched != 5 {
		t.Errorf("%v of %d packages, want %v of 5", paths, matched, want)
	}
	if _, _, err := Packages(dir, []string{"-nosuchflag"}, []string{"./..."}, nil); err == nil {
		t.Error("no error of go list")
	}
}

func TestImporting(t *testing.T) {
	dir := tree(t, map[string]string{
		"api":     mentioning,
		"service": "package service\n\nimport _ \"example.com/m/api\"\n",
		"raw":     "package raw\n\nimport _ `example.com/m/api`\n",
		"root":    "package root\n\nimport _ \"example.com/m\"\n",
		".":       mentioning,
		"other":   "package other\n\nimport _ \"example.com/m/service\"\n\nvar _ = []string{\"example.com/m/...\", \"example.com/m/ no path\"}\n",
	})
	for _, pattern := range []string{"./service", "./..."} {
		paths, _, err := Packages(dir, nil, []string{pattern}, nil)
		if err != nil || !slices.Contains(paths, "example.com/m/service") || slices.Contains(paths, "example.com/m/other") {
			t.Errorf("%s: %v, error %v", pattern, paths, err)
		}
		if pattern == "./..." && (!slices.Contains(paths, "example.com/m/raw") || !slices.Contains(paths, "example.com/m/root")) {
			t.Errorf("a raw import or one of the root is not seen: %v", paths)
		}
	}
}

func TestEverything(t *testing.T) {
	dir := tree(t, map[string]string{"all/a": mentioning, "all/b/c": mentioning, "all/testdata": plain, "some/a": mentioning, "some/b": plain, "none/a": plain, "empty/vendor": mentioning})
	tests := []struct {
		patterns []string
		want     bool
	}{
		{[]string{"./all/..."}, true},
		{[]string{"./all/a", "./all/b/..."}, true},
		{[]string{"./some/..."}, false},
		{[]string{"./all/...", "./some/b"}, false},
		{[]string{"./none/..."}, false},
		{[]string{"./empty/..."}, false},
		{[]string{"./absent"}, false},
		{[]string{"example.com/m/all/..."}, false},
		{[]string{"./.../a"}, false},
		{nil, false},
	}
	for _, test := range tests {
		if got := Everything(dir, test.patterns, nil); got != test.want {
			t.Errorf("Everything(%v) = %t", test.patterns, got)
		}
	}
}
