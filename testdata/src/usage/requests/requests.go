// Package requests makes requests by hand, right and wrong ones.
package requests

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"github.com/coze-dev/coze-go"
)

type message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// The conversation in the body.
type chatRequest struct {
	BotID          string    `json:"bot_id"`
	UserID         string    `json:"user_id"`
	ConversationID string    `json:"conversation_id,omitempty"` // want `POST /v3/chat does not look for conversation_id in the body: .* \(CZ5012\)`
	Stream         bool      `json:"stream"`
	Messages       []message `json:"additional_messages"`
}

func chat(conversation string) (*http.Response, error) {
	b, err := json.Marshal(chatRequest{BotID: "1", UserID: "u", ConversationID: conversation, Stream: true})
	if err != nil {
		return nil, err
	}
	return http.Post("https://api.coze.cn/v3/chat", "application/json", bytes.NewReader(b))
}

// By a helper, which gets path and body.
type client struct {
	base string
	http *http.Client
}

var api = &client{base: "https://api.coze.cn", http: http.DefaultClient}

func (c *client) post(ctx context.Context, path string, in any) (*http.Response, error) {
	b, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+path, bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return c.http.Do(req)
}

func byMap(ctx context.Context, conversation string) (*http.Response, error) {
	return api.post(ctx, "/v3/chat", map[string]any{
		"bot_id":              "1",
		"user_id":             "u",
		"conversation_id":     conversation, // want `CZ5012`
		"stream":              true,
		"additional_messages": []message{{"user", "hi"}},
	})
}

func byElement(ctx context.Context, conversation string) (*http.Response, error) {
	body := map[string]any{"bot_id": "1", "user_id": "u", "stream": true}
	if conversation != "" {
		body["conversation_id"] = conversation // want `CZ5012`
	}
	return api.post(ctx, "/v3/chat", body)
}

type queried struct {
	BotID          string `json:"bot_id"`
	UserID         string `json:"user_id"`
	ConversationID string `json:"conversation_id"` // ok: it is in the query, too
	Stream         bool   `json:"stream"`
}

func inQuery(ctx context.Context, q queried) (*http.Response, error) {
	return api.post(ctx, "/v3/chat?conversation_id="+url.QueryEscape(q.ConversationID), queried{BotID: q.BotID, ConversationID: q.ConversationID})
}

type byValues struct {
	BotID          string `json:"bot_id"`
	UserID         string `json:"user_id"`
	ConversationID string `json:"conversation_id"` // ok: url.Values puts it into the query
	Stream         bool   `json:"stream"`
}

func inValues(ctx context.Context, conversation string) (*http.Response, error) {
	q := url.Values{}
	q.Set("conversation_id", conversation)
	return api.post(ctx, "/v3/chat?"+q.Encode(), byValues{BotID: "1", ConversationID: conversation})
}

type unsent struct {
	BotID          string `json:"bot_id"`
	UserID         string `json:"user_id"`
	ConversationID string `json:"-"` // ok: not on the wire
	Stream         bool   `json:"stream"`
}

func notOnWire(ctx context.Context, u unsent) (*http.Response, error) {
	return api.post(ctx, "/v3/chat", unsent{BotID: "1", ConversationID: u.ConversationID})
}

type workflowChat struct {
	WorkflowID     string    `json:"workflow_id"`
	BotID          string    `json:"bot_id"`
	ConversationID string    `json:"conversation_id"` // ok: this endpoint takes it in the body
	Messages       []message `json:"additional_messages"`
}

func chatflow(ctx context.Context, conversation string) (*http.Response, error) {
	return api.post(ctx, "/v1/workflows/chat", workflowChat{WorkflowID: "1", ConversationID: conversation})
}

func created(ctx context.Context, conversation string) (*http.Response, error) {
	return api.post(ctx, "/v1/conversation/message/create?conversation_id="+conversation, message{"user", "hi"}) // ok
}

