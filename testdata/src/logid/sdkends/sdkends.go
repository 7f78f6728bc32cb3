// Package sdkends has failures of the SDK that go through helpers of the
// package and end in callbacks, channels, goroutines and replies.
package sdkends

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"

	"github.com/coze-dev/coze-go"
)

type bot struct {
	api    coze.CozeAPI
	onFail func(kind string, detail map[string]any)
	out    chan result
	last   string
}

type result struct {
	Text string
	Err  error
}

// why takes the message out of a chat.
func why(c *coze.Chat) string {
	if c.LastError == nil {
		return "unknown"
	}
	return fmt.Sprintf("%d %s", c.LastError.Code, c.LastError.Msg)
}

func isBusy(err error) bool {
	e, ok := coze.AsCozeError(err)
	return ok && e.Code == 4013
}

func count(err error) {}

func (b *bot) helperText(ctx context.Context) error {
	resp, err := b.api.Chat.Retrieve(ctx, &coze.RetrieveChatsReq{})
	if err != nil {
		return err // ok
	}
	if resp.Chat.Status == coze.ChatStatusFailed {
		return errors.New(why(&resp.Chat)) // want `CZ3001`
	}
	return nil
}

func (b *bot) helperTextKept(ctx context.Context) error {
	resp, err := b.api.Chat.Retrieve(ctx, &coze.RetrieveChatsReq{})
	if err != nil {
		return err // ok
	}
	if resp.Chat.Status == coze.ChatStatusFailed {
		return fmt.Errorf("%s (logid %s)", why(&resp.Chat), resp.LogID()) // ok
	}
	return nil
}

func (b *bot) asked(ctx context.Context) error {
	_, err := b.api.Chat.Create(ctx, &coze.CreateChatsReq{})
	if isBusy(err) {
		count(err)
		return errors.New("busy, try later") // want `CZ3002`
	}
	return err
}

func (b *bot) closure(ctx context.Context) error {
	resp, err := b.api.Chat.Create(ctx, &coze.CreateChatsReq{})
	fail := func() error {
		return fmt.Errorf("chat: %v", err) // ok
	}
	if err != nil {
		return fail()
	}
	_ = resp
	return nil
}

func (b *bot) closureFixed(ctx context.Context) error {
	_, err := b.api.Chat.Create(ctx, &coze.CreateChatsReq{})
	fail := func(what string) error { return errors.New(what + " failed") }
	if err != nil {
		return fail("chat") // want `CZ3002`
	}
	return nil
}

func (b *bot) callback(ctx context.Context) {
	resp, err := b.api.Chat.Retrieve(ctx, &coze.RetrieveChatsReq{})
	if err != nil {
		b.onFail("call", map[string]any{"error": err}) // ok
		return
	}
	if resp.Chat.Status == coze.ChatStatusFailed {
		b.onFail("chat_failed", map[string]any{"code": resp.Chat.LastError.Code, "msg": resp.Chat.LastError.Msg}) // want `CZ3001`
	}
}

func (b *bot) callbackKept(ctx context.Context) {
	resp, err := b.api.Chat.Retrieve(ctx, &coze.RetrieveChatsReq{})
	if err != nil {
		b.onFail("call", map[string]any{"error": err.Error()}) // ok
		return
	}
	if resp.Chat.Status == coze.ChatStatusFailed {
		b.onFail("chat_failed", map[string]any{"code": resp.Chat.LastError.Code, "log_id": resp.LogID()}) // ok
	}
}

func (b *bot) channel(ctx context.Context) {
	stream, err := b.api.Chat.Stream(ctx, &coze.CreateChatsReq{})
	if err != nil {
		b.out <- result{Err: err} // ok
		return
	}
	defer stream.Close()
	for {
		ev, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			close(b.out)
			return
		}
		if err != nil {
			b.out <- result{Err: fmt.Errorf("recv: %w", err)} // want `CZ3005`
			return
		}
		if ev.Event == coze.ChatEventConversationChatFailed {
			b.out <- result{Err: errors.New("chat failed")} // want `CZ3003`
			return
		}
		b.out <- result{Text: ev.Message.Content}
	}
}

func (b *bot) goroutine(ctx context.Context) {
	go func() {
		_, err := b.api.Chat.Create(ctx, &coze.CreateChatsReq{})
		if e, ok := coze.AsCozeError(err); ok {
			b.out <- result{Err: fmt.Errorf("coze %d: %s", e.Code, e.Message)} // want `CZ3001`
			return
		}
		if err != nil {
			b.out <- result{Err: err} // ok
		}
	}()
}

