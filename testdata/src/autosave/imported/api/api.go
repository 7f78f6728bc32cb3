// Package api is a client of the Open API.
package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
)

type ChatReq struct {
	BotID  string `json:"bot_id"`
	UserID string `json:"user_id"`
	Stream bool   `json:"stream"`
	Save   bool   `json:"auto_save_history"`
}

type Client struct{ base string }

func New(tok string) *Client { return &Client{base: "https://api.coze.cn"} }

func (c *Client) Chat(ctx context.Context, r *ChatReq) (string, error) {
	return c.post(ctx, "/v3/chat", r)
}

func (c *Client) Ask(ctx context.Context, r ChatReq) (string, error) {
	return c.post(ctx, "/v3/chat", r)
}

func (c *Client) RunWorkflow(ctx context.Context, r *ChatReq) (string, error) {
	return c.post(ctx, "/v1/workflow/run", r)
}

func (c *Client) Validate(r *ChatReq) error { return nil }

func (c *Client) post(ctx context.Context, path string, in any) (string, error) {
	b, err := json.Marshal(in)
	if err != nil {
		return "", err
	}
	resp, err := http.Post(c.base+path, "application/json", bytes.NewReader(b))
	if err != nil {
		return "", err
	}
	return resp.Status, resp.Body.Close()
}
