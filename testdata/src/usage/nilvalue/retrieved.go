package nilvalue

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/coze-dev/coze-go"
)

func retrieved(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	chat, err := cli.Chat.Retrieve(ctx, req)
	if err != nil {
		return err
	}
	if chat.Status == coze.ChatStatusFailed {
		return fmt.Errorf("%d %s", chat.LastError.Code, chat.LastError.Msg) // want `chat.LastError may be nil.*CZ5007`
	}
	return nil
}

func retrievedAndAsked(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	chat, err := cli.Chat.Retrieve(ctx, req)
	if err != nil {
		return err
	}
	if chat.LastError != nil {
		return fmt.Errorf("%d %s", chat.LastError.Code, chat.LastError.Msg) // ok
	}
	return nil
}

type ownChat struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data struct {
		Action *struct {
			Outputs struct {
				Calls []struct {
					ID string `json:"id"`
				} `json:"tool_calls"`
			} `json:"submit_tool_outputs"`
		} `json:"required_action"`
	} `json:"data"`
}

func firstByHand(id string) (string, error) {
	resp, err := http.Get("https://api.coze.cn/v3/chat/retrieve?chat_id=" + id)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var chat ownChat
	if err := json.NewDecoder(resp.Body).Decode(&chat); err != nil {
		return "", err
	}
	if chat.Code != 0 || chat.Data.Action == nil {
		return "", fmt.Errorf("%d %s", chat.Code, chat.Msg)
	}
	return chat.Data.Action.Outputs.Calls[0].ID, nil // want `may have no tool call.*CZ5007`
}
