package cozemodel_test

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/checktest"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/messages"
)

// std imports what the sources of the tests import.
var std = sync.OnceValues(func() (checktest.Imports, error) {
	return checktest.Standard("encoding/json", "errors", "fmt", "net/http", "os", "strings")
})

// ask builds the model of a package with one file and hands it to look.
func ask(t *testing.T, path, source string, look func(m *cozemodel.Model)) {
	t.Helper()
	importer, err := std()
	if err != nil {
		t.Fatal(err)
	}
	model := cozemodel.Default.Analyzer
	asked := false
	p := &checktest.Program{Path: path, Sources: map[string][]byte{"file.go": []byte(source)}, Importer: importer}
	_, _, errs := p.Analyze([]*analysis.Analyzer{{
		Name:     "ask",
		Doc:      "ask the model",
		Requires: []*analysis.Analyzer{model},
		Run: func(pass *analysis.Pass) (any, error) {
			asked = true
			look(pass.ResultOf[model].(*cozemodel.Model))
			return nil, nil
		},
	}})
	if len(errs) > 0 || !asked {
		t.Fatalf("%s: %v", path, errs)
	}
}

// probes yields the calls of probe(…) // want.
func probes(t *testing.T, m *cozemodel.Model, yield func(args []ast.Expr, want string, line int)) {
	t.Helper()
	wants := make(map[int]string)
	for _, group := range m.Pass.Files[0].Comments {
		for _, c := range group.List {
			wants[m.Pass.Fset.Position(c.Pos()).Line] = strings.TrimSpace(strings.TrimPrefix(c.Text, "//"))
		}
	}
	asked := 0
	ast.Inspect(m.Pass.Files[0], func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "probe" {
				asked++
				line := m.Pass.Fset.Position(call.Pos()).Line
				yield(call.Args, wants[line], line)
			}
		}
		return true
	})
	if asked == 0 {
		t.Error("nothing was asked")
	}
}

func TestRelevant(t *testing.T) {
	for _, test := range []struct {
		name, path, source string
		reason             string // a part of the only or first reason; "" if the package does not count
	}{
		{"root of the module", "example.com/acme/coze-bot/weather", "package weather", ""},
		{"element below the root", "example.com/acme/bot/coze/weather", "package weather", "folder"},
		{"name of the package", "example.com/acme/bot/cozebot", "package cozebot", "named for Coze"},
		{"root package", "example.com/acme/coze-bot", "package main", "named for Coze"},
		{"another vendor's name", "example.com/acme/bot/feishucoze", "package feishucoze", ""},
		{"host", "example.com/acme/bot/a", `package a; const host = "https://api.coze.cn"`, `"https://api.coze.cn"`},
		{"the site", "example.com/acme/bot/a", `package a; const host = "https://www.coze.cn/docs"`, ""},
		{"path", "example.com/acme/bot/a", `package a; const path = "/v3/chat/retrieve"`, `"/v3/chat/retrieve"`},
		{"one path that others have", "example.com/acme/bot/a", `package a; const path = "/v3/chat"`, ""},
		{"two paths that others have", "example.com/acme/bot/a", `package a; const a, b = "/v3/chat", "/v1/workflow/run"`, "module"},
		{"declared name", "example.com/acme/bot/a", `package a; type CozeReply struct{}`, "CozeReply"},
		{"setting of the environment", "example.com/acme/bot/a", `package a; const env = "MY_COZE_TOKEN"`, "MY_COZE_TOKEN"},
		{"setting in a tag", "example.com/acme/bot/a", "package a; type c struct { A string `env:\"COZE_API_BASE\"` }", "COZE_API_BASE"},
		{"a name that is no setting", "example.com/acme/bot/a", `package a; const scene = "SCENE_COZE_HOME"`, ""},
		{"keys of a message", "example.com/acme/bot/a", "package a; type m struct { A string `json:\"bot_id\"`; B string `json:\"chat_id\"`; C string `json:\"conversation_id\"` }", "keys"},
		{"a word", "example.com/acme/bot/a", `package a; const text = "cozenage"`, ""},
	} {
		ask(t, test.path, test.source, func(m *cozemodel.Model) {
			if got := m.Relevant(); got != (test.reason != "") {
				t.Errorf("%s: Relevant is %t", test.name, got)
			}
			var reasons []string
			for _, reason := range m.Reasons() {
				reasons = append(reasons, reason.In(messages.English))
			}
			if test.reason == "" && len(reasons) > 0 || test.reason != "" && !slices.ContainsFunc(reasons, func(r string) bool { return strings.Contains(r, test.reason) }) {
				t.Errorf("%s: reasons %q, want %q", test.name, reasons, test.reason)
			}
		})
	}
}

