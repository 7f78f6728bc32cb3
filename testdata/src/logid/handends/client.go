// Package handends has failures of hand-written calls that go through helpers
// of the package and end in callbacks, channels, goroutines and replies.
package handends

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"
)

const host = "https://api.coze.cn"

type envelope struct {
	Code   int    `json:"code"`
	Msg    string `json:"msg"`
	Detail detail `json:"detail"`
}

type detail struct {
	LogID string `json:"logid"`
}

func (e envelope) err() error { return fmt.Errorf("coze: %d %s", e.Code, e.Msg) } // want `CZ3001`

// valueError is an error with a value receiver that has the reply embedded.
type valueError struct {
	envelope
	trace string
}

func (e valueError) Error() string { return fmt.Sprintf("%d: %s", e.Code, e.Msg) } // want `CZ3004`

// tracedError keeps the log ID under a name of its own.
type tracedError struct {
	code  int
	text  string
	trace string
}

func (e *tracedError) Error() string { return fmt.Sprintf("%d: %s (%s)", e.code, e.text, e.trace) }

type client struct {
	hc   *http.Client
	emit func(string, map[string]any)
	out  chan event
}

type event struct {
	Type string
	Data any
	Err  error
}

func (c *client) post(ctx context.Context, path string, in any) (*http.Response, error) {
	b, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, host+path, bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return c.hc.Do(req)
}

