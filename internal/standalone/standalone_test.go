package standalone

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/typecache"
)

// client is a Coze client with two findings, one of which has a fix.
const client = `package cozebot

import (
	"encoding/json"
	"fmt"
	"net/http"
)

type reply struct {
	Code int    ` + "`json:\"code\"`" + `
	Msg  string ` + "`json:\"msg\"`" + `
}

func ask() error {
	resp, err := http.Get("https://api.coze.cn/v1/users/me")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("扣子 𝔠: %d %s", r.Code, r.Msg)
	}
	if "扣子 𝔠" != "" && r.Code == 4100 {
		return nil
	}
	return nil
}
`

const fixed = `return fmt.Errorf("扣子 𝔠: %d %s logid=%s", r.Code, r.Msg, resp.Header.Get("X-Tt-Logid"))`

// module writes a module whose files are given by name and returns its
// folder.
func module(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "with space 扣子")
	all := map[string]string{"go.mod": "module example.com/m\n\ngo 1.26\n"}
	for name, content := range files {
		all[name] = content
	}
	for name, content := range all {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// check runs the suite over dir.
func check(t *testing.T, dir string, opts Options) (stdout, stderr string, status int) {
	t.Helper()
	return checkWith(t, newSuite(t), dir, opts)
}

func newSuite(t *testing.T) []analyzers.Pass {
	t.Helper()
	suite, err := analyzers.New(analyzers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return suite
}

// checkWith runs a suite over dir.
func checkWith(t *testing.T, suite []analyzers.Pass, dir string, opts Options) (stdout, stderr string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	opts.Dir, opts.Stdout, opts.Stderr = dir, &out, &errs
	if opts.Format == "" {
		opts.Format = "text"
	}
	if opts.Patterns == nil {
		opts.Patterns = []string{"./..."}
	}
	opts.Tests = true
	status = Run(suite, opts)
	return out.String(), errs.String(), status
}

// reports checks the packages in dir and returns what writes a report about
// them, as often as wanted.
func reports(t *testing.T, dir string) func(Options) error {
	t.Helper()
	suite := newSuite(t)
	dir, err := folder(dir)
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	found, err := find(suite, new(Told), dir, Options{Patterns: []string{"./..."}, Tests: true, Stderr: &stderr})
	if err != nil || !found.sound() || len(found.findings) == 0 {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	return func(opts Options) error {
		return found.report(suite, dir, opts)
	}
}

func TestText(t *testing.T) {
	dir := module(t, map[string]string{"cozebot/bot.go": client})
	out, stderr, status := check(t, dir, Options{})
	if status != ExitFindings || stderr != "" {
		t.Fatalf("status %d, stderr %q", status, stderr)
	}
	file := filepath.Join("cozebot", "bot.go")
	for _, want := range []string{
		file + ":25:3: a Coze failure is reported without its X-Tt-Logid",
		"\t\t\treturn fmt.Errorf(\"扣子 𝔠: %d %s\", r.Code, r.Msg)\n\t\t\t^\n",
		file + ":27:",
		"\t\tif \"扣子 𝔠\" != \"\" && r.Code == 4100 {\n\t\t                               ^\n",
		"(CZ1001)",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if strings.Contains(out, "\x1b") {
		t.Error("colour without being asked for it")
	}
	if out, _, _ := check(t, dir, Options{Color: true}); !strings.Contains(out, "\x1b[1m") {
		t.Error("no colour")
	}
	if out, _, _ := check(t, dir, Options{Context: -1}); strings.Count(out, "\n") != 2 {
		t.Errorf("-c -1 prints source:\n%s", out)
	}
}

func TestClean(t *testing.T) {
	dir := module(t, map[string]string{"a/a.go": "package a\n\nfunc F(n int) bool { return n == 4100 }\n"})
	for _, format := range FormatNames() {
		out, stderr, status := check(t, dir, Options{Format: format})
		if status != ExitClean || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "no package counts as Coze code") {
			t.Errorf("%s: status %d, stderr %q", format, status, stderr)
		}
		if (format == "text" || format == "github") && out != "" {
			t.Errorf("%s: %q", format, out)
		}
		if format == "sarif" && !strings.Contains(out, `"results": []`) {
			t.Errorf("sarif without results: %s", out)
		}
	}
}

func TestSARIF(t *testing.T) {
	schemaFile, err := os.Open("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	defer schemaFile.Close()
	document, err := jsonschema.UnmarshalJSON(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("sarif.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	dir := module(t, map[string]string{"cozebot/bot.go": client})
	for _, patterns := range [][]string{{"./..."}, {"example.com/m/cozebot"}} {
		out, _, status := check(t, dir, Options{Format: "sarif", Patterns: patterns, Version: "v1"})
		if status != ExitFindings {
			t.Fatalf("status %d", status)
		}
		instance, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(instance); err != nil {
			t.Error(err)
		}
		var log sarifLog
		if err := json.Unmarshal([]byte(out), &log); err != nil {
			t.Fatal(err)
		}
		results := log.Runs[0].Results
		if len(results) != 2 || len(results[0].Fixes) != 1 {
			t.Fatalf("results: %+v", results)
		}
		location := results[1].Locations[0].PhysicalLocation
		if location.ArtifactLocation != (sarifArtifact{"cozebot/bot.go", "SRCROOT"}) {
			t.Errorf("location %+v", location.ArtifactLocation)
		}
		// In UTF-16, 扣 and 子 count one each and 𝔠 two.
		if want := len("\tif \"xx xx\" != \"\" && r.Code == ") + 1; location.Region.StartColumn != want {
			t.Errorf("column %d, want %d", location.Region.StartColumn, want)
		}
	}
}

func TestOtherFormats(t *testing.T) {
	dir := module(t, map[string]string{"cozebot/bot.go": client})
	out, _, _ := check(t, dir, Options{Format: "github"})
	if !strings.HasPrefix(out, "::warning file=cozebot/bot.go,line=25,") || strings.Count(out, "\n") != 2 {
		t.Errorf("github: %s", out)
	}
	out, _, _ = check(t, dir, Options{Format: "checkstyle"})
	var checkstyle struct {
		Files []struct {
			Name   string `xml:"name,attr"`
			Errors []struct {
				Line int `xml:"line,attr"`
			} `xml:"error"`
		} `xml:"file"`
	}
	if err := xml.Unmarshal([]byte(out), &checkstyle); err != nil || len(checkstyle.Files) != 1 || len(checkstyle.Files[0].Errors) != 2 {
		t.Errorf("checkstyle: %v %+v", err, checkstyle)
	}
	out, _, _ = check(t, dir, Options{Format: "gitlab"})
	var gitlab []struct {
		Fingerprint string
		Location    struct{ Path string }
	}
	if err := json.Unmarshal([]byte(out), &gitlab); err != nil || len(gitlab) != 2 || gitlab[0].Fingerprint == gitlab[1].Fingerprint {
		t.Errorf("gitlab: %v %s", err, out)
	}
	out, _, _ = check(t, dir, Options{Format: "json"})
	var tree map[string]map[string][]struct{ Category, Posn, End, Message string }
	if err := json.Unmarshal([]byte(out), &tree); err != nil || len(tree["example.com/m/cozebot"]["cozelogid"]) != 1 {
		t.Errorf("json: %v %s", err, out)
	}
	if _, stderr, status := check(t, dir, Options{Format: "yaml"}); status != ExitFailed || !strings.Contains(stderr, "yaml") {
		t.Errorf("an unknown format: status %d, %q", status, stderr)
	}
}

func TestFixAndDiff(t *testing.T) {
	dir := module(t, map[string]string{"cozebot/bot.go": client})
	name := filepath.Join(dir, "cozebot", "bot.go")
	out, _, status := check(t, dir, Options{Diff: true})
	if status != ExitFindings || !strings.Contains(out, "+++ b/cozebot/bot.go\n") || !strings.Contains(out, "+\t\t"+fixed) {
		t.Errorf("-diff: status %d\n%s", status, out)
	}
	if read(t, name) != client {
		t.Error("-diff changed the file")
	}
	out, _, status = check(t, dir, Options{Fix: true})
	if status != ExitFindings || strings.Contains(out, "CZ3001") || !strings.Contains(out, "CZ1001") {
		t.Errorf("-fix: status %d\n%s", status, out)
	}
	once := read(t, name)
	if !strings.Contains(once, fixed) {
		t.Errorf("not fixed:\n%s", once)
	}
	check(t, dir, Options{Fix: true})
	if read(t, name) != once {
		t.Error("-fix twice changes the file again")
	}
}

func TestFixKeepsTheFile(t *testing.T) {
	tests := map[string]string{
		"CRLF":        strings.ReplaceAll(client, "\n", "\r\n"),
		"BOM":         "\ufeff" + client,
		"unformatted": strings.Replace(client, "func ask() error {", "func   ask()   error   {", 1),
	}
	for name, source := range tests {
		t.Run(name, func(t *testing.T) {
			dir := module(t, map[string]string{"cozebot/bot.go": source})
			check(t, dir, Options{Fix: true})
			got := read(t, filepath.Join(dir, "cozebot", "bot.go"))
			want := strings.Replace(source, `return fmt.Errorf("扣子 𝔠: %d %s", r.Code, r.Msg)`, fixed, 1)
			if got != want {
				t.Errorf("got %q\nwant %q", got, want)
			}
		})
	}
}

func TestFixReadOnly(t *testing.T) {
	dir := module(t, map[string]string{"cozebot/bot.go": client})
	name := filepath.Join(dir, "cozebot", "bot.go")
	if err := os.Chmod(name, 0o444); err != nil {
		t.Fatal(err)
	}
	_, stderr, status := check(t, dir, Options{Fix: true})
	if status != ExitFailed || !strings.Contains(stderr, "permission denied") || read(t, name) != client {
		t.Errorf("status %d, stderr %q", status, stderr)
	}
}

func TestFixSymlink(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("symbolic links need rights that tests do not have on Windows")
	}
	dir := module(t, map[string]string{"real/bot.go.txt": client, "cozebot/doc.go": "package cozebot\n"})
	link := filepath.Join(dir, "cozebot", "bot.go")
	if err := os.Symlink(filepath.Join(dir, "real", "bot.go.txt"), link); err != nil {
		t.Fatal(err)
	}
	check(t, dir, Options{Fix: true})
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link was replaced")
	}
	if !strings.Contains(read(t, filepath.Join(dir, "real", "bot.go.txt")), fixed) {
		t.Error("not fixed")
	}
}

func TestBaseline(t *testing.T) {
	dir := module(t, map[string]string{"cozebot/bot.go": client})
	baseline := filepath.Join(t.TempDir(), "baseline")
	if out, stderr, status := check(t, dir, Options{WriteBaseline: baseline}); status != ExitClean || out != "" {
		t.Fatalf("status %d, %q %q", status, out, stderr)
	}
	name := filepath.Join(dir, "cozebot", "bot.go")
	moved := strings.Replace(client, "type reply", "// unrelated\n\ntype reply", 1)
	if err := os.WriteFile(name, []byte(moved), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, _, status := check(t, dir, Options{Baseline: baseline}); status != ExitClean {
		t.Errorf("an unrelated edit: status %d\n%s", status, out)
	}
	more := moved + "\nfunc more(r reply) bool { return r.Code == 4101 }\n"
	if err := os.WriteFile(name, []byte(more), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, _, status := check(t, dir, Options{Baseline: baseline, Context: -1}); status != ExitFindings || strings.Count(out, "\n") != 1 {
		t.Errorf("a new finding: status %d\n%s", status, out)
	}
	if _, stderr, status := check(t, dir, Options{Baseline: baseline + ".absent"}); status != ExitFailed || stderr == "" {
		t.Error("a missing baseline is no error")
	}
	if err := os.WriteFile(baseline, []byte(oldHeader+" findings\nabc/1 CZ1001 a.go\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, stderr, status := check(t, dir, Options{Baseline: baseline}); status != ExitFailed || !strings.Contains(stderr, "write it again") {
		t.Errorf("a baseline of an earlier version: status %d, %q", status, stderr)
	}
}

func TestBadInput(t *testing.T) {
	t.Run("type errors", func(t *testing.T) {
		dir := module(t, map[string]string{
			"cozebot/bot.go":    client,
			"coze/broken.go":    "package coze\n\nvar x int = \"\"\n",
			"coze2/unparsed.go": "package coze2\n\nfunc {\n",
		})
		out, stderr, status := check(t, dir, Options{})
		if status != ExitFailed || !strings.Contains(stderr, "broken.go:3") || !strings.Contains(stderr, "unparsed.go:3") {
			t.Errorf("status %d, stderr %q", status, stderr)
		}
		if !strings.Contains(out, "CZ3001") {
			t.Errorf("the other package was not checked: %s", out)
		}
	})
	t.Run("missing module", func(t *testing.T) {
		dir := module(t, map[string]string{"cozebot/bot.go": client, "coze/a.go": "package coze\n\nimport _ \"example.com/absent\"\n"})
		out, stderr, status := check(t, dir, Options{})
		if status != ExitFailed || !strings.Contains(stderr, "example.com/absent") || !strings.Contains(out, "CZ3001") {
			t.Errorf("status %d, stderr %q, stdout %s", status, stderr, out)
		}
	})
	t.Run("missing package", func(t *testing.T) {
		dir := module(t, nil)
		if _, stderr, status := check(t, dir, Options{Patterns: []string{"./absent"}}); status != ExitFailed || stderr == "" {
			t.Errorf("status %d, stderr %q", status, stderr)
		}
	})
	t.Run("huge file", func(t *testing.T) {
		var b strings.Builder
		b.WriteString(client)
		for b.Len() < 10<<20 {
			b.WriteString("// 扣子 coze filler filler filler filler filler filler filler filler\n")
		}
		dir := module(t, map[string]string{"cozebot/bot.go": b.String()})
		if out, _, status := check(t, dir, Options{}); status != ExitFindings || !strings.Contains(out, "CZ3001") {
			t.Errorf("status %d", status)
		}
	})
}

func TestTags(t *testing.T) {
	dir := module(t, map[string]string{
		"cozebot/doc.go": "package cozebot\n",
		"cozebot/bot.go": "//go:build extra\n\n" + client,
	})
	if _, _, status := check(t, dir, Options{}); status != ExitClean {
		t.Errorf("without the tag: status %d", status)
	}
	if _, _, status := check(t, dir, Options{BuildFlags: []string{"-tags=extra"}}); status != ExitFindings {
		t.Errorf("with the tag: status %d", status)
	}
}

func TestOverlay(t *testing.T) {
	dir := module(t, map[string]string{
		"cozebot/doc.go": "package cozebot\n",
		"bot.go.txt":     client,
	})
	overlay := `{"Replace": {"cozebot/doc.go": "bot.go.txt"}}`
	if err := os.WriteFile(filepath.Join(dir, "overlay.json"), []byte(overlay), 0o644); err != nil {
		t.Fatal(err)
	}
	out, stderr, status := check(t, dir, Options{BuildFlags: []string{"-overlay=overlay.json"}, Fix: true})
	if status != ExitFindings || !strings.Contains(out, "\t\treturn fmt.Errorf(\"扣子 𝔠") {
		t.Errorf("-overlay: status %d\n%s%s", status, out, stderr)
	}
	if read(t, filepath.Join(dir, "cozebot", "doc.go")) != "package cozebot\n" {
		t.Error("-fix wrote to a file that the overlay replaces")
	}
	t.Setenv("GOFLAGS", "-buildvcs=false '-overlay="+filepath.Join(dir, "overlay.json")+"'")
	if out, _, status := check(t, dir, Options{}); status != ExitFindings || !strings.Contains(out, "CZ3001") {
		t.Errorf("GOFLAGS: status %d\n%s", status, out)
	}
	if _, stderr, status := check(t, dir, Options{BuildFlags: []string{"-overlay=absent.json"}}); status != ExitFailed || !strings.Contains(stderr, "absent.json") {
		t.Errorf("a missing overlay: status %d, %q", status, stderr)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// pathsOnly speaks of the API by its paths and keys alone.
const pathsOnly = `package paths

import (
	"encoding/json"
	"fmt"
	"net/http"
)

func Ask(base string) error {
	resp, err := http.Get(base + "/v3/chat/retrieve")
	if err != nil {
		return err
	}
	var r struct {
		Code int    ` + "`" + `json:"code"` + "`" + `
		Msg  string ` + "`" + `json:"msg"` + "`" + `
	}
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("%d %s", r.Code, r.Msg)
	}
	return nil
}
`

// TestNarrowing compares a run that narrows with one that loads everything.
func TestNarrowing(t *testing.T) {
	split := map[string]string{
		"api/api.go":       "// Package api declares the replies.\npackage api\n\ntype Reply struct {\n\tCode int    `json:\"code\"`\n\tMsg  string `json:\"msg\"`\n}\n\nconst Base = \"https://api.coze.cn\"\n",
		"alias/alias.go":   "package alias\n\nimport \"example.com/m/api\"\n\ntype Reply = api.Reply\n",
		"use/use.go":       "package use\n\nimport \"example.com/m/alias\"\n\nfunc Bad(r alias.Reply) bool { return r.Code == 4100 }\n",
		"use2/use.go":      "package use2\n\nimport \"example.com/m/api\"\n\nfunc Bad(r *api.Reply) bool { return r.Code == 4100 }\n",
		"gen/gen.go":       "// Code generated by x. DO NOT EDIT.\n\npackage gen\n\nimport \"example.com/m/api\"\n\nfunc Bad(r *api.Reply) bool { return r.Code == 4100 }\n",
		"assistant/a.go":   "package assistant\n\nimport (\n\t\"encoding/json\"\n\t\"net/http\"\n)\n\nconst BaseURL = \"https://api.coze.cn\"\n\ntype Reply struct {\n\tCode int    `json:\"code\"`\n\tMsg  string `json:\"msg\"`\n}\n\nfunc Ask() (*Reply, error) {\n\tresp, err := http.Get(BaseURL + \"/v1/users/me\")\n\tif err != nil {\n\t\treturn nil, err\n\t}\n\treply := new(Reply)\n\treturn reply, json.NewDecoder(resp.Body).Decode(reply)\n}\n",
		"desk/desk.go":     "package desk\n\nimport \"example.com/m/assistant\"\n\nfunc Ask() bool {\n\tr, err := assistant.Ask()\n\treturn err == nil && r.Code == 4100\n}\n",
		"none/none.go":     "package none\n\nfunc F(n int) bool { return n == 4100 }\n",
		"tested/a.go":      "package tested\n",
		"tested/a_test.go": "package tested_test\n\nimport (\n\t\"fmt\"\n\t\"net/http\"\n\t\"testing\"\n)\n\nfunc TestCoze(t *testing.T) {\n\tresp, err := http.Get(\"https://api.coze.cn/v3/chat\")\n\tif err != nil {\n\t\tt.Fatal(err)\n\t}\n\tif resp.StatusCode != 200 {\n\t\tt.Fatal(fmt.Errorf(\"status %d\", resp.StatusCode))\n\t}\n}\n",
		"cozebot/bot.go":   client,
		"paths/paths.go":   pathsOnly,
		"directive/d.go":   "package directive\n\n//cozelint:ignore CZ1001 nothing\nfunc F() {}\n",
	}
	workspace := map[string]string{"go.work": "go 1.26\n\nuse (\n\t.\n\t./second\n)\n", "second/go.mod": "module example.com/second\n\ngo 1.26\n", "second/cozebot/bot.go": client}
	for name, content := range split {
		workspace[name] = content
	}
	// A module that is named for Coze, and says so in every file.
	named := map[string]string{"go.mod": "module example.com/acme/coze-bot\n\ngo 1.26\n", "root.go": "package main\n\nfunc main() {}\n"}
	for name, content := range split {
		named[name] = "// Copyright coze-bot Authors\n\n" + strings.ReplaceAll(content, "example.com/m/", "example.com/acme/coze-bot/")
	}
	delete(named, "gen/gen.go") // its first line has to be the first
	// Another module counts if it is named for Coze.
	lib := "package cozelib\n\nconst Base = \"https://api.coze.cn\"\n\ntype Reply struct {\n\tCode int    `json:\"code\"`\n\tMsg  string `json:\"msg\"`\n}\n"
	uses := "package use\n\nimport (\n\t\"encoding/json\"\n\t\"fmt\"\n\t\"net/http\"\n\n\t\"example.com/cozelib\"\n)\n\nfunc Ask() error {\n\tresp, err := http.Get(cozelib.Base + \"/v1/users/me\")\n\tif err != nil {\n\t\treturn err\n\t}\n\tdefer resp.Body.Close()\n\tvar r cozelib.Reply\n\tif err := json.NewDecoder(resp.Body).Decode(&r); err != nil {\n\t\treturn err\n\t}\n\tif r.Code != 0 {\n\t\treturn fmt.Errorf(\"%d %s\", r.Code, r.Msg)\n\t}\n\treturn nil\n}\n"
	vendored := map[string]string{
		"go.mod": "module example.com/m\n\ngo 1.26\n\nrequire example.com/cozelib v1.0.0\n", "use/use.go": uses,
		"vendor/modules.txt": "# example.com/cozelib v1.0.0\n## explicit; go 1.26\nexample.com/cozelib\n", "vendor/example.com/cozelib/lib.go": lib,
	}
	replaced := map[string]string{
		"go.mod":     "module example.com/m\n\ngo 1.26\n\nrequire example.com/cozelib v1.0.0\n\nreplace example.com/cozelib => ./lib\n",
		"use/use.go": uses, "lib/go.mod": "module example.com/cozelib\n\ngo 1.26\n", "lib/lib.go": lib,
	}
	nested := map[string]string{"a/a.go": "package a\n", "nested/go.mod": "module example.com/nested\n\ngo 1.26\n", "nested/bot.go": client, "cozebot/bot.go": client}
	tagged := map[string]string{"bot/bot.go": "package cozebot\n", "bot/bot_linux.go": client, "bot/bot_windows.go": client, "bot/tagged.go": "//go:build special\n\n" + client, "testdata/bot.go": client, "_skipped/bot.go": client}
	generated := map[string]string{"client/client.gen.go": "// Code generated by x. DO NOT EDIT.\n\n" + lib, "desk/desk.go": strings.ReplaceAll(strings.ReplaceAll(uses, "\"example.com/cozelib\"", "cozelib \"example.com/m/client\""), "package use", "package desk")}
	tests := []struct {
		name     string
		files    map[string]string
		patterns []string
		min      int
	}{
		{"a vendored module", vendored, nil, 1},
		{"a replaced module", replaced, nil, 1},
		{"a nested module", nested, nil, 1},
		{"build constraints", tagged, nil, 1},
		{"a generated client", generated, nil, 1},
		{"split over packages", split, nil, 6},
		{"a module named for Coze", named, nil, 6},
		{"one package", split, []string{"./desk"}, 1},
		{"workspace", workspace, []string{"./...", "./second/..."}, 7},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := module(t, test.files)
			narrowed, _, _ := check(t, dir, Options{Patterns: test.patterns, Context: -1})
			full, stderr, _ := check(t, dir, Options{Patterns: test.patterns, Context: -1, Everything: true})
			if narrowed != full {
				t.Errorf("narrowed:\n%s\nfull:\n%s", narrowed, full)
			}
			if n := strings.Count(full, "\n"); n < test.min {
				t.Errorf("%d findings, want at least %d\n%s%s", n, test.min, full, stderr)
			}
		})
	}
}

// TestKept compares what is found in the example programs with the types from
// source, from what an earlier run has kept, and from the build cache.
func TestKept(t *testing.T) {
	for _, dir := range []string{"../../examples/bot"} {
		folder := t.TempDir()
		warm, _, status := check(t, dir, Options{})
		if status != ExitFindings {
			t.Errorf("%s: status %d\n%s", dir, status, warm)
		}
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Setenv("GOCACHE", t.TempDir())
			for _, kept := range []string{" 0 kept from earlier runs, ", " kept from earlier runs, 0 from source"} {
				got, stderr, _ := check(t, dir, Options{Cache: typecache.Open(folder), Verbose: true})
				if got != warm {
					t.Errorf("got\n%s\nwith a build cache\n%s", got, warm)
				}
				if !strings.Contains(stderr, kept) {
					t.Errorf("no %q in\n%s", kept, stderr)
				}
			}
		})
	}
}

// TestPassedOver has a folder all of whose files build constraints exclude: it
// is complained of only if it is named.
func TestPassedOver(t *testing.T) {
	dir := module(t, map[string]string{
		"a/a.go":     "package a\n\nconst host = \"https://api.coze.cn\"\n",
		"plan9/p.go": "//go:build plan9\n\npackage plan9\n\nconst host = \"https://api.coze.cn\"\n",
	})
	for _, test := range []struct {
		patterns []string
		status   int
	}{
		{[]string{"./..."}, ExitClean},
		{[]string{"./plan9"}, ExitFailed},
		{[]string{"./a", "./plan9/"}, ExitFailed},
		{[]string{"example.com/m/plan9"}, ExitFailed},
	} {
		_, stderr, status := check(t, dir, Options{Patterns: test.patterns})
		if status != test.status || (status == ExitFailed) != strings.Contains(stderr, "build constraints exclude all Go files") {
			t.Errorf("%v: status %d, want %d\n%s", test.patterns, status, test.status, stderr)
		}
	}
}

// TestPhases has -v say how the types came about, and how long that took.
func TestPhases(t *testing.T) {
	dir := module(t, map[string]string{"cozebot/bot.go": client})
	var cold string
	t.Run("an empty build cache", func(t *testing.T) {
		t.Setenv("GOCACHE", t.TempDir())
		out, stderr, status := check(t, dir, Options{Verbose: true})
		if status != ExitFindings || !strings.Contains(stderr, "imported packages: 0 from the build cache, ") {
			t.Errorf("status %d; standard error does not say that nothing comes from the build cache:\n%s", status, stderr)
		}
		if !regexp.MustCompile(`looking at the text [\d.]+(µs|ms|s), loading [\d.]+m?s, passes [\d.]+m?s \(.*cozelogid `).MatchString(stderr) {
			t.Errorf("standard error does not say how long each phase took:\n%s", stderr)
		}
		cold = out
	})
	build := exec.Command("go", "build", "./...")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	warm, stderr, _ := check(t, dir, Options{Verbose: true})
	if !strings.Contains(stderr, " from the build cache, 0 kept from earlier runs, 0 from source") {
		t.Errorf("standard error does not say that everything comes from the build cache:\n%s", stderr)
	}
	if cold != warm || !strings.Contains(cold, "CZ3001") {
		t.Errorf("from source:\n%s\nfrom the build cache:\n%s", cold, warm)
	}
}
