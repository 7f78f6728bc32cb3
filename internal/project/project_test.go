package project

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

var known = []string{"baseline", "disable", "exclude", "lang", "pass.strict", "tests"}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestFind looks for the file that holds: the nearest one, up to the root of the
// repository, or of the module where there is none.
func TestFind(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	write(t, at(Name), "")
	write(t, at("repo/.git/HEAD"), "")
	write(t, at("repo/"+Name), "")
	write(t, at("repo/near/"+Name), "")
	write(t, at("repo/module/go.mod"), "")
	write(t, at("repo/module/pkg/a.go"), "")
	write(t, at("alone/go.mod"), "")
	write(t, at("alone/pkg/a.go"), "")
	write(t, at("bare/.git/HEAD"), "")
	write(t, at("folder/.git/HEAD"), "")
	write(t, at("folder/"+Name+"/a.go"), "")
	for folder, want := range map[string]string{
		"repo": "repo/" + Name, "repo/near": "repo/near/" + Name, "repo/module/pkg": "repo/" + Name,
		"alone/pkg": "", "bare": "", "folder": "",
	} {
		if want != "" {
			want = at(want)
		}
		if got := Find(at(folder)); got != want {
			t.Errorf("Find(%s) = %q, want %q", folder, got, want)
		}
	}
}

func TestRead(t *testing.T) {
	for _, test := range []struct {
		content string
		want    []Setting // nil for an error
	}{
		{"", []Setting{}},
		{"# nothing\n", []Setting{}},
		{"lang: zh\ndisable: [CZ1, CZ2]\n", []Setting{{"lang", "zh", 1}, {"disable", "CZ1,CZ2", 2}}},
		{"disable:\n- CZ1\n", []Setting{{"disable", "CZ1", 1}}},
		{"disable:\n", []Setting{{"disable", "", 1}}},
		{"pass: {strict: true}\n", []Setting{{"pass.strict", "true", 1}}},
		{"pass.strict: true\n", []Setting{{"pass.strict", "true", 1}}},
		{"exclude: {a/b: CZ1, '*.go': [CZ2, all]}\n", []Setting{{"exclude", "a/b:CZ1,*.go:CZ2,*.go:all", 1}}},
		{"tests: false\n", []Setting{{"tests", "false", 1}}},
		{"exclude: ['a:CZ1']\n", []Setting{{"exclude", "a:CZ1", 1}}},
		{"- lang\n", nil},
		{"lang: {a: b}\n", nil},
		{"disable: [[CZ1]]\n", nil},
		{"exclude: {a: [[CZ1]]}\n", nil},
		{"pass:\nstrict: true\n", nil},
		{"pass: {strict: true, strict: false}\n", nil},
		{"languages: zh\n", nil},
		{"lang: [\n", nil},
	} {
		file := filepath.Join(t.TempDir(), Name)
		write(t, file, test.content)
		got, err := Read(file, known)
		if (err == nil) != (test.want != nil) {
			t.Errorf("%q: error %v", test.content, err)
			continue
		}
		if err == nil && len(got.Settings)+len(test.want) > 0 && !reflect.DeepEqual(got.Settings, test.want) {
			t.Errorf("%q: %v, want %v", test.content, got.Settings, test.want)
		}
	}
	file := filepath.Join(t.TempDir(), Name)
	write(t, file, "baseline: old.txt\n")
	if got, err := Read(file, known); err != nil || got.Settings[0].Value != filepath.Join(filepath.Dir(file), "old.txt") {
		t.Errorf("a path: %v, %v", got, err)
	}
	if file, err := Load(t.TempDir(), known); file != nil || err != nil {
		t.Errorf("no file: %v, %v", file, err)
	}
}
