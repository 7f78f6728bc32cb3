// Package cozeclient calls the API by hand for other packages of the module.
package cozeclient

import (
	"encoding/json"
	"fmt"
	"net/http"
)

const createURL = "https://api.coze.cn/v1/conversation/create"

type Client struct{ HTTP *http.Client }

// Create calls the API.
func (c *Client) Create() (string, error) {
	resp, err := c.HTTP.Post(createURL, "application/json", nil)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var r struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
		Data struct {
			ID string `json:"id"`
		} `json:"data"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return "", err
	}
	if r.Code != 0 {
		return "", fmt.Errorf("coze %d %s logid=%s", r.Code, r.Msg, resp.Header.Get("X-Tt-Logid"))
	}
	return r.Data.ID, nil
}

// New calls nothing.
func New(proxy string) (*Client, error) { return &Client{HTTP: http.DefaultClient}, nil }
