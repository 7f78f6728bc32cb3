package sdk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"time"

	"github.com/coze-dev/coze-go"
)

type svc struct {
	cli coze.CozeAPI
	err error
}

func (s *svc) createLogged(ctx context.Context) (string, error) {
	resp, err := s.cli.Chat.Create(ctx, nil)
	if err != nil {
		log.Printf("create: %v", err)
		return "", errors.New("chat failed")
	}
	return resp.Chat.ID, nil
}

func (s *svc) listReadsCode(ctx context.Context) error {
	if _, err := s.cli.Bots.List(ctx, nil); err != nil {
		var ce *coze.Error
		if errors.As(err, &ce) && ce.Code == 4100 {
			return fmt.Errorf("token: %s", ce.Message) // want `\(CZ3001\)`
		}
		return fmt.Errorf("list: %w", err)
	}
	return nil
}

func (s *svc) retrieveDiscards(ctx context.Context) *coze.Chat {
	resp, _ := s.cli.Chat.Retrieve(ctx, nil) // want `\(CZ3002\)`
	return &resp.Chat
}

func (s *svc) signedIn(ctx context.Context) bool {
	_, err := s.cli.Users.Me(ctx)
	return err == nil
}

func (s *svc) storesAndDrops(ctx context.Context) {
	_, s.err = s.cli.Users.Me(ctx)
	go func() {
		_, err := s.cli.Users.Me(ctx)
		if err != nil { // want `\(CZ3002\)`
			return
		}
	}()
}

func (s *svc) retryKeepsLast(ctx context.Context) (err error) {
	for i := 0; i < 3; i++ {
		if _, err = s.cli.Users.Me(ctx); err == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
	return err
}

func (s *svc) retryDropsEach(ctx context.Context) (err error) {
	for {
		_, err := s.cli.Users.Me(ctx)
		if err != nil { // want `\(CZ3002\)`
			time.Sleep(time.Second)
			continue
		}
		return nil
	}
}

func (s *svc) streamAnswers(ctx context.Context, out chan<- string) error {
	stream, err := s.cli.Chat.Stream(ctx, nil)
	if err != nil {
		return err
	}
	defer stream.Close()
	for {
		ev, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("recv: %w", err) // want `\(CZ3005\)`
		}
		switch ev.Event {
		case coze.ChatEventConversationMessageDelta:
			out <- ev.Message.Content
		case coze.ChatEventConversationChatFailed:
			return fmt.Errorf("chat failed: %s", ev.Chat.LastError.Msg) // want `\(CZ3001\)`
		}
	}
}

func (s *svc) pollStatus(ctx context.Context) error {
	poll, err := s.cli.Chat.CreateAndPoll(ctx, nil, nil)
	if err != nil {
		return err
	}
	if poll.Chat.Status != coze.ChatStatusCompleted {
		return fmt.Errorf("status %s", poll.Chat.Status)
	}
	return nil
}

func (s *svc) retrieveStatus(ctx context.Context) error {
	resp, err := s.cli.Chat.Retrieve(ctx, nil)
	if err != nil {
		return err
	}
	if resp.Chat.Status == coze.ChatStatusFailed {
		log.Printf("chat %s failed", resp.Chat.ID) // want `\(CZ3003\)`
		return nil
	}
	if resp.Chat.LastError != nil && resp.Chat.LastError.Code != 0 {
		return fmt.Errorf("chat %s failed: %v", resp.Chat.ID, resp.Chat.LastError) // want `\(CZ3001\)`
	}
	return nil
}

func (s *svc) retrieveWraps(ctx context.Context) (*coze.Bot, error) {
	resp, err := s.cli.Bots.Retrieve(ctx, nil)
	if err != nil {
		return nil, wrap(err, "bot")
	}
	return &resp.Bot, nil
}

func wrap(err error, m string) error { return fmt.Errorf("%s: %w", m, err) }

func (s *svc) panics(ctx context.Context) {
	defer func() {
		if r := recover(); r != nil {
			log.Println(r)
		}
	}()
	_, err := s.cli.Users.Me(ctx)
	if err != nil {
		panic("me") // want `\(CZ3002\)`
	}
	_, err = s.cli.Users.Me(ctx)
	if err != nil {
		panic(err)
	}
	switch e := err.(type) {
	case *coze.Error:
		fmt.Println(e.Code, e.Message)
	}
	s.cli.Conversations.Clear(ctx, nil) // want `\(CZ3002\)`
	_, _ = s.cli.Chat.Cancel(ctx, nil)  // best effort
}

func (s *svc) runWorkflow(ctx context.Context) error {
	resp, err := s.cli.Workflows.Runs.Stream(ctx, nil)
	if err != nil {
		return err
	}
	for {
		ev, err := resp.Recv()
		if err == io.EOF {
			break
		} else if err != nil {
			return fmt.Errorf("%w %s", err, resp.Response().LogID())
		}
		if ev.Event == coze.WorkflowEventTypeError {
			return fmt.Errorf("workflow: %d %s", ev.Error.ErrorCode, ev.Error.ErrorMessage) // want `\(CZ3001\)`
		}
	}
	return nil
}

func (s *svc) listAll(ctx context.Context) error {
	pager, err := s.cli.Bots.List(ctx, nil)
	if err != nil {
		return err
	}
	for pager.Next() {
		_ = pager.Current()
	}
	return pager.Err()
}
func (s *svc) retryReturnsLast(ctx context.Context) error {
	var lastErr error
	for i := 0; i < 3; i++ {
		_, err := s.cli.Users.Me(ctx)
		if err == nil {
			return nil
		}
		lastErr = err
	}
	return lastErr
}
func (s *svc) userID(ctx context.Context) (string, bool) {
	me, err := s.cli.Users.Me(ctx)
	if err != nil { // want `\(CZ3002\)`
		return "", false
	}
	return me.UserID, true
}
