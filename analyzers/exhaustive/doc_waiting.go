package exhaustive

import (
	"honnef.co/go/tools/analysis/lint"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/internal/messages"
)

// ToolsForgotten is CZ4006.
var ToolsForgotten = &checks.Check{
	ID: "CZ4006",
	Doc: &lint.RawDocumentation{
		Title: "Chat that requires an action, where tools are run elsewhere",
		Text: `A bot with tools of the program's own asks for their outputs by the event
conversation.chat.requires_action, or the status requires_action, and waits
(pages chat_v3, submit_tool_outputs). The package submits such outputs, and the
stream or poll that is reported does nothing about it: what came so far, mostly
nothing, is taken for the answer, or the poll goes on until the server gives up.

Nothing is reported where the event or status is compared with it anywhere, where it
is handed on, and where the program fails for what it does not know.`,
		Before: sdkTools + `
func status(ctx context.Context, client coze.CozeAPI, req *coze.RetrieveChatsReq) (bool, error) {
	resp, err := client.Chat.Retrieve(ctx, req)
	if err != nil {
		return false, fmt.Errorf("coze: %w", err)
	}
	switch resp.Chat.Status {
	case coze.ChatStatusCompleted:
		return true, nil
	case coze.ChatStatusFailed, coze.ChatStatusCancelled:
		return false, fmt.Errorf("coze: %s logid=%s", resp.Chat.Status, resp.LogID())
	}
	return false, nil
}
`,
		After: sdkTools + `
func status(ctx context.Context, client coze.CozeAPI, req *coze.RetrieveChatsReq) (bool, error) {
	resp, err := client.Chat.Retrieve(ctx, req)
	if err != nil {
		return false, fmt.Errorf("coze: %w", err)
	}
	switch resp.Chat.Status {
	case coze.ChatStatusCompleted:
		return true, nil
	case coze.ChatStatusRequiresAction:
		return false, submit(ctx, client, &resp.Chat)
	case coze.ChatStatusFailed, coze.ChatStatusCancelled:
		return false, fmt.Errorf("coze: %s logid=%s", resp.Chat.Status, resp.LogID())
	}
	return false, nil
}
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
	Says: []messages.Text{messages.ToolsForgotten, messages.ToolsForgottenStatus},
}

// The beginning of a program that submits the outputs of tools.
const sdkTools = `package p

import (
	"context"
	"fmt"

	"github.com/coze-dev/coze-go"
)

func submit(ctx context.Context, client coze.CozeAPI, chat *coze.Chat) error {
	_, err := client.Chat.SubmitToolOutputs(ctx, &coze.SubmitToolOutputsChatReq{ConversationID: chat.ConversationID, ChatID: chat.ID})
	return err
}
`

// ActionIgnored is CZ4007.
var ActionIgnored = &checks.Check{
	ID: "CZ4007",
	Doc: &lint.RawDocumentation{
		Title: "Chat that requires an action nobody takes",
		Text: `The same as CZ4006 in packages that submit no outputs of tools. A bot may require an
action all the same: a question node of a workflow asks the user, and whoever edits
the bot may give it a tool of the caller's. It is opt-in: most bots never do.`,
		Before: sdkContext + `
func status(ctx context.Context, client coze.CozeAPI, req *coze.RetrieveChatsReq) (bool, error) {
	resp, err := client.Chat.Retrieve(ctx, req)
	if err != nil {
		return false, fmt.Errorf("coze: %w", err)
	}
	switch resp.Chat.Status {
	case coze.ChatStatusCompleted:
		return true, nil
	case coze.ChatStatusFailed, coze.ChatStatusCancelled:
		return false, fmt.Errorf("coze: %s logid=%s", resp.Chat.Status, resp.LogID())
	}
	return false, nil
}
`,
		After: sdkContext + `
func status(ctx context.Context, client coze.CozeAPI, req *coze.RetrieveChatsReq) (bool, error) {
	resp, err := client.Chat.Retrieve(ctx, req)
	if err != nil {
		return false, fmt.Errorf("coze: %w", err)
	}
	switch resp.Chat.Status {
	case coze.ChatStatusCompleted:
		return true, nil
	case coze.ChatStatusFailed, coze.ChatStatusCancelled, coze.ChatStatusRequiresAction:
		return false, fmt.Errorf("coze: %s logid=%s", resp.Chat.Status, resp.LogID())
	}
	return false, nil
}
`,
		Since:      "v0.1.0",
		NonDefault: true,
		Severity:   lint.SeverityInfo,
	},
	Says: []messages.Text{messages.ActionIgnored, messages.ActionIgnoredStatus},
}

const sdkContext = `package p

import (
	"context"
	"fmt"

	"github.com/coze-dev/coze-go"
)
`
