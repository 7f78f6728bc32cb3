// Package imported hands requests to a client of another package.
package imported

import (
	"context"

	"autosave/imported/api"
)

const docs = "https://api.coze.cn"

func rejected1(ctx context.Context) {
	c := api.New("t")
	c.Chat(ctx, &api.ChatReq{BotID: "b", UserID: "u"}) // want `CZ2001`
}
func rejected2(ctx context.Context) {
	c := api.New("t")
	r := api.ChatReq{BotID: "b"}
	r.Save = false // want `CZ2001`
	c.Ask(ctx, r)
}
func rejected3(ctx context.Context) error {
	var r api.ChatReq
	r.BotID = "b"
	fill(&r)
	_, err := api.New("t").Ask(ctx, r)
	return err
}
func fill(r *api.ChatReq) {
	r.Stream = false
	r.Save = false // want `CZ2001`
}
func accepted1(ctx context.Context) {
	c := api.New("t")
	c.Chat(ctx, &api.ChatReq{BotID: "b", UserID: "u", Save: true})
}
func accepted2(ctx context.Context) {
	c := api.New("t")
	c.RunWorkflow(ctx, &api.ChatReq{BotID: "b", UserID: "u"})
}
func accepted3(ctx context.Context) {
	c := api.New("t")
	r := &api.ChatReq{BotID: "b", UserID: "u"}
	_ = c.Validate(r)
	r.Stream = true
	c.Chat(ctx, r)
}
