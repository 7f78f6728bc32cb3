// Package cancels ends the chats that nobody waits for any more.
package cancels

import (
	"context"
	"time"

	"github.com/coze-dev/coze-go"
)

func streamed(ctx context.Context, client coze.CozeAPI, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	return client.Chat.Stream(ctx, req)
}

func end(client coze.CozeAPI, chat *coze.Chat) error {
	_, err := client.Chat.Cancel(context.Background(), &coze.CancelChatsReq{ConversationID: chat.ConversationID, ChatID: chat.ID})
	return err
}
