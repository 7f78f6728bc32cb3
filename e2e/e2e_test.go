//go:build e2e

// Package e2e runs the real drivers over one tree and compares what they
// report. A driver that is missing fails the tests; none is skipped.
package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/modproxy"
)

// The binaries under test, built by TestMain.
var cozelint, golangciLint string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "cozelint-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	cozelint = filepath.Join(dir, "cozelint")
	golangciLint = filepath.Join(dir, "golangci-lint-cozelint")
	build(cozelint, "..", "./cmd/cozelint")
	command("..", "bash", "plugin/cmd/golangci-lint-cozelint/build.sh", golangciLint)
	status := m.Run()
	os.RemoveAll(dir)
	os.Exit(status)
}

func build(target, dir, pkg string) { command(dir, "go", "build", "-o", target, pkg) }

// command runs a command that the tests cannot do without.
func command(dir, name string, args ...string) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%s %v: %v\n%s", name, args, err, out)
		os.Exit(2)
	}
}

// tree returns a copy of testdata/tree that a test may change, with the bad
// example of every check beside it. The modules that the examples import are
// in third_party: the stand-in for the SDK, and the package of the codes.
func tree(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	copyTo := func(target, source string) {
		if err := os.CopyFS(filepath.Join(dir, target), os.DirFS(source)); err != nil {
			t.Fatal(err)
		}
	}
	copyTo(".", "testdata/tree")
	copyTo("third_party/coze-go", "../testdata/src/github.com/coze-dev/coze-go")
	write(t, dir, "third_party/coze-go/go.mod", "module github.com/coze-dev/coze-go\n\ngo 1.26.0\n")
	copyTo("third_party/cozecode", "../cozecode")
	copyTo("across", "../testdata/src/logid/across")
	move(t, filepath.Join(dir, "across"), `"logid/across/`, `"example.com/tree/across/`)
	for _, c := range analyzers.Checks() {
		write(t, dir, "examples/"+strings.ToLower(c.ID)+"/example.go", c.Doc.Before)
	}
	return dir
}

