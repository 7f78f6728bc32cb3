// Package service streams with clients that it is given.
package service

import (
	"context"

	"github.com/coze-dev/coze-go"
)

// A Service streams.
type Service struct{ api coze.CozeAPI }

// New returns a service that asks api.
func New(api coze.CozeAPI, _ string) *Service { return &Service{api: api} }

// Ask streams.
func (s *Service) Ask(ctx context.Context, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	return s.api.Chat.Stream(ctx, req)
}

// A Runner runs workflows with the client that others put into it.
type Runner struct {
	Client *coze.CozeAPI
	ID     string
}

// Run waits for a workflow.
func (r *Runner) Run(ctx context.Context) (*coze.RunWorkflowsResp, error) {
	return r.Client.Workflows.Runs.Create(ctx, &coze.RunWorkflowsReq{WorkflowID: r.ID})
}

// Deps are what a bot is made of.
type Deps struct {
	Coze coze.CozeAPI
	Name string
}

// A Bot streams.
type Bot struct{ deps Deps }

// NewBot returns a bot.
func NewBot(deps Deps) *Bot { return &Bot{deps: deps} }

// Say streams.
func (b *Bot) Say(ctx context.Context, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	return b.deps.Coze.Chat.Stream(ctx, req)
}

// Once streams with the client that it is given.
func Once(ctx context.Context, api *coze.CozeAPI, req *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	return api.Chat.Stream(ctx, req)
}

// A Short only makes short calls.
type Short struct{ api coze.CozeAPI }

// NewShort returns one.
func NewShort(api coze.CozeAPI) *Short { return &Short{api: api} }

// Status asks for the status of a chat.
func (s *Short) Status(ctx context.Context, req *coze.RetrieveChatsReq) (*coze.RetrieveChatsResp, error) {
	return s.api.Chat.Retrieve(ctx, req)
}

// An Async starts workflows and does not wait.
type Async struct{ api coze.CozeAPI }

// NewAsync returns one.
func NewAsync(api coze.CozeAPI) *Async { return &Async{api: api} }

// Start starts a workflow.
func (a *Async) Start(ctx context.Context, id string) (*coze.RunWorkflowsResp, error) {
	return a.api.Workflows.Runs.Create(ctx, &coze.RunWorkflowsReq{WorkflowID: id, IsAsync: true})
}
