// Package destinations holds requests by where they go.
package destinations

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
)

const (
	base         = "https://api.coze.cn"
	chatPath     = "/v3/chat"
	workflowPath = "/v1/workflow/run"
)

type Request struct {
	BotID           string `json:"bot_id"`
	Stream          bool   `json:"stream"`
	AutoSaveHistory bool   `json:"auto_save_history"`
}

type client struct{ base string }

func post(target string, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	resp, err := http.Post(target, "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func joins(bot string) {
	post(base+chatPath, Request{BotID: bot})                                                                  // want `CZ2001`
	post("https://api.coze.com/v3/chat?conversation_id=1", Request{BotID: bot})                               // want `CZ2001`
	post("https://api.coze.cn/v3/chat/submit_tool_outputs", Request{BotID: bot})                              // ok
	post("https://api.coze.cn/open_api/v2/chat", Request{BotID: bot})                                         // ok
	post(base+workflowPath, Request{BotID: bot})                                                              // ok
	post("https://api.coze.cn/v1/workflows/chat", Request{BotID: bot, Stream: false, AutoSaveHistory: false}) // ok
	post("http://localhost:8888/v3/chat", Request{BotID: bot})                                                // ok
	post("http://coze-studio.corp/v3/chat", Request{BotID: bot, Stream: false, AutoSaveHistory: false})       // ok
	post("https://api.dify.ai/v1/chat-messages", Request{BotID: bot})                                         // ok
	post("https://open.example.org/v3/chat", Request{BotID: bot})                                             // ok
}

func paths(bot string) error {
	u, err := url.JoinPath(base, chatPath)
	if err != nil {
		return err
	}
	return post(u, Request{BotID: bot}) // want `CZ2001`
}

func elements(bot string) error {
	u, err := url.JoinPath(base, "v3/chat")
	if err != nil {
		return err
	}
	return post(u, &Request{BotID: bot, AutoSaveHistory: true}) // ok
}

func (c *client) do(ctx context.Context, path string, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (c *client) chat(ctx context.Context, bot string) {
	c.do(ctx, chatPath, Request{BotID: bot})                                 // want `CZ2001`
	c.do(ctx, "/v3/chat", Request{BotID: bot, Stream: true})                 // ok
	c.do(ctx, workflowPath, Request{BotID: bot})                             // ok
	c.do(ctx, "/open_api/v2/chat", Request{BotID: bot})                      // ok
	c.do(ctx, "/v3/chat/retrieve?chat_id=1", map[string]any{})               // ok
	c.do(ctx, chatPath, map[string]any{"user_id": "u", "stream": false})     // want `CZ2002`
	c.do(ctx, workflowPath, map[string]any{"user_id": "u", "stream": false}) // ok
	c.do(ctx, chatPath, map[string]any{"model": "m", "stream": false})       // ok
}

// A request whose destination is not seen is judged by its shape, and only
// if one literal has both values.
func unseen(target, bot string) {
	post(target, Request{BotID: bot, Stream: false, AutoSaveHistory: false})  // want `CZ2001`
	post(target, Request{BotID: bot, Stream: true, AutoSaveHistory: false})   // ok
	post(target, Request{BotID: bot})                                         // ok
	post(target, map[string]any{"stream": false})                             // ok
	post(target, map[string]any{"auto_save_history": false})                  // ok
	post(target, map[string]any{"stream": false, "auto_save_history": false}) // want `CZ2001`
}

// The configuration of a websocket chat has no stream.
func websocket(send func(any) error) {
	send(map[string]any{ // ok
		"event_type": "chat.update",
		"data":       map[string]any{"chat_config": map[string]any{"auto_save_history": false}},
	})
}

type restyClient struct{}

type restyRequest struct{ body any }

func (restyClient) R() *restyRequest { return &restyRequest{} }

func (r *restyRequest) SetBody(body any) *restyRequest {
	r.body = body
	return r
}

func (r *restyRequest) Post(target string) error { return post(target, r.body) }

func chained(rc restyClient, bot string) {
	rc.R().SetBody(Request{BotID: bot}).Post(base + chatPath)                                                   // want `CZ2001`
	rc.R().SetBody(Request{BotID: bot, Stream: true}).Post(base + chatPath)                                     // ok
	rc.R().SetBody(map[string]any{"bot_id": bot, "stream": false}).Post("https://api.coze.cn/open_api/v2/chat") // ok
}
