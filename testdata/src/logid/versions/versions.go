// Package versions has variables and types in which the log ID of one call is
// told from that of another by where it stands.
package versions

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

type cozeChat struct {
	ID        string `json:"id"`
	Status    string `json:"status"`
	LastError *struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
	} `json:"last_error"`
}

type reply[T any] struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data T      `json:"data"`
}

func do[T any](path string) (T, string, error) {
	var out reply[T]
	resp, err := http.Get("https://api.coze.cn" + path)
	if err != nil {
		return out.Data, "", err
	}
	defer resp.Body.Close()
	id := resp.Header.Get("X-Tt-Logid")
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		return out.Data, "", err
	}
	if out.Code != 0 {
		return out.Data, "", fmt.Errorf("%d %s logid=%s", out.Code, out.Msg, id)
	}
	return out.Data, id, nil
}

// The chat and its log ID are always of the same call.
func overwritten() error {
	c, logid, err := do[cozeChat]("/v3/chat")
	if err != nil {
		return err
	}
	for c.Status == "in_progress" {
		if c, logid, err = do[cozeChat]("/v3/chat/retrieve"); err != nil {
			return err
		}
		if c.Status == "failed" {
			return fmt.Errorf("chat %s: %+v logid=%s", c.ID, c.LastError, logid) // ok
		}
	}
	return nil
}

// Here the log ID is that of the call before.
func stale() error {
	c, logid, err := do[cozeChat]("/v3/chat")
	if err != nil {
		return err
	}
	for c.Status == "in_progress" {
		if c, _, err = do[cozeChat]("/v3/chat/retrieve"); err != nil {
			return err
		}
		if c.Status == "failed" {
			return fmt.Errorf("chat %s: %+v logid=%s", c.ID, c.LastError, logid) // want `without its X-Tt-Logid.*CZ3001`
		}
	}
	return nil
}

type event struct {
	Name string
	Err  error
}

// send gives the error to a channel, or to nobody if nobody waits.
func send(ctx context.Context, ch chan<- event) {
	emit := func(ev event) bool {
		select {
		case ch <- ev:
			return true
		case <-ctx.Done():
			return false
		}
	}
	_, _, err := do[cozeChat]("/v3/chat")
	if err == nil { // ok: what was there is sent
		err = errors.New("no stream")
	}
	emit(event{Name: "error", Err: err})
}

var errBusy = errors.New("busy")

type cozeCode int

func (c cozeCode) kind() error {
	if c == 4016 {
		return errBusy // ok: Unwrap gives it beside the whole
	}
	return nil
}

type exchange struct {
	Path  string
	LogID string
}

type callError struct {
	exchange
	Code cozeCode
	Msg  string
}

func (e *callError) Error() string { // ok: the field is one of an embedded struct
	return fmt.Sprintf("%s: %d %s logid=%s", e.Path, e.Code, e.Msg, e.LogID)
}

func (e *callError) Unwrap() error { return e.Code.kind() }

func ask() error {
	var out reply[cozeChat]
	resp, err := http.Get("https://api.coze.cn/v3/chat")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	at := exchange{Path: "/v3/chat", LogID: resp.Header.Get("X-Tt-Logid")}
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		return err
	}
	if out.Code != 0 {
		return &callError{exchange: at, Code: cozeCode(out.Code), Msg: out.Msg}
	}
	return nil
}

type interrupted struct{ Node string }

func (i *interrupted) Error() string { return "waits at " + i.Node }

// An interrupt that waits for the user is no failure.
func runTo(path string) error {
	var out reply[struct {
		Node string `json:"node_title"`
	}]
	resp, err := http.Get("https://api.coze.cn" + path + "/v1/workflow/stream_run")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		return err
	}
	if out.Code != 0 {
		return fmt.Errorf("%d %s logid=%s", out.Code, out.Msg, resp.Header.Get("X-Tt-Logid"))
	}
	return &interrupted{Node: out.Data.Node} // ok
}
