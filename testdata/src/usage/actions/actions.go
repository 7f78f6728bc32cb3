// Package actions runs the tools that chats ask for.
package actions

import (
	"context"

	"github.com/coze-dev/coze-go"
)

func run(ctx context.Context, cli coze.CozeAPI, chat *coze.Chat) error {
	var outputs []*coze.ToolOutput
	for _, call := range chat.RequiredAction.SubmitToolOutputs.ToolCalls { // want `chat.RequiredAction is a pointer that may be nil.*CZ5007`
		outputs = append(outputs, &coze.ToolOutput{ToolCallID: call.ID})
	}
	if chat.RequiredAction.Type == "" { // ok: said above
		return nil
	}
	_, err := cli.Chat.SubmitToolOutputs(ctx, &coze.SubmitToolOutputsChatReq{ToolOutputs: outputs})
	return err
}

type other struct{ RequiredAction *struct{ Type string } }

func foreign(o other) string { return o.RequiredAction.Type } // ok: not of the SDK
