// Package sdk calls the Open API through the SDK.
package sdk

import (
	"context"

	"github.com/coze-dev/coze-go"
)

func calls(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) {
	cli.Chat.Create(ctx, req)                                                   // want `POST /v3/chat \[chat\]`
	cli.Chat.Stream(ctx, req)                                                   // want `POST /v3/chat \[chat\]`
	cli.Chat.CreateAndPoll(ctx, req, nil)                                       // want `POST /v3/chat \[chat\], GET /v3/chat/retrieve \[getChat\], GET /v3/chat/message/list \[chat listMessage\], POST /v3/chat/cancel \[cancelChat\]`
	cli.Bots.Retrieve(ctx, &coze.RetrieveBotsReq{BotID: "1"})                   // want `GET /v1/bot/get_online_info \[getMetadata\] retiring`
	cli.Workflows.Runs.Create(ctx, &coze.RunWorkflowsReq{WorkflowID: "1"})      // want `POST /v1/workflow/run \[run\]`
	cli.Bots.Retrieve(ctx, &coze.RetrieveBotsReq{BotID: "1", UseAPIVersion: 2}) // want `GET /v1/bots/:bot_id \[getMetadata\]`
	_ = coze.NewTokenAuth("token")                                              // ok
}
