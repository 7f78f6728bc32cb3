// Package dropped drops an error of the SDK on purpose and goes on: what is
// reported later on the same path is about something else.
package dropped

import (
	"context"
	"errors"
	"log"
	"os"

	"github.com/coze-dev/coze-go"
)

type handler struct {
	client coze.CozeAPI
	track  func(kind, text string)
}

func (h *handler) rewrite(ctx context.Context, text string) (*coze.RunWorkflowsResp, error) {
	return h.client.Workflows.Runs.Create(ctx, &coze.RunWorkflowsReq{WorkflowID: text})
}

func (h *handler) ask(ctx context.Context, text string, on bool, stop <-chan struct{}) error {
	if on {
		better, err := h.rewrite(ctx, text)
		if err == nil && better.Data != "" { // want `the error of h.rewrite is neither returned nor logged on this path`
			text = better.Data
		}
	}
	if text == "" {
		return errors.New("nothing to ask") // ok: about the text
	}
	stream, err := h.client.Chat.Stream(ctx, &coze.CreateChatsReq{BotID: text})
	if err != nil {
		h.track("COZE_REQUEST_ERROR", err.Error()) // ok: the error of Stream
		return err
	}
	defer stream.Close()
	select {
	case <-stop:
		return errors.New("interrupted") // ok: nothing failed
	default:
	}
	return nil
}

func (h *handler) optional(ctx context.Context) error {
	bot, err := h.client.Bots.Retrieve(ctx, &coze.RetrieveBotsReq{})
	if err == nil { // want `the error of h.client.Bots.Retrieve is neither returned nor logged on this path`
		log.Print(bot.LogID())
	}
	if _, err := os.Stat("bot.json"); err != nil {
		log.Print("no configuration") // ok: the file
		return errors.New("no configuration")
	}
	return nil
}

func (h *handler) inside(ctx context.Context) error {
	_, err := h.client.Bots.Retrieve(ctx, &coze.RetrieveBotsReq{})
	if err != nil {
		if ctx.Err() == nil {
			return errors.New("no bot") // want `a fixed text takes the place of the Coze failure`
		}
		return err
	}
	return nil
}

func (h *handler) after(ctx context.Context) error {
	_, err := h.client.Bots.Retrieve(ctx, &coze.RetrieveBotsReq{})
	if err == nil {
		return nil
	}
	return errors.New("no bot") // want `a fixed text takes the place of the Coze failure`
}

func (h *handler) otherwise(ctx context.Context) error {
	_, err := h.client.Bots.Retrieve(ctx, &coze.RetrieveBotsReq{})
	switch {
	case err == nil:
		return nil
	default:
		return errors.New("no bot") // want `a fixed text takes the place of the Coze failure`
	}
}

func (h *handler) cancelled(ctx context.Context) error {
	_, err := h.client.Bots.Retrieve(ctx, &coze.RetrieveBotsReq{})
	if err != nil && ctx.Err() != nil {
		return ctx.Err() // ok: the caller gave up
	}
	if err != nil {
		select {
		case <-ctx.Done():
			return ctx.Err() // ok
		default:
		}
		if cause := context.Cause(ctx); cause != nil {
			return cause // ok
		}
		if errors.Is(err, context.Canceled) {
			return errors.New("stopped") // ok: local
		}
		return err
	}
	return nil
}
