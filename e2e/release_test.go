//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/mod/module"
	modzip "golang.org/x/mod/zip"
)

// The modules of the repository by their folders. A release tags each.
var modules = map[string]string{
	"":                                  "github.com/cozelint/cozelint",
	"cozecode":                          "github.com/cozelint/cozelint/cozecode",
	"plugin/cmd/golangci-lint-cozelint": "github.com/cozelint/cozelint/plugin/cmd/golangci-lint-cozelint",
}

// TestRelease makes a release of the work tree, under the version that
// .custom-gcl.yml and the plugin's go.mod name, in a module proxy of files,
// and does with it what the README tells users to do.
func TestRelease(t *testing.T) {
	template, err := os.ReadFile("../.custom-gcl.yml")
	if err != nil {
		t.Fatal(err)
	}
	version := match(t, `(?m)^    version: (v\S+)$`, string(template))
	r := release{env: releaseEnv(t, proxy(t, version)), version: version}
	t.Run("cozelint", r.testInstall)
	t.Run("cozecode", r.testCodes)
	t.Run("golangci-lint-cozelint", r.testPlugin)
	t.Run("golangci-lint custom", func(t *testing.T) { r.testCustom(t, string(template)) })
}

// A release is one version of the modules, and the environment in which the
// go command finds it.
type release struct {
	env     []string
	version string
}

// install installs a command of the release and returns its path.
func (r release) install(t *testing.T, path string) string {
	t.Helper()
	bin := t.TempDir()
	got := run(t, t.TempDir(), append(r.env, "GOBIN="+bin), "go", "install", path+"@"+r.version)
	if got.status != 0 {
		t.Fatalf("go install %s@%s: %s", path, r.version, got.stderr)
	}
	return filepath.Join(bin, filepath.Base(path))
}

// testInstall installs the command, and adds it to a module as a tool.
func (r release) testInstall(t *testing.T) {
	installed := r.install(t, modules[""]+"/cmd/cozelint")
	if got := run(t, ".", nil, installed, "version"); got.stdout != "cozelint "+r.version+"\n" {
		t.Errorf("cozelint version prints %q%s", got.stdout, got.stderr)
	}
	dir := tree(t)
	if got := parse(t, dir, run(t, dir, nil, installed, "-enable=all", "-c=-1", "./...").stdout); len(got) == 0 {
		t.Error("the installed command finds nothing")
	} else {
		compare(t, "the installed command", got, standalone(t, dir))
	}
	dir = t.TempDir()
	const goMod = "module example.com/m\n\ngo 1.22\n"
	write(t, dir, "go.mod", goMod)
	write(t, dir, "m.go", "package m\n")
	for _, args := range [][]string{
		{"mod", "init", "-modfile=tools.mod", "example.com/tools"},
		{"get", "-tool", "-modfile=tools.mod", modules[""] + "/cmd/cozelint@" + r.version},
		{"tool", "-modfile=tools.mod", "cozelint", "./..."},
	} {
		if got := run(t, dir, r.env, "go", args...); got.status != 0 {
			t.Fatalf("go %v: %s%s", args, got.stdout, got.stderr)
		}
	}
	if got := run(t, dir, r.env, "bash", "-c", `tool=$(go tool -modfile=tools.mod -n cozelint) && go vet -vettool="$tool" ./...`); got.status != 0 {
		t.Errorf("go vet with the tool of the module: %s", got.stderr)
	}
	if got := run(t, dir, r.env, "go", "run", modules[""]+"/cmd/cozelint@"+r.version, "./..."); got.status != 0 {
		t.Errorf("go run: %s", got.stderr)
	}
	if now, err := os.ReadFile(filepath.Join(dir, "go.mod")); err != nil || string(now) != goMod {
		t.Errorf("go.mod is now\n%s%v", now, err)
	}
	// Without a module file of its own it is not as it was: the pages say so.
	if got := run(t, dir, r.env, "go", "get", "-tool", modules[""]+"/cmd/cozelint@"+r.version); got.status != 0 {
		t.Fatal(got.stderr)
	}
	if now, err := os.ReadFile(filepath.Join(dir, "go.mod")); err != nil || !strings.Contains(string(now), "\ngo 1.26") {
		t.Errorf("go get -tool leaves the go line as it was:\n%s%v", now, err)
	}
}

// testCodes adds the codes to a module for Go 1.18, which it has to stay, and
// without any other module.
func (r release) testCodes(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "go.mod", "module example.com/m\n\ngo 1.18\n")
	write(t, dir, "m.go", "package m\n\nimport \""+modules["cozecode"]+"\"\n\nvar Busy = cozecode.SystemBusy\n")
	for _, args := range [][]string{{"get", modules["cozecode"] + "@" + r.version}, {"mod", "tidy"}, {"vet", "./..."}} {
		if got := run(t, dir, r.env, "go", args...); got.status != 0 {
			t.Fatalf("go %v: %s", args, got.stderr)
		}
	}
	got, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	want := "module example.com/m\n\ngo 1.18\n\nrequire " + modules["cozecode"] + " " + r.version + "\n"
	if string(got) != want {
		t.Errorf("go.mod is now\n%s\nwant\n%s", got, want)
	}
}

