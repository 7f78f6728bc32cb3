package timeout

import (
	"context"
	"net/http"
	"os"
	"time"

	"github.com/coze-dev/coze-go"
)

func short(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	httpClient := &http.Client{Timeout: 30 * time.Second} // want `this timeout of 30s cuts off Chat\.Stream \(short\.go:15\), as it covers the whole exchange, reading included: allow 1m0s and more \(CZ5001\)`
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithHttpClient(httpClient))
	return cli.Chat.Stream(ctx, req)
}

func shortRun(ctx context.Context, token string) (*coze.RunWorkflowsResp, error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithHttpClient(&http.Client{Timeout: time.Minute})) // want `allow 1m30s and more`
	return cli.Workflows.Runs.Create(ctx, &coze.RunWorkflowsReq{WorkflowID: "1"})
}

func long(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithHttpClient(&http.Client{Timeout: 5 * time.Minute})) // ok
	return cli.Chat.Stream(ctx, req)
}

func unlimited(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithHttpClient(&http.Client{})) // ok: no limit
	return cli.Chat.Stream(ctx, req)
}

func configured(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	d, err := time.ParseDuration(os.Getenv("COZE_TIMEOUT"))
	if err != nil {
		return nil, err
	}
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithHttpClient(&http.Client{Timeout: d})) // ok: not known
	return cli.Chat.Stream(ctx, req)
}

func changed(ctx context.Context, token string, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	httpClient := &http.Client{Timeout: 10 * time.Second} // ok: it is given another
	httpClient.Timeout = 0
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithHttpClient(httpClient))
	return cli.Chat.Stream(ctx, req)
}

func quick(ctx context.Context, token, id string) (*coze.RetrieveBotsResp, error) {
	cli := coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithHttpClient(&http.Client{Timeout: 3 * time.Second})) // ok: a short call
	return cli.Bots.Retrieve(ctx, &coze.RetrieveBotsReq{BotID: id, UseAPIVersion: 2})
}
