// Package oldsdk uses a version of the SDK whose client has no timeout.
package oldsdk

import (
	"context"

	"github.com/coze-dev/coze-go"
)

func ask(ctx context.Context, token string) error {
	api := coze.NewCozeAPI(coze.NewTokenAuth(token)) // ok: nothing cuts off the stream
	stream, err := api.Chat.Stream(ctx, &coze.CreateChatsReq{BotID: "1"})
	if err != nil {
		return err
	}
	return stream.Close()
}
