// Package rpc makes requests for any API.
package rpc

import (
	"encoding/json"
	"net/http"
	"strings"
)

// A Caller makes requests to one host.
type Caller struct {
	HTTP    *http.Client
	BaseURL string
}

// Post decodes the reply to a request.
func Post[Out any](c *Caller, path string, in any) (*Out, error) {
	body, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	resp, err := c.HTTP.Post(c.BaseURL+path, "application/json", strings.NewReader(string(body)))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var out Out
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		return nil, err
	}
	return &out, nil
}