// move changes the import paths in the Go files below a folder.
func move(t *testing.T, dir, from, to string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if filepath.Ext(name) != ".go" {
			return os.Remove(name) // a golden file
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(name, bytes.ReplaceAll(text, []byte(from), []byte(to)), 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

type result struct {
	stdout, stderr string
	status         int
}

// run runs a command in dir and returns what it prints and its exit status.
func run(t *testing.T, dir string, env []string, name string, args ...string) result {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if _, isExit := err.(*exec.ExitError); err != nil && !isExit {
		t.Fatalf("%s: %v", name, err)
	}
	return result{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// A finding is what every driver must agree on.
type finding struct {
	File    string
	Line    int
	Column  int
	Message string // with the ID
}

var line = regexp.MustCompile(`(?m)^([^\s:][^:\n]*\.go):(\d+):(\d+): (.*\(CZ\d{4}\))`)

// parse reads findings from lines of text.
func parse(t *testing.T, dir, text string) []finding {
	t.Helper()
	var findings []finding
	for _, m := range line.FindAllStringSubmatch(text, -1) {
		f := finding{File: m[1], Message: m[4]}
		fmt.Sscan(m[2], &f.Line)
		fmt.Sscan(m[3], &f.Column)
		if filepath.IsAbs(f.File) {
			f.File, _ = filepath.Rel(dir, f.File)
		}
		f.File = filepath.ToSlash(filepath.Clean(f.File))
		// golangci-lint names the pass where it differs from the linter.
		if name, rest, ok := strings.Cut(f.Message, ": "); ok && strings.HasPrefix(name, "coze") && !strings.Contains(name, " ") {
			f.Message = rest
		}
		findings = append(findings, f)
	}
	slices.SortFunc(findings, func(a, b finding) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return slices.Compact(findings)
}

func compare(t *testing.T, name string, got, want []finding) {
	t.Helper()
	for _, f := range got {
		if !slices.Contains(want, f) {
			t.Errorf("only %s reports %+v", name, f)
		}
	}
	for _, f := range want {
		if !slices.Contains(got, f) {
			t.Errorf("%s does not report %+v", name, f)
		}
	}
}

// standalone returns the findings of the standalone command, which the other
// drivers are compared with.
func standalone(t *testing.T, dir string) []finding {
	t.Helper()
	r := run(t, dir, nil, cozelint, "-enable=all", "-c=-1", "./...")
	if r.status != 1 {
		t.Fatalf("cozelint ./...: exit status %d, want 1\n%s%s", r.status, r.stdout, r.stderr)
	}
	findings := parse(t, dir, r.stdout)
	for _, c := range analyzers.Checks() {
		if !slices.ContainsFunc(findings, func(f finding) bool { return strings.HasSuffix(f.Message, "("+c.ID+")") }) {
			t.Errorf("no finding of %s in the tree", c.ID)
		}
	}
	for _, file := range []string{"across/service/service.go", "across/web/web.go"} {
		if !slices.ContainsFunc(findings, func(f finding) bool { return f.File == file }) {
			t.Errorf("no finding in %s, which uses the client of another package", file)
		}
	}
	return findings
}

func TestGoVet(t *testing.T) {
	dir := tree(t)
	want := standalone(t, dir)
	r := run(t, dir, nil, "go", "vet", "-vettool="+cozelint, "-cozedirective.enable=all", "./...")
	if r.status == 0 {
		t.Error("go vet: exit status 0")
	}
	compare(t, "go vet", parse(t, dir, r.stderr), want)
}

func TestGoVetJSON(t *testing.T) {
	dir := tree(t)
	want := standalone(t, dir)
	r := run(t, dir, nil, "go", "vet", "-json", "-vettool="+cozelint, "-cozedirective.enable=all", "./...")
	var got []string
	decoder := json.NewDecoder(strings.NewReader(dropComments(r.stdout + r.stderr)))
	for decoder.More() {
		var packages map[string]map[string][]struct{ Category, Posn, Message string }
		if err := decoder.Decode(&packages); err != nil {
			t.Fatal(err)
		}
		for _, passes := range packages {
			for _, diagnostics := range passes {
				for _, d := range diagnostics {
					if !strings.HasSuffix(d.Message, "("+d.Category+")") {
						t.Errorf("category %q of %q", d.Category, d.Message)
					}
					got = append(got, d.Posn+": "+d.Message)
				}
			}
		}
	}
	compare(t, "go vet -json", parse(t, dir, strings.Join(got, "\n")), want)
}

func dropComments(text string) string {
	lines := strings.Split(text, "\n")
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(l, "#") }), "\n")
}

// TestSinglePasses runs each pass alone: by the command, and by its own
// command, standalone and as a vettool.
func TestSinglePasses(t *testing.T) {
	dir := tree(t)
	want := slices.DeleteFunc(standalone(t, dir), func(f finding) bool { return strings.Contains(f.Message, "(CZ0") })
	var byCommand, bySinglechecker, byGoVet []finding
	for _, name := range passNames(t) {
		short := strings.TrimPrefix(name, "coze")
		r := run(t, dir, nil, cozelint, short, "-enable=all", "-c=-1", "./...")
		if r.status != 1 {
			t.Errorf("cozelint %s: exit status %d, want 1\n%s", short, r.status, r.stderr)
		}
		byCommand = append(byCommand, parse(t, dir, r.stdout)...)

		single := filepath.Join(t.TempDir(), name)
		build(single, "..", "./analyzers/"+short+"/cmd/"+name)
		r = run(t, dir, nil, single, "-enable=all", "./...")
		bySinglechecker = append(bySinglechecker, parse(t, dir, r.stderr)...)
		r = run(t, dir, nil, "go", "vet", "-vettool="+single, "-enable=all", "./...")
		byGoVet = append(byGoVet, parse(t, dir, r.stderr)...)
	}
	compare(t, "cozelint PASS", byCommand, want)
	compare(t, "singlechecker", bySinglechecker, want)
	compare(t, "go vet with one pass", byGoVet, want)
}

// passNames returns the names of the passes that can run alone: all but the
// one of the directives.
func passNames(t *testing.T) []string {
	t.Helper()
	suite, err := analyzers.New(analyzers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, a := range analyzers.Analyzers(suite) {
		if a.Name != "cozedirective" {
			names = append(names, a.Name)
		}
	}
	return names
}

func TestGolangciLint(t *testing.T) {
	dir := tree(t)
	want := standalone(t, dir)
	write(t, dir, ".golangci.yml", golangciConfig("        settings:\n          enable: [all]\n"))
	r := golangci(t, dir, "run", "--output.text.print-issued-lines=false", "--max-issues-per-linter=0", "--max-same-issues=0", "./...")
	if r.status != 1 {
		t.Errorf("golangci-lint: exit status %d, want 1\n%s", r.status, r.stderr)
	}
	compare(t, "golangci-lint", parse(t, dir, r.stdout), want)
	if issues := strings.Count(r.stdout, " (cozelint)\n"); issues != len(want) {
		t.Errorf("golangci-lint has %d issues, want %d\n%s", issues, len(want), r.stdout)
	}
}

// TestPublishedClient checks packages whose text does not speak of Coze, and that use
// a client from the module cache: every driver hears what it tells.
func TestPublishedClient(t *testing.T) {
	modproxy.Serve(t, "example.org/kit", map[string]string{
		"wire/wire.go": read(t, "testdata/published/wire.go"),
		"ai/ai.go":     read(t, "testdata/published/ai.go"),
	})
	dir := t.TempDir()
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	write(t, dir, "go.mod", "module example.com/shop\n\ngo 1.24\n")
	write(t, dir, "shop.go", read(t, "testdata/published/shop.go"))
	if r := run(t, dir, nil, "go", "mod", "tidy"); r.status != 0 {
		t.Fatal(r.stderr)
	}
	want := parse(t, dir, run(t, dir, nil, cozelint, "-c=-1", "./...").stdout)
	if len(want) != 1 || want[0].Line != 12 {
		t.Errorf("cozelint: %+v, want one finding in line 12", want)
	}
	compare(t, "go vet", parse(t, dir, run(t, dir, nil, "go", "vet", "-vettool="+cozelint, "./...").stderr), want)
	write(t, dir, ".golangci.yml", golangciConfig(""))
	r := golangci(t, dir, "run", "--output.text.print-issued-lines=false", "./...")
	compare(t, "golangci-lint", parse(t, dir, r.stdout), want)
}

func golangciConfig(settings string) string {
	// Of several findings on one line, golangci-lint shows one by default.
	return `version: "2"
issues:
  uniq-by-line: false
linters:
  default: none
  enable: [cozelint]
  settings:
    custom:
      cozelint:
        type: module
        description: checks programs that call the Coze Open API
` + settings
}

func golangci(t *testing.T, dir string, args ...string) result {
	t.Helper()
	return run(t, dir, []string{"GOLANGCI_LINT_CACHE=" + t.TempDir()}, golangciLint, args...)
}

func TestGolangciLintSettings(t *testing.T) {
	dir := tree(t)
	write(t, dir, ".golangci.yml", golangciConfig("        settings:\n          disable: [CZ1, CZ2, CZ4, CZ0]\n"))
	r := golangci(t, dir, "run", "./...")
	if strings.Contains(r.stdout, "CZ1") || !strings.Contains(r.stdout, "CZ3001") {
		t.Errorf("disable: %s%s", r.stdout, r.stderr)
	}
	write(t, dir, ".golangci.yml", golangciConfig("        settings:\n          disabled: [CZ1]\n"))
	if r := golangci(t, dir, "run", "./..."); r.status == 0 || r.status == 1 || !strings.Contains(r.stderr, "disabled") {
		t.Errorf("a setting that does not exist: exit status %d\n%s", r.status, r.stderr)
	}
}

func TestGolangciLintNolint(t *testing.T) {
	dir := tree(t)
	write(t, dir, ".golangci.yml", golangciConfig(""))
	edit(t, filepath.Join(dir, "client/client.go"), `reply.Code, reply.Msg)`, `reply.Code, reply.Msg) //nolint:cozelint // test`)
	r := golangci(t, dir, "run", "./client/...")
	if strings.Contains(r.stdout, "CZ3001") || !strings.Contains(r.stdout, "CZ1001") {
		t.Errorf("nolint: %s", r.stdout)
	}
}

func TestGolangciLintFix(t *testing.T) {
	dir := tree(t)
	write(t, dir, ".golangci.yml", golangciConfig(""))
	golangci(t, dir, "run", "--fix", "./...")
	checkFixed(t, dir)
}

// checkFixed checks that the fixes of the tree were applied and compile.
func checkFixed(t *testing.T, dir string) {
	t.Helper()
	source, err := os.ReadFile(filepath.Join(dir, "client/client.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`logid=%s", reply.Code, reply.Msg, resp.Header.Get("X-Tt-Logid"))`, "reply.Code == codeSystemBusy"} {
		if !strings.Contains(string(source), want) {
			t.Errorf("not fixed: no %s", want)
		}
	}
	if r := run(t, dir, nil, "go", "build", "./..."); r.status != 0 {
		t.Errorf("the fixed tree does not compile:\n%s", r.stderr)
	}
	if r := run(t, dir, nil, "gofmt", "-l", "."); r.stdout != "" {
		t.Errorf("not gofmt-clean: %s", r.stdout)
	}
}

func TestFix(t *testing.T) {
	dir := tree(t)
	diff := run(t, dir, nil, cozelint, "-diff", "./...")
	if !strings.Contains(diff.stdout, "+++ b/client/client.go") {
		t.Errorf("-diff: %s%s", diff.stdout, diff.stderr)
	}
	run(t, dir, nil, cozelint, "-fix", "./...")
	checkFixed(t, dir)
	before, _ := os.ReadFile(filepath.Join(dir, "client/client.go"))
	run(t, dir, nil, cozelint, "-fix", "./...")
	after, _ := os.ReadFile(filepath.Join(dir, "client/client.go"))
	if !bytes.Equal(before, after) {
		t.Error("a second -fix changes the tree")
	}
}

func TestGoVetFix(t *testing.T) {
	dir := tree(t)
	r := run(t, dir, nil, "go", "vet", "-fix", "-diff", "-vettool="+cozelint, "./...")
	if !strings.Contains(r.stdout+r.stderr, `resp.Header.Get("X-Tt-Logid")`) {
		t.Errorf("go vet -fix -diff: %s%s", r.stdout, r.stderr)
	}
	run(t, dir, nil, "go", "fix", "-fixtool="+cozelint, "./...")
	checkFixed(t, dir)
}

func TestPreCommit(t *testing.T) {
	if _, err := exec.LookPath("pre-commit"); err != nil {
		t.Fatal("pre-commit is not installed:", err)
	}
	hooks := repository(t)
	dir := tree(t)
	want := standalone(t, dir)
	commit(t, dir)
	home := []string{"PRE_COMMIT_HOME=" + t.TempDir()}

	head := run(t, hooks, nil, "git", "rev-parse", "HEAD")
	write(t, dir, ".pre-commit-config.yaml", fmt.Sprintf("repos:\n  - repo: %s\n    rev: %s    hooks:\n      - id: cozelint\n        args: [-enable=all, ./...]\n", hooks, head.stdout))
	r := run(t, dir, home, "pre-commit", "run", "--all-files", "--verbose")
	if r.status == 0 || !strings.Contains(r.stdout, "Failed") {
		t.Fatalf("a failing commit: exit status %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	compare(t, "pre-commit", parse(t, dir, r.stdout), want)

	run(t, dir, home, "pre-commit", "try-repo", hooks, "cozelint-fix", "--all-files")
	checkFixed(t, dir)

	for _, folder := range []string{"across", "client", "examples", "third_party"} {
		if err := os.RemoveAll(filepath.Join(dir, folder)); err != nil {
			t.Fatal(err)
		}
	}
	write(t, dir, "go.mod", "module example.com/tree\n\ngo 1.26.0\n")
	commit(t, dir)
	if r := run(t, dir, home, "pre-commit", "try-repo", hooks, "cozelint", "--all-files"); r.status != 0 {
		t.Errorf("a clean commit: exit status %d\n%s%s", r.status, r.stdout, r.stderr)
	}
}

func commit(t *testing.T, dir string) {
	t.Helper()
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}, {"-c", "user.name=e2e", "-c", "user.email=e2e@example.com", "commit", "-q", "-m", "e2e", "--allow-empty"}} {
		if r := run(t, dir, nil, "git", args...); r.status != 0 {
			t.Fatalf("git %v: %s", args, r.stderr)
		}
	}
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	name = filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func edit(t *testing.T, name, old, new string) {
	t.Helper()
	source, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(source, []byte(old)) {
		t.Fatalf("%s has no %q", name, old)
	}
	if err := os.WriteFile(name, bytes.ReplaceAll(source, []byte(old), []byte(new)), 0o644); err != nil {
		t.Fatal(err)
	}
}
