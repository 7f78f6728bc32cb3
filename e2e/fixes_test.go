//go:build e2e

package e2e

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// everyFixable returns a GOPATH with the test data of all passes, which has every
// kind of fix, and with the programs of testdata/fixes, in which a fix can do
// harm.
func everyFixable(t *testing.T) (gopath string, env []string) {
	t.Helper()
	gopath = t.TempDir()
	if real, err := filepath.EvalSymlinks(gopath); err == nil {
		gopath = real
	}
	src := filepath.Join(gopath, "src")
	for target, source := range map[string]string{".": "../testdata/src", "fixes": "testdata/fixes"} {
		if err := os.CopyFS(filepath.Join(src, target), os.DirFS(source)); err != nil {
			t.Fatal(err)
		}
	}
	return gopath, []string{"GO111MODULE=off", "GOFLAGS=", "GOPATH=" + gopath}
}

// TestEveryFix applies every fix of the test data by the command, go fix and
// golangci-lint: what comes of it is the same, and go vet finds no more fault
// with it than before, though only the command leaves out what would not compile.
func TestEveryFix(t *testing.T) {
	before, env := everyFixable(t)
	if r := run(t, filepath.Join(before, "src"), env, "go", "vet", "./..."); r.status != 0 {
		t.Fatalf("go vet before the fixes: %s", r.stderr)
	}

	command, env := everyFixable(t)
	fixed := filepath.Join(command, "src")
	r := run(t, fixed, env, cozelint, "-fix", "-enable=all", "-c=-1", "./...")
	if strings.Contains(r.stderr, "would not compile") {
		t.Errorf("the command left out fixes:\n%s", r.stderr)
	}
	if n := changed(t, filepath.Join(before, "src"), fixed); n < 60 {
		t.Errorf("%d files are fixed, want 60 and more", n)
	}
	if r := run(t, fixed, env, "go", "vet", "./..."); r.status != 0 {
		t.Errorf("go vet after the fixes: %s", r.stderr)
	}
	first := t.TempDir()
	if err := os.CopyFS(first, os.DirFS(fixed)); err != nil {
		t.Fatal(err)
	}
	if r := run(t, fixed, env, cozelint, "-fix", "-enable=all", "-c=-1", "./..."); r.status == 2 {
		t.Errorf("a second -fix: %s", r.stderr)
	}
	if n := changed(t, first, fixed); n > 0 {
		t.Errorf("a second -fix changes %d files", n)
	}

	gofix, env := everyFixable(t)
	if r := run(t, filepath.Join(gofix, "src"), env, "go", "fix", "-fixtool="+cozelint, "-cozedirective.enable=all", "./..."); r.status != 0 {
		t.Errorf("go fix: %s", r.stderr)
	}
	same(t, "go fix", filepath.Join(gofix, "src"), fixed)

	linted, env := everyFixable(t)
	write(t, linted, "golangci.yml", golangciConfig("        settings:\n          enable: [all]\n"))
	env = append(env, "GOLANGCI_LINT_CACHE="+t.TempDir())
	r = run(t, filepath.Join(linted, "src"), env, golangciLint, "run", "-c", filepath.Join(linted, "golangci.yml"), "--fix", "--max-issues-per-linter=0", "--max-same-issues=0", "./...")
	if r.status != 1 {
		t.Errorf("golangci-lint: exit status %d\n%s", r.status, r.stderr)
	}
	same(t, "golangci-lint", filepath.Join(linted, "src"), fixed)

	checkHarm(t, filepath.Join(fixed, "fixes"))
}

var (
	logID    = regexp.MustCompile(`(?i)log_?id`)
	ownLogID = regexp.MustCompile(`X-Tt-Logid|\.LogID\(`)
	// marked is the end of a line that a fix changes.
	marked = regexp.MustCompile(`// fix \d+$`)
)

// checkHarm checks that the fixes of testdata/fixes added no log ID to texts that
// others parse, and none of another response, and that those which ought to be
// offered are.
func checkHarm(t *testing.T, dir string) {
	t.Helper()
	for folder, unwanted := range map[string]*regexp.Regexp{"wire": logID, "wrong-logid": ownLogID, "nil-response": ownLogID} {
		name := filepath.Join(folder, "main.go")
		before, after := read(t, filepath.Join("testdata/fixes", name)), read(t, filepath.Join(dir, name))
		if was, is := len(unwanted.FindAllString(before, -1)), len(unwanted.FindAllString(after, -1)); was != is {
			t.Errorf("%s: %d log IDs, and %d before the fixes", name, is, was)
		}
	}
	after := read(t, filepath.Join(dir, "right/main.go"))
	promised := 0
	for line := range strings.Lines(read(t, "testdata/fixes/right/main.go")) {
		if marked.MatchString(strings.TrimSpace(line)) {
			promised++
			if strings.Contains(after, line) {
				t.Errorf("not fixed: %s", line)
			}
		}
	}
	if promised == 0 {
		t.Error("no line is marked as one that is fixed")
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// goFiles calls f with the Go files below a folder, relative to it.
func goFiles(t *testing.T, dir string, f func(name string)) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(name) == ".go" {
			f(name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// changed returns how many Go files differ between two folders.
func changed(t *testing.T, before, after string) int {
	t.Helper()
	n := 0
	goFiles(t, before, func(name string) {
		if read(t, filepath.Join(before, name)) != read(t, filepath.Join(after, name)) {
			n++
		}
	})
	return n
}

// same checks that a driver fixed the files as the command did.
func same(t *testing.T, driver, dir, want string) {
	t.Helper()
	goFiles(t, want, func(name string) {
		got, wanted := read(t, filepath.Join(dir, name)), read(t, filepath.Join(want, name))
		if got != wanted {
			t.Errorf("%s fixes %s otherwise than the command:\n%s", driver, name, got)
		}
	})
}