func (b *bot) status(ctx context.Context) {
	resp, err := b.api.Chat.Retrieve(ctx, &coze.RetrieveChatsReq{})
	if err != nil {
		log.Fatal(err) // ok
	}
	switch resp.Chat.Status {
	case coze.ChatStatusFailed:
		log.Printf("chat ended: %s", resp.Chat.Status) // want `CZ3003`
	case coze.ChatStatusRequiresAction:
		slog.Error("chat needs an action that nobody takes", "status", resp.Chat.Status) // want `CZ3003`
	case coze.ChatStatusCompleted:
		log.Print("done")
	}
}

func (b *bot) stored(ctx context.Context) {
	resp, err := b.api.Chat.Retrieve(ctx, &coze.RetrieveChatsReq{})
	if err != nil {
		b.last = err.Error() // ok
		return
	}
	if resp.Chat.LastError != nil && resp.Chat.LastError.Code != 0 {
		b.last = resp.Chat.LastError.Msg // want `CZ3001`
	}
}

func (b *bot) reply(w http.ResponseWriter, r *http.Request) {
	_, err := b.api.Chat.Create(r.Context(), &coze.CreateChatsReq{})
	if errors.Is(err, context.Canceled) {
		return // ok: the caller went away
	}
	if errors.Is(err, context.DeadlineExceeded) {
		http.Error(w, "too slow", http.StatusGatewayTimeout) // ok
		return
	}
	if err != nil {
		http.Error(w, "the bot is not available", http.StatusBadGateway) // want `CZ3002`
		return
	}
}

func (b *bot) shown(ctx context.Context) {
	resp, err := b.api.Chat.Retrieve(ctx, &coze.RetrieveChatsReq{})
	if err != nil { // want `CZ3002`
		return
	}
	if e := resp.Chat.LastError; e != nil {
		fmt.Println("coze said", e.Code, e.Msg) // want `CZ3001`
	}
}

func (b *bot) leftUnderErr(ctx context.Context) {
	stream, err := b.api.Chat.Stream(ctx, &coze.CreateChatsReq{})
	if err != nil {
		panic(err)
	}
	for {
		_, err := stream.Recv()
		if err != nil {
			if err != io.EOF {
				log.Println("stream broke:", err) // want `CZ3005`
			}
			break
		}
	}
}

func (b *bot) otherBranch(ctx context.Context) error {
	stream, err := b.api.Chat.Stream(ctx, &coze.CreateChatsReq{})
	if err != nil {
		return err
	}
	for {
		ev, err := stream.Recv()
		if err == io.EOF {
			log.Println("done", stream.Response().LogID())
			return nil
		}
		if err != nil {
			return err // want `CZ3005`
		}
		if ev.Event == coze.ChatEventConversationChatFailed {
			return errors.New("failed") // want `CZ3003`
		}
	}
}

func (b *bot) adding(stream coze.Stream[coze.ChatEvent], err error) error {
	return fmt.Errorf("%w (%s)", err, stream.Response().LogID())
}

func (b *bot) added(ctx context.Context) error {
	stream, err := b.api.Chat.Stream(ctx, &coze.CreateChatsReq{})
	if err != nil {
		return err
	}
	for {
		_, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return b.adding(stream, err) // ok
		}
	}
}

func (b *bot) history(ctx context.Context, id string) error {
	h, err := b.api.Workflows.Runs.Histories.Retrieve(ctx, &coze.RetrieveWorkflowsRunsHistoriesReq{ExecuteID: id})
	if err != nil {
		return err
	}
	for _, run := range h.Histories {
		if run.ErrorCode != "" {
			return fmt.Errorf("run %s failed: %s %s", id, run.ErrorCode, run.ErrorMessage) // want `CZ3001`
		}
	}
	return nil
}

func (b *bot) historyKept(ctx context.Context, id string) error {
	h, err := b.api.Workflows.Runs.Histories.Retrieve(ctx, &coze.RetrieveWorkflowsRunsHistoriesReq{ExecuteID: id})
	if err != nil {
		return err
	}
	for _, run := range h.Histories {
		if run.ErrorCode != "" {
			return fmt.Errorf("run failed: %s %s (%s)", run.ErrorCode, run.ErrorMessage, run.LogID) // ok
		}
	}
	return nil
}

func (b *bot) executeID(ctx context.Context) error {
	resp, err := b.api.Workflows.Runs.Create(ctx, &coze.RunWorkflowsReq{})
	if e, ok := coze.AsCozeError(err); ok {
		log.Printf("run %s: code %d", resp.ExecuteID, e.Code) // want `CZ3001`
		return nil
	}
	return err
}

func (b *bot) two(ctx context.Context) error {
	_, err := b.api.Chat.Create(ctx, &coze.CreateChatsReq{})
	var e *coze.Error
	if errors.As(err, &e) {
		log.Printf("coze %d %s", e.Code, e.Message) // want `CZ3001`
		return fmt.Errorf("coze %d", e.Code)
	}
	return err
}
