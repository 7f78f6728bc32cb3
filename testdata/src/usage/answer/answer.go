// Package answer looks for the answer of a chat.
package answer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/coze-dev/coze-go"
)

func first(ctx context.Context, cli coze.CozeAPI, req *coze.ListChatsMessagesReq) (string, error) {
	list, err := cli.Chat.Messages.List(ctx, req)
	if err != nil {
		return "", err
	}
	return list.Messages[0].Content, nil // want `list\.Messages\[0\] is used as the answer whatever its type`
}

func last(list *coze.ListChatsMessagesResp) string {
	return list.Messages[len(list.Messages)-1].Content // want `CZ5003`
}

func alias(list *coze.ListChatsMessagesResp) (out map[string]any, err error) {
	msgs := list.Messages
	if len(msgs) == 0 {
		return nil, io.EOF
	}
	return out, json.Unmarshal([]byte(msgs[0].Content), &out) // want `CZ5003`
}

func variable(poll *coze.ChatPoll) string {
	message := poll.Messages[0] // want `CZ5003`
	return strings.TrimSpace(message.Content)
}

type line struct{ text string }

func convert(m *coze.Message) line { return line{text: m.Content} }

func converted(poll *coze.ChatPoll) line {
	return convert(poll.Messages[0]) // want `CZ5003`
}

func typed(m *coze.Message) line {
	if m.Type != coze.MessageTypeAnswer {
		return line{}
	}
	return line{text: m.Content}
}

func convertedByType(poll *coze.ChatPoll) line {
	return typed(poll.Messages[0]) // ok: the converter looks at the type
}

func overwritten(list *coze.ListChatsMessagesResp) (text string) {
	for _, m := range list.Messages {
		text = m.Content // want `m\.Content is used as the answer`
	}
	return text
}

func byType(list *coze.ListChatsMessagesResp) string {
	for _, m := range list.Messages {
		if m.Type == coze.MessageTypeAnswer {
			return m.Content // ok: picked by type
		}
	}
	return ""
}

func firstByType(list *coze.ListChatsMessagesResp) string {
	if len(list.Messages) > 0 && list.Messages[0].Type == coze.MessageTypeAnswer {
		return list.Messages[0].Content // ok: its type is looked at
	}
	return ""
}

func ids(list *coze.ListChatsMessagesResp) string { return list.Messages[0].ChatID } // ok: the ID is that of all

func asked(req *coze.CreateChatsReq) string { return req.Messages[0].Content } // ok: the question

func whole(list *coze.ListChatsMessagesResp) *coze.Message { return list.Messages[0] } // ok: handed on with its type

func latest(ctx context.Context, cli coze.CozeAPI) (string, error) {
	page, err := cli.Conversations.Messages.List(ctx, &coze.ListConversationsMessagesReq{})
	if err != nil || len(page.Items()) == 0 {
		return "", err
	}
	return page.Items()[0].Content, nil // ok: the latest message of a conversation
}

func shown(list *coze.ListChatsMessagesResp) {
	for _, m := range list.Messages {
		fmt.Println(m.Role, m.Content) // ok: all are shown
	}
}

func everyEvent(stream coze.Stream[coze.ChatEvent]) (string, error) {
	var text strings.Builder
	for {
		ev, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return text.String(), nil
		}
		if err != nil {
			return "", err
		}
		if ev.Event == coze.ChatEventConversationChatFailed {
			return "", errors.New("chat failed")
		}
		if ev.Message != nil {
			text.WriteString(ev.Message.Content) // want `the text of every event is used: conversation\.message\.completed repeats that of the deltas, so the answer appears twice`
		}
	}
}

func everyMessage(stream coze.Stream[coze.ChatEvent], out chan<- string) error {
	for {
		ev, err := stream.Recv()
		if err != nil {
			return err
		}
		switch ev.Event {
		case coze.ChatEventConversationMessageDelta, coze.ChatEventConversationMessageCompleted:
			out <- ev.Message.Content // want `CZ5003`
		case coze.ChatEventConversationChatFailed:
			return errors.New("chat failed")
		}
	}
}

func deltas(stream coze.Stream[coze.ChatEvent]) (text string, err error) {
	for {
		ev, err := stream.Recv()
		if err != nil {
			return text, err
		}
		if ev.Event != coze.ChatEventConversationMessageDelta {
			continue
		}
		text += ev.Message.Content // ok: deltas only
	}
}

