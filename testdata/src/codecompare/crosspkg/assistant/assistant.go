// Package assistant is a client whose name does not speak of Coze: what it
// exports does.
package assistant

import (
	"encoding/json"
	"net/http"
)

const BaseURL = "https://api.coze.cn"

type Reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data Chat   `json:"data"`
}

type Chat struct {
	LastError LastError `json:"last_error"`
}

type LastError struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

// Shortage is the program's own: no call returns it.
type Shortage struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

type Client struct{}

func (Client) Retrieve() (*Reply, error) {
	resp, err := http.Get(BaseURL + "/v3/chat/retrieve")
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	reply := new(Reply)
	return reply, json.NewDecoder(resp.Body).Decode(reply)
}
