// Package unreadhook has a transport that looks at the code of every reply.
package unreadhook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

const retrieve = "https://api.coze.cn/v3/chat/retrieve?chat_id="

type reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data struct {
		Status string `json:"status"`
	} `json:"data"`
}

type checking struct{ next http.RoundTripper }

func (t checking) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := t.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	var r reply
	if json.Unmarshal(body, &r) == nil && r.Code != 0 { // ok: looked at
		return nil, fmt.Errorf("coze: %s", body)
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

var client = &http.Client{Transport: checking{http.DefaultTransport}}

func status(id string) (string, error) {
	resp, err := client.Get(retrieve + id)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil { // ok: the transport has looked
		return "", err
	}
	return r.Data.Status, nil
}
