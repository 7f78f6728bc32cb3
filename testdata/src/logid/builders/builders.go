// Package builders calls the API with a client that says in one chain where a
// request goes, what it has and what becomes of the reply.
package builders

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/carlmjohnson/requests"
)

const base = "https://api.coze.cn"

type reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func chain(ctx context.Context, id string) error {
	var r reply
	err := requests.URL(base).Path("/v3/chat").Bearer(id).BodyJSON(map[string]any{"bot_id": id}).ToJSON(&r).Fetch(ctx)
	if err != nil {
		return err // ok: of the transport
	}
	if r.Code != 0 {
		return fmt.Errorf("chat: %d %s", r.Code, r.Msg) // want `CZ3001`
	}
	return nil
}

func kept(ctx context.Context, id string) error {
	var r reply
	header := make(map[string][]string)
	if err := requests.URL(base).Pathf("/v1/bots/%s", id).CopyHeaders(header).ToJSON(&r).Fetch(ctx); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("bot: %d %s (log ID %s)", r.Code, r.Msg, header["X-Tt-Logid"]) // ok: kept
	}
	return nil
}

func text(ctx context.Context, id string) error {
	var body string
	if err := requests.URL(base).Path("/v1/bots/" + id).ToString(&body).Fetch(ctx); err != nil {
		return err
	}
	var r reply
	if err := json.Unmarshal([]byte(body), &r); err != nil {
		return err
	}
	if r.Code != 0 {
		return errors.New(r.Msg) // want `CZ3001`
	}
	return nil
}

func other(ctx context.Context) error {
	var r reply
	if err := requests.URL("https://api.openai.com").Path("/v1/models").ToJSON(&r).Fetch(ctx); err != nil {
		return err
	}
	if r.Code != 0 {
		return errors.New(r.Msg) // ok: another vendor's
	}
	return nil
}

type client struct{ b func() *requests.Builder }

func newClient(token string) *client {
	return &client{b: func() *requests.Builder { return requests.New().BaseURL(base).Bearer(token) }}
}

func (c *client) run(ctx context.Context, workflow string) error {
	r := new(reply)
	if err := c.b().Path("/v1/workflow/run").BodyJSON(workflow).ToJSON(r).Fetch(ctx); err != nil {
		return err
	}
	if r.Code != 0 {
		return errors.New(r.Msg) // want `CZ3001`
	}
	return nil
}
