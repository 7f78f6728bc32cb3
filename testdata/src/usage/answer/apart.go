package answer

import (
	"errors"
	"io"

	"github.com/coze-dev/coze-go"
)

// Who gets the text is told what it is.
func told(stream coze.Stream[coze.ChatEvent], onText func(text string, final bool)) error {
	for {
		event, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch event.Event {
		case coze.ChatEventConversationMessageDelta, coze.ChatEventConversationMessageCompleted:
			onText(event.Message.Content, event.Event == coze.ChatEventConversationMessageCompleted) // ok
		case coze.ChatEventConversationChatFailed:
			return errors.New(stream.Response().LogID())
		}
	}
}

// Parts and wholes go to different places.
func split(stream coze.Stream[coze.ChatEvent], parts, wholes chan<- string) error {
	for {
		event, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if event.Message == nil {
			continue
		}
		text := event.Message.Content // ok
		out := parts
		if event.Event == coze.ChatEventConversationMessageCompleted {
			out = wholes
		}
		out <- text
	}
}
