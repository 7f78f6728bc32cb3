// Package notools has no tools.
package notools

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/coze-dev/coze-go"
)

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
		switch event.Event { // want `nothing here acts on ChatEventConversationChatRequiresAction: a chat with tools, or a question node, waits then, and what came so far is taken for the answer \(CZ4007\)`
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
		if event.Event == coze.ChatEventConversationChatFailed { // want `CZ4007`
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
		switch resp.Chat.Status { // want `nothing here acts on ChatStatusRequiresAction: a chat with tools, or a question node, waits then, and this goes on as if it did not \(CZ4007\)`
		case coze.ChatStatusCompleted:
			return nil
		case coze.ChatStatusFailed, coze.ChatStatusCancelled:
			return fmt.Errorf("failed, logid %s", resp.LogID())
		}
	}
}

// The good ones.

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
