// Package sdk compares events and statuses with if; CZ4004 is enabled.
package sdk

import (
	"context"
	"errors"
	"time"

	"github.com/coze-dev/coze-go"
)

var errFailed = errors.New("failed")

func use(...any) {}

func filter(stream coze.Stream[coze.ChatEvent]) (text string) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return text
		}
		if event.Event == coze.ChatEventConversationMessageDelta { // want `nothing here checks whether event.Event \(chat event\) is a failure, and a failure \(ChatEventConversationChatFailed\) goes unnoticed: check for it, too \(CZ4004\)`
			text += event.Message.Content
		}
	}
}

func filterSwitch(stream coze.Stream[coze.ChatEvent]) (text string) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return text
		}
		switch event.Event { // want `CZ4004`
		case coze.ChatEventConversationMessageDelta:
			text += event.Message.Content
		}
	}
}

func skip(stream coze.Stream[coze.ChatEvent], out chan<- *coze.ChatEvent) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return
		}
		if event.Event != coze.ChatEventConversationMessageDelta { // want `CZ4004`
			continue
		}
		out <- event
	}
}

func chain(stream coze.Stream[coze.ChatEvent]) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return
		}
		if event.Event == coze.ChatEventConversationMessageDelta { // want `CZ4004`
			use(event.Message)
		} else if event.Event == coze.ChatEventConversationChatCompleted {
			use(event.Chat.Usage)
		} else {
			use("\n")
		}
	}
}

func chainChecked(stream coze.Stream[coze.ChatEvent]) error {
	for {
		event, err := stream.Recv()
		if err != nil {
			return err
		}
		if event.Event == coze.ChatEventConversationMessageDelta { // ok: the failure is looked at
			use(event.Message)
		} else if event.Event == coze.ChatEventConversationChatFailed {
			return errFailed
		}
	}
}

func chainElse(stream coze.Stream[coze.ChatEvent]) error {
	for {
		event, err := stream.Recv()
		if err != nil {
			return err
		}
		if event.Event == coze.ChatEventConversationMessageDelta { // ok: the else fails
			use(event.Message)
		} else {
			return errFailed
		}
	}
}

func handedOn(stream coze.Stream[coze.ChatEvent], out chan<- *coze.ChatEvent) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return
		}
		if event.Event == coze.ChatEventConversationMessageDelta { // ok: out gets every event
			use(event.Message)
		}
		out <- event
	}
}

func lastError(stream coze.Stream[coze.ChatEvent]) error {
	for {
		event, err := stream.Recv()
		if err != nil {
			return err
		}
		if event.Event == coze.ChatEventConversationMessageDelta { // ok: the last error is looked at
			use(event.Message)
		}
		if event.Chat != nil && event.Chat.LastError != nil {
			return errFailed
		}
	}
}

func notInLoop(event *coze.ChatEvent) string {
	if event.Event == coze.ChatEventConversationMessageDelta { // ok: no loop over events
		return event.Message.Content
	}
	return ""
}

func poll(ctx context.Context, cli coze.CozeAPI, chat coze.Chat, req *coze.RetrieveChatsReq) error {
	for chat.Status == coze.ChatStatusInProgress { // want `chat.Status \(chat status\) is a failure, and a failure \(ChatStatusFailed\) goes unnoticed: check for it, too \(CZ4004\)`
		resp, err := cli.Chat.Retrieve(ctx, req)
		if err != nil {
			return err
		}
		chat = resp.Chat
	}
	return nil
}

func pollChecked(ctx context.Context, cli coze.CozeAPI, chat coze.Chat, req *coze.RetrieveChatsReq) error {
	for chat.Status == coze.ChatStatusInProgress { // ok: looked at below
		resp, err := cli.Chat.Retrieve(ctx, req)
		if err != nil {
			return err
		}
		chat = resp.Chat
	}
	if chat.Status != coze.ChatStatusCompleted {
		return errFailed
	}
	return nil
}

func pollForever(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	for {
		resp, err := cli.Chat.Retrieve(ctx, req)
		if err != nil {
			return err
		}
		if resp.Chat.Status == coze.ChatStatusCompleted { // want `CZ4004`
			return nil
		}
		time.Sleep(time.Second)
	}
}

func pollBounded(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	for range 30 {
		resp, err := cli.Chat.Retrieve(ctx, req)
		if err != nil {
			return err
		}
		if resp.Chat.Status == coze.ChatStatusCompleted { // ok: it ends in an error
			return nil
		}
		time.Sleep(time.Second)
	}
	return errFailed
}

func ignored(stream coze.Stream[coze.ChatEvent]) (text string) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return text
		}
		//exhaustive:ignore
		if event.Event == coze.ChatEventConversationMessageDelta { // ok: the directive of the exhaustive linter
			text += event.Message.Content
		}
	}
}

func waitForStart(stream coze.Stream[coze.ChatEvent]) (coze.Stream[coze.ChatEvent], error) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return nil, err
		}
		if event.Event == coze.ChatEventConversationChatInProgress { // ok: who gets the stream reads it further
			return stream, nil
		}
	}
}

func twoStreams(first, second coze.Stream[coze.ChatEvent]) (text string) {
	for {
		event, err := first.Recv()
		if err != nil {
			break
		}
		if event.Event == coze.ChatEventConversationMessageDelta { // want `goes unnoticed`
			text += event.Message.Content
		}
	}
	for {
		event, err := second.Recv()
		if err != nil {
			return text
		}
		if event.Event == coze.ChatEventConversationMessageDelta { // want `goes unnoticed`
			text += event.Message.Content
		}
	}
}

func pollUntilDone(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq, every *time.Ticker) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-every.C:
			resp, err := cli.Chat.Retrieve(ctx, req)
			if err != nil {
				return err
			}
			if resp.Chat.Status == coze.ChatStatusCompleted { // want `CZ4004`
				return nil
			}
		}
	}
}

func pollWithTimeout(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq, every *time.Ticker) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-every.C:
			resp, err := cli.Chat.Retrieve(ctx, req)
			if err != nil {
				return err
			}
			if resp.Chat.Status == coze.ChatStatusCompleted { // ok: it ends in an error
				return nil
			}
		}
	}
}

func pollUntil(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq, deadline <-chan time.Time) error {
	for {
		select {
		case <-deadline:
			return errFailed
		case <-time.After(time.Second):
			resp, err := cli.Chat.Retrieve(ctx, req)
			if err != nil {
				return err
			}
			if resp.Chat.Status == coze.ChatStatusCompleted { // ok: it ends in an error
				return nil
			}
		}
	}
}
