// Package base calls any API: a client has the address, and a call the path.
package base

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
)

// A Client calls the API at an address.
type Client struct {
	Address string
	Token   string
	hc      *http.Client
}

// Option is a setting of a client.
type Option func(*Client)

// WithAddress says where the API is.
func WithAddress(address string) Option { return func(c *Client) { c.Address = address } }

// New returns a client.
func New(address, token string, opts ...Option) *Client {
	c := &Client{Address: address, Token: token, hc: http.DefaultClient}
	for _, o := range opts {
		o(c)
	}
	return c
}

// Call sends in and decodes the answer into out.
func (c *Client) Call(ctx context.Context, method, path string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, method, c.Address+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	resp, err := c.hc.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(out)
}

// Fetch is Call for a reply of a type.
func Fetch[T any](ctx context.Context, c *Client, path string) (*T, error) {
	out := new(T)
	return out, c.Call(ctx, http.MethodGet, path, nil, out)
}
