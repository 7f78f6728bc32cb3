// Package client calls the API for other packages.
package client

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// Reply is an envelope.
type Reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data struct {
		Status string `json:"status"`
	} `json:"data"`
}

// Raw returns a reply as it came.
func Raw(id string) (*Reply, error) {
	resp, err := http.Get("https://api.coze.cn/v3/chat/retrieve?chat_id=" + id)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r := new(Reply)
	return r, json.NewDecoder(resp.Body).Decode(r)
}

// Checked looks at the code.
func Checked(id string) (*Reply, error) {
	resp, err := http.Get("https://api.coze.cn/v3/chat/retrieve?chat_id=" + id)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r := new(Reply)
	if err := json.NewDecoder(resp.Body).Decode(r); err != nil {
		return nil, err
	}
	if r.Code != 0 {
		return nil, fmt.Errorf("coze: %d %s (%s)", r.Code, r.Msg, resp.Header.Get("X-Tt-Logid"))
	}
	return r, nil
}
