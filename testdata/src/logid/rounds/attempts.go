package rounds

import (
	"context"
	"errors"
	"time"

	"github.com/coze-dev/coze-go"
)

// lastTold returns the error of the last attempt, which stands for the others.
func lastTold(ctx context.Context, cli *coze.CozeAPI, req *coze.RetrieveBotsReq) (*coze.RetrieveBotsResp, error) {
	for i := 1; ; i++ {
		bot, err := cli.Bots.Retrieve(ctx, req)
		if err == nil || i == 3 {
			return bot, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(time.Second):
		}
	}
}

// neverTold goes on whatever happens.
func neverTold(ctx context.Context, cli *coze.CozeAPI, req *coze.RetrieveBotsReq) *coze.RetrieveBotsResp {
	for {
		bot, err := cli.Bots.Retrieve(ctx, req)
		if err == nil { // want `the error of cli.Bots.Retrieve is neither returned nor logged.*CZ3002`
			return bot
		}
		time.Sleep(time.Second)
	}
}

// fixedText says nothing of the last error.
func fixedText(ctx context.Context, cli *coze.CozeAPI, req *coze.RetrieveBotsReq) (*coze.RetrieveBotsResp, error) {
	for range 3 {
		bot, err := cli.Bots.Retrieve(ctx, req)
		if err == nil { // want `the error of cli.Bots.Retrieve is neither returned nor logged.*CZ3002`
			return bot, nil
		}
		time.Sleep(time.Second)
	}
	return nil, errors.New("bot not available")
}
