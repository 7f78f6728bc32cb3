// Package polling polls chats.
package polling

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"time"

	"github.com/coze-dev/coze-go"
)

func background(cli coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	return cli.Chat.CreateAndPoll(context.Background(), req, nil) // want `CreateAndPoll without a timeout, and no deadline in the context: a chat that fails, is canceled or requires an action is polled forever \(CZ5006\)`
}

func parameter(ctx context.Context, cli *coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	return cli.Chat.CreateAndPoll(ctx, req, nil) // want `CZ5006`
}

func zero(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	var timeout *int
	return cli.Chat.CreateAndPoll(ctx, req, timeout) // want `CreateAndPoll without a timeout`
}

func cancelOnly(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	return cli.Chat.CreateAndPoll(ctx, req, nil) // want `CreateAndPoll without a timeout`
}

func withValue(r *http.Request, cli coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	ctx := context.WithValue(r.Context(), key{}, 1)
	return cli.Chat.CreateAndPoll(ctx, req, nil) // want `CreateAndPoll without a timeout`
}

type key struct{}

func deadline(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	ctx, cancel := context.WithDeadline(ctx, time.Now().Add(time.Minute))
	defer cancel()
	return cli.Chat.CreateAndPoll(context.WithValue(ctx, key{}, 1), req, nil) // ok: the context ends
}

// The package's callers see to it.
func bounded(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	return cli.Chat.CreateAndPoll(ctx, req, nil) // ok: the only caller sets a deadline
}

func callBounded(cli coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	ctx, cancel := context.WithTimeoutCause(context.Background(), time.Minute, errors.New("too slow"))
	defer cancel()
	return bounded(ctx, cli, req)
}

func timer(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	ctx, cancel := context.WithCancel(ctx)
	time.AfterFunc(time.Minute, cancel)
	return cli.Chat.CreateAndPoll(ctx, req, nil) // ok: a timer cancels it
}

func newContext() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), time.Minute)
}

func fromHelper(cli coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	ctx, cancel := newContext()
	defer cancel()
	return cli.Chat.CreateAndPoll(ctx, req, nil) // ok: the helper sets a deadline
}

type worker struct{ ctx context.Context }

func (w *worker) poll(cli coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	return cli.Chat.CreateAndPoll(w.ctx, req, nil) // ok: what the field holds is not known
}

func inClosure(run func(func(context.Context) error) error, cli coze.CozeAPI, req *coze.CreateChatsReq) error {
	return run(func(ctx context.Context) error {
		_, err := cli.Chat.CreateAndPoll(ctx, req, nil) // ok: whoever runs it may set a deadline
		return err
	})
}

func reassigned(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	if _, ok := ctx.Deadline(); !ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Minute)
		defer cancel()
	}
	return cli.Chat.CreateAndPoll(ctx, req, nil) // ok: given a deadline if it has none
}

// Units.
func nanoseconds(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	timeout := int(30 * time.Second)
	return cli.Chat.CreateAndPoll(ctx, req, &timeout) // want `CreateAndPoll takes its timeout in seconds, and int\(30 \* time\.Second\) is not a number of seconds`
}

func product(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	timeout := int(time.Second) * 20
	return cli.Chat.CreateAndPoll(ctx, req, &timeout) // want `CZ5006`
}

func ptr[T any](v T) *T { return &v }

func converted(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq, limit time.Duration) (*coze.ChatPoll, error) {
	return cli.Chat.CreateAndPoll(ctx, req, ptr(int(limit))) // want `int\(limit\) is not a number of seconds`
}

func milliseconds(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq, limit time.Duration) (*coze.ChatPoll, error) {
	timeout := int(limit.Milliseconds())
	return cli.Chat.CreateAndPoll(ctx, req, &timeout) // want `CZ5006`
}

const pollLimit = 2 * time.Minute

