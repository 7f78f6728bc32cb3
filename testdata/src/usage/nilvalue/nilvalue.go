// Package nilvalue uses what is nil when something failed.
package nilvalue

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/coze-dev/coze-go"
)

func failed(stream coze.Stream[coze.ChatEvent]) error {
	for {
		event, err := stream.Recv()
		if err != nil {
			return err
		}
		switch event.Event {
		case coze.ChatEventConversationChatFailed:
			return fmt.Errorf("chat failed: %d", event.Chat.LastError.Code) // want `event\.Chat\.LastError is nil where the data of conversation\.chat\.failed is \{code, msg\}, as documented: this panics \(CZ5007\)`
		case coze.ChatEventConversationChatCompleted:
			fmt.Println(event.Message.Content) // want `event\.Message is nil for conversation\.chat\.completed: this panics`
		case coze.ChatEventConversationMessageDelta:
			fmt.Println(event.Message.Content) // ok: a delta has a message
		default:
			fmt.Println(event.Event) // ok: every event has a type
		}
	}
}

func unguarded(stream coze.Stream[coze.ChatEvent]) {
	for {
		event, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return
		}
		fmt.Print(event.Message.Role) // want `event\.Message is nil for conversation\.chat\.completed, conversation\.chat\.created, conversation\.chat\.failed, …`
	}
}

func usage(stream coze.Stream[coze.ChatEvent]) int {
	for {
		event, err := stream.Recv()
		if err != nil {
			return 0
		}
		if event.IsDone() {
			return event.Chat.Usage.TokenCount // want `event\.Chat is nil for done`
		}
	}
}

func rest(stream coze.Stream[coze.ChatEvent]) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return
		}
		if event.Event == coze.ChatEventConversationMessageDelta {
			fmt.Print(event.Message.ID) // ok: a delta
		} else {
			fmt.Println(event.Chat.ID) // want `event\.Chat is nil for conversation\.audio\.delta, conversation\.message\.completed, done`
		}
	}
}

func local(stream coze.Stream[coze.ChatEvent]) int {
	event, err := stream.Recv()
	if err != nil {
		return 0
	}
	if event.Event != coze.ChatEventConversationChatFailed {
		return 0
	}
	last := event.Chat.LastError
	return last.Code // want `last is nil where the data of conversation\.chat\.failed`
}

func workflow(stream coze.Stream[coze.WorkflowEvent]) error {
	for {
		event, err := stream.Recv()
		if err != nil {
			return err
		}
		switch event.Event {
		case coze.WorkflowEventTypeDone:
			fmt.Println(event.Message.Content) // want `event\.Message is nil for Done`
		case coze.WorkflowEventTypeMessage:
			fmt.Println(event.Message.Content) // ok: it has one
		case coze.WorkflowEventTypeError:
			return errors.New(event.Error.ErrorMessage) // ok: it has one
		}
	}
}

func guarded(stream coze.Stream[coze.ChatEvent]) error {
	for {
		event, err := stream.Recv()
		if err != nil {
			return err
		}
		if event.Message != nil && event.Message.Content != "" { // ok: asked first
			fmt.Print(event.Message.ID) // ok: there is one
		}
		if event.Message == nil {
			continue
		}
		fmt.Print(event.Message.ID) // ok: left if there is none
	}
}

func guardedError(stream coze.Stream[coze.ChatEvent]) error {
	for {
		event, err := stream.Recv()
		if err != nil {
			return err
		}
		if event.Event == coze.ChatEventConversationChatFailed {
			if event.Chat.LastError != nil {
				return fmt.Errorf("code %d", event.Chat.LastError.Code) // ok: asked first
			}
			return errors.New(event.Chat.ID) // ok: a failed chat has a chat
		}
		if last := event.Chat; last != nil && last.LastError != nil {
			fmt.Println(last.LastError.Msg) // ok: asked first
		}
	}
}

func handler(event *coze.ChatEvent) string { return event.Message.Content } // ok: the caller may have looked

func isMessage(event *coze.ChatEvent) bool { return event.Message != nil }

func helper(stream coze.Stream[coze.ChatEvent]) string {
	event, err := stream.Recv()
	if err != nil || !isMessage(event) {
		return ""
	}
	return event.Message.Content // ok: a helper looked
}

func continued(stream coze.Stream[coze.ChatEvent]) {
	for {
		event, err := stream.Recv()
		if err != nil {
			return
		}
		if event.Event != coze.ChatEventConversationMessageDelta && event.Event != coze.ChatEventConversationMessageCompleted {
			continue
		}
		fmt.Print(event.Message.ID) // ok: both have a message
	}
}

