package helpers

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"logid/helpers/base"
	"logid/helpers/rest"
)

// The address is in a client of another package, and each call has a path only.

type caller interface {
	Call(ctx context.Context, method, path string, in, out any) error
}

type desk struct {
	api   *base.Client
	other *base.Client
	any   caller
}

func newDesk(token string) *desk {
	return &desk{
		api:   base.New("https://api.coze.cn", token),
		other: base.New("https://api.openai.com", token),
		any:   base.New("", token, base.WithAddress("https://api.coze.cn")),
	}
}

func (d *desk) ask(ctx context.Context, text string) error {
	var r reply
	if err := d.api.Call(ctx, "POST", "/v3/chat", map[string]any{"bot_id": "7", "query": text}, &r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("ask: %d %s", r.Code, r.Msg) // want `CZ3001`
	}
	return nil
}

func (d *desk) askAny(ctx context.Context, text string) error {
	var r reply
	if err := d.any.Call(ctx, "POST", "/v3/chat", text, &r); err != nil {
		return err
	}
	if r.Code != 0 {
		return errors.New(r.Msg) // want `CZ3001`
	}
	return nil
}

func (d *desk) askOther(ctx context.Context, text string) error {
	var p page
	if err := d.other.Call(ctx, "POST", "/v1/chat/completions", text, &p); err != nil {
		return err
	}
	if p.Code != 0 {
		return errors.New(p.Msg)
	}
	return nil
}

func (d *desk) status(ctx context.Context, id string) error {
	r, err := base.Fetch[reply](ctx, d.api, "/v3/chat/retrieve?chat_id="+id)
	if err != nil {
		return err
	}
	if r.Code != 0 {
		return errors.New(r.Msg) // want `CZ3001`
	}
	return nil
}

// A literal has the address in a field.
func literal(ctx context.Context) error {
	c := &base.Client{Address: "https://api.coze.cn"}
	var r reply
	if err := c.Call(ctx, "GET", "/v1/bot/get_online_info", nil, &r); err != nil {
		return err
	}
	if r.Code != 0 {
		return errors.New(r.Msg) // want `CZ3001`
	}
	return nil
}

// One address for several: whose reply it is is not known.
func several(ctx context.Context, c *base.Client) error {
	var p page
	if err := c.Call(ctx, "GET", "/v1/models", nil, &p); err != nil {
		return err
	}
	if p.Code != 0 {
		return errors.New(p.Msg)
	}
	return nil
}

const host = "https://api.coze.cn"

func named(id string) error {
	var r struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
		Data string `json:"data"`
	}
	if err := rest.JSON("POST", host+"/v1/workflow/run", map[string]any{"workflow_id": id}, &r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("run: %d %s", r.Code, r.Msg) // want `CZ3001`
	}
	return nil
}

func requested(ctx context.Context, text string) error {
	req, err := http.NewRequestWithContext(ctx, "POST", host+"/v1/files/upload", strings.NewReader(text))
	if err != nil {
		return err
	}
	var r reply
	if err := rest.Send(req, &r); err != nil {
		return err
	}
	if r.Code != 0 {
		return errors.New(r.Msg) // want `CZ3001`
	}
	return nil
}

func requestedOther(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, "GET", "https://api.openai.com/v1/models", nil)
	if err != nil {
		return err
	}
	var r page
	if err := rest.Send(req, &r); err != nil {
		return err
	}
	if r.Code != 0 {
		return errors.New(r.Msg)
	}
	return nil
}

// What puts the parts of a URL together sends nothing.
func joined(ctx context.Context) error {
	url, err := rest.Parse(host, "/v3/chat")
	if err != nil {
		return errors.New("no URL") // ok: of no request
	}
	var r reply
	if err := rest.Get(rest.Join(host, "/v3/chat/retrieve")+"?from="+url, &r); err != nil {
		return err
	}
	if r.Code != 0 {
		return errors.New(r.Msg) // want `CZ3001`
	}
	return nil
}