func completed(stream coze.Stream[coze.ChatEvent]) (text string, err error) {
	for {
		ev, err := stream.Recv()
		if err != nil {
			return text, err
		}
		if ev.Event == coze.ChatEventConversationMessageCompleted && ev.Message.Type == coze.MessageTypeAnswer {
			text += ev.Message.Content // ok: whole answers only
		}
	}
}

func leftEarly(stream coze.Stream[coze.ChatEvent]) (text string, err error) {
	for {
		ev, err := stream.Recv()
		if err != nil {
			return text, err
		}
		if ev.Event == coze.ChatEventConversationMessageDelta {
			text += ev.Message.Content
		}
		if ev.Event == coze.ChatEventConversationMessageCompleted { // want `the stream is left at the first completed message`
			break
		}
	}
	return text, nil
}

func leftByLabel(stream coze.Stream[coze.ChatEvent]) (text string) {
loop:
	for {
		ev, err := stream.Recv()
		if err != nil {
			return text
		}
		switch ev.Event {
		case coze.ChatEventConversationMessageDelta:
			text += ev.Message.Content
		case coze.ChatEventConversationMessageCompleted: // want `CZ5003`
			break loop
		}
	}
	return text
}

func leftOfOthers(stream coze.Stream[coze.ChatEvent]) (string, error) {
	for {
		ev, err := stream.Recv()
		if err != nil {
			return "", err
		}
		if ev.Event != coze.ChatEventConversationMessageCompleted { // want `CZ5003`
			continue
		}
		return ev.Message.Content, nil
	}
}

func switchBreak(stream coze.Stream[coze.ChatEvent]) (text string, err error) {
	for {
		ev, err := stream.Recv()
		if err != nil {
			return text, err
		}
		switch ev.Event {
		case coze.ChatEventConversationMessageDelta:
			text += ev.Message.Content
		case coze.ChatEventConversationMessageCompleted: // ok: the break leaves the switch
			break
		}
	}
}

func nextMessage(stream coze.Stream[coze.ChatEvent]) (*coze.Message, error) {
	for {
		ev, err := stream.Recv()
		if err != nil {
			return nil, err
		}
		if ev.Event == coze.ChatEventConversationMessageCompleted { // ok: the message is handed on, and the stream read further
			return ev.Message, nil
		}
	}
}

func handle(ev *coze.ChatEvent) (text string, done bool) {
	if ev.Event == coze.ChatEventConversationMessageCompleted { // ok: no loop
		return ev.Message.Content, true
	}
	return "", false
}

func isAnswer(m *coze.Message) bool { return m.Type == coze.MessageTypeAnswer }

func byPredicate(ctx context.Context, cli coze.CozeAPI, req *coze.ListChatsMessagesReq) (string, error) {
	resp, err := cli.Chat.Messages.List(ctx, req)
	if err != nil {
		return "", err
	}
	answers := keep(resp.Messages, isAnswer)
	if len(answers) == 0 {
		return "", errors.New("no answer")
	}
	return answers[0].Content, nil // ok: the predicate looks at the type
}

func isLong(m *coze.Message) bool { return len(m.Content) > 9 }

func byLength(ctx context.Context, cli coze.CozeAPI, req *coze.ListChatsMessagesReq) (string, error) {
	resp, err := cli.Chat.Messages.List(ctx, req)
	if err != nil {
		return "", err
	}
	return keep(resp.Messages, isLong)[0].Content, nil // want `CZ5003`
}

func keep[T any](list []T, wanted func(T) bool) (kept []T) {
	for _, x := range list {
		if wanted(x) {
			kept = append(kept, x)
		}
	}
	return kept
}

func throughVariable(stream coze.Stream[coze.ChatEvent], each func(string)) error {
	for {
		ev, err := stream.Recv()
		if err != nil {
			return err
		}
		if ev.Message != nil && ev.Message.Content != "" {
			part := ev.Message.Content // want `the text of every event is used`
			each(part)
		}
	}
}

func throughVariableOfDelta(stream coze.Stream[coze.ChatEvent], each func(string)) error {
	for {
		ev, err := stream.Recv()
		if err != nil {
			return err
		}
		if ev.Message == nil {
			continue
		}
		part := ev.Message.Content
		if ev.Event == coze.ChatEventConversationMessageDelta {
			each(part) // ok: of deltas only
		}
	}
}
