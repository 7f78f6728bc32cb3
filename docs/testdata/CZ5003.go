package p

import (
	"context"
	"errors"
	"io"

	"github.com/coze-dev/coze-go"
)

func answer(ctx context.Context, api coze.CozeAPI, req *coze.CreateChatsReq) (text string, err error) {
	stream, err := api.Chat.Stream(ctx, req)
	if err != nil {
		return "", err
	}
	defer stream.Close()
	for {
		event, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return text, nil
		}
		if err != nil {
			return "", err
		}
		if event.Event == coze.ChatEventConversationChatFailed {
			return "", errors.New("failed")
		}
		if event.Message != nil {
			text += event.Message.Content
		}
	}
}
