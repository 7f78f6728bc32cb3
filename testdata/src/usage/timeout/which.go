package timeout

import (
	"context"
	"net/http"
	"time"

	"github.com/coze-dev/coze-go"
)

// Two clients of one type, only one of which streams.
type bot struct{ api coze.CozeAPI }

func admin(token string) *bot { return &bot{api: coze.NewCozeAPI(coze.NewTokenAuth(token))} } // ok

func chat(token string) *bot {
	return &bot{api: coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithHttpClient(&http.Client{Timeout: 10 * time.Minute}))}
}

func hasty(token string) *bot {
	return &bot{api: coze.NewCozeAPI(coze.NewTokenAuth(token))} // want `CZ5001`
}

func (b *bot) me(ctx context.Context) (*coze.User, error) { return b.api.Users.Me(ctx) }

func (b *bot) stream(ctx context.Context, r *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	return b.api.Chat.Stream(ctx, r)
}

func twoBots(ctx context.Context, token string, r *coze.CreateChatsReq) error {
	if _, err := admin(token).me(ctx); err != nil {
		return err
	}
	if s, err := hasty(token).stream(ctx, r); err == nil {
		return s.Close()
	}
	s, err := chat(token).stream(ctx, r)
	if err != nil {
		return err
	}
	return s.Close()
}

// A table of clients.
func table(ctx context.Context, token string, r *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	auth := coze.NewTokenAuth(token)
	clients := map[string]coze.CozeAPI{
		"short": coze.NewCozeAPI(auth), // ok
		"long":  coze.NewCozeAPI(auth, coze.WithHttpClient(&http.Client{})),
	}
	if _, err := clients["short"].Users.Me(ctx); err != nil {
		return nil, err
	}
	return clients["long"].Chat.Stream(ctx, r)
}

// A constructor to which a client may be given.
func optional(token string, hc *http.Client) coze.CozeAPI {
	auth := coze.NewTokenAuth(token)
	if hc == nil {
		return coze.NewCozeAPI(auth) // ok
	}
	return coze.NewCozeAPI(auth, coze.WithHttpClient(hc))
}

func askLong(ctx context.Context, token string, r *coze.CreateChatsReq) (coze.Stream[coze.ChatEvent], error) {
	api := optional(token, &http.Client{Timeout: 20 * time.Minute})
	return api.Chat.Stream(ctx, r)
}
