// Package rest has what the program's clients of all vendors share. Nothing in
// it names an API.
package rest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
)

// Get decodes what is behind a URL into out.
func Get(url string, out any) error { return do(http.MethodGet, url, nil, out) }

// Post sends in and decodes the answer into out.
func Post(url string, in, out any) error { return do(http.MethodPost, url, in, out) }

func do(method, url string, in, out any) error {
	b, err := json.Marshal(in)
	if err != nil {
		return err
	}
	req, err := http.NewRequest(method, url, bytes.NewReader(b))
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	return json.Unmarshal(body, out)
}

// JSON is Get, by a name that others give to what answers a request.
func JSON(method, url string, in, out any) error { return do(method, url, in, out) }

// Send sends a request and decodes the answer into out.
func Send(req *http.Request, out any) error {
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(out)
}

// Join puts a host and a path together.
func Join(host, path string) string { return host + path }

// Parse does so, and says what is wrong with them.
func Parse(host, path string) (string, error) {
	_, err := url.Parse(host + path)
	return host + path, err
}
