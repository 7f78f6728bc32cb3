package timeout

import (
	"context"
	"net/http"
	"time"

	"github.com/coze-dev/coze-go"
)

const callLimit = 45 * time.Second

func newAPI(limit time.Duration) coze.CozeAPI {
	return coze.NewCozeAPI(coze.NewTokenAuth("t"), coze.WithHttpClient(&http.Client{Timeout: limit}))
}

func runs(ctx context.Context) error {
	api := newAPI(callLimit) // want `this timeout of 45s cuts off Workflows.Runs.Create.*CZ5001`
	_, err := api.Workflows.Runs.Create(ctx, &coze.RunWorkflowsReq{WorkflowID: "1"})
	return err
}

func streamOnly(ctx context.Context) error {
	_, err := onlySDK.Chat.Stream(ctx, &coze.CreateChatsReq{})
	return err
}
