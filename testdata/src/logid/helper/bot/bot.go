// Package bot calls Coze, and another service, by a package that knows neither.
package bot

import (
	"context"
	"fmt"
	"log"
	"net/http"

	"logid/helper/rest"
)

type envelope struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data struct {
		Status string `json:"status"`
	} `json:"data"`
}

type bot struct{ api, mail *rest.Client }

func newBot(token string) *bot {
	return &bot{api: rest.New("https://api.coze.cn", token), mail: rest.New("https://mail.example.com", token)}
}

func (b *bot) withoutID(ctx context.Context, id string) error {
	var r envelope
	if _, err := b.api.Do(ctx, http.MethodGet, "/v3/chat/retrieve?chat_id="+id, nil, &r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("retrieve: %d %s", r.Code, r.Msg) // want `\(CZ3001\)`
	}
	return nil
}

func (b *bot) withID(ctx context.Context, id string) error {
	var r envelope
	header, err := b.api.Do(ctx, http.MethodGet, "/v3/chat/retrieve?chat_id="+id, nil, &r)
	if err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("retrieve: %d %s (%s)", r.Code, r.Msg, header.Get("X-Tt-Logid")) // ok
	}
	return nil
}

func (b *bot) dropped(ctx context.Context, id string) {
	_, _ = b.api.Do(ctx, http.MethodPost, "/v1/conversation/create", map[string]string{"bot_id": id}, nil) // want `\(CZ3002\)`
}

func (b *bot) byMail(ctx context.Context, text string) error {
	var r envelope
	if _, err := b.mail.Do(ctx, http.MethodPost, "/send", text, &r); err != nil {
		log.Print("not sent") // ok
		return nil
	}
	if r.Code != 0 {
		return fmt.Errorf("mail: %d %s", r.Code, r.Msg) // ok
	}
	return nil
}

func byURL(ctx context.Context, request any) error {
	var r envelope
	if err := rest.Post(ctx, "https://api.coze.cn/v1/workflow/run", request, &r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("run: %d %s", r.Code, r.Msg) // want `\(CZ3001\)`
	}
	return nil
}

func byRequest(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://api.coze.cn/v1/workspaces", nil)
	if err != nil {
		return err
	}
	var r envelope
	if err := rest.Send(req, &r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("workspaces: %d %s", r.Code, r.Msg) // want `\(CZ3001\)`
	}
	return nil
}

func byRequestElsewhere(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://weather.example.com/now", nil)
	if err != nil {
		return err
	}
	var r envelope
	if err := rest.Send(req, &r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("weather: %d %s", r.Code, r.Msg) // ok
	}
	return nil
}

// exec has the reply decoded into a field of what describes the call.
func exec[T any](ctx context.Context, c *rest.Client, call rest.Call) (data T, err error) {
	var r struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
		Data T      `json:"data"`
	}
	call.Out = &r
	header, err := c.Exec(ctx, call)
	if err != nil {
		return data, err
	}
	if r.Code != 0 {
		return data, fmt.Errorf("%d %s (%s)", r.Code, r.Msg, header.Get("X-Tt-Logid"))
	}
	return r.Data, nil
}

type chat struct {
	Status    string `json:"status"`
	LastError struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
	} `json:"last_error"`
}

func (b *bot) ended(ctx context.Context, id string) error {
	c, err := exec[chat](ctx, b.api, rest.Call{Method: http.MethodGet, Path: "/v3/chat/retrieve?chat_id=" + id})
	if err != nil {
		return err
	}
	if c.Status == "failed" {
		return fmt.Errorf("chat failed: %d %s", c.LastError.Code, c.LastError.Msg) // want `\(CZ3001\)`
	}
	return nil
}

func (b *bot) sent(ctx context.Context, text string) error {
	c, err := exec[chat](ctx, b.mail, rest.Call{Method: http.MethodPost, Path: "/send", In: text})
	if err != nil {
		return err
	}
	if c.Status == "failed" {
		return fmt.Errorf("mail failed: %d %s", c.LastError.Code, c.LastError.Msg) // ok
	}
	return nil
}
