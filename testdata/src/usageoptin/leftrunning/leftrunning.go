// Package leftrunning stops to wait for chats, and cancels none.
package leftrunning

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/coze-dev/coze-go"
)

func streamed(ctx context.Context, client coze.CozeAPI, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	return client.Chat.Stream(ctx, req) // want `client\.Chat\.Stream is given up by a deadline, a user who leaves or the end of a poll, and nothing cancels the chat: it goes on, and the next message of the conversation gets 4016 \(CZ5023\)`
}

type server struct{ client coze.CozeAPI }

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if _, err := s.start(r.Context(), &coze.CreateChatsReq{}); err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
	}
}

func (s *server) start(ctx context.Context, req *coze.CreateChatsReq) (*coze.CreateChatsResp, error) {
	return s.client.Chat.Create(ctx, req) // want `CZ5023`
}

type chat struct {
	ID     string `json:"id"`
	Status string `json:"status"`
}

type reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data chat   `json:"data"`
}

const base = "https://api.coze.cn"

func polled() error {
	var r reply
	if err := post(base+"/v3/chat", &r); err != nil {
		return err
	}
	for i := 0; i < 60; i++ {
		time.Sleep(time.Second)
		if err := post(base+"/v3/chat/retrieve?chat_id="+r.Data.ID, &r); err != nil {
			return err
		}
		switch r.Data.Status {
		case "completed":
			return nil
		case "failed", "requires_action", "canceled":
			return errors.New(r.Data.Status)
		}
	}
	return errors.New("it takes too long")
}

func post(url string, r *reply) error {
	resp, err := http.Post(url, "application/json", strings.NewReader("{}")) // want `POST /v3/chat is given up`
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(r); err != nil {
		return fmt.Errorf("HTTP %d, logid %s: %w", resp.StatusCode, resp.Header.Get("X-Tt-Logid"), err)
	}
	if r.Code != 0 {
		return fmt.Errorf("%d %s, logid %s", r.Code, r.Msg, resp.Header.Get("X-Tt-Logid"))
	}
	return nil
}

// The good ones.

func waitsForever(client coze.CozeAPI, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	return client.Chat.Stream(context.Background(), req)
}

func cancelsItself(ctx context.Context, client coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	timeout := 30
	return client.Chat.CreateAndPoll(ctx, req, &timeout)
}

func workflow(ctx context.Context, client coze.CozeAPI, req *coze.RunWorkflowsReq) (*coze.RunWorkflowsResp, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	return client.Workflows.Runs.Create(ctx, req)
}