// testPlugin installs golangci-lint with the plugin in it.
func (r release) testPlugin(t *testing.T) {
	r.checkPlugin(t, tree(t), r.install(t, modules["plugin/cmd/golangci-lint-cozelint"]))
}

// testCustom builds golangci-lint with the template of the repository.
// golangci-lint custom clones golangci-lint: here, a repository made of the
// module, which has the same files.
func (r release) testCustom(t *testing.T, template string) {
	version := match(t, `(?m)^version: (v\S+)$`, template)
	download := run(t, ".", nil, "go", "mod", "download", "-json", "github.com/golangci/golangci-lint/v2@"+version)
	var linter struct{ Dir string }
	if err := json.Unmarshal([]byte(download.stdout), &linter); err != nil || linter.Dir == "" {
		t.Fatalf("downloading golangci-lint: %v\n%s%s", err, download.stdout, download.stderr)
	}
	clone := filepath.Join(t.TempDir(), "golangci-lint")
	if err := os.CopyFS(clone, os.DirFS(linter.Dir)); err != nil {
		t.Fatal(err)
	}
	commit(t, clone)
	if got := run(t, clone, nil, "git", "tag", version); got.status != 0 {
		t.Fatal(got.stderr)
	}
	dir := tree(t)
	write(t, dir, ".custom-gcl.yml", template)
	got := run(t, dir, append(r.env,
		"GIT_CONFIG_COUNT=1",
		"GIT_CONFIG_KEY_0=url.file://"+clone+".insteadOf",
		"GIT_CONFIG_VALUE_0=https://github.com/golangci/golangci-lint.git",
	), golangciLint, "custom", "-v")
	if got.status != 0 {
		t.Fatalf("golangci-lint custom: exit status %d\n%s%s", got.status, got.stdout, got.stderr)
	}
	r.checkPlugin(t, dir, filepath.Join(dir, match(t, `(?m)^name: (\S+)$`, template)))
}

// checkPlugin runs a golangci-lint that has the plugin.
func (r release) checkPlugin(t *testing.T, dir, golangciLint string) {
	t.Helper()
	write(t, dir, ".golangci.yml", golangciConfig(""))
	got := run(t, dir, []string{"GOLANGCI_LINT_CACHE=" + t.TempDir()}, golangciLint, "run", "./client/...")
	if got.status != 1 || !strings.Contains(got.stdout, "(CZ3001) (cozelint)") {
		t.Errorf("%s: exit status %d\n%s%s", golangciLint, got.status, got.stdout, got.stderr)
	}
}

// proxy returns a module proxy of files, as GOPROXY=file:// reads it, that has
// the modules of the work tree under one version.
func proxy(t *testing.T, version string) string {
	t.Helper()
	repo, dir := repository(t), t.TempDir()
	for folder, path := range modules {
		goMod, err := os.ReadFile(filepath.Join(repo, folder, "go.mod"))
		if err != nil {
			t.Fatal(err)
		}
		at := path + "/@v/"
		write(t, dir, at+"list", version+"\n")
		write(t, dir, at+version+".info", fmt.Sprintf(`{"Version":%q,"Time":"2026-01-01T00:00:00Z"}`, version))
		write(t, dir, at+version+".mod", string(goMod))
		zip, err := os.Create(filepath.Join(dir, at+version+".zip"))
		if err != nil {
			t.Fatal(err)
		}
		err = modzip.CreateFromVCS(zip, module.Version{Path: path, Version: version}, repo, "HEAD", folder)
		if cerr := zip.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// releaseEnv returns the environment of a user who has only the proxy, what
// the module cache of this machine has as a second one, and an empty module
// cache.
func releaseEnv(t *testing.T, proxy string) []string {
	t.Helper()
	shared, err := exec.Command("go", "env", "GOMODCACHE", "GOPROXY").Output()
	if err != nil {
		t.Fatal(err)
	}
	cache, others, _ := strings.Cut(strings.TrimSpace(string(shared)), "\n")
	return []string{
		"GOMODCACHE=" + t.TempDir(),
		"GOPROXY=file://" + proxy + ",file://" + cache + "/cache/download," + others,
		// The release is not published, and the checksums of all other
		// modules were verified when they came into the cache.
		"GONOSUMDB=*",
		// Without the paths of the module cache in the binaries, the build
		// cache serves from any. What is not read-only can be removed.
		"GOFLAGS=-modcacherw -trimpath",
		"GOWORK=off",
	}
}

// repository returns a git repository of the module as it stands.
func repository(t *testing.T) string {
	t.Helper()
	files := run(t, "..", nil, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	dir := t.TempDir()
	for name := range strings.SplitSeq(strings.TrimSuffix(files.stdout, "\x00"), "\x00") {
		content, err := os.ReadFile(filepath.Join("..", name))
		if os.IsNotExist(err) {
			continue // deleted, not committed yet
		}
		if err != nil {
			t.Fatal(err)
		}
		write(t, dir, name, string(content))
	}
	commit(t, dir)
	return dir
}

// match returns the first group of the first match of pattern, which text must
// have.
func match(t *testing.T, pattern, text string) string {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("no %s in\n%s", pattern, text)
	}
	return m[1]
}
