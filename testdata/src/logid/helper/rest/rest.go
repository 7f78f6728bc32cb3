// Package rest sends JSON to any API. It knows none.
package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// A Client sends requests to one host.
type Client struct {
	base  string
	token string
	http  *http.Client
}

func New(base, token string) *Client { return &Client{base: base, token: token, http: &http.Client{}} }

// A StatusError is the answer to a request that failed.
type StatusError struct {
	Status int
	Header http.Header
	Body   []byte
}

func (e *StatusError) Error() string { return fmt.Sprintf("status %d: %s", e.Status, e.Body) }

// Do sends in, decodes the answer into out, and returns its header.
func (c *Client) Do(ctx context.Context, method, path string, in, out any) (http.Header, error) {
	body, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode/100 != 2 {
		return resp.Header, &StatusError{resp.StatusCode, resp.Header, text}
	}
	if out == nil {
		return resp.Header, nil
	}
	return resp.Header, json.Unmarshal(text, out)
}

// Post sends body to a URL.
func Post(ctx context.Context, url string, body, out any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(text))
	if err != nil {
		return err
	}
	return Send(req, out)
}

// Send sends a request and decodes the answer.
func Send(req *http.Request, out any) error {
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(out)
}

// A Call describes a request.
type Call struct {
	Method, Path string
	In, Out      any
}

// Exec performs a call.
func (c *Client) Exec(ctx context.Context, call Call) (http.Header, error) {
	return c.Do(ctx, call.Method, call.Path, call.In, call.Out)
}
