package main

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// A shape is a function that grows: its source with n of what it is full of.
type shape struct {
	name               string
	n                  int // of the smallest; it is doubled twice
	head, repeat, tail string
}

// shapes are what code grows by: generated clients, long switches, loops that
// retry, and methods that each set a part of a request.
var shapes = []shape{
	{"replies in a function", 160,
		"func all() (err error) {\n\tvar resp *http.Response\n\tvar r reply\n",
		"\tif resp, err = http.Get(host + \"/v1/users/#\"); err != nil {\n\t\treturn err\n\t}\n\tif err = json.NewDecoder(resp.Body).Decode(&r); err != nil {\n\t\treturn err\n\t}\n\tif r.Code != 0 {\n\t\tlog.Printf(\"# %d %s\", r.Code, r.Msg)\n\t}\n",
		"\treturn nil\n}\n"},
	{"cases of a switch", 750,
		"func all(body []byte) int {\n\tvar r reply\n\tif json.Unmarshal(body, &r) != nil {\n\t\treturn -1\n\t}\n\tswitch r.Code {\n",
		"\tcase 700000 + #:\n\t\treturn #\n",
		"\t}\n\treturn 0\n}\n"},
	{"retries in a loop", 400,
		"func all(body []byte) {\n\tfor {\n\t\tvar r reply\n\t\tif json.Unmarshal(body, &r) != nil {\n\t\t\treturn\n\t\t}\n",
		"\t\tif r.Code == 4009 {\n\t\t\tlog.Print(\"# \", r.Msg)\n\t\t\tcontinue\n\t\t}\n",
		"\t\treturn\n\t}\n}\n"},
	{"methods that build a request", 40,
		"type builder struct{ r request }\n\nfunc (b *builder) m0() *builder { return b }\n",
		"func (b *builder) m#1() *builder {\n\tb.r.Stream = !b.r.Stream\n\tb.m#()\n\treturn b.m#()\n}\n",
		"func all(b *builder) {\n\tbody, _ := json.Marshal(b.m0().r)\n\thttp.Post(host+\"/v3/chat\", \"\", bytes.NewReader(body))\n}\n"},
	{"statements of a function", 20_000,
		"func all(body []byte) (x int) {\n\tvar r reply\n\tif json.Unmarshal(body, &r) != nil || r.Code != 0 {\n\t\tlog.Print(r.Msg)\n\t}\n",
		"\tx = x + #\n",
		"\treturn x\n}\n"},
}

const shapeClient = `package cozeclient

import (
	"bytes"
	"encoding/json"
	"log"
	"net/http"
)

const host = "https://api.coze.cn"

var _ = []any{bytes.NewReader, json.Marshal, log.Print, http.Get}

type reply struct {
	Code int    ` + "`json:\"code\"`" + `
	Msg  string ` + "`json:\"msg\"`" + `
}

type request struct {
	Stream          bool ` + "`json:\"stream\"`" + `
	AutoSaveHistory bool ` + "`json:\"auto_save_history\"`" + `
}

`

// source returns the file of a shape with n of what it is full of. In what is
// repeated, # stands for a number, and #1 for the next one.
func (s shape) source(n int) string {
	var b strings.Builder
	b.WriteString(shapeClient + s.head)
	for i := range n {
		b.WriteString(strings.NewReplacer("#1", fmt.Sprint(i+1), "#", fmt.Sprint(i)).Replace(s.repeat))
	}
	b.WriteString(s.tail)
	return b.String()
}

// A grown is what the passes took for a shape of one size.
type grown struct {
	n, findings int
	took        time.Duration // of the processors, without what one of it takes
}

// grow measures the passes over a shape of three sizes, each twice the one
// before.
func (b *benchmark) grow(s shape) (sizes []grown, err error) {
	dir := filepath.Join(b.dir, "shape")
	if err := write(dir, "go.mod", "module example.com/shape\n\ngo 1.26\n"); err != nil {
		return nil, err
	}
	for _, n := range []int{1, s.n, 2 * s.n, 4 * s.n} {
		if err := write(dir, "client.go", s.source(n)); err != nil {
			return nil, err
		}
		g := grown{n: n, took: time.Hour}
		for range max(3, b.runs) {
			took, findings, err := findingsIn(b.cozelint("-c", "-1", "./..."), dir)
			if err != nil {
				return nil, err
			}
			g.took, g.findings = min(g.took, took), findings
		}
		sizes = append(sizes, g)
	}
	least := sizes[0].took
	sizes = sizes[1:]
	for i := range sizes {
		sizes[i].took = max(sizes[i].took-least, time.Millisecond)
	}
	return sizes, nil
}

// findingsIn runs cozelint and returns the time of the processors that it
// takes, and how many findings it prints. Garbage is not collected: how often that
// happens in a run of a second differs more than what is measured.
func findingsIn(t tool, dir string) (took time.Duration, findings int, err error) {
	cmd := exec.Command(t.args[0], t.args[1:]...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOGC=off")
	out, err := cmd.Output()
	if state := cmd.ProcessState; state != nil && (state.ExitCode() == 0 || state.ExitCode() == 1) {
		return state.UserTime() + state.SystemTime(), bytes.Count(out, []byte(" (CZ")), nil
	}
	return 0, 0, fmt.Errorf("%s: %w", t.name, err)
}

// lost returns the share of findings that are missing in the largest size: each
// of what a function is full of has as many as in the smallest.
func lost(sizes []grown) float64 {
	small, large := sizes[0], sizes[len(sizes)-1]
	if small.findings < small.n {
		return 0 // the findings are not of what is repeated
	}
	wanted := float64(small.findings) * float64(large.n) / float64(small.n)
	return max(0, 1-float64(large.findings)/wanted)
}

// factor returns the factor by which the time grows when the size doubles, in the
// mean of the doublings: 2 for what is linear, 4 for what is quadratic.
func factor(sizes []grown) float64 {
	first, last := sizes[0], sizes[len(sizes)-1]
	doublings := math.Log2(float64(last.n) / float64(first.n))
	return math.Pow(last.took.Seconds()/first.took.Seconds(), 1/doublings)
}