func (c *client) methodError(ctx context.Context) error {
	resp, err := c.post(ctx, "/v1/conversation/create", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r envelope
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Code != 0 {
		return r.err()
	}
	return nil
}

func (c *client) value(ctx context.Context) error {
	resp, err := c.post(ctx, "/v1/conversation/create", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r envelope
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Code != 0 {
		return valueError{envelope: r, trace: resp.Header.Get("X-Tt-Logid")} // ok: the error type is the finding
	}
	return nil
}

func (c *client) traced(ctx context.Context) error {
	resp, err := c.post(ctx, "/v1/conversation/create", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r envelope
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Code != 0 {
		return &tracedError{r.Code, r.Msg, r.Detail.LogID} // ok
	}
	return nil
}

func (c *client) callback(ctx context.Context) {
	resp, err := c.post(ctx, "/v3/chat", nil)
	if err != nil {
		c.emit("error", map[string]any{"err": err})
		return
	}
	defer resp.Body.Close()
	var r envelope
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return
	}
	if r.Code != 0 {
		c.emit("chat_failed", map[string]any{"code": r.Code, "message": r.Msg}) // want `CZ3001`
		return
	}
}

func (c *client) channel(ctx context.Context) {
	resp, err := c.post(ctx, "/v3/chat", nil)
	if err != nil {
		c.out <- event{Err: err}
		return
	}
	defer resp.Body.Close()
	var r envelope
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		c.out <- event{Err: err}
		return
	}
	if r.Code != 0 {
		c.out <- event{Type: "error", Data: map[string]any{"code": r.Code}} // want `CZ3001`
		return
	}
}

func (c *client) unasked(ctx context.Context) {
	resp, err := c.post(ctx, "/v3/chat/cancel", nil)
	if err != nil {
		log.Print(err)
		return
	}
	defer resp.Body.Close()
	var r envelope
	_ = json.NewDecoder(resp.Body).Decode(&r)
	log.Printf("cancel: %d %s", r.Code, r.Msg) // want `CZ3001`
}

// do returns an error with the log ID of every failure.
func (c *client) do(ctx context.Context, path string) error {
	resp, err := c.post(ctx, path, nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r envelope
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Code != 0 {
		return &tracedError{r.Code, r.Msg, r.Detail.LogID}
	}
	return nil
}

func (c *client) giveUp(ctx context.Context, id string) {
	_ = c.do(ctx, "/v3/chat/cancel?chat_id="+id) // want `the error of c.do is discarded.*CZ3002`
}

func (c *client) otherHeader(ctx context.Context) error {
	resp, err := c.post(ctx, "/v3/chat", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r envelope
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("%d (%s)", r.Code, resp.Header.Get("Retry-After")) // want `CZ3001`
	}
	return nil
}

func (c *client) errorBody(ctx context.Context) error {
	resp, err := c.post(ctx, "/v3/chat", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		var r struct {
			Code int    `json:"code"`
			Msg  string `json:"msg"`
		}
		if json.NewDecoder(resp.Body).Decode(&r) != nil {
			return fmt.Errorf("status %d, logid %s", resp.StatusCode, resp.Header.Get("X-Tt-Logid"))
		}
		return errors.New(r.Msg) // want `CZ3001`
	}
	return nil
}

func (c *client) channelX(ctx context.Context) {
	resp, err := c.post(ctx, "/v3/chat", nil)
	if err != nil {
		return
	}
	var r envelope
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return
	}
	switch {
	case r.Code == 1:
		c.out <- event{Type: "error", Data: r.Code} // want `CZ3001`
	case r.Code == 2:
		c.out <- event{Type: "error", Data: r.Msg} // want `CZ3001`
	case r.Code == 3:
		c.out <- event{Type: "error", Data: map[string]any{"code": r.Code, "m": r.Msg}} // want `CZ3001`
	case r.Code == 4:
		c.out <- event{Type: "error", Data: []any{r.Msg}} // want `CZ3001`
	}
}

// workflow reads the events of a workflow run by hand.
func (c *client) workflow(ctx context.Context) error {
	resp, err := c.post(ctx, "/v1/workflow/stream_run", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var name string
	scanner := bufio.NewScanner(resp.Body)
	for scanner.Scan() {
		line := scanner.Text()
		if after, ok := strings.CutPrefix(line, "event:"); ok {
			name = strings.TrimSpace(after)
			continue
		}
		data, ok := strings.CutPrefix(line, "data:")
		if !ok {
			continue
		}
		switch name {
		case "Message":
			fmt.Print(data)
		case "Error":
			var e struct {
				Code    int    `json:"error_code"`
				Message string `json:"error_message"`
			}
			if err := json.Unmarshal([]byte(data), &e); err != nil {
				return err
			}
			return fmt.Errorf("workflow: %d %s", e.Code, e.Message) // want `CZ3001`
		case "Done":
			return nil
		}
	}
	return scanner.Err()
}

func (c *client) workflowMap(ctx context.Context) error {
	resp, err := c.post(ctx, "/v1/workflow/stream_run", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	reader := bufio.NewReader(resp.Body)
	var kind string
	for {
		line, err := reader.ReadString('\n')
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "event: ") {
			kind = strings.TrimPrefix(line, "event: ")
		} else if strings.HasPrefix(line, "data: ") {
			var payload map[string]any
			if err := json.Unmarshal([]byte(strings.TrimPrefix(line, "data: ")), &payload); err != nil {
				return err
			}
			switch kind {
			case "Message":
				fmt.Println(payload["content"])
			case "Error":
				msg, _ := payload["error_message"].(string)
				return fmt.Errorf("workflow failed: %s", msg) // want `CZ3001`
			}
		}
	}
}

func (c *client) workflowLine(ctx context.Context) error {
	resp, err := c.post(ctx, "/v1/workflow/stream_run", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	scanner := bufio.NewScanner(resp.Body)
	for scanner.Scan() {
		if scanner.Text() == "event: Error" {
			return errors.New("workflow failed") // want `CZ3003`
		}
		if strings.HasPrefix(scanner.Text(), "event:Interrupt") {
			return errors.New("interrupted") // ok: the program has to act
		}
		if strings.Contains(scanner.Text(), "event:Error") {
			log.Println("workflow failed") // want `CZ3003`
		}
	}
	return scanner.Err()
}

// token is the client's own function.
func (c *client) token(ctx context.Context) (string, error) {
	resp, err := c.post(ctx, "/api/permission/oauth2/token", nil)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var r struct {
		AccessToken  string `json:"access_token"`
		ErrorCode    string `json:"error_code"`
		ErrorMessage string `json:"error_message"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return "", err
	}
	if r.ErrorCode != "" {
		return "", fmt.Errorf("%s: %s (logid %s)", r.ErrorCode, r.ErrorMessage, resp.Header.Get("X-Tt-Logid"))
	}
	return r.AccessToken, nil
}

func (c *client) fixedToken(ctx context.Context) error {
	_, err := c.token(ctx)
	if err != nil {
		return errors.New("no token") // want `CZ3002`
	}
	return nil
}

func (c *client) anotherCall(ctx context.Context) error {
	first, err := c.post(ctx, "/v1/files/upload", nil)
	if err != nil {
		return err
	}
	first.Body.Close()
	resp, err := c.post(ctx, "/v3/chat", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r envelope
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("%d %s logid=%s", r.Code, r.Msg, first.Header.Get("X-Tt-Logid")) // want `CZ3001`
	}
	return nil
}
