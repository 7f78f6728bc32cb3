package deferred

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/coze-dev/coze-go"
)

// A stepError says where something went wrong.
type stepError struct {
	step string
	err  error
}

func (e *stepError) Error() string { return e.step + ": " + e.err.Error() }
func (e *stepError) Unwrap() error { return e.err }

func step(name string, err *error) {
	if *err != nil {
		*err = &stepError{name, *err}
	}
}

// answerOf wraps its error when it is left, whatever that is.
func answerOf(ctx context.Context, cli *coze.CozeAPI, req *coze.CreateChatsReq) (answer string, err error) {
	defer step("answer", &err)
	stream, err := cli.Chat.Stream(ctx, req)
	if err != nil {
		return "", err // ok: it has the log ID
	}
	defer stream.Close()
	var text strings.Builder
	for {
		event, err := stream.Recv()
		if err == io.EOF {
			return text.String(), nil // ok
		}
		if err != nil {
			return "", err // want `the error of Recv does not carry the X-Tt-Logid.*CZ3005`
		}
		switch event.Event {
		case coze.ChatEventConversationMessageDelta:
			text.WriteString(event.Message.Content)
		case coze.ChatEventConversationChatFailed:
			if last := event.Chat.LastError; last != nil {
				return "", fmt.Errorf("failed: %s (%d)", last.Msg, last.Code) // want `a Coze failure is reported without its X-Tt-Logid.*CZ3001`
			}
			return "", errors.New("failed") // want `a failed chat is reported by its status or a fixed text only.*CZ3003`
		}
	}
}
