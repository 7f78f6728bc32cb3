package lsp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/load"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/standalone"
)

// denied is a package with one finding, CZ1001.
const denied = `package bot

const host = "https://api.coze.cn"

type reply struct {
	Code int    ` + "`json:\"code\"`" + `
	Msg  string ` + "`json:\"msg\"`" + `
}

func Denied(r reply) bool { return r.Code == 4101 }
`

// TestBroken shows that a package keeps its last findings while it does not
// compile, and that nothing is offered for places that are no longer right.
func TestBroken(t *testing.T) {
	dir := module(t, map[string]string{"bot.go": denied})
	c := start(t)
	c.initialize(`{}`)
	uri := c.open(filepath.Join(dir, "bot.go"), denied)
	if codes := c.codes(uri); codes != "CZ1001" {
		t.Fatalf("at first %q", codes)
	}
	for version, wrong := range []string{"\nfunc (", "\nvar x int = \"\"\n", "\nvar y = unknown\n"} {
		c.change(uri, version+2, denied+wrong)
		a := c.until(func(a answer) bool { return a.Method != "" })
		if a.Method != "window/logMessage" || !strings.Contains(a.Params.Message, "bot.go:") {
			t.Errorf("after %q: %+v", wrong, a)
		}
		id := c.request("textDocument/codeAction", fmt.Sprintf(`{"textDocument":{"uri":%q},"range":{"start":{"line":9,"character":45},"end":{"line":9,"character":45}},"context":{"diagnostics":[]}}`, uri))
		if a := c.answerTo(id); string(a.Result) != "[]" {
			t.Errorf("after %q actions are offered: %s", wrong, a.Result)
		}
	}
	c.change(uri, 9, denied)
	if codes := c.codes(uri); codes != "CZ1001" {
		t.Errorf("at last %q", codes)
	}
	c.leave()
}

// TestOtherPackage shows that what a package imports counts as it is in the
// editor, and as it is on disk.
func TestOtherPackage(t *testing.T) {
	code := "package codes\n\nconst Forbidden = 4101\n"
	bot := strings.NewReplacer("const host", "import \"example.com/bot/codes\"\n\nconst host", "4101", "codes.Forbidden").Replace(denied)
	dir := module(t, map[string]string{"bot.go": bot, "codes/codes.go": code})
	c := start(t)
	c.initialize(`{}`)
	uri := c.open(filepath.Join(dir, "bot.go"), bot)
	if codes := c.codes(uri); codes != "" {
		t.Fatalf("at first %q", codes)
	}
	other := c.open(filepath.Join(dir, "codes/codes.go"), code)
	c.codes(other)
	c.change(other, 2, strings.ReplaceAll(code, "Forbidden", "Denied"))
	c.codes(other)
	c.change(uri, 2, strings.ReplaceAll(bot, "codes.Forbidden", "codes.Denied || r.Code == 4100"))
	if codes := c.codes(uri); codes != "CZ1001" {
		t.Errorf("with a name that is only in the editor: %q", codes)
	}
	c.notify("textDocument/didClose", fmt.Sprintf(`{"textDocument":{"uri":%q}}`, other))
	later := strings.ReplaceAll(code, "Forbidden", "NotAllowed")
	if err := os.WriteFile(filepath.Join(dir, "codes/codes.go"), []byte(later), 0o644); err != nil {
		t.Fatal(err)
	}
	c.change(uri, 3, strings.ReplaceAll(bot, "codes.Forbidden", "codes.NotAllowed"))
	if codes := c.codes(uri); codes != "" {
		t.Errorf("with a name that came on disk: %q", codes)
	}
	c.leave()
}

// TestAcross shows that what an imported client tells of its functions counts,
// for a package whose own text does not speak of Coze, and a change of it is
// heard of.
func TestAcross(t *testing.T) {
	const client = `package api

import (
	"encoding/json"
	"fmt"
	"net/http"
)

func Ask() error {
	resp, err := http.Get("https://api.coze.cn/v1/users/me")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r struct {
		Code int
		Msg  string
	}
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("%d %s %s", r.Code, r.Msg, resp.Header.Get("X-Tt-Logid"))
	}
	return nil
}
`
	const service = `package service

import (
	"errors"

	"example.com/bot/api"
)

func Use() error {
	if err := api.Ask(); err != nil {
		return errors.New("failed")
	}
	return nil
}
`
	dir := module(t, map[string]string{"api/api.go": client, "service/service.go": service})
	c := start(t)
	c.initialize(`{}`)
	uri := c.open(filepath.Join(dir, "service/service.go"), service)
	if codes := c.codes(uri); codes != "CZ3002" {
		t.Errorf("at first %q", codes)
	}
	c.change(uri, 2, strings.Replace(service, "errors.New(\"failed\")", "errors.Join(err)", 1))
	if codes := c.codes(uri); codes != "" {
		t.Errorf("with the error kept %q", codes)
	}
	quiet := strings.Replace(client, "https://api.coze.cn", "https://api.example.com", 1)
	if err := os.WriteFile(filepath.Join(dir, "api/api.go"), []byte(quiet), 0o644); err != nil {
		t.Fatal(err)
	}
	c.change(uri, 3, service)
	if codes := c.codes(uri); codes != "" {
		t.Errorf("with another client %q", codes)
	}
	c.leave()
}

