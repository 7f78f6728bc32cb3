// Package whose has an envelope that Coze's replies and others are decoded
// into: only those of Coze have its codes.
package whose

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"

	"github.com/coze-dev/coze-go"
)

type Envelope struct {
	Code int             `json:"code"`
	Msg  string          `json:"msg"`
	Data json.RawMessage `json:"data"`
}

// A Doer is an HTTP client.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

func throughInterface(d Doer) bool {
	req, err := http.NewRequest(http.MethodGet, "https://api.coze.cn/v1/users/me", nil)
	if err != nil {
		return false
	}
	resp, err := d.Do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	var e Envelope
	return json.NewDecoder(resp.Body).Decode(&e) == nil && e.Code == 4100 // want `4100`
}

func throughFunction(do func(*http.Request) (*http.Response, error)) bool {
	req, err := http.NewRequest(http.MethodGet, "https://api.coze.cn/v1/users/me", nil)
	if err != nil {
		return false
	}
	resp, err := do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	var e Envelope
	return json.NewDecoder(resp.Body).Decode(&e) == nil && e.Code == 4100 // want `4100`
}

// A message that another program puts into a queue.
func fromQueue(msg []byte) bool {
	var e Envelope
	return json.Unmarshal(msg, &e) == nil && e.Code == 4001
}

func fromFile(name string) bool {
	b, err := os.ReadFile(name)
	if err != nil {
		return false
	}
	var e Envelope
	return json.Unmarshal(b, &e) == nil && e.Code == 200
}

func fromRequest(r *http.Request) bool {
	var e Envelope
	return json.NewDecoder(r.Body).Decode(&e) == nil && e.Code == 200
}

type config struct{ Backend string }

func (c config) backend() bool {
	resp, err := http.Get(c.Backend + "/users/me")
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	var e Envelope
	return json.NewDecoder(resp.Body).Decode(&e) == nil && e.Code == 200
}

// The status of a gateway, in place of a code.
func viaGateway() error {
	resp, err := http.Get("https://api.coze.cn/v1/users/me")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var e Envelope
	body, _ := io.ReadAll(resp.Body)
	if json.Unmarshal(body, &e) != nil {
		e = Envelope{Code: resp.StatusCode, Msg: resp.Status}
	}
	if e.Code == http.StatusBadGateway {
		return errors.New("gateway")
	}
	return nil
}

// The output of a workflow has codes of its own.
func output(resp *coze.RunWorkflowsResp) bool {
	var out Envelope
	return json.Unmarshal([]byte(resp.Data), &out) == nil && out.Code == 200
}

var limit = regexp.MustCompile(`4000 (tokens|chars)`)

// Digits that are no code.
func numbers(err error) bool {
	e, ok := coze.AsCozeError(err)
	if !ok {
		return false
	}
	text := e.Error()
	return strings.Contains(text, "port 4000") ||
		strings.Contains(text, ":4000") ||
		strings.Contains(text, "limit 4000") ||
		limit.MatchString(text) ||
		strings.ReplaceAll(text, "4000", "****") == "" ||
		strings.Contains(text, "4000") || // want `4000 .*\(CZ1003\)`
		strings.Contains(text, "error 4000") || // want `4000 .*\(CZ1003\)`
		strings.Contains(text, "code: 4000") || // want `4000 .*\(CZ1003\)`
		strings.Contains(text, "[4000]") // want `4000 .*\(CZ1003\)`
}
