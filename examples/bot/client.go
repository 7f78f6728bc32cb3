// Command bot asks a Coze bot a question over plain HTTP. It is here to be
// linted: the comments say what is wrong and which check reports it.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

const (
	baseURL      = "https://api.coze.cn"
	chatPath     = "/v3/chat"
	retrievePath = "/v3/chat/retrieve"
)

// chatRequest is the body of POST /v3/chat. Neither flag has omitempty, so
// false is sent as false.
type chatRequest struct {
	BotID           string    `json:"bot_id"`
	UserID          string    `json:"user_id"`
	Stream          bool      `json:"stream"`
	AutoSaveHistory bool      `json:"auto_save_history"`
	Messages        []message `json:"additional_messages"`
}

type message struct {
	Role        string `json:"role"`
	Content     string `json:"content"`
	ContentType string `json:"content_type"`
}

// reply is the envelope of every answer: code 0 is success.
type reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data struct {
		ID             string `json:"id"`
		ConversationID string `json:"conversation_id"`
		Status         string `json:"status"`
	} `json:"data"`
}

type client struct {
	http  http.Client
	token string
}

// ask starts a chat.
func (c *client) ask(ctx context.Context, bot, question string) (*reply, error) {
	return c.do(ctx, http.MethodPost, chatPath, chatRequest{
		BotID:  bot,
		UserID: "example",
		Stream: false,
		// CZ2001: without a stream, Coze rejects this with code 4007.
		AutoSaveHistory: false,
		Messages:        []message{{Role: "user", Content: question, ContentType: "text"}},
	})
}

// retrieve looks how a chat is doing.
func (c *client) retrieve(ctx context.Context, conversation, chat string) (*reply, error) {
	path := fmt.Sprintf("%s?conversation_id=%s&chat_id=%s", retrievePath, conversation, chat)
	return c.do(ctx, http.MethodGet, path, nil)
}

func (c *client) do(ctx context.Context, method, path string, body any) (*reply, error) {
	encoded, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, method, baseURL+path, bytes.NewReader(encoded))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("Content-Type", "application/json")
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	var r reply
	if err := json.Unmarshal(text, &r); err != nil {
		return nil, fmt.Errorf("decoding %s: %w", text, err)
	}
	if r.Code == 4100 { // CZ1001: which code is that?
		return nil, fmt.Errorf("the token is wrong: %s", text)
	}
	if r.Code == http.StatusTooManyRequests { // CZ1002: codes are no HTTP statuses
		return nil, fmt.Errorf("slow down: %s", text)
	}
	if r.Code != 0 {
		// CZ3001: support will ask for the X-Tt-Logid, and resp has it.
		return nil, fmt.Errorf("coze: %d %s", r.Code, r.Msg)
	}
	return &r, nil
}
