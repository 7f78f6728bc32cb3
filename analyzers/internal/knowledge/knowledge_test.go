package knowledge

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/cozelint/cozelint/analyzers/internal/checktest"
)

func TestEndpointAt(t *testing.T) {
	for path, want := range map[string]string{
		"/v3/chat":                          "POST /v3/chat",
		"/v3/chat?conversation_id={}":       "POST /v3/chat",
		"/v1/workflows/{}/run_histories/{}": "GET /v1/workflows/:workflow_id/run_histories/:execute_id",
		"v1/files/upload":                   "POST /v1/files/upload",
		"/v1/conversations/7/clear":         "POST /v1/conversations/:conversation_id/clear",
		"/v1/completions":                   "",
		"/v3/chat/completions":              "",
		"":                                  "",
	} {
		got := ""
		if found := EndpointAt(path); len(found) > 0 {
			got = found[0].Method + " " + found[0].Path
		}
		if got != want {
			t.Errorf("EndpointAt(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestEndpointsAreSortedAndComplete(t *testing.T) {
	for i, e := range Endpoints {
		if !strings.HasPrefix(e.Path, "/") || e.Method == "" {
			t.Errorf("row %d: %+v", i, e)
		}
		if i > 0 && Endpoints[i-1].Path > e.Path {
			t.Errorf("%s stands behind %s", e.Path, Endpoints[i-1].Path)
		}
	}
}

// calls type-checks a program of the standard library and returns the effects
// of the functions that its last function calls, in order.
func calls(t *testing.T, src string) []Effect {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Uses: make(map[*ast.Ident]types.Object)}
	std, err := checktest.Standard("errors", "log", "net/http", "strings", "encoding/json", "os")
	if err != nil {
		t.Fatal(err)
	}
	conf := types.Config{Importer: std}
	if _, err := conf.Check("p", fset, []*ast.File{file}, info); err != nil {
		t.Fatal(err)
	}
	var effects []Effect
	ast.Inspect(file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
				fn, _ := info.Uses[sel.Sel].(*types.Func)
				effects = append(effects, EffectOf(fn))
			}
		}
		return true
	})
	return effects
}

func TestEffectOf(t *testing.T) {
	got := calls(t, `package p

import ("errors"; "log"; "net/http"; "strings"; "encoding/json"; "os")

func f(err error, r *http.Request, v any) {
	errors.Is(err, nil)
	errors.New("")
	log.Fatal(err)
	http.Get("")
	strings.ContainsAny("", "")
	json.NewDecoder(r.Body)
	json.Unmarshal(nil, v)
	r.FormValue("")
	os.Getenv("")
	os.Remove("")
	err.Error()
	r.Header.Get("")
}`)
	want := []Effect{Asks, MakesError, Logs | Ends, Sends, Asks, Derives, Decodes, Receives, Configures, 0, Derives, Derives}
	if len(got) != len(want) {
		t.Fatalf("%d calls, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("call %d: effect %b, want %b", i, got[i], want[i])
		}
	}
}

func TestMajorVersionsDoNotMatter(t *testing.T) {
	for path, want := range map[string]string{
		"github.com/labstack/echo/v4":     "github.com/labstack/echo",
		"github.com/gogf/gf/v2/os/glog":   "github.com/gogf/gf/os/glog",
		"k8s.io/klog/v2":                  "k8s.io/klog",
		"github.com/acme/video":           "github.com/acme/video",
		"example.com/vendored/v2x/client": "example.com/vendored/v2x/client",
	} {
		if got := withoutMajor(path); got != want {
			t.Errorf("withoutMajor(%q) = %q, want %q", path, got, want)
		}
	}
}

// A row that says nothing, or that is written twice, is a mistake.
func TestRowsAreWellFormed(t *testing.T) {
	seen := make(map[string]bool)
	for _, r := range effectRows {
		const types = ResponseType | RequestType | ClientType | ServedType | QueryPackage
		if r.effect == 0 || (r.names == "") != r.effect.Has(types) || r.names == "" && (r.recv == "" || seen[r.path+"."+r.recv]) {
			t.Errorf("row %+v", r)
		}
		if r.names == "" {
			seen[r.path+"."+r.recv] = true
		}
		for name := range strings.FieldsSeq(r.names) {
			key := r.path + " " + r.recv + " " + name + " " + string(rune(r.effect))
			if seen[key] {
				t.Errorf("%s.%s.%s is there twice", r.path, r.recv, name)
			}
			seen[key] = true
		}
	}
}
