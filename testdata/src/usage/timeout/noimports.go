package timeout

import (
	"context"

	"github.com/coze-dev/coze-go"
)

// The fix needs both imports.
func noImports(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token)) // want `CZ5001`
	return cli.Chat.Stream(ctx, req)
}