const prelude = `package bot

import (
	"encoding/json"
	"errors"
	"net/http"
	"os"
)

var _ = errors.New
var _ = os.Getenv

func probe(...any) {}

type reply struct {
	Code   int    ` + "`json:\"code\"`" + `
	Msg    string ` + "`json:\"msg\"`" + `
	Detail struct {
		LogID string ` + "`json:\"logid\"`" + `
	} ` + "`json:\"detail\"`" + `
	Event  string ` + "`json:\"event\"`" + `
	Status string ` + "`json:\"status\"`" + `
}

func read(resp *http.Response) (r reply) {
	_ = json.NewDecoder(resp.Body).Decode(&r)
	return r
}
`

func TestOwnerOf(t *testing.T) {
	owners := map[cozemodel.Owner]string{cozemodel.Ours: "ours", cozemodel.Others: "others", cozemodel.Untold: "untold"}
	ask(t, "example.com/acme/bot/bot", prelude+`
type settings struct{ base string }

func owners(s settings, given *http.Response, served *http.Request) {
	a, _ := http.Get("https://api.coze.cn/v3/chat/retrieve")
	probe(a) // ours
	probe(read(a).Code) // ours
	b, _ := http.Get("https://api.weather.example/now")
	probe(b) // others
	probe(read(b).Code) // others
	c, _ := http.Get(s.base + "/v3/chat/retrieve")
	probe(c) // ours
	d, _ := http.Get(s.base + "/v1/other/thing")
	probe(d) // others
	e, _ := http.Get(os.Getenv("COZE_API_BASE") + "/v1/thing")
	probe(e) // ours
	f, _ := http.Get("https://www.coze.cn/api/playground")
	probe(f) // others
	g, _ := http.Get("https://www.coze.cn/api/permission/oauth2/token")
	probe(g) // ours
	probe(given) // untold
	probe(served.Header) // others
	probe("x") // untold
}
`, func(m *cozemodel.Model) {
		probes(t, m, func(args []ast.Expr, want string, line int) {
			if got := owners[m.OwnerOf(args[0])]; got != want {
				t.Errorf("line %d: %s is %s, want %s", line, types.ExprString(args[0]), got, want)
			}
		})
	})
}

func TestCode(t *testing.T) {
	ask(t, "example.com/acme/bot/bot", prelude+`
func codes() {
	a, _ := http.Get("https://api.coze.cn/v3/chat/retrieve")
	b, _ := http.Get("https://api.weather.example/now")
	ours, theirs := read(a), read(b)
	probe(ours.Code) // code
	probe(theirs.Code) // none
	probe(a.StatusCode) // none
	code := ours.Code
	probe(code) // code
	probe(int64(code)) // code
	probe(4100) // none
	var m map[string]any
	_ = json.NewDecoder(a.Body).Decode(&m)
	probe(m["code"]) // code
	probe(m["msg"]) // none
}
`, func(m *cozemodel.Model) {
		probes(t, m, func(args []ast.Expr, want string, line int) {
			got := "none"
			if _, ok := m.Code(args[0]); ok {
				got = "code"
			}
			if got != want {
				t.Errorf("line %d: %s is %s, want %s", line, types.ExprString(args[0]), got, want)
			}
		})
	})
}

func TestDomain(t *testing.T) {
	ask(t, "example.com/acme/bot/bot", prelude+`
func domains(free string) {
	a, _ := http.Get("https://api.coze.cn/v3/chat/retrieve")
	r := read(a)
	probe(r.Event, "conversation.chat.failed") // chat event
	probe(r.Status, "failed") // chat status
	probe(r.Status, "Fail") // workflow status
	probe(free, "conversation.message.delta") // chat event
	probe(free, "failed") // none
	probe(r.Msg, "failed") // none
	b, _ := http.Get("https://api.weather.example/now")
	probe(read(b).Status, "failed") // none
}
`, func(m *cozemodel.Model) {
		probes(t, m, func(args []ast.Expr, want string, line int) {
			got := "none"
			if domain, ok := m.Events().Domain(args[0], args[1]); ok {
				got = domain.Title
			}
			if got != want {
				t.Errorf("line %d: %s is %s, want %s", line, types.ExprString(args[0]), got, want)
			}
		})
	})
}

// TestCozeHost tells the hosts of the Open API from the others of Coze.
func TestCozeHost(t *testing.T) {
	ask(t, "example.com/bot", "package bot", func(m *cozemodel.Model) {
		for host, want := range map[string]bool{
			"api.coze.cn": true, "api.coze.com:443/v3/chat": true, "ws.coze.cn": true, "custom.api.coze.com": true, "api-bj.coze.cn": true,
			"coze.cn": false, "www.coze.com": false, "docs.coze.cn/api": false, "notcoze.cn": false, "api.coze.cn.example.com": false,
		} {
			if got := m.CozeHost(host); got != want {
				t.Errorf("CozeHost(%q) = %t, want %t", host, got, want)
			}
		}
	})
}