// TestTests shows that a change of a package reaches its external tests, and
// that a new file, an import and a build constraint are heard of.
func TestTests(t *testing.T) {
	external := "package bot_test\n\nimport (\n\t\"testing\"\n\n\t\"example.com/bot\"\n)\n\nfunc TestDenied(t *testing.T) { _ = bot.Denied }\n"
	dir := module(t, map[string]string{"bot.go": denied, "bot_test.go": external})
	c := start(t)
	c.initialize(`{}`)
	uri := c.open(filepath.Join(dir, "bot.go"), denied)
	c.codes(uri)
	c.change(uri, 2, strings.ReplaceAll(denied, "func Denied", "func Refused"))
	if a := c.until(func(a answer) bool { return a.Method != "" }); !strings.Contains(a.Params.Message, "bot_test.go") {
		t.Errorf("the test of what is gone compiles: %+v", a)
	}
	c.change(uri, 3, strings.ReplaceAll(denied, "const host", "import \"os\"\n\nvar Args = os.Args\n\nconst host"))
	if codes := c.codes(uri); codes != "CZ1001" {
		t.Errorf("with a new import %q", codes)
	}
	second := c.open(filepath.Join(dir, "new.go"), "package bot\n\nfunc Wrong(r reply) bool { return r.Code == 4100 }\n")
	if codes := c.codes(second); codes != "CZ1001" {
		t.Errorf("in a file that is not saved yet %q", codes)
	}
	c.change(second, 2, "//go:build never\n\npackage bot\n\nfunc Wrong(r reply) bool { return r.Code == 4100 }\n")
	if codes := c.codes(second); codes != "" {
		t.Errorf("in a file that is not built %q", codes)
	}
	c.leave()
}

// TestIrrelevant shows that code without Coze is not loaded, until it speaks
// of it.
func TestIrrelevant(t *testing.T) {
	dir := module(t, map[string]string{"bot.go": "package bot\n"})
	c := start(t)
	c.initialize(`{}`)
	uri := c.open(filepath.Join(dir, "bot.go"), "package bot\n\nvar x = nonsense\n")
	if codes := c.codes(uri); codes != "" {
		t.Errorf("at first %q", codes)
	}
	c.change(uri, 2, denied)
	if codes := c.codes(uri); codes != "CZ1001" {
		t.Errorf("then %q", codes)
	}
	c.leave()
}

// TestDelay shows that several changes at once are checked once.
func TestDelay(t *testing.T) {
	dir := module(t, map[string]string{"bot.go": denied})
	c := start(t)
	c.initialize(`{}`)
	uri := c.open(filepath.Join(dir, "bot.go"), denied)
	c.codes(uri)
	for version := 2; version < 30; version++ {
		c.change(uri, version, denied+strings.Repeat("\n", version))
	}
	a := c.until(func(a answer) bool { return a.Method == "textDocument/publishDiagnostics" })
	if a.Params.Version != 29 {
		t.Errorf("version %d is published", a.Params.Version)
	}
	c.leave()
}

// TestCancel shows that a request ends when the client no longer waits.
func TestCancel(t *testing.T) {
	dir := module(t, map[string]string{"bot.go": denied})
	c := startWith(t, time.Hour)
	c.initialize(`{}`)
	uri := c.open(filepath.Join(dir, "bot.go"), denied)
	c.codes(uri)
	c.change(uri, 2, denied+"\n")
	begin := time.Now()
	id := c.request("textDocument/codeAction", fmt.Sprintf(`{"textDocument":{"uri":%q},"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"context":{"diagnostics":[]}}`, uri))
	c.notify("$/cancelRequest", fmt.Sprintf(`{"id":%d}`, id))
	if a := c.answerTo(id); a.Error == nil || a.Error.Code != requestCancelled {
		t.Errorf("the answer is %+v", a)
	}
	if took := time.Since(begin); took >= patience {
		t.Errorf("it took %s", took)
	}
	c.leave()
}

