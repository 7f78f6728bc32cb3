package timeout

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

const host = "https://api.coze.cn"

type handClient struct{ http *http.Client }

func newHandClient() *handClient {
	return &handClient{http: &http.Client{Timeout: 30 * time.Second}} // want `this timeout of 30s cuts off POST /v3/chat \(hand\.go:\d+\), as it covers the whole exchange, reading included: allow 1m0s and more \(CZ5001\)`
}

func (c *handClient) send(path, body string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodPost, host+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	return c.http.Do(req)
}

func (c *handClient) stream(out func(string)) error {
	resp, err := c.send("/v3/chat", `{"stream":true}`)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if !strings.Contains(resp.Header.Get("Content-Type"), "event-stream") {
		return fmt.Errorf("no stream (%s)", resp.Header.Get("X-Tt-Logid"))
	}
	sc := bufio.NewScanner(resp.Body)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		if data, ok := strings.CutPrefix(sc.Text(), "data:"); ok {
			out(data)
		}
	}
	return sc.Err()
}

func (c *handClient) me() (any, error) {
	resp, err := c.send("/v1/users/me", "")
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var reply struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
		Data any    `json:"data"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return nil, err
	}
	if reply.Code != 0 {
		return nil, fmt.Errorf("%d %s %s", reply.Code, reply.Msg, resp.Header.Get("X-Tt-Logid"))
	}
	return reply.Data, nil
}

func useHand(out func(string)) error {
	c := newHandClient()
	if _, err := c.me(); err != nil {
		return err
	}
	return c.stream(out)
}

// Only short calls.
func useShort() error {
	c := &handClient{http: &http.Client{Timeout: 5 * time.Second}} // ok
	_, err := c.me()
	return err
}

func runWorkflow() (*http.Response, error) {
	client := http.Client{Timeout: time.Minute} // want `this timeout of 1m0s cuts off POST /v1/workflow/run .*allow 1m30s and more \(CZ5001\)`
	return client.Post(host+"/v1/workflow/run", "application/json", strings.NewReader(`{"workflow_id":"1"}`))
}

// A run that does not wait for the end.
func runLater() (*http.Response, error) {
	client := http.Client{Timeout: time.Minute} // ok
	return client.Post(host+"/v1/workflow/run", "application/json", strings.NewReader(`{"workflow_id":"1","is_async":true}`))
}

func patient() (*http.Response, error) {
	client := http.Client{Timeout: 10 * time.Minute} // ok
	return client.Post(host+"/v1/workflow/run", "application/json", strings.NewReader(`{"workflow_id":"1"}`))
}

// Another timeout is set later.
func setLater(wait time.Duration) (*http.Response, error) {
	client := http.Client{Timeout: time.Minute} // ok
	client.Timeout = wait
	return client.Post(host+"/v1/workflow/run", "application/json", strings.NewReader(`{"workflow_id":"1"}`))
}

type settings struct {
	base    string
	timeout time.Duration
}

type setting func(*settings)

func withTimeout(d time.Duration) setting { return func(s *settings) { s.timeout = d } }

// settled has a timeout that whoever calls it can choose.
func settled(body io.Reader, chosen ...setting) (*http.Response, error) {
	s := settings{base: "https://api.coze.cn", timeout: 10 * time.Second} // ok
	for _, set := range chosen {
		set(&s)
	}
	client := &http.Client{Timeout: s.timeout}
	return client.Post(s.base+"/v1/workflow/run", "application/json", body)
}

// unsettled has one that nobody can.
func unsettled(body io.Reader) (*http.Response, error) {
	s := struct {
		base string
		wait time.Duration
	}{base: "https://api.coze.cn", wait: 11 * time.Second} // want `this timeout of 11s cuts off POST /v1/workflow/run`
	client := &http.Client{Timeout: s.wait}
	return client.Post(s.base+"/v1/workflow/run", "application/json", body)
}
