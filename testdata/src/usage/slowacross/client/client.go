// Package client makes clients that others stream with.
package client

import (
	"net/http"
	"time"

	"github.com/coze-dev/coze-go"
)

// Default makes a client with the timeout of the SDK.
func Default(token string) coze.CozeAPI {
	return coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithBaseURL(coze.CnBaseURL))
}

// Shared makes a client with the timeout of the SDK, behind a pointer.
func Shared(token string) (*coze.CozeAPI, error) {
	api := coze.NewCozeAPI(coze.NewTokenAuth(token))
	return &api, nil
}

// Patient makes a client that waits.
func Patient(token string) coze.CozeAPI {
	return coze.NewCozeAPI(coze.NewTokenAuth(token), coze.WithHttpClient(&http.Client{Timeout: 10 * time.Minute}))
}

// Either makes the one or the other.
func Either(token string, patient bool) coze.CozeAPI {
	if patient {
		return Patient(token)
	}
	return Default(token)
}
