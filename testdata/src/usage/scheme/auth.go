package scheme

import (
	"context"

	"github.com/coze-dev/coze-go"
)

// The SDK puts the scheme before what an Auth gives it.

type schemed struct{ token string }

func (s schemed) Token(context.Context) (string, error) {
	return "Bearer " + s.token, nil // want `NewCozeAPI adds the scheme .*CZ5016`
}

type bareToken struct{ token string }

func (p *bareToken) Token(context.Context) (string, error) { return p.token, nil } // ok

type otherToken struct{ token string }

func (o otherToken) Token() string { return "Bearer " + o.token } // ok: no Auth

func clients(token string) (coze.CozeAPI, coze.CozeAPI) {
	return coze.NewCozeAPI(schemed{token}), coze.NewCozeAPI(&bareToken{token})
}
