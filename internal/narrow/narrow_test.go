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
	found, err := Packages(dir, nil, []string{"./..."}, []string{"gateway.example.com"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"example.com/m/a", "example.com/m/broken", "example.com/m/c", "example.com/m/cozeless"}
	if !slices.Equal(found.Relevant, want) || found.Matched != 5 {
		t.Errorf("%v of %d packages, want %v of 5", found.Relevant, found.Matched, want)
	}
	if _, err := Packages(dir, []string{"-nosuchflag"}, []string{"./..."}, nil, nil); err == nil {
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
		found, err := Packages(dir, nil, []string{pattern}, nil, nil)
		paths := found.Relevant
		if err != nil || !slices.Contains(paths, "example.com/m/service") || slices.Contains(paths, "example.com/m/other") {
			t.Errorf("%s: %v, error %v", pattern, paths, err)
		}
		if pattern == "./..." && (!slices.Contains(paths, "example.com/m/raw") || !slices.Contains(paths, "example.com/m/root")) {
			t.Errorf("a raw import or one of the root is not seen: %v", paths)
		}
	}
}

func TestFolders(t *testing.T) {
	dir := tree(t, map[string]string{
		"all/a": mentioning, "all/b/c": mentioning, "all/testdata": mentioning, "some/a": mentioning, "some/b": plain,
		"none/a": plain, "empty/vendor": mentioning, "empty/vendor/x": mentioning, "nested": mentioning, "cozeless": plain, "gateway": gateway,
		"uses":    "package uses\n\nimport _ \"example.com/m/all/a\"\n",
		"sister":  "package sister\n\nimport _ \"example.com/other/lib\"\n",
		"windows": "//go:build windows\n\npackage windows\n",
	})
	if err := os.WriteFile(filepath.Join(dir, "nested", "go.mod"), []byte("module example.com/nested\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		patterns []string
		folders  []string
		matched  int
		ok       bool
	}{
		{[]string{"./all/..."}, []string{"./all/a", "./all/b/c"}, 2, true},
		{[]string{"./some/..."}, []string{"./some/a"}, 2, true},
		{[]string{"./some/b", "./all/a", "./all/..."}, []string{"./all/a", "./all/b/c"}, 3, true},
		{[]string{"./none/..."}, nil, 1, true},
		{[]string{"./empty/..."}, []string{"./empty/vendor"}, 1, true}, // as the go command does
		{[]string{"./uses"}, []string{"./uses"}, 1, true},
		{[]string{"./sister"}, nil, 1, true},
		{[]string{"./windows"}, nil, 1, true},
		{[]string{"./cozeless", "./gateway"}, []string{"./cozeless", "./gateway"}, 2, true},
		{[]string{"./empty"}, nil, 0, false},
		{[]string{"./nested"}, nil, 0, false},
		{[]string{"./absent"}, nil, 0, false},
		{[]string{"example.com/m/all/..."}, nil, 0, false},
		{[]string{"./.../a"}, nil, 0, false},
		{[]string{"std"}, nil, 0, false},
	} {
		found, ok := Folders(dir, nil, test.patterns, []string{"gateway.example.com"}, nil)
		folders, matched := found.Relevant, found.Matched
		if ok != test.ok || !slices.Equal(folders, test.folders) || ok && matched != test.matched {
			t.Errorf("Folders(%v) = %v, %d, %t, want %v, %d, %t", test.patterns, folders, matched, ok, test.folders, test.matched, test.ok)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "go.work"), []byte("go 1.26\nuse .\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, ok := Folders(dir, nil, []string{"./..."}, nil, nil); ok {
		t.Error("the files tell in a workspace")
	}
}

// TestNamedModule narrows a module whose path speaks of Coze: that is no
// mention in its packages.
func TestNamedModule(t *testing.T) {
	dir := tree(t, map[string]string{
		"shop":   "package shop\n\nimport _ \"example.com/acme/coze-bot/money\"\n",
		"money":  plain,
		"bot":    "package bot\n\nimport _ \"example.com/acme/coze-bot/api\"\n",
		"api":    "package api\n\nconst host = \"https://api.coze.cn\"\n",
		"root":   "package root\n\nimport _ \"example.com/acme/coze-bot\"\n",
		".":      plain,
		"vendor": plain,
		"cousin": "package cousin\n\nimport _ \"example.com/acme/lib\"\n", // which nothing requires
	})
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/acme/coze-bot\n\ngo 1.26\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	byText, ok := Folders(dir, nil, []string{"./..."}, nil, nil)
	folders, matched := byText.Relevant, byText.Matched
	if want := []string{"./.", "./api", "./bot", "./root"}; !ok || matched != 8 || !slices.Equal(folders, want) {
		t.Errorf("%v, %d, %t, want %v, 8, true", folders, matched, ok, want)
	}
	listed, err := Packages(dir, nil, []string{"./..."}, nil, nil)
	paths, matched := listed.Relevant, listed.Matched
	if want := []string{"example.com/acme/coze-bot", "example.com/acme/coze-bot/api", "example.com/acme/coze-bot/bot", "example.com/acme/coze-bot/root"}; err != nil || matched != 8 || !slices.Equal(paths, want) {
		t.Errorf("%v, %d, %v, want %v, 8", paths, matched, err, want)
	}
}

// TestOtherModules narrows a module whose packages import those of other
// modules of the same owner: in the module cache, replaced, vendored.
func TestOtherModules(t *testing.T) {
	const host = "package lib\n\nconst Host = \"https://api.coze.cn\"\n"
	imports := func(path string) string { return "package p\n\nimport _ \"example.com/acme/" + path + "\"\n" }
	files := map[string]string{"bot": imports("bots/lib"), "money": imports("money/lib"), "near": imports("near"), "absent": imports("absent"), "unknown": imports("unknown")}
	dir := tree(t, files)
	cache := t.TempDir()
	t.Setenv("GOMODCACHE", cache)
	t.Setenv("GOFLAGS", "")
	put := func(name, content string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put(filepath.Join(dir, "go.mod"), `module example.com/acme/shop

go 1.26

require (
	example.com/acme/absent v1.0.0
	example.com/acme/bots v1.2.0
	example.com/acme/money v0.1.0
	example.com/acme/near v1.0.0
)

replace example.com/acme/near => ./near/module
`)
	put(filepath.Join(cache, "example.com/acme/bots@v1.2.0/lib/lib.go"), host)
	put(filepath.Join(cache, "example.com/acme/money@v0.1.0/lib/lib.go"), plain)
	put(filepath.Join(dir, "near/module/near.go"), host)
	put(filepath.Join(dir, "near/module/go.mod"), "module example.com/acme/near\n")

	check := func(name string, flags, want []string) {
		t.Helper()
		found, ok := Folders(dir, flags, []string{"./..."}, nil, nil)
		folders := found.Relevant
		if !ok || !slices.Equal(folders, want) {
			t.Errorf("%s: %v, %t, want %v", name, folders, ok, want)
		}
	}
	check("in the module cache", nil, []string{"./absent", "./bot", "./near"})
	check("with another go.mod", []string{"-modfile=other.mod"}, []string{"./absent", "./bot", "./money", "./near", "./unknown"})
	put(filepath.Join(dir, "vendor/example.com/acme/money/lib/lib.go"), host)
	put(filepath.Join(dir, "vendor/example.com/acme/bots/lib/lib.go"), plain)
	put(filepath.Join(dir, "vendor/example.com/acme/near/near.go"), plain)
	check("vendored", nil, []string{"./absent", "./money"})
}
