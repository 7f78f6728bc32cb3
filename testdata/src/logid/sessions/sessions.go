// Package sessions keeps errors in fields that others read.
package sessions

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"

	"github.com/coze-dev/coze-go"
)

type result struct {
	question string
	err      error
}

// each logs a failure with its log ID and keeps it in the result.
func each(ctx context.Context, cli coze.CozeAPI, question string) (res result) {
	res.question = question
	_, err := cli.Users.Me(ctx)
	if err != nil {
		log.Printf("%s: %v", question, err)
		res.err = err
	}
	return res
}

func all(ctx context.Context, cli coze.CozeAPI, questions []string) map[int]int {
	var results []result
	for _, q := range questions {
		results = append(results, each(ctx, cli, q))
	}
	return count(results)
}

// count counts the errors, which stay where they are.
func count(results []result) map[int]int {
	codes := make(map[int]int)
	for _, r := range results {
		switch {
		case r.err != nil: // ok
			if ce, ok := coze.AsCozeError(r.err); ok {
				codes[ce.Code]++
			}
		default:
			codes[0]++
		}
	}
	return codes
}

// received drops what comes by a channel, which nobody else has.
func received(ctx context.Context, cli coze.CozeAPI, questions []string) (n int) {
	done := make(chan result)
	for _, q := range questions {
		go func() {
			_, err := cli.Users.Me(ctx)
			done <- result{q, err}
		}()
	}
	for range questions {
		if r := <-done; r.err != nil { // want `\(CZ3002\)`
			continue
		}
		n++
	}
	return n
}

type session struct {
	logID  string
	answer string
	done   bool
	err    error
}

type emitter func(event string, data map[string]any)

// ask reads a stream after the other as long as there is no error, and hands that to
// the callback.
func ask(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq, more *coze.SubmitToolOutputsChatReq, cb func(error, string)) {
	s := new(session)
	stream, err := cli.Chat.Stream(ctx, req)
	if err != nil {
		cb(err, "")
		return
	}
	s.pump(stream)
	for round := 0; s.err == nil && !s.done && round < 5; round++ { // ok
		stream, err := cli.Chat.StreamSubmitToolOutputs(ctx, more)
		if err != nil {
			cb(err, s.answer)
			return
		}
		s.pump(stream)
	}
	cb(s.err, s.answer)
}

// pump keeps the log ID of the stream in the session before it can fail.
func (s *session) pump(stream coze.Stream[coze.ChatEvent]) {
	defer stream.Close()
	s.logID = stream.Response().LogID()
	for !s.done && s.err == nil { // ok: it stays in the session
		event, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			s.err = err
			return
		}
		switch event.Event {
		case coze.ChatEventConversationChatFailed:
			s.err = coze.NewError(event.Chat.LastError.Code, event.Chat.LastError.Msg, s.logID)
		case coze.ChatEventDone:
			s.done = true
		}
	}
}

func serve(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq, more *coze.SubmitToolOutputsChatReq, emit emitter) {
	ask(ctx, cli, req, more, func(err error, answer string) {
		if err == nil {
			emit("answer", map[string]any{"text": answer})
			return
		}
		var ce *coze.Error
		if errors.As(err, &ce) {
			log.Printf("code=%d logid=%s msg=%s", ce.Code, ce.LogID, ce.Message)
		} else {
			log.Printf("error=%v", err)
		}
		emit("error", map[string]any{"code": codeOf(err)}) // ok: told before, wherever it was sent
	})
}

func codeOf(err error) int {
	if ce, ok := coze.AsCozeError(err); ok {
		return ce.Code
	}
	return -1
}

// A stageError has the log ID of the error that it prints.
type stageError struct {
	stage string
	code  int
	logID string
	err   error
}

func (e *stageError) Error() string { return fmt.Sprintf("%s: %v", e.stage, e.err) } // ok
func (e *stageError) Unwrap() error { return e.err }

func staged(ctx context.Context, cli coze.CozeAPI) error {
	if _, err := cli.Users.Me(ctx); err != nil {
		se := &stageError{stage: "users", err: err}
		if ce, ok := coze.AsCozeError(err); ok {
			se.code, se.logID = ce.Code, ce.LogID
		}
		return se
	}
	return nil
}

// polled has no log ID of a chat that failed: CreateAndPoll gives none.
func polled(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq, timeout *int) error {
	poll, err := cli.Chat.CreateAndPoll(ctx, req, timeout)
	if err != nil {
		return fmt.Errorf("poll") // want `\(CZ3002\)`
	}
	if poll.Chat.Status == coze.ChatStatusFailed {
		if last := poll.Chat.LastError; last != nil {
			return coze.NewError(last.Code, last.Msg, "") // ok
		}
		return fmt.Errorf("chat %s ended as %s", poll.Chat.ID, poll.Chat.Status) // ok
	}
	if poll.Chat.Status != coze.ChatStatusCompleted {
		return errors.New("the chat did not end") // ok
	}
	return nil
}
