package p

import (
	"context"
	"errors"

	"github.com/coze-dev/coze-go"
)

var errNoBot = errors.New("no such bot")

func bot(ctx context.Context, api coze.CozeAPI, id string) (*coze.RetrieveBotsResp, error) {
	resp, err := api.Bots.Retrieve(ctx, &coze.RetrieveBotsReq{BotID: id})
	if err != nil {
		return nil, errNoBot
	}
	return resp, nil
}
