package client

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"logid/across/generic/rpc"
)

type fault struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

type chat struct {
	fault
	ID        string `json:"id"`
	LastError fault  `json:"last_error"`
}

func follow(hc *http.Client) error {
	c := &rpc.Caller{HTTP: hc, BaseURL: "https://api.coze.cn"}
	for ev, err := range rpc.Stream(c, "/v3/chat", map[string]any{"stream": true}) {
		if err != nil {
			return err
		}
		switch ev.Name {
		case "conversation.chat.failed":
			failed, err := rpc.Into[chat](ev)
			if err != nil {
				return err
			}
			return fmt.Errorf("%d %s", failed.LastError.Code, failed.LastError.Msg) // want `a Coze failure is reported without its X-Tt-Logid.*CZ3001`
		case "error":
			return errors.New("coze: the stream failed") // want `a failed chat is reported by its status or a fixed text only.*CZ3003`
		}
	}
	return nil
}

// An Envelope is a reply.
type Envelope[T any] struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data T      `json:"data"`
}

// Get is generic, and nobody in the package calls it.
func Get[T any](hc *http.Client, path string) (data T, err error) {
	resp, err := hc.Get("https://api.coze.cn" + path)
	if err != nil {
		return data, err
	}
	defer resp.Body.Close()
	var reply Envelope[T]
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return data, err
	}
	if reply.Code != 0 {
		return data, fmt.Errorf("coze: %d %s", reply.Code, reply.Msg) // want `a Coze failure is reported without its X-Tt-Logid.*CZ3001`
	}
	return reply.Data, nil
}

// handler answers with the error that a function returns.
func handler(hc *http.Client) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if err := follow(hc); err != nil {
			_ = writeJSON(w, http.StatusBadGateway, map[string]string{"error": err.Error()}) // ok: it is that of writing
		}
	}
}

func writeJSON[T any](w http.ResponseWriter, status int, v T) error {
	w.WriteHeader(status)
	return json.NewEncoder(w).Encode(v)
}
