package nilvalue

import "github.com/coze-dev/coze-go"

func firstCall(action *coze.ChatRequiredAction) string {
	return action.SubmitToolOutputs.ToolCalls[0].ID // want `a chat that requires an action may have no tool call, .* \(CZ5007\)`
}

func measured(action *coze.ChatRequiredAction) string {
	if len(action.SubmitToolOutputs.ToolCalls) == 0 {
		return ""
	}
	return action.SubmitToolOutputs.ToolCalls[0].ID // ok
}

func each(action *coze.ChatRequiredAction) (ids []string) {
	for _, call := range action.SubmitToolOutputs.ToolCalls { // ok
		ids = append(ids, call.ID)
	}
	return ids
}

type ownCalls struct{ ToolCalls []string }

func own(o ownCalls) string { return o.ToolCalls[0] } // ok: not of the SDK