// TestChinese shows that the client's language is that of everything.
func TestChinese(t *testing.T) {
	dir := module(t, map[string]string{"bot.go": denied})
	c := start(t)
	c.answerTo(c.request("initialize", `{"processId":null,"rootUri":null,"locale":"zh-cn","capabilities":{}}`))
	uri := c.open(filepath.Join(dir, "bot.go"), denied)
	a := c.until(func(a answer) bool { return a.Method == "textDocument/publishDiagnostics" })
	at := fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":9,"character":46}}`, uri)
	hover := c.answerTo(c.request("textDocument/hover", at))
	action := c.answerTo(c.request("textDocument/codeAction", fmt.Sprintf(`{"textDocument":{"uri":%q},"range":{"start":{"line":9,"character":46},"end":{"line":9,"character":46}},"context":{"diagnostics":[]}}`, uri)))
	explained := c.request("workspace/executeCommand", `{"command":"cozelint.explain","arguments":["CZ1001","zh"]}`)
	shown := c.until(func(a answer) bool { return a.Method == "window/showMessage" })
	c.answerTo(explained)
	var actions []struct{ Title string }
	if err := json.Unmarshal(action.Result, &actions); err != nil || len(actions) < 2 {
		t.Fatalf("%s: %v", action.Result, err)
	}
	texts := []string{a.Params.Diagnostics[0].Message, string(hover.Result), shown.Params.Message}
	for _, a := range actions {
		texts = append(texts, a.Title)
	}
	for _, text := range texts {
		if !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("not Chinese: %s", text)
		}
	}
	c.leave()
}

// TestLeaving shows that a client that goes without a word ends the server.
func TestLeaving(t *testing.T) {
	c := start(t)
	c.initialize(`{}`)
	if err := c.to.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-c.done; err == nil {
		t.Error("leaving without shutdown is no error")
	}
}

// TestSame shows that the server finds what the command finds, and that its
// fixes for a file are those of -fix.
func TestSame(t *testing.T) {
	dir := module(t, map[string]string{})
	if err := os.CopyFS(filepath.Join(dir, "bot"), os.DirFS("../../examples/bot")); err != nil {
		t.Fatal(err)
	}
	dir = filepath.Join(dir, "bot")
	suite, err := analyzers.New(analyzers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	standalone.Run(suite, standalone.Options{Dir: dir, Tests: true, Format: "text", Context: -1, Stdout: &out, Stderr: &out, Lang: messages.English})
	var want []string
	for line := range strings.Lines(out.String()) {
		if i := strings.LastIndex(line, " (CZ"); i >= 0 && !strings.HasPrefix(line, "\t") {
			place, _, _ := strings.Cut(line, ": ")
			want = append(want, strings.TrimSuffix(place, ":")+" "+line[i+2:i+8])
		}
	}
	c := start(t)
	c.initialize(`{"general":{"positionEncodings":["utf-8","utf-16"]}}`)
	var got []string
	for _, name := range []string{"client.go", "main.go"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		uri := c.open(filepath.Join(dir, name), string(text))
		a := c.until(func(a answer) bool { return a.Params.URI == uri })
		for _, d := range a.Params.Diagnostics {
			got = append(got, fmt.Sprintf("%s:%d:%d %s", name, d.Range.Start.Line+1, d.Range.Start.Character+1, d.Code))
		}
	}
	if len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("the server finds\n%s\nand the command\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	c.leave()
}

// BenchmarkWarm measures the answer after a change, in a Coze package of 1,000
// lines, beside what go/packages takes to load that package.
func BenchmarkWarm(b *testing.B) {
	var text strings.Builder
	text.WriteString(denied)
	for i := 0; strings.Count(text.String(), "\n") < 1000; i++ {
		fmt.Fprintf(&text, "\nfunc denied%d(r reply) bool {\n\tif r.Code != 0 {\n\t\treturn r.Code == 4101\n\t}\n\treturn false\n}\n", i)
	}
	dir := module(b, map[string]string{"bot.go": text.String()})
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			if _, err := packages.Load(&packages.Config{Mode: load.Mode, Dir: dir}, "."); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("answer", func(b *testing.B) {
		c := startWith(b, 0)
		c.initialize(`{}`)
		uri := c.open(filepath.Join(dir, "bot.go"), text.String())
		c.codes(uri)
		version := 1
		for b.Loop() {
			version++
			c.change(uri, version, text.String()+strings.Repeat("\n", version))
			c.codes(uri)
		}
		c.leave()
	})
}
