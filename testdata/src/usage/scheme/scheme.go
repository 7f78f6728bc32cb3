// Package scheme writes tokens into headers.
package scheme

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"

	"github.com/coze-dev/coze-go"
)

func given() coze.CozeAPI {
	token := fmt.Sprintf("Bearer %s", os.Getenv("COZE_TOKEN"))
	return coze.NewCozeAPI(coze.NewTokenAuth(token)) // want `NewTokenAuth adds the scheme of the header itself, and this token begins with Bearer: the API refuses both with 4100 \(CZ5016\)`
}

type config struct{ token string }

func load() config { return config{token: "bearer " + os.Getenv("COZE_TOKEN")} }

func ofField(c config) coze.CozeAPI {
	return coze.NewCozeAPI(coze.NewTokenAuth(c.token)) // want `CZ5016`
}

func plain() coze.CozeAPI {
	return coze.NewCozeAPI(coze.NewTokenAuth(os.Getenv("COZE_TOKEN"))) // ok
}

func trimmed(token string) coze.CozeAPI {
	return coze.NewCozeAPI(coze.NewTokenAuth(strings.TrimPrefix(token, "Bearer "))) // ok
}

func request(ctx context.Context, token string) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://api.coze.cn/v1/users/me", nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+token) // ok
	return req, nil
}

func twice(ctx context.Context) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://api.coze.cn/v1/users/me", nil)
	if err != nil {
		return nil, err
	}
	token := "Bearer " + os.Getenv("COZE_TOKEN")
	req.Header.Set("Authorization", "Bearer "+token) // want `the header gets the scheme twice`
	return req, nil
}

func without(ctx context.Context, token *coze.OAuthToken) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://api.coze.cn/v1/users/me", nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", token.AccessToken) // want `the header needs the scheme before the token`
	return req, nil
}

func unknown(ctx context.Context) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://api.coze.cn/v1/users/me", nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", os.Getenv("COZE_AUTH")) // ok: it may have the scheme
	return req, nil
}

func other(ctx context.Context) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://api.example.com/v1/users", nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("X-Key", "pat_1") // ok: no such header
	return req, nil
}
