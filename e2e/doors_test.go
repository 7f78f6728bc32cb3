//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// counting returns a tool of go vet that is cozelint, and the file in which it
// leaves a line for each package that it looks at.
func counting(t *testing.T) (tool, log string) {
	t.Helper()
	dir := t.TempDir()
	log = filepath.Join(dir, "log")
	tool = filepath.Join(dir, "cozelint")
	script := fmt.Sprintf("#!/bin/sh\ncase \"$*\" in *.cfg) echo run >> %q ;; esac\nexec %q \"$@\"\n", log, cozelint)
	if err := os.WriteFile(tool, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, dir, "log", "")
	return tool, log
}

func runs(t *testing.T, log string) int {
	t.Helper()
	content, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Count(string(content), "run\n")
}

// TestSharedCache runs go vet on two machines that share a cache by
// GOCACHEPROG and nothing else: the second takes the results of the first, and
// the tool does not run again.
func TestSharedCache(t *testing.T) {
	cacheprog := filepath.Join(t.TempDir(), "cacheprog")
	build(cacheprog, "..", "./e2e/testdata/cacheprog")
	shared := t.TempDir()
	tool, log := counting(t)
	dir := tree(t)
	machine := func() result {
		env := []string{"GOCACHE=" + t.TempDir(), "GOCACHEPROG=" + cacheprog + " " + shared}
		return run(t, dir, env, "go", "vet", "-vettool="+tool, "./client/...", "./other/...")
	}
	first := machine()
	findings := parse(t, dir, first.stderr)
	if first.status == 0 || len(findings) == 0 {
		t.Fatalf("the first machine: exit status %d\n%s", first.status, first.stderr)
	}
	ran := runs(t, log)
	if ran == 0 {
		t.Fatal("the tool did not run on the first machine")
	}
	second := machine()
	compare(t, "the second machine", parse(t, dir, second.stderr), findings)
	if again := runs(t, log); again != ran {
		t.Errorf("the tool ran %d times on the second machine", again-ran)
	}
}

