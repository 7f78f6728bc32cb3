// Package actionsasked looks whether there is an action before it hands it on.
package actionsasked

import "github.com/coze-dev/coze-go"

func calls(chat *coze.Chat) []*coze.ChatToolCall {
	return chat.RequiredAction.SubmitToolOutputs.ToolCalls // ok: the caller looks
}

func callsOf(chat *coze.Chat) []*coze.ChatToolCall {
	if chat.RequiredAction == nil || chat.RequiredAction.SubmitToolOutputs == nil {
		return nil
	}
	return calls(chat)
}
