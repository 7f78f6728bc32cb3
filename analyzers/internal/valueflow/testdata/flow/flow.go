// Package flow has values whose origins the test asks for: probe(x) // origins
package flow

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

func probe(...any) {}

func same(a, b any)  {}
func other(a, b any) {}

type reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data string `json:"data"`
	id   string
}

type envelope[T any] struct {
	reply
	Result T `json:"result"`
}

const base = "https://api.example.com"

func locals() {
	resp, err := http.Get(base + "/a")
	probe(resp)                     // Response http.Get
	probe(err)                      // Response http.Get
	probe(resp.Header.Get("X-Log")) // Response http.Get
	body, _ := io.ReadAll(resp.Body)
	probe(body) // Response http.Get
	text := strings.TrimSpace(string(body))
	probe(text)      // Response http.Get
	probe(len(text)) // Program Response http.Get
	probe("fixed")   // Program
	probe(nil)       // Program
}

func reassigned(again bool) {
	resp, _ := http.Get(base + "/a")
	if again {
		resp, _ = http.Post(base+"/b", "", nil)
		probe(resp) // Response http.Post
	}
	probe(resp) // Response http.Get Response http.Post
	resp, _ = http.Head(base)
	probe(resp) // Response http.Head
}

func decoded() {
	resp, _ := http.Get(base + "/a")
	var r reply
	probe(r.Code) //
	_ = json.NewDecoder(resp.Body).Decode(&r)
	probe(r.Code) // Response http.Get
	var g envelope[[]string]
	body, _ := io.ReadAll(resp.Body)
	_ = json.Unmarshal(body, &g)
	probe(g.Code)   // Response http.Get
	probe(g.Result) // Response http.Get
	m := map[string]any{}
	_ = json.Unmarshal(body, &m)
	probe(m["code"]) // Response http.Get
}

func payload() {
	resp, _ := http.Get(base + "/a")
	var r reply
	_ = json.NewDecoder(resp.Body).Decode(&r)
	var own reply
	_ = json.Unmarshal([]byte(r.Data), &own)
	probe(own.Code) // Payload
}

func lines() {
	resp, _ := http.Get(base + "/a")
	scanner := bufio.NewScanner(resp.Body)
	for scanner.Scan() {
		line := scanner.Text()
		probe(line) // Response http.Get
		data := strings.TrimPrefix(line, "data:")
		var r reply
		_ = json.Unmarshal([]byte(data), &r)
		probe(r.Msg) // Response http.Get
	}
}

func get(path string) (*http.Response, error) { return http.Get(base + path) }

func read(path string) (r reply, err error) {
	resp, err := get(path)
	if err != nil {
		return r, err
	}
	err = json.NewDecoder(resp.Body).Decode(&r)
	return r, err
}

func helpers() {
	a, _ := read("/a")
	b, _ := read("/b")
	probe(a.Code) // Response http.Get
	same(a.Code, a.Msg)
	other(a.Code, b.Code)
}

func fill(out any, path string) error {
	resp, err := get(path)
	if err != nil {
		return err
	}
	return json.NewDecoder(resp.Body).Decode(out)
}

func filled() {
	var r reply
	_ = fill(&r, "/a")
	probe(r.Code) // Response http.Get
	var untouched reply
	probe(untouched.Code) //
}

type client struct{ last *http.Response }

func (c *client) do() { c.last, _ = http.Get(base + "/a") }

func (c *client) fields() {
	c.do()
	probe(c.last.StatusCode) // Response http.Get
}

func stored() *reply {
	resp, _ := http.Get(base + "/a")
	var r reply
	_ = json.NewDecoder(resp.Body).Decode(&r)
	r.id = resp.Header.Get("X-Log")
	return &r
}

func storedFields() {
	r := stored()
	same(r.Code, r.id)
}

func closures() {
	resp, _ := http.Get(base + "/a")
	code := func() int { return resp.StatusCode }
	probe(code()) // Response http.Get
	do := http.Get
	x, _ := do(base)
	probe(x) // Response do
}

func generic[T any](path string) (T, error) {
	var out T
	resp, err := get(path)
	if err != nil {
		return out, err
	}
	err = json.NewDecoder(resp.Body).Decode(&out)
	return out, err
}

func generics() {
	r, _ := generic[reply]("/a")
	probe(r.Code) // Response http.Get
}

func parameters(known, unknown string, r *http.Request) {
	probe(unknown)               // Parameter unknown
	probe(r.Header.Get("X-Log")) // Incoming
	body, _ := io.ReadAll(r.Body)
	probe(body) // Incoming
}

func called(resp *http.Response) {
	probe(resp) // Response http.Get
}

func caller() {
	resp, _ := http.Get(base)
	called(resp)
}

func texts() {
	resp, _ := http.Get(base + "/a")
	var r reply
	_ = json.NewDecoder(resp.Body).Decode(&r)
	var sb strings.Builder
	sb.WriteString("failed: ")
	fmt.Fprintf(&sb, "%d", r.Code)
	probe(sb.String()) // Program Response http.Get
	msg := "failed: "
	msg += r.Msg
	probe(msg) // Program Response http.Get
	var buf bytes.Buffer
	probe(buf.String())      //
	probe(errors.New(r.Msg)) // Response http.Get
	probe(os.Getenv("HOME")) // Program
	probe(r.Code == 4100)    //
}

func recursive(n int) *http.Response {
	if n == 0 {
		resp, _ := http.Get(base)
		return resp
	}
	return recursive(n - 1)
}

func recursion() {
	probe(recursive(3)) // Response http.Get Result recursive
}
