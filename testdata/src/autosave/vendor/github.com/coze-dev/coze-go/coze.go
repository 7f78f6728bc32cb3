// Package coze has the shape of the SDK's chat, for the tests.
package coze

import "context"

type CozeAPI struct{ Chat *chat }

type chat struct{}

type CreateChatsReq struct {
	ConversationID  string     `json:"-"`
	BotID           string     `json:"bot_id"`
	UserID          string     `json:"user_id"`
	Messages        []*Message `json:"additional_messages,omitempty"`
	Stream          *bool      `json:"stream,omitempty"`
	AutoSaveHistory *bool      `json:"auto_save_history,omitempty"`
	ConnectorID     string     `json:"connector_id,omitempty"`
}

type SubmitToolOutputsChatReq struct {
	ChatID string `json:"-"`
	Stream *bool  `json:"stream,omitempty"`
}

type (
	Message         struct{ Content string }
	CreateChatsResp struct{ ID string }
	ChatPoll        struct{ Messages []*Message }
	ChatEvent       struct{ Event string }
)

type Stream[T any] interface {
	Recv() (*T, error)
	Close() error
}

func (r *chat) Create(ctx context.Context, req *CreateChatsReq) (*CreateChatsResp, error) {
	return nil, nil
}

func (r *chat) CreateAndPoll(ctx context.Context, req *CreateChatsReq, timeout *int) (*ChatPoll, error) {
	return nil, nil
}

func (r *chat) Stream(ctx context.Context, req *CreateChatsReq) (Stream[ChatEvent], error) {
	return nil, nil
}

func (r *chat) SubmitToolOutputs(ctx context.Context, req *SubmitToolOutputsChatReq) (*CreateChatsResp, error) {
	return nil, nil
}

func (r *chat) StreamSubmitToolOutputs(ctx context.Context, req *SubmitToolOutputsChatReq) (Stream[ChatEvent], error) {
	return nil, nil
}
