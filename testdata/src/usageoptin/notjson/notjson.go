// Package notjson decodes what a gateway may have answered.
package notjson

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

type reply struct {
	Code int             `json:"code"`
	Msg  string          `json:"msg"`
	Data json.RawMessage `json:"data"`
}

const url = "https://api.coze.cn/v1/workspaces"

func unasked() (*reply, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil { // want `nobody looks at the HTTP status: a gateway in front of the API answers 502 and 504 with HTML, and the error of decoding is all that is told then; tell the status, too \(CZ5021\)`
		return nil, fmt.Errorf("decode: %w, logid %s", err, resp.Header.Get("X-Tt-Logid"))
	}
	if r.Code != 0 {
		return nil, fmt.Errorf("%d %s, logid %s", r.Code, r.Msg, resp.Header.Get("X-Tt-Logid"))
	}
	return &r, nil
}

func unaskedBody() (*reply, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	var r reply
	err = json.Unmarshal(body, &r) // want `CZ5021`
	if err != nil {
		return nil, err
	}
	if r.Code != 0 {
		return nil, fmt.Errorf("%d %s, logid %s", r.Code, r.Msg, resp.Header.Get("X-Tt-Logid"))
	}
	return &r, nil
}

// The good ones.

func asked() (*reply, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode >= 500 {
		return nil, fmt.Errorf("%s, logid %s", resp.Status, resp.Header.Get("X-Tt-Logid"))
	}
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return nil, err
	}
	if r.Code != 0 {
		return nil, fmt.Errorf("%d %s, logid %s", r.Code, r.Msg, resp.Header.Get("X-Tt-Logid"))
	}
	return &r, nil
}

func told() (*reply, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return nil, fmt.Errorf("HTTP %d: %w, logid %s", resp.StatusCode, err, resp.Header.Get("X-Tt-Logid"))
	}
	if r.Code != 0 {
		return nil, fmt.Errorf("%d %s, logid %s", r.Code, r.Msg, resp.Header.Get("X-Tt-Logid"))
	}
	return &r, nil
}

func other() (*reply, error) {
	resp, err := http.Get("https://api.openai.com/v1/models")
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return nil, err
	}
	return &r, nil
}