// IDs that are numbers.
type numeric struct {
	BotID    int64     `json:"bot_id"` // want `the API takes and sends bot_id as text, and this is int64: .* \(CZ5013\)`
	UserID   string    `json:"user_id"`
	Stream   bool      `json:"stream"`
	Messages []message `json:"additional_messages"`
}

type quoted struct {
	BotID    int64     `json:"bot_id,string"` // ok: text on the wire
	UserID   string    `json:"user_id"`
	Stream   bool      `json:"stream"`
	Messages []message `json:"additional_messages"`
}

// What this program is asked for by its own clients.
type asked struct {
	UserID  int64  `json:"user_id"`  // ok: our own
	SpaceID int    `json:"space_id"` // ok: our own
	Text    string `json:"text"`
}

type cozeChat struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data struct {
		ID             string  `json:"id"`
		ConversationID float64 `json:"conversation_id"` // want `conversation_id as text, and this is float64`
	} `json:"data"`
}

func ids(ctx context.Context, settings map[string]any) (*cozeChat, error) {
	resp, err := api.post(ctx, "/v3/chat", map[string]any{
		"bot_id":              settings["bot_id"].(float64), // want `bot_id as text, and this is float64`
		"user_id":             settings["user_id"],          // ok: not known
		"stream":              false,
		"auto_save_history":   true,
		"additional_messages": []message{{"user", "hi"}},
	})
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var reply cozeChat
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return nil, err
	}
	if reply.Code != 0 {
		return nil, fmt.Errorf("coze: %d %s logid=%s", reply.Code, reply.Msg, resp.Header.Get("X-Tt-Logid"))
	}
	return &reply, nil
}

type runRequest struct {
	WorkflowID uint64         `json:"workflow_id"` // want `workflow_id as text, and this is uint64`
	Parameters map[string]any `json:"parameters"`
}

func run(ctx context.Context, id uint64) (*http.Response, error) {
	return api.post(ctx, "/v1/workflow/run", &runRequest{WorkflowID: id})
}

// Endpoints.
func paths(ctx context.Context, id string) {
	api.post(ctx, "/v2/chat", nil)                                        // want `the API has no /v2/chat: /v3/chat is near \(CZ5014\)`
	api.post(ctx, "/v3/workflows/run", nil)                               // want `/v1/workflow/run is near`
	api.post(ctx, "/v1/conversations/create", nil)                        // want `/v1/conversation/create is near`
	api.post(ctx, "/v3/chat/retreive", nil)                               // ok: two letters
	api.post(ctx, "/v3/chat/cancell", nil)                                // want `/v3/chat/cancel is near`
	api.post(ctx, "/v3/chat/retrieve?chat_id="+id, nil)                   // ok
	api.post(ctx, "/v1/bots/"+id, nil)                                    // ok
	api.post(ctx, "/v1/something/new", nil)                               // ok: the API grows
	http.Post("https://api.example.com/v2/chat", "application/json", nil) // ok: of somebody else
	http.Get("https://api.coze.cn/v1/chat")                               // want `/v3/chat is near`
	http.Get("https://api.cohere.ai/v1/chat")                             // ok
}

// Files.
func files(ctx context.Context, cli coze.CozeAPI, id string) {
	api.post(ctx, "/v1/workflow/run", map[string]any{
		"workflow_id": "1",
		"parameters": map[string]any{
			"image": map[string]any{"file_id": id}, // want `a file among the parameters of a workflow is the text of an object, .* \(CZ5015\)`
			"text":  `{"file_id":"1"}`,             // ok
			"other": map[string]any{"id": id},      // ok: no file
		},
	})
	parameters := map[string]any{}
	parameters["images"] = []any{map[string]string{"file_id": id}} // want `CZ5015`
	cli.Workflows.Runs.Create(ctx, &coze.RunWorkflowsReq{WorkflowID: "1", Parameters: parameters, IsAsync: true})
	api.post(ctx, "/v3/chat", map[string]any{ // ok: an object string of a message
		"bot_id":              "1",
		"additional_messages": []any{map[string]any{"type": "image", "file_id": id}},
	})
}
