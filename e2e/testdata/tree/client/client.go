// Package client is a hand-written Coze client with a finding of every pass.
package client

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

const host = "https://api.coze.cn"

type chatRequest struct {
	BotID           string `json:"bot_id"`
	UserID          string `json:"user_id"`
	Stream          bool   `json:"stream"`
	AutoSaveHistory bool   `json:"auto_save_history"`
}

type chatReply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data struct {
		Status string `json:"status"`
	} `json:"data"`
}

const codeSystemBusy = 4009

// Client talks to Coze.
type Client struct {
	http http.Client
}

// Chat starts a chat.
func (c *Client) Chat(bot, user string) (*chatReply, error) {
	body, err := json.Marshal(chatRequest{BotID: bot, UserID: user, Stream: false, AutoSaveHistory: false})
	if err != nil {
		return nil, err
	}
	resp, err := c.http.Post(host+"/v3/chat", "application/json", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	var reply chatReply
	if err := json.Unmarshal(text, &reply); err != nil {
		return nil, fmt.Errorf("decoding %s: %w", text, err)
	}
	if reply.Code == 4009 || reply.Code == http.StatusTooManyRequests {
		return nil, fmt.Errorf("try later: %s", text)
	}
	if reply.Code != 0 {
		return nil, fmt.Errorf("扣子 says: %d %s", reply.Code, reply.Msg)
	}
	return &reply, nil
}

// Handle writes what an event of a stream says.
func Handle(w io.Writer, event, data string) {
	switch event {
	case "conversation.message.delta":
		fmt.Fprint(w, data)
	case "conversation.chat.completed":
		fmt.Fprintln(w)
	}
}

// Silenced has a finding that a directive covers.
func Silenced(reply *chatReply) bool {
	//cozelint:ignore CZ1001 the number is explained in the manual
	return reply.Code == 4100
}

//cozelint:ignore CZ1001 nothing here has a code
func unmatched() {}

//cozelint:ignore CZ1001
func noReason() {}
