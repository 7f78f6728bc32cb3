package usage

import (
	"honnef.co/go/tools/analysis/lint"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/internal/messages"
)

// Repeated is CZ5022.
var Repeated = &checks.Check{
	ID: "CZ5022",
	Doc: &lint.RawDocumentation{
		Title: "Request that starts a chat or a run is sent again",
		Text: `A request that broke off or timed out may have been carried out: sent again, it starts
a second chat or run, and the API has no key by which it could tell them apart (pages
chat_v3, workflow_run). A code says what happened: 4009 and 4020 refuse, and trying
again is right for them.

Reported are loops that a failure of the transport goes round, in the program, in a
transport of its own, in an HTTP client that is told to try again (resty, req,
retryablehttp), and in libraries that retry. It is opt-in: where a run changes nothing,
a second one only costs.`,
		Before: sdkContext + `
func run(ctx context.Context, client coze.CozeAPI, req *coze.RunWorkflowsReq) (resp *coze.RunWorkflowsResp, err error) {
	for range 3 {
		if resp, err = client.Workflows.Runs.Create(ctx, req); err == nil {
			return resp, nil
		}
	}
	return nil, err
}
`,
		After: sdkContext + `
func run(ctx context.Context, client coze.CozeAPI, req *coze.RunWorkflowsReq) (resp *coze.RunWorkflowsResp, err error) {
	for range 3 {
		if resp, err = client.Workflows.Runs.Create(ctx, req); err == nil {
			return resp, nil
		}
		if e, ok := coze.AsCozeError(err); !ok || e.Code != rateLimited && e.Code != systemBusy {
			return nil, err
		}
	}
	return nil, err
}

const (
	systemBusy  = 4009
	rateLimited = 4020
)
`,
		Since:      "v0.1.0",
		NonDefault: true,
		Severity:   lint.SeverityInfo,
	},
	Says: []messages.Text{messages.StartRepeated},
}

// LeftRunning is CZ5023.
var LeftRunning = &checks.Check{
	ID: "CZ5023",
	Doc: &lint.RawDocumentation{
		Title: "Chat that goes on when nobody waits for it",
		Text: `A deadline, a user who leaves, or a poll that has asked often enough ends the wait for
a chat, and not the chat: it goes on at the server, is billed, and until it ends the
conversation refuses the next message with 4016 (CODES). POST /v3/chat/cancel ends it
(page chat_cancel); CreateAndPoll of the SDK does so after its timeout.

It is opt-in, and silent in packages that cancel a chat anywhere.`,
		Before: sdkGivingUp + `
func ask(ctx context.Context, client coze.CozeAPI, req *coze.CreateChatsReq) (*coze.CreateChatsResp, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	return client.Chat.Create(ctx, req)
}
`,
		After: sdkGivingUp + `
func ask(ctx context.Context, client coze.CozeAPI, req *coze.CreateChatsReq) (*coze.CreateChatsResp, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	return client.Chat.Create(ctx, req)
}

func giveUp(client coze.CozeAPI, chat *coze.Chat) error {
	_, err := client.Chat.Cancel(context.Background(), &coze.CancelChatsReq{
		ConversationID: chat.ConversationID,
		ChatID:         chat.ID,
	})
	return err
}
`,
		Since:      "v0.1.0",
		NonDefault: true,
		Severity:   lint.SeverityInfo,
	},
	Says: []messages.Text{messages.ChatLeftRunning},
}

// The beginning of a program that does not wait for ever.
const sdkGivingUp = `package p

import (
	"context"
	"time"

	"github.com/coze-dev/coze-go"
)
`

// Together is CZ5024.
var Together = &checks.Check{
	ID: "CZ5024",
	Doc: &lint.RawDocumentation{
		Title: "Chats of one conversation at once",
		Text: `A conversation has one chat at a time: a message that is sent while one runs is refused
with 4016 (CODES). Goroutines that a loop starts, and that send messages to one
conversation, get it at random.

Nothing is reported where a lock is held, where the goroutine makes the conversation
itself, and where each element of a list has its own. It is opt-in: who sends the
messages may wait by itself.`,
		Before: sdkTogether + `
func all(client coze.CozeAPI, conversation string, texts []string) {
	for _, text := range texts {
		go ask(client, conversation, text)
	}
}
`,
		After: sdkTogether + `
func all(client coze.CozeAPI, conversation string, texts []string) {
	for _, text := range texts {
		ask(client, conversation, text)
	}
}
`,
		Since:      "v0.1.0",
		NonDefault: true,
		Severity:   lint.SeverityInfo,
	},
	Says: []messages.Text{messages.ChatsTogether},
}

// The beginning of a program that sends a message.
const sdkTogether = `package p

import (
	"context"
	"log"

	"github.com/coze-dev/coze-go"
)

func ask(client coze.CozeAPI, conversation, text string) {
	_, err := client.Chat.Create(context.Background(), &coze.CreateChatsReq{
		ConversationID: conversation,
		Messages:       []*coze.Message{coze.BuildUserQuestionText(text, nil)},
	})
	if err != nil {
		log.Print(err)
	}
}
`
