// Package coze stands for a version of the SDK whose client waits for ever.
package coze

import (
	"context"
	"net/http"
)

type CozeAPI struct{ Chat *chat }

type chat struct{ client *http.Client }

type CozeAPIOption func(*http.Client)

type Auth interface {
	Token(ctx context.Context) (string, error)
}

type CreateChatsReq struct{ BotID string }

type Stream interface{ Close() error }

func NewTokenAuth(token string) Auth { return nil }

func NewCozeAPI(auth Auth, opts ...CozeAPIOption) CozeAPI {
	client := &http.Client{}
	for _, opt := range opts {
		opt(client)
	}
	return CozeAPI{Chat: &chat{client}}
}

func (c *chat) Stream(ctx context.Context, req *CreateChatsReq) (Stream, error) { return nil, nil }
