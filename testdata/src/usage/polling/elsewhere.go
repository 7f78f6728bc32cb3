package polling

import (
	"context"

	"github.com/coze-dev/coze-go"
	"github.com/cozelint/elsewhere"
)

func budget(ctx context.Context) (context.Context, context.CancelFunc) { return elsewhere.Budget(ctx) }

// What a function of another package derives may have a deadline.
func derived(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	ctx, cancel := elsewhere.Budget(ctx)
	defer cancel()
	return cli.Chat.CreateAndPoll(ctx, req, nil) // ok
}

func derivedTwice(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	ctx, cancel := budget(ctx)
	defer cancel()
	return cli.Chat.CreateAndPoll(ctx, req, nil) // ok
}
