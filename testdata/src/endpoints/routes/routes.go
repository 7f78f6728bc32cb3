// Package routes calls the Open API through tables, functions and fields.
package routes

import (
	"io"
	"net/http"
	"strings"
)

const cozeHost = "https://api.coze.cn"

var limits = map[string]int{
	"POST /v3/chat":         1, // want `POST /v3/chat \[chat\]`
	"GET /v3/chat/retrieve": 5, // want `GET /v3/chat/retrieve \[getChat\]`
	"GET /metrics":          9, // ok: the program's own
}

type stream struct{ onEvent func(string) }

// open gives the events of a reply to a function.
func open(path string, onEvent func(string)) error {
	resp, err := http.Post(cozeHost+path, "application/json", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	onEvent(string(text))
	return err
}

func (s stream) Run() error {
	return open("/v1/workflow/stream_run", s.onEvent) // want `POST /v1/workflow/stream_run`
}

type operation struct{ parts []string }

func (o operation) path() string { return "/" + strings.Join(o.parts, "/") }

func register(mux *http.ServeMux, h func(http.ResponseWriter, *http.Request)) {
	mux.HandleFunc("/v3/chat", h) // ok: the program's own
}

// Limit returns how many calls a minute may have.
func Limit(route string) int { return limits[route] }