func constant(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (*coze.ChatPoll, error) {
	timeout := int(pollLimit)
	return cli.Chat.CreateAndPoll(ctx, req, &timeout) // want `CZ5006`
}

func minutes(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq, limit time.Duration) (*coze.ChatPoll, error) {
	timeout := int(limit / time.Minute)
	return cli.Chat.CreateAndPoll(ctx, req, &timeout) // want `CZ5006`
}

func quotient(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq, limit time.Duration) (*coze.ChatPoll, error) {
	timeout := int(limit / time.Second)
	return cli.Chat.CreateAndPoll(ctx, req, &timeout) // ok: seconds
}

func inSeconds(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq, limit time.Duration) (*coze.ChatPoll, error) {
	return cli.Chat.CreateAndPoll(ctx, req, ptr(int(math.Ceil(limit.Seconds())))) // ok: seconds
}

func divided(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq, limit time.Duration) (*coze.ChatPoll, error) {
	timeout := int(limit.Milliseconds() / 1000)
	return cli.Chat.CreateAndPoll(ctx, req, &timeout) // ok: seconds
}

func quotientOfInts(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq, limit time.Duration) (*coze.ChatPoll, error) {
	timeout := int(limit) / int(time.Second)
	return cli.Chat.CreateAndPoll(ctx, req, &timeout) // ok: seconds
}

type config struct{ TimeoutSeconds int }

func configured(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq, cfg config) (*coze.ChatPoll, error) {
	return cli.Chat.CreateAndPoll(ctx, req, &cfg.TimeoutSeconds) // ok: a number
}

func dressed(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq, cfg config) (*coze.ChatPoll, error) {
	d := time.Duration(cfg.TimeoutSeconds)
	timeout := int(d)
	return cli.Chat.CreateAndPoll(ctx, req, &timeout) // ok: a number of seconds that is only called a duration
}

// The status.
func messagesOnly(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (text string, err error) {
	timeout := 5
	poll, err := cli.Chat.CreateAndPoll(ctx, req, &timeout) // want `Chat\.Status of the result of CreateAndPoll is not checked: after the timeout the chat is canceled, without an error and without messages`
	if err != nil {
		return "", err
	}
	for _, m := range poll.Messages {
		if m.Type == coze.MessageTypeAnswer {
			text += m.Content
		}
	}
	return text, nil
}

func usage(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (int, error) {
	poll, err := cli.Chat.CreateAndPoll(ctx, req, ptr(30)) // want `CZ5006`
	if err != nil {
		return 0, err
	}
	return poll.Chat.Usage.TokenCount, nil
}

func pick(list []*coze.Message) string {
	for _, m := range list {
		if m.Type == coze.MessageTypeAnswer {
			return m.Content
		}
	}
	return ""
}

func picked(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (string, error) {
	var poll, err = cli.Chat.CreateAndPoll(ctx, req, ptr(30)) // want `CZ5006`
	if err != nil {
		return "", err
	}
	return pick(poll.Messages), nil
}

func status(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (string, error) {
	poll, err := cli.Chat.CreateAndPoll(ctx, req, ptr(30)) // ok: the status is looked at
	if err != nil {
		return "", err
	}
	if poll.Chat.Status != coze.ChatStatusCompleted {
		return "", fmt.Errorf("chat %s: %s", poll.Chat.ID, poll.Chat.Status)
	}
	return pick(poll.Messages), nil
}

func statusOfCopy(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (string, error) {
	poll, err := cli.Chat.CreateAndPoll(ctx, req, ptr(30)) // ok: the chat is handed on
	if err != nil {
		return "", err
	}
	chat := poll.Chat
	if chat.Status == coze.ChatStatusFailed || chat.Status == coze.ChatStatusCancelled {
		return "", errors.New("failed")
	}
	return pick(poll.Messages), nil
}

func noMessages(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (string, error) {
	poll, err := cli.Chat.CreateAndPoll(ctx, req, ptr(30)) // ok: an empty list is an error
	if err != nil {
		return "", err
	}
	if len(poll.Messages) == 0 {
		return "", errors.New("no answer")
	}
	return pick(poll.Messages), nil
}

func printed(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) error {
	poll, err := cli.Chat.CreateAndPoll(ctx, req, ptr(30)) // ok: the whole is shown
	if err != nil {
		return err
	}
	fmt.Printf("%+v\n", poll)
	return nil
}

func stored(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq, out chan<- *coze.ChatPoll) error {
	poll, err := cli.Chat.CreateAndPoll(ctx, req, ptr(30)) // ok: the whole is sent
	if err == nil {
		out <- poll
	}
	return err
}

func inSecondsOf(limit time.Duration) *int {
	n := int(limit / time.Second)
	return &n
}

func madeByHelper(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq, limit time.Duration) (*coze.ChatPoll, error) {
	return cli.Chat.CreateAndPoll(ctx, req, inSecondsOf(limit)) // ok: the helper makes seconds of it
}

func minutesInSeconds(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq, limit time.Duration) (*coze.ChatPoll, error) {
	timeout := 60 * int(limit.Minutes())
	return cli.Chat.CreateAndPoll(ctx, req, &timeout) // ok: seconds again
}

func noAnswer(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (string, error) {
	poll, err := cli.Chat.CreateAndPoll(ctx, req, ptr(30)) // ok: no answer is an error
	if err != nil {
		return "", err
	}
	answer := pick(poll.Messages)
	if answer == "" {
		return "", errors.New("no answer")
	}
	return answer, nil
}

func noneFound(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (string, error) {
	poll, err := cli.Chat.CreateAndPoll(ctx, req, ptr(30)) // ok: no answer is an error
	if err != nil {
		return "", err
	}
	for _, m := range poll.Messages {
		if m.Type == coze.MessageTypeAnswer {
			return m.Content, nil
		}
	}
	return "", errors.New("no answer")
}

func noneFoundIsEmpty(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq) (string, error) {
	poll, err := cli.Chat.CreateAndPoll(ctx, req, ptr(30)) // want `CZ5006`
	if err != nil {
		return "", err
	}
	for _, m := range poll.Messages {
		if m.Type == coze.MessageTypeAnswer {
			return m.Content, nil
		}
	}
	return "", err
}
