package standalone

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cozelint/cozelint/internal/modproxy"
	"github.com/cozelint/cozelint/internal/typecache"
)

const (
	telling = `package api

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
	using = `package service

import "example.com/m/api"

func Use() error { return api.Ask() }
`
	losing = `package web

import (
	"errors"

	"example.com/m/service"
)

func Serve() error {
	if err := service.Use(); err != nil {
		return errors.New("failed")
	}
	return nil
}
`
	// named speaks of Coze, so that it is loaded before service.
	named = `package cozeshop

import (
	"errors"

	"example.com/m/service"
)

func Serve() error {
	if service.Use() != nil {
		return errors.New("failed")
	}
	return nil
}
`
	silent = `package plain

import "example.com/m/service"

var _ = service.Name
`
)

// places returns where a run reports something.
func places(out string) []string {
	var list []string
	for line := range strings.Lines(out) {
		if at, _, ok := strings.Cut(line, ": "); ok && strings.Contains(line, "(CZ") && !strings.HasPrefix(line, "\t") {
			list = append(list, at)
		}
	}
	return list
}

// TestAcross checks packages whose own text does not speak of Coze, and that use
// what another package tells of: all of them, one by one, and those only.
func TestAcross(t *testing.T) {
	dir := module(t, map[string]string{
		"api/api.go":         telling,
		"service/service.go": using + "\nconst Name = 1\n",
		"web/web.go":         losing,
		"plain/plain.go":     silent,
		"cozeshop/shop.go":   named,
	})
	web, shop := "web/web.go:11:3", "cozeshop/shop.go:11:3"
	for _, test := range []struct {
		Options
		want []string
	}{
		{Options{}, []string{shop, web}},
		{Options{Everything: true}, []string{shop, web}},
		{Options{Patterns: []string{"./web"}}, []string{web}},
		{Options{Patterns: []string{"./web"}, Everything: true}, []string{web}},
		{Options{Patterns: []string{"./web", "./plain"}}, []string{web}},
		{Options{Patterns: []string{"./cozeshop"}}, []string{shop}},
	} {
		out, stderr, status := check(t, dir, test.Options)
		if got := places(out); status != ExitFindings || stderr != "" || !slices.Equal(got, test.want) {
			t.Errorf("%v: status %d, stderr %q, %v, want %v\n%s", test.Patterns, status, stderr, got, test.want, out)
		}
	}
	if out, _, status := check(t, dir, Options{Patterns: []string{"./plain"}}); status != ExitClean {
		t.Errorf("a package that uses nothing that is told of has findings: %s", out)
	}
	_, stderr, _ := check(t, dir, Options{Verbose: true})
	if want := "it uses example.com/m/service.Use, which calls the Open API"; !strings.Contains(stderr, want) {
		t.Errorf("-v does not say %q:\n%s", want, stderr)
	}
	if strings.Contains(stderr, "m/plain counts") {
		t.Errorf("a package that uses nothing that is told of counts:\n%s", stderr)
	}
}

// A client that does not compile keeps nothing from being checked.
func TestAcrossBroken(t *testing.T) {
	dir := module(t, map[string]string{
		"api/api.go":         telling + "\nvar _ = nonsense\n",
		"service/service.go": using,
		"web/web.go":         losing,
	})
	out, _, status := check(t, dir, Options{Patterns: []string{"./web"}})
	if got := places(out); status != ExitClean || len(got) > 0 {
		t.Errorf("status %d, %v", status, got)
	}
}

// TestExhausted checks a package that is too large for the engine, and says so.
func TestExhausted(t *testing.T) {
	var source strings.Builder
	source.WriteString("package bot\n\nimport \"net/http\"\n\ntype row struct{ path string }\n\nvar rows = []*row{\n")
	for range 100 {
		source.WriteString("\t{\"/v1/users/me\"},\n")
	}
	source.WriteString("}\n\nfunc ask() {\n\tfor _, r := range rows {\n\t\thttp.Get(\"https://api.coze.cn\" + r.path)\n\t}\n}\n")
	dir := module(t, map[string]string{"bot/bot.go": source.String()})
	_, stderr, _ := check(t, dir, Options{Verbose: true})
	if want := "example.com/m/bot is too large to be looked at in full"; !strings.Contains(stderr, want) {
		t.Errorf("-v does not say %q:\n%s", want, stderr)
	}
	out, _, _ := check(t, dir, Options{Format: "sarif"})
	if !strings.Contains(out, `"level": "warning"`) || !strings.Contains(out, "is too large") {
		t.Errorf("SARIF does not say so:\n%s", out)
	}
	dir = module(t, map[string]string{"bot/bot.go": telling})
	if _, stderr, _ := check(t, dir, Options{Verbose: true}); strings.Contains(stderr, "too large") {
		t.Errorf("a small package is called too large:\n%s", stderr)
	}
}

// TestAcrossLayouts checks a program whose client is another module that is
// replaced by a folder, used by a workspace, or vendored.
func TestAcrossLayouts(t *testing.T) {
	const (
		mod     = "module example.com/m\n\ngo 1.26\n"
		require = mod + "\nrequire example.com/cozeclient v1.0.0\n"
		client  = "module example.com/cozeclient\n\ngo 1.26\n"
	)
	source := strings.Replace(telling, "package api", "package cozeclient", 1)
	web := strings.NewReplacer("example.com/m/service", "example.com/cozeclient", "service.Use", "cozeclient.Ask").Replace(losing)
	for name, files := range map[string]map[string]string{
		"replaced":  {"go.mod": require + "\nreplace example.com/cozeclient => ./client\n", "client/go.mod": client, "client/api.go": source},
		"workspace": {"go.mod": mod, "go.work": "go 1.26\n\nuse (\n\t.\n\t./client\n)\n", "client/go.mod": client, "client/api.go": source},
		"vendored": {
			"go.mod":                               require,
			"vendor/modules.txt":                   "# example.com/cozeclient v1.0.0\n## explicit; go 1.26\nexample.com/cozeclient\n",
			"vendor/example.com/cozeclient/api.go": source,
		},
	} {
		t.Run(name, func(t *testing.T) {
			files["web/web.go"] = web
			dir := module(t, files)
			for _, everything := range []bool{false, true} {
				out, stderr, status := check(t, dir, Options{Everything: everything})
				if got := places(out); status != ExitFindings || stderr != "" || !slices.Equal(got, []string{"web/web.go:11:3"}) {
					t.Errorf("-all=%t: status %d, stderr %q, %v\n%s", everything, status, stderr, got, out)
				}
			}
		})
	}
}

// TestClientOfAnotherModule checks packages that speak of Coze nowhere, and use a
// client of another module that is not named for it either: from the module cache,
// vendored, beside other Coze code, and with a cache of types.
func TestClientOfAnotherModule(t *testing.T) {
	modproxy.Serve(t, "example.org/kit", map[string]string{
		"wire/wire.go": strings.Replace(telling, "package api", "package wire", 1),
		"ai/ai.go":     "package ai\n\nimport \"example.org/kit/wire\"\n\nfunc Ask() error { return wire.Ask() }\n",
		"net/net.go":   "package net\n\nfunc Dial() error { return nil }\n",
	})
	use := strings.NewReplacer("example.com/m/api", "example.org/kit/ai", "api.Ask", "ai.Ask")
	dir := module(t, map[string]string{
		"service/service.go": use.Replace(using),
		"web/web.go":         losing,
		"near/near.go":       "package near\n\nimport (\n\t\"errors\"\n\n\t\"example.org/kit/ai\"\n)\n\nfunc Near() error {\n\tif ai.Ask() != nil {\n\t\treturn errors.New(\"failed\")\n\t}\n\treturn nil\n}\n",
		"plain/plain.go":     "package plain\n\nimport \"example.org/kit/net\"\n\nvar _ = net.Dial\n",
	})
	tidy := func(args ...string) {
		t.Helper()
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("go %v: %v\n%s", args, err, out)
		}
	}
	tidy("mod", "tidy")
	run := func(name string, opts Options, want ...string) {
		t.Helper()
		out, stderr, _ := check(t, dir, opts)
		if got := places(out); (stderr != "") != (len(want) == 0) || !slices.Equal(got, want) {
			t.Errorf("%s: stderr %q, %v, want %v\n%s", name, stderr, got, want, out)
		}
	}
	near, web := "near/near.go:11:3", "web/web.go:11:3"
	_, stderr, _ := check(t, dir, Options{Verbose: true})
	if want := "near counts as Coze code: it uses example.org/kit/ai.Ask, which calls the Open API (what that loses is not reported, as it is another module's)"; !strings.Contains(stderr, want) {
		t.Errorf("-v does not say %q:\n%s", want, stderr)
	}
	kept := typecache.Open(t.TempDir())
	run("without a cache", Options{}, near, web)
	run("first", Options{Cache: kept}, near, web)
	run("again", Options{Cache: kept}, near, web)
	run("all", Options{Everything: true}, near, web)
	run("one", Options{Patterns: []string{"./web"}}, web)
	run("by go list", Options{Patterns: []string{"example.com/m/..."}}, near, web)
	run("silent", Options{Patterns: []string{"./plain"}})
	bot := strings.Replace(use.Replace(using), "package service", "package bot", 1) + "\nconst host = \"https://api.coze.cn\"\n"
	if err := os.CopyFS(dir, fstest.MapFS{"bot/bot.go": {Data: []byte(bot)}}); err != nil {
		t.Fatal(err)
	}
	run("beside Coze code", Options{}, near, web)
	tidy("mod", "vendor")
	run("vendored", Options{}, near, web)
}

// TestMakesRequests has a package that knows no API make the requests of one that
// does: in the same module, whatever the patterns are, and in one that a folder stands
// for.
func TestMakesRequests(t *testing.T) {
	const helper = `package rest

import (
	"encoding/json"
	"net/http"
)

func Get(url string, out any) (http.Header, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return resp.Header, json.NewDecoder(resp.Body).Decode(out)
}
`
	user := func(path string) string {
		return strings.Replace(`package bot

import (
	"fmt"

	"REST"
)

type reply struct {
	Code int
	Msg  string
}

func ask(url, who string) error {
	var r reply
	if _, err := rest.Get(url, &r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("%s: %d %s", who, r.Code, r.Msg)
	}
	return nil
}

func Me() error      { return ask("https://api.coze.cn/v1/users/me", "coze") }
func Weather() error { return ask("https://weather.example.com/now", "weather") }

func Two() error {
	var r reply
	if _, err := rest.Get("https://api.coze.cn/v1/workspaces", &r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("%d %s", r.Code, r.Msg)
	}
	var w reply
	if _, err := rest.Get("https://weather.example.com/now", &w); err != nil {
		return err
	}
	if w.Code != 0 {
		return fmt.Errorf("%d %s", w.Code, w.Msg)
	}
	return nil
}
`, "REST", path, 1)
	}
	const mod = "module example.com/m\n\ngo 1.26\n"
	for _, test := range []struct {
		name  string
		files map[string]string
	}{
		{"one module", map[string]string{"rest/rest.go": helper, "bot/bot.go": user("example.com/m/rest")}},
		{"a folder", map[string]string{
			"go.mod":       mod + "\nrequire example.com/kit v0.3.0\n\nreplace example.com/kit => ./kit\n",
			"kit/go.mod":   "module example.com/kit\n\ngo 1.26\n",
			"kit/rest.go":  helper,
			"bot/bot.go":   strings.Replace(user("example.com/kit"), `"example.com/kit"`, `rest "example.com/kit"`, 1),
			"plain/p.go":   "package plain\n",
			"plain/doc.go": "// Package plain is.\npackage plain\n",
		}},
	} {
		dir := module(t, test.files)
		for _, opts := range []Options{{}, {Patterns: []string{"./bot"}}, {Everything: true}} {
			out, stderr, _ := check(t, dir, opts)
			if got, want := places(out), []string{"bot/bot.go:20:3", "bot/bot.go:34:3"}; !slices.Equal(got, want) {
				t.Errorf("%s, %v: %v, want %v\n%s%s", test.name, opts.Patterns, got, want, out, stderr)
			}
		}
	}
}
