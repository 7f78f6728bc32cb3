// Package senders sends through libraries that are told by what they are given.
package senders

import (
	"context"
	"os"

	"autosave/senders/httpx"
)

type req struct {
	Bot    string `json:"bot_id"`
	Stream bool   `json:"stream"`
	Save   bool   `json:"auto_save_history"`
}

var base = os.Getenv("COZE_API_BASE")

func rejected1(ctx context.Context) error {
	return httpx.Exchange(ctx, base+"/v3/chat", req{Bot: "b"}, nil) // want `CZ2001`
}
func rejected2(ctx context.Context) error {
	r := httpx.NewCall()
	r.Body(req{Bot: "b"}) // want `CZ2001`
	r.To(base + "/v3/chat")
	return r.Run(ctx)
}
func rejected3(ctx context.Context) error {
	return httpx.NewCall().To(httpx.Join(base, "/v3/chat")).Body(&req{Bot: "b"}).Run(ctx) // want `CZ2001`
}
func accepted1(ctx context.Context) error {
	return httpx.Exchange(ctx, base+"/v1/workflow/run", req{Bot: "b"}, nil)
}
func accepted2(ctx context.Context) error {
	return httpx.NewCall().To(httpx.Join(base, "/v1/workflow/run")).Body(&req{Bot: "b"}).Run(ctx)
}
func accepted3(ctx context.Context) error {
	r := req{Bot: "b"}
	httpx.Remember(ctx, "last", r)
	return httpx.Exchange(ctx, base+"/v3/chat", req{Bot: "b", Save: true}, nil)
}
