package shapes

import (
	"context"
	"fmt"
	"log"

	"github.com/coze-dev/coze-go"
)

type verdict int

const (
	park verdict = iota
	halt
)

func decide(err error) verdict {
	if _, ok := coze.AsAuthError(err); ok {
		return halt
	}
	return park
}

// judged has a case for each verdict that there is.
func judged(ctx context.Context, cli *coze.CozeAPI, req *coze.RetrieveBotsReq) error {
	_, err := cli.Bots.Retrieve(ctx, req)
	if err == nil { // ok
		return nil
	}
	switch decide(err) {
	case halt:
		return fmt.Errorf("halt: %w", err)
	case park:
		log.Print("parked: ", err)
	}
	return nil
}

// halfJudged has not.
func halfJudged(ctx context.Context, cli *coze.CozeAPI, req *coze.RetrieveBotsReq) error {
	_, err := cli.Bots.Retrieve(ctx, req)
	if err == nil { // want `the error of cli.Bots.Retrieve is neither returned nor logged.*CZ3002`
		return nil
	}
	switch decide(err) {
	case halt:
		return fmt.Errorf("halt: %w", err)
	}
	return nil
}

// judgedChat does not know every status that the API may have.
func judgedChat(ctx context.Context, cli *coze.CozeAPI, req *coze.CreateChatsReq) error {
	resp, err := cli.Chat.Create(ctx, req)
	if err != nil {
		return err
	}
	if resp.Chat.Status == coze.ChatStatusFailed {
		return fmt.Errorf("failed (%s)", resp.LogID())
	}
	return nil
}
