// Package sdk holds requests that the SDK sends.
package sdk

import (
	"context"
	"encoding/json"

	"github.com/coze-dev/coze-go"
)

var (
	save     = true
	noSave   = false
	isStream = true
	noStream = false
)

func ptr[T any](v T) *T { return &v }

func create(ctx context.Context, cli coze.CozeAPI, bot string, dynamic bool) {
	cli.Chat.Create(ctx, &coze.CreateChatsReq{BotID: bot, AutoSaveHistory: &noSave})                       // want `^Create overwrites AutoSaveHistory with true, and the history is saved although the request says false: drop the field \(CZ2003\)$`
	cli.Chat.CreateAndPoll(ctx, &coze.CreateChatsReq{BotID: bot, AutoSaveHistory: &noSave}, nil)           // want `^CreateAndPoll overwrites AutoSaveHistory with true, and the history is saved although the request says false: drop the field \(CZ2003\)$`
	cli.Chat.Create(ctx, &coze.CreateChatsReq{BotID: bot, Stream: &noStream, AutoSaveHistory: ptr(false)}) // want `CZ2003`
	cli.Chat.Create(ctx, &coze.CreateChatsReq{BotID: bot, Stream: &isStream})                              // want `Create overwrites Stream with false`
	cli.Chat.Create(ctx, &coze.CreateChatsReq{BotID: bot, Stream: ptr(true), AutoSaveHistory: ptr(false)}) // want `AutoSaveHistory with true.*; Create overwrites Stream with false`
	cli.Chat.Create(ctx, &coze.CreateChatsReq{BotID: bot, Stream: &noStream})                              // ok
	cli.Chat.Create(ctx, &coze.CreateChatsReq{BotID: bot, Stream: &noStream, AutoSaveHistory: &save})      // ok
	cli.Chat.CreateAndPoll(ctx, &coze.CreateChatsReq{BotID: bot, AutoSaveHistory: &dynamic}, nil)          // ok
	cli.Chat.CreateAndPoll(ctx, &coze.CreateChatsReq{BotID: bot, AutoSaveHistory: nil}, nil)               // ok
	cli.Chat.CreateAndPoll(ctx, &coze.CreateChatsReq{BotID: bot}, nil)                                     // ok
}

func stream(ctx context.Context, cli *coze.CozeAPI, bot string, dynamic bool) {
	cli.Chat.Stream(ctx, &coze.CreateChatsReq{BotID: bot, Stream: &noStream})                            // want `^Chat.Stream overwrites Stream with true, and the answer is streamed although the request says false: drop the field \(CZ2003\)$`
	cli.Chat.Stream(ctx, &coze.CreateChatsReq{BotID: bot, Stream: ptr(false), AutoSaveHistory: &noSave}) // want `CZ2003`
	cli.Chat.Stream(ctx, &coze.CreateChatsReq{BotID: bot, Stream: &isStream, AutoSaveHistory: &noSave})  // ok
	cli.Chat.Stream(ctx, &coze.CreateChatsReq{BotID: bot, AutoSaveHistory: &noSave})                     // ok
	cli.Chat.Stream(ctx, &coze.CreateChatsReq{BotID: bot, Stream: &dynamic})                             // ok
	cli.Chat.Stream(ctx, &coze.CreateChatsReq{BotID: bot})                                               // ok
}

func lines(ctx context.Context, cli coze.CozeAPI, bot string) {
	cli.Chat.CreateAndPoll(ctx, &coze.CreateChatsReq{
		BotID:           bot,
		Stream:          &noStream,
		AutoSaveHistory: &noSave, // want `CZ2003`
	}, nil)

	local := false
	cli.Chat.CreateAndPoll(ctx, &coze.CreateChatsReq{
		BotID:           bot,
		AutoSaveHistory: &local, // want `CZ2003`
	}, nil)
}

func variables(ctx context.Context, cli coze.CozeAPI, bot string, live bool) {
	request := &coze.CreateChatsReq{BotID: bot}
	request.AutoSaveHistory = &noSave // want `CZ2003`
	cli.Chat.Create(ctx, request)
	cli.Chat.Stream(ctx, request) // ok

	streamed := &coze.CreateChatsReq{BotID: bot}
	streamed.AutoSaveHistory = &noSave // ok
	cli.Chat.Stream(ctx, streamed)

	perhaps := &coze.CreateChatsReq{BotID: bot}
	if live {
		perhaps.AutoSaveHistory = &noSave // ok
	}
	cli.Chat.Create(ctx, perhaps)

	either := &coze.CreateChatsReq{BotID: bot, AutoSaveHistory: &noSave} // ok
	if !live {
		either.AutoSaveHistory = &save
	}
	cli.Chat.CreateAndPoll(ctx, either, nil)
}

type service struct{ cli coze.CozeAPI }

func (s *service) ask(ctx context.Context, request *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	return s.cli.Chat.CreateAndPoll(ctx, request, nil)
}

func (s *service) keep(ctx context.Context, bot string, save bool) {
	s.cli.Chat.Create(ctx, &coze.CreateChatsReq{BotID: bot, AutoSaveHistory: ptr(save)})
}

func (s *service) use(ctx context.Context, bot string) {
	s.ask(ctx, &coze.CreateChatsReq{BotID: bot, AutoSaveHistory: &noSave}) // want `CZ2003`
	s.ask(ctx, &coze.CreateChatsReq{BotID: bot, AutoSaveHistory: &save})   // ok
	s.keep(ctx, bot, false)                                                // want `CZ2003`
	s.keep(ctx, bot, true)                                                 // ok
}

func (s *service) others(ctx context.Context, bot string) {
	s.cli.Chat.SubmitToolOutputs(ctx, &coze.SubmitToolOutputsChatReq{Stream: &isStream})       // ok
	s.cli.Chat.StreamSubmitToolOutputs(ctx, &coze.SubmitToolOutputsChatReq{Stream: &noStream}) // ok
	json.Marshal(&coze.CreateChatsReq{BotID: bot, Stream: &noStream, AutoSaveHistory: &save})  // ok
}
