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