// TestAction runs what action.yml runs, as the runner of GitHub does: with the
// inputs in the environment, in the root of a repository.
func TestAction(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	inputs := actionDefaults(t, filepath.Join(root, "action.yml"))
	dir := tree(t)
	repository := filepath.Join(t.TempDir(), "repository")
	if err := os.CopyFS(filepath.Join(repository, "services/bot"), os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	action := func(with map[string]string) result {
		env := []string{"GITHUB_ACTION_PATH=" + root, "GITHUB_ACTIONS=true"}
		for name, value := range inputs {
			if given, ok := with[name]; ok {
				value = given
			}
			env = append(env, name+"="+value)
		}
		return run(t, repository, env, "bash", filepath.Join(root, "action.sh"))
	}
	r := action(map[string]string{"COZELINT_DIRECTORY": "services/bot", "COZELINT_ARGS": "-disable CZ1 ./client/..."})
	if r.status != 1 || !strings.Contains(r.stdout, "::warning file=services/bot/client/client.go,line=") || strings.Contains(r.stdout, "(CZ1001)") {
		t.Errorf("annotations: exit status %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	r = action(map[string]string{"COZELINT_DIRECTORY": "services/bot", "COZELINT_SARIF": "cozelint.sarif", "COZELINT_LANG": "zh"})
	sarif, err := os.ReadFile(filepath.Join(repository, "cozelint.sarif"))
	if err != nil || r.status != 0 || !strings.Contains(string(sarif), `"uri": "services/bot/client/client.go"`) {
		t.Errorf("SARIF: exit status %d, %v\n%s", r.status, err, r.stderr)
	}
	if r := action(map[string]string{"COZELINT_DIRECTORY": "services/bot", "COZELINT_FAIL_ON": "error", "COZELINT_ARGS": "-disable all -enable CZ1001 ./client/..."}); r.status != 0 || !strings.Contains(r.stdout, "::warning") {
		t.Errorf("fail-on: exit status %d\n%s", r.status, r.stderr)
	}
	if r := action(map[string]string{"COZELINT_DIRECTORY": "services/bot", "COZELINT_ARGS": `-tags "a b" '-disable=CZ3,CZ4,CZ5,CZ2' "./client/..."`}); r.status != 1 || !strings.Contains(r.stdout, "(CZ1001)") {
		t.Errorf("quoted words: exit status %d\n%s%s", r.status, r.stdout, r.stderr)
	}
}

// TestActionSARIF writes SARIF where workflows have it written.
func TestActionSARIF(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	inputs := actionDefaults(t, filepath.Join(root, "action.yml"))
	dir := tree(t)
	outside := t.TempDir()
	write(t, outside, "file", "a file is no folder")
	for _, test := range []struct {
		sarif, args string
		status      int
		written     bool
	}{
		{filepath.Join(outside, "a.sarif"), "./client/...", 0, true}, // ${{ runner.temp }}/a.sarif
		{filepath.Join(outside, "new/folder/a.sarif"), "./client/...", 0, true},
		{"reports/sarif/a.sarif", "./client/...", 0, true},
		{filepath.Join(outside, "file/a.sarif"), "./client/...", 1, false},
		{"failed.sarif", "-nosuchflag", 2, false},
		{"unbalanced.sarif", `"./client`, 1, false},
		{"broken.sarif", "./absent", 2, true}, // which says so
	} {
		env := []string{"GITHUB_ACTION_PATH=" + root, "GITHUB_ACTIONS=true"}
		for name, value := range inputs {
			switch name {
			case "COZELINT_SARIF":
				value = test.sarif
			case "COZELINT_ARGS":
				value = test.args
			}
			env = append(env, name+"="+value)
		}
		r := run(t, dir, env, "bash", filepath.Join(root, "action.sh"))
		name := test.sarif
		if !filepath.IsAbs(name) {
			name = filepath.Join(dir, name)
		}
		content, err := os.ReadFile(name)
		if r.status != test.status || (err == nil) != test.written || test.written && !strings.Contains(string(content), `"version": "2.1.0"`) {
			t.Errorf("%s, %s: exit status %d, %v\n%s", test.sarif, test.args, r.status, err, r.stderr)
		}
	}
}

// TestShellcheck looks at the scripts of the repository.
func TestShellcheck(t *testing.T) {
	if _, err := exec.LookPath("shellcheck"); err != nil {
		t.Fatal("shellcheck is not installed:", err)
	}
	files := run(t, "..", nil, "git", "ls-files", "*.sh", ".ci/run")
	if r := run(t, "..", nil, "shellcheck", strings.Fields(files.stdout)...); r.status != 0 {
		t.Error(r.stdout)
	}
}

var (
	inputLine   = regexp.MustCompile(`(?m)^  ([a-z-]+):\n    description: .*\n    default: (.*)$`)
	mappingLine = regexp.MustCompile(`(?m)^        (COZELINT_\w+): \$\{\{ inputs\.([a-z-]+) \}\}$`)
)

// actionDefaults returns the defaults of the inputs of an action by the
// variables that hand them to the script. Every input has one.
func actionDefaults(t *testing.T, name string) map[string]string {
	t.Helper()
	source, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	defaults := make(map[string]string)
	for _, m := range inputLine.FindAllStringSubmatch(string(source), -1) {
		defaults[m[1]] = strings.Trim(m[2], `"`)
	}
	variables := make(map[string]string)
	for _, m := range mappingLine.FindAllStringSubmatch(string(source), -1) {
		value, ok := defaults[m[2]]
		if !ok {
			t.Errorf("%s is given %s, which is no input", m[1], m[2])
		}
		variables[m[1]] = value
	}
	if len(variables) != len(defaults) || len(defaults) < 5 {
		t.Errorf("inputs %v, variables %v", defaults, variables)
	}
	return variables
}

// TestPreCommitArgs gives the hook arguments of the user's own, which keep
// ./..., and a module in a subfolder; it runs for a change of go.mod, too.
func TestPreCommitArgs(t *testing.T) {
	if _, err := exec.LookPath("pre-commit"); err != nil {
		t.Fatal("pre-commit is not installed:", err)
	}
	hooks := repository(t)
	head := run(t, hooks, nil, "git", "rev-parse", "HEAD")
	root := t.TempDir()
	if err := os.CopyFS(filepath.Join(root, "services/bot"), os.DirFS(tree(t))); err != nil {
		t.Fatal(err)
	}
	write(t, root, ".pre-commit-config.yaml", fmt.Sprintf(`repos:
  - repo: %s
    rev: %s    hooks:
      - id: cozelint
        args: [-C, services/bot, -disable, CZ1, -lang, zh]
        files: ^services/bot/
`, hooks, head.stdout))
	commit(t, root)
	home := []string{"PRE_COMMIT_HOME=" + t.TempDir()}
	r := run(t, root, home, "pre-commit", "run", "--verbose", "--files", "services/bot/go.mod")
	if r.status == 0 || !strings.Contains(r.stdout, "client/client.go:") || !strings.Contains(r.stdout, "(CZ3001)") {
		t.Errorf("args: exit status %d\n%s%s", r.status, r.stdout, r.stderr)
	}
	if strings.Contains(r.stdout, "(CZ1001)") {
		t.Errorf("-disable was not heard\n%s", r.stdout)
	}
	if r := run(t, root, home, "pre-commit", "run", "--verbose", "--files", ".pre-commit-config.yaml"); r.status != 0 || !strings.Contains(r.stdout, "Skipped") {
		t.Errorf("a change elsewhere: exit status %d\n%s", r.status, r.stdout)
	}
}

// TestDocumentedGolangciConfig runs golangci-lint with the configuration that
// the page says to copy.
func TestDocumentedGolangciConfig(t *testing.T) {
	for page, lang := range map[string]string{"../docs/drivers.md": "X-Tt-Logid", "../docs/zh/drivers.md": "与魔法数字比较"} {
		source, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		var config string
		for _, m := range regexp.MustCompile("(?s)   ```yaml\n(.*?)   ```").FindAllStringSubmatch(string(source), -1) {
			if strings.Contains(m[1], "max-same-issues") {
				config = regexp.MustCompile(`(?m)^   `).ReplaceAllString(m[1], "")
			}
		}
		if config == "" {
			t.Fatalf("%s has no configuration", page)
		}
		dir := tree(t)
		want := run(t, dir, nil, cozelint, "-c=-1", "-disable=CZ3005", "-lang="+map[bool]string{true: "zh", false: "en"}[strings.Contains(page, "/zh/")], "./...")
		write(t, dir, ".golangci.yml", config)
		r := golangci(t, dir, "run", "--output.text.print-issued-lines=false", "--enable-only=cozelint", "./...")
		if !strings.Contains(r.stdout, lang) {
			t.Errorf("%s: no %s in\n%s%s", page, lang, r.stdout, r.stderr)
		}
		compare(t, page, parse(t, dir, r.stdout), parse(t, dir, want.stdout))
	}
}

// TestEmptyVettool shows the trap that the pages warn of, and that what they
// say to write does not step into it.
func TestEmptyVettool(t *testing.T) {
	dir := tree(t)
	if r := run(t, dir, nil, "sh", "-c", `go vet -vettool="$(command -v cozelint-that-is-not-there)" ./client`); r.status != 0 {
		t.Logf("go vet refuses an empty -vettool by now: %s", r.stderr)
	}
	if r := run(t, dir, nil, "sh", "-c", `tool=$(command -v cozelint-that-is-not-there) && go vet -vettool="$tool" ./client`); r.status == 0 {
		t.Error("the written form goes on without the tool")
	}
	pages, err := filepath.Glob("../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	chinese, err := filepath.Glob("../docs/zh/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range slices.Concat(pages, chinese, []string{"../README.md", "../README.zh-CN.md"}) {
		source, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(string(source), -1) {
			if strings.Contains(block[1], `tool="$(`) {
				t.Errorf("%s says to write what steps into the trap:\n%s", page, block[1])
			}
		}
	}
}
