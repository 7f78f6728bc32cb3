// Package tools runs tools for a bot, in some of its chats.
package tools

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/coze-dev/coze-go"
)

func submit(ctx context.Context, client coze.CozeAPI, chat *coze.Chat) (coze.Stream[coze.ChatEvent], error) {
	return client.Chat.StreamSubmitToolOutputs(ctx, &coze.SubmitToolOutputsChatReq{ConversationID: chat.ConversationID, ChatID: chat.ID})
}

func forgotten(ctx context.Context, client coze.CozeAPI, req *coze.CreateChatsReq) (text string, err error) {
	stream, err := client.Chat.Stream(ctx, req)
	if err != nil {
		return "", err
	}
	defer stream.Close()
	for {
		event, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return text, nil
		}
		if err != nil {
			return "", fmt.Errorf("%w, logid %s", err, stream.Response().LogID())
		}
		switch event.Event { // want `nothing here acts on ChatEventConversationChatRequiresAction, and the package submits tool outputs elsewhere: the chat waits for them, and what came so far is taken for the answer \(CZ4006\)`
		case coze.ChatEventConversationMessageDelta:
			text += event.Message.Content
		case coze.ChatEventConversationChatFailed:
			return "", fmt.Errorf("failed, logid %s", stream.Response().LogID())
		case coze.ChatEventDone:
			return text, nil
		}
	}
}

func forgottenByIf(ctx context.Context, client coze.CozeAPI, req *coze.CreateChatsReq) (text string, err error) {
	stream, err := client.Chat.Stream(ctx, req)
	if err != nil {
		return "", err
	}
	defer stream.Close()
	for {
		event, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return text, nil
		}
		if err != nil {
			return "", fmt.Errorf("%w, logid %s", err, stream.Response().LogID())
		}
		if event.Event == coze.ChatEventConversationChatFailed { // want `CZ4006`
			return "", fmt.Errorf("failed, logid %s", stream.Response().LogID())
		}
		if event.Event == coze.ChatEventConversationMessageDelta {
			text += event.Message.Content
		}
	}
}

func polled(ctx context.Context, client coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	for {
		resp, err := client.Chat.Retrieve(ctx, req)
		if err != nil {
			return err
		}
		switch resp.Chat.Status { // want `nothing here acts on ChatStatusRequiresAction, and the package submits tool outputs elsewhere: the chat waits for them, and this goes on as if it did not \(CZ4006\)`
		case coze.ChatStatusCompleted:
			return nil
		case coze.ChatStatusFailed, coze.ChatStatusCancelled:
			return fmt.Errorf("failed, logid %s", resp.LogID())
		}
	}
}

// The good ones.

func acts(ctx context.Context, client coze.CozeAPI, req *coze.CreateChatsReq) (text string, err error) {
	stream, err := client.Chat.Stream(ctx, req)
	if err != nil {
		return "", err
	}
	defer func() { stream.Close() }()
	for {
		event, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return text, nil
		}
		if err != nil {
			return "", fmt.Errorf("%w, logid %s", err, stream.Response().LogID())
		}
		switch event.Event {
		case coze.ChatEventConversationMessageDelta:
			text += event.Message.Content
		case coze.ChatEventConversationChatFailed:
			return "", fmt.Errorf("failed, logid %s", stream.Response().LogID())
		case coze.ChatEventConversationChatRequiresAction:
			if stream, err = submit(ctx, client, event.Chat); err != nil {
				return "", err
			}
		case coze.ChatEventDone:
			return text, nil
		}
	}
}

func refuses(ctx context.Context, client coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	for {
		resp, err := client.Chat.Retrieve(ctx, req)
		if err != nil {
			return err
		}
		switch resp.Chat.Status {
		case coze.ChatStatusCompleted:
			return nil
		case coze.ChatStatusInProgress, coze.ChatStatusCreated:
			continue
		default:
			return fmt.Errorf("%s, logid %s", resp.Chat.Status, resp.LogID())
		}
	}
}

func needsCompleted(ctx context.Context, client coze.CozeAPI, req *coze.CreateChatsReq) error {
	timeout := 60
	poll, err := client.Chat.CreateAndPoll(ctx, req, &timeout)
	if err != nil {
		return err
	}
	if poll.Chat.Status != coze.ChatStatusCompleted {
		return fmt.Errorf("%s, chat %s", poll.Chat.Status, poll.Chat.ID)
	}
	return nil
}

func handsOn(ctx context.Context, client coze.CozeAPI, req *coze.CreateChatsReq, out chan<- *coze.ChatEvent) error {
	stream, err := client.Chat.Stream(ctx, req)
	if err != nil {
		return err
	}
	defer stream.Close()
	for {
		event, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w, logid %s", err, stream.Response().LogID())
		}
		if event.Event == coze.ChatEventConversationChatFailed {
			return fmt.Errorf("failed, logid %s", stream.Response().LogID())
		}
		out <- event
	}
}

// Wait is called from elsewhere, and gives the chat only where it is completed.
func Wait(ctx context.Context, client coze.CozeAPI, req *coze.RetrieveChatsReq) (*coze.Chat, error) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		got, err := client.Chat.Retrieve(ctx, req)
		if err != nil {
			return nil, err
		}
		switch got.Chat.Status { // want `CZ4006`
		case coze.ChatStatusCompleted:
			return &got.Chat, nil
		case coze.ChatStatusFailed, coze.ChatStatusCancelled:
			return nil, fmt.Errorf("failed, logid %s", got.LogID())
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
