package timeout

import (
	"context"
	"testing"

	"github.com/coze-dev/coze-go"
)

func TestStream(t *testing.T) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth("t")) // ok: a test
	_, _ = cli.Chat.Stream(context.Background(), &coze.CreateChatsReq{})
}
