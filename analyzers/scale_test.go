package analyzers_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/analyzers/internal/checktest"
)

// BenchmarkScale runs the suite over single functions, files and switches of
// three sizes. The time per line must not grow with the size:
//
//	go test ./analyzers -run '^$' -bench Scale -benchtime 3x
func BenchmarkScale(b *testing.B) {
	for _, shape := range []struct {
		name   string
		sizes  [3]int
		source func(n int) string
	}{
		{"statements", [3]int{10_000, 30_000, 100_000}, manyStatements},
		{"candidates", [3]int{1_000, 3_000, 10_000}, manyCandidates},
		{"comparisons", [3]int{5_000, 15_000, 50_000}, manyComparisons},
		{"cases", [3]int{1_000, 3_000, 10_000}, manyCases},
		{"switches", [3]int{1_000, 3_000, 10_000}, manySwitches},
		{"requests", [3]int{1_000, 3_000, 10_000}, manyRequests},
		{"functions", [3]int{1_000, 3_000, 10_000}, manyFunctions},
	} {
		for _, n := range shape.sizes {
			source := shape.source(n)
			b.Run(fmt.Sprintf("%s/%d", shape.name, n), func(b *testing.B) {
				pkgs := loadSource(b, source)
				lines := strings.Count(source, "\n")
				var found int
				for b.Loop() {
					found = len(analyze(b, pkgs))
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(lines), "ns/line")
				b.ReportMetric(float64(found), "findings")
			})
		}
	}
}

// BenchmarkCost compares the time of the suite with that of type-checking the
// same packages, all of which have to do with Coze. suite/typecheck is the
// ratio of the CPU time of the passes alone to that of parsing and
// type-checking; the packages that these import are not counted.
func BenchmarkCost(b *testing.B) {
	list, suite := programs(b), everyCheck(b)
	for _, p := range list {
		p.Analyze(nil) // type-checks it
	}
	var checking, passes time.Duration
	for b.Loop() {
		start := time.Now()
		for _, p := range list {
			p.Types()
		}
		checking += time.Since(start)
		start = time.Now()
		for _, p := range list {
			p.Analyze(suite)
		}
		passes += time.Since(start)
	}
	b.ReportMetric(float64(passes)/float64(checking), "suite/typecheck")
}

// loadSource type-checks one file beside the stand-in for the SDK.
func loadSource(tb testing.TB, source string) []*packages.Package {
	tb.Helper()
	gopath := tb.TempDir()
	dir := filepath.Join(gopath, "src", "p")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "p.go"), []byte(source), 0o644); err != nil {
		tb.Fatal(err)
	}
	testdata := checktest.Dir(tb)
	pkgs := checktest.LoadPackages(tb, dir, checktest.GOPATH(gopath+string(filepath.ListSeparator)+testdata), ".")
	if packages.PrintErrors(pkgs) > 0 {
		tb.Fatal("the source does not type-check")
	}
	return pkgs
}

// analyze returns the messages of what the suite reports.
func analyze(tb testing.TB, pkgs []*packages.Package) []string {
	tb.Helper()
	graph, err := checker.Analyze(everyCheck(tb), pkgs, nil)
	if err != nil {
		tb.Fatal(err)
	}
	var messages []string
	for _, act := range graph.Roots {
		if act.Err != nil {
			tb.Fatal(act.Err)
		}
		for _, d := range act.Diagnostics {
			messages = append(messages, d.Message)
		}
	}
	return messages
}

// client is the beginning of every source: a hand-written client of Coze.
const client = `package cozeclient

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"

	"github.com/coze-dev/coze-go"
)

const endpoint = "https://api.coze.cn/v3/chat"

type reply struct {
	Code int    ` + "`json:\"code\"`" + `
	Msg  string ` + "`json:\"msg\"`" + `
}

type request struct {
	Stream          bool ` + "`json:\"stream\"`" + `
	AutoSaveHistory bool ` + "`json:\"auto_save_history\"`" + `
}

var _ = []any{context.Background, fmt.Sprint, log.Print, json.Marshal, coze.NewCozeAPI}

func send(r *request) (*http.Response, error) {
	body, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	return http.Post(endpoint, string(body), nil)
}

`

// repeat returns the client, head, n times line with its number, and tail.
func repeat(n int, head, line, tail string) string {
	var b strings.Builder
	b.WriteString(client + head)
	for i := range n {
		b.WriteString(strings.ReplaceAll(line, "#", fmt.Sprint(i)))
	}
	b.WriteString(tail)
	return b.String()
}

func manyStatements(n int) string {
	return repeat(n, "func f(resp *http.Response, r reply) (x int, err error) {\n\tif err = json.NewDecoder(resp.Body).Decode(&r); err != nil {\n\t\treturn\n\t}\n\tif r.Code != 0 {\n\t\terr = fmt.Errorf(\"%s\", r.Msg)\n\t}\n",
		"\tx = x + #\n", "\treturn x, err\n}\n")
}

func manyCandidates(n int) string {
	return repeat(n, "func f(resp *http.Response, r reply) (x int, err error) {\n\tif err = json.NewDecoder(resp.Body).Decode(&r); err != nil {\n\t\treturn\n\t}\n",
		"\tif r.Code != 0 {\n\t\tlog.Printf(\"# %s\", r.Msg)\n\t}\n\tx = x + #\n", "\treturn x, err\n}\n")
}

func manyComparisons(n int) string {
	return repeat(n, "func f(r reply) (x int) {\n", "\tif r.Code == 4100 {\n\t\tx++\n\t}\n", "\treturn x\n}\n")
}

func manyCases(n int) string {
	return repeat(n, "func f(event string, e *coze.Error, x int) {\n\tswitch event {\n\tcase \"conversation.chat.completed\":\n",
		"\tcase \"event #\":\n\t\tprintln(event == \"e #\")\n", "\t}\n\tswitch e.Code {\n") +
		strings.TrimPrefix(repeat(n, "", "\tcase 4000 + #:\n\t\tx++\n", "\t}\n}\n"), client)
}

func manySwitches(n int) string {
	return repeat(n, "func f(e *coze.Error, ev coze.ChatEvent) (x int) {\n",
		"\tswitch e.Code {\n\tcase 4100:\n\t\tx++\n\t}\n\tswitch ev.Event {\n\tcase coze.ChatEventConversationChatCompleted:\n\t\tx++\n\t}\n", "\treturn x\n}\n")
}

func manyRequests(n int) string {
	return repeat(n, "func f(r *request) {\n", "\tr.AutoSaveHistory = false\n\tsend(r)\n\tsend(&request{Stream: false, AutoSaveHistory: false})\n", "}\n")
}

func manyFunctions(n int) string {
	return repeat(n, "func f0(resp *http.Response) error { return nil }\n",
		"func g#(resp *http.Response) error {\n\tvar r reply\n\tif err := json.NewDecoder(resp.Body).Decode(&r); err != nil {\n\t\treturn err\n\t}\n\tif r.Code != 0 {\n\t\treturn fmt.Errorf(\"%d %s\", r.Code, r.Msg)\n\t}\n\treturn f0(resp)\n}\n", "")
}