func status(chat *coze.RetrieveChatsResp) int {
	if chat.Chat.Status == coze.ChatStatusFailed {
		return chat.Chat.LastError.Code // ok: the API fills it for a failed chat that is retrieved
	}
	return 0
}

func nilStream(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) error {
	stream, err := cli.Chat.Stream(ctx, req)
	if err != nil {
		return fmt.Errorf("%w logid=%s", err, stream.Response().LogID()) // want `stream is nil when the call has failed: this panics`
	}
	return stream.Close()
}

func early(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) error {
	stream, err := cli.Chat.Stream(ctx, req)
	defer stream.Close() // want `stream is used before the error of the call is checked, and is nil if the call failed`
	if err != nil {
		return err
	}
	return nil
}

func nilPager(ctx context.Context, cli coze.CozeAPI) error {
	pager, err := cli.Apps.List(ctx, &coze.ListAppReq{})
	if err != nil {
		fmt.Println(pager.Response().LogID()) // want `pager is nil when the call has failed`
		return err
	}
	return pager.Err()
}

func nilPoll(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq, seconds int) (string, error) {
	poll, err := cli.Chat.CreateAndPoll(ctx, req, &seconds)
	if err != nil {
		return poll.Chat.ID, err // want `poll is nil when the call has failed`
	}
	return string(poll.Chat.Status), nil
}

func asked(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) error {
	stream, err := cli.Chat.Stream(ctx, req)
	if err != nil {
		if stream != nil {
			return fmt.Errorf("%w logid=%s", err, stream.Response().LogID()) // ok: asked first
		}
		return err
	}
	return stream.Close()
}

func closure(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) error {
	stream, err := cli.Chat.Stream(ctx, req)
	defer func() { _ = stream.Close }() // ok: what runs later is not followed
	if err != nil {
		return err
	}
	return nil
}

func reply(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) error {
	resp, err := cli.Chat.Create(ctx, req)
	if err != nil {
		return fmt.Errorf("%w logid=%s", err, resp.LogID()) // ok: a reply is there all the same
	}
	return nil
}

func again(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) error {
	stream, err := cli.Chat.Stream(ctx, req)
	if err != nil {
		stream, err = cli.Chat.Stream(ctx, req)
		if err != nil {
			return err
		}
	}
	return stream.Close() // ok: asked twice
}

func inVariable(stream coze.Stream[coze.ChatEvent]) (text string, err error) {
	for {
		ev, err := stream.Recv()
		if err != nil {
			return text, err
		}
		isDelta := ev.Event == coze.ChatEventConversationMessageDelta
		if isDelta {
			text += ev.Message.Content // ok: the variable says which event it is
		}
		isFailure := ev.Event == coze.ChatEventConversationChatFailed
		if isFailure {
			return text, errors.New(ev.Message.Content) // want `ev\.Message is nil for conversation\.chat\.failed`
		}
	}
}

func tokenText(ctx context.Context, oauth *coze.JWTOAuthClient) (string, error) {
	token, err := oauth.GetAccessToken(ctx, nil)
	return token.AccessToken, err // want `token is used before the error of the call is checked`
}

func tokenPrinted(ctx context.Context, oauth *coze.WebOAuthClient) {
	token, err := oauth.RefreshToken(ctx, "refresh")
	fmt.Println(token.ExpiresIn, err) // want `token is used before the error of the call is checked`
}

func tokenHandedOn(ctx context.Context, oauth *coze.JWTOAuthClient) (*coze.OAuthToken, error) {
	token, err := oauth.GetAccessToken(ctx, nil)
	return token, err // ok: whoever takes both looks at the error
}

func tokenIsThere(ctx context.Context, oauth *coze.JWTOAuthClient) bool {
	token, err := oauth.GetAccessToken(ctx, nil)
	return err == nil && token.ExpiresIn > 0 // ok
}

// The caller knows which event has the chat.
func answerTools(chat *coze.Chat) int {
	if chat.RequiredAction == nil { // ok: looked at where it is handed over
		return 0
	}
	return len(chat.ID)
}

func whoseAction(stream coze.Stream[coze.ChatEvent]) int {
	for {
		ev, err := stream.Recv()
		if err != nil {
			return 0
		}
		switch ev.Event {
		case coze.ChatEventConversationChatRequiresAction:
			return answerTools(ev.Chat)
		}
	}
}
