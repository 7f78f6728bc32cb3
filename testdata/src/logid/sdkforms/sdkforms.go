// Package sdkforms holds the ways in which an error of the SDK is kept and
// lost.
package sdkforms

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/coze-dev/coze-go"
)

var (
	errChat   = errors.New("chat failed")
	errToken  = errors.New("token")
	lastError error
)

type service struct {
	cli    coze.CozeAPI
	log    *slog.Logger
	err    error
	notify func(error)
}

type httpError struct {
	status int
	err    error
}

func (e *httpError) Error() string { return fmt.Sprint(e.status, e.err) }

func wrap(err error, text string) error { return fmt.Errorf("%s: %w", text, err) }

// Kept: the error goes along, whole.

func (s *service) returned(ctx context.Context) error {
	_, err := s.cli.Users.Me(ctx)
	return err // ok
}

func (s *service) direct(ctx context.Context) (*coze.User, error) {
	return s.cli.Users.Me(ctx) // ok
}

func (s *service) wrapped(ctx context.Context) error {
	if _, err := s.cli.Users.Me(ctx); err != nil {
		return fmt.Errorf("me: %w", err) // ok
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		return fmt.Errorf("me: %v", err) // ok
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		return errors.New("me: " + err.Error()) // ok
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		return errors.Join(errChat, err) // ok
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		return wrap(err, "me") // ok
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		return &httpError{502, err} // ok
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		return &httpError{status: 502, err: err} // ok
	}
	return nil
}

func (s *service) logged(ctx context.Context) error {
	if _, err := s.cli.Users.Me(ctx); err != nil {
		log.Println("me", err)
		return errChat // ok
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		s.log.Error("me", "err", err)
		return errors.New("me") // ok
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		slog.ErrorContext(ctx, "me", slog.Any("err", err))
		return nil // ok
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1) // ok
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		log.Fatal(err) // ok
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		panic(err) // ok
	}
	return nil
}

func (s *service) stored(ctx context.Context, out chan<- error, results map[string]error) {
	if _, err := s.cli.Users.Me(ctx); err != nil {
		s.err = err // ok
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		lastError = err // ok
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		out <- err // ok
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		results["me"] = err // ok
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		s.notify(err) // ok
	}
	_, s.err = s.cli.Users.Me(ctx) // ok
	_, err := s.cli.Users.Me(ctx)
	defer func() { log.Println(err) }() // ok
}

func (s *service) outcome(ctx context.Context) bool {
	_, err := s.cli.Users.Me(ctx)
	return err == nil // ok
}

func (s *service) named(ctx context.Context) (err error) {
	_, err = s.cli.Users.Me(ctx)
	if err != nil {
		return // ok
	}
	defer func() {
		if err != nil {
			log.Print(err)
		}
	}()
	if _, err = s.cli.Bots.Retrieve(ctx, nil); err != nil {
		return err // ok
	}
	return nil
}

func (s *service) retried(ctx context.Context) error {
	var err error
	for range 3 {
		if _, err = s.cli.Users.Me(ctx); err == nil { // ok
			return nil
		}
		time.Sleep(time.Second)
	}
	return err // ok
}

func (s *service) retriedWithLast(ctx context.Context) error {
	var last error
	for attempt := 0; attempt < 3; attempt++ {
		_, err := s.cli.Users.Me(ctx)
		if err == nil {
			return nil
		}
		last = err // ok
		if attempt > 1 {
			break
		}
	}
	return fmt.Errorf("gave up: %w", last)
}

func (s *service) judged(ctx context.Context) error {
	_, err := s.cli.Users.Me(ctx)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.Canceled):
		return errChat // ok
	case errors.Is(err, context.DeadlineExceeded):
		return nil // ok
	}
	return err // ok
}

func (s *service) parts(ctx context.Context) error {
	_, err := s.cli.Users.Me(ctx)
	if e, ok := coze.AsCozeError(err); ok {
		log.Printf("%d %s %s", e.Code, e.Message, e.LogID) // ok
		return errToken                                    // ok
	}
	if e, ok := coze.AsAuthError(err); ok {
		return e // ok
	}
	var e *coze.Error
	if errors.As(err, &e) {
		return fmt.Errorf("%v", e) // ok
	}
	return err
}

func (s *service) cancels(ctx context.Context, id string) {
	_, _ = s.cli.Chat.Cancel(ctx, &coze.CancelChatsReq{ChatID: id}) // ok
}

func (s *service) goroutine(ctx context.Context) <-chan error {
	errs := make(chan error, 1)
	go func() {
		_, err := s.cli.Users.Me(ctx)
		errs <- err // ok
	}()
	return errs
}

func (s *service) assigned(ctx context.Context) error {
	var err error
	func() {
		_, err = s.cli.Users.Me(ctx) // ok
	}()
	return err
}

func (s *service) handler(w http.ResponseWriter, r *http.Request) {
	if _, err := s.cli.Users.Me(r.Context()); err != nil {
		http.Error(w, err.Error(), 502) // ok
		return
	}
	if _, err := s.cli.Users.Me(r.Context()); err != nil {
		log.Printf("me: %s", err)
		http.Error(w, "bad gateway", 502) // ok
		return
	}
	if _, err := s.cli.Users.Me(r.Context()); err != nil {
		http.Error(w, "bad gateway", 502) // want `CZ3002`
		return
	}
}

func (s *service) local(ctx context.Context) error {
	client, err := coze.NewJWTOAuthClient(coze.NewJWTOAuthClientParam{})
	if err != nil {
		return errors.New("bad key") // ok
	}
	if _, err := client.GenerateJWT(ctx, nil); err != nil {
		return errToken // ok
	}
	if _, err := client.GetAccessToken(ctx, nil); err != nil {
		return errToken // want `CZ3002`
	}
	return nil
}

// Lost.

func (s *service) fixed(ctx context.Context) error {
	if _, err := s.cli.Users.Me(ctx); err != nil {
		return errors.New("me failed") // want `CZ3002`
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		return errChat // want `CZ3002`
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		return fmt.Errorf("me failed after %d tries", 3) // want `CZ3002`
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		log.Println("me failed") // want `CZ3002`
		return nil
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		panic("me failed") // want `CZ3002`
	}
	if _, err := s.cli.Users.Me(ctx); err != nil {
		return &httpError{status: 502} // want `CZ3002`
	}
	_, err := s.cli.Users.Me(ctx)
	if err != nil {
		err = errors.New("me failed") // want `CZ3002`
	}
	return err
}

func (s *service) swallowed(ctx context.Context) *coze.User {
	me, err := s.cli.Users.Me(ctx)
	if err != nil { // want `CZ3002`
		return nil
	}
	return me
}

func (s *service) ignored(ctx context.Context) {
	me, _ := s.cli.Users.Me(ctx) // want `CZ3002`
	log.Println(me)
	s.cli.Users.Me(ctx)                      // want `CZ3002`
	_, _ = s.cli.Users.Me(ctx)               // want `CZ3002`
	stream, _ := s.cli.Chat.Stream(ctx, nil) // want `CZ3002`
	_ = stream
}

func (s *service) overwritten(ctx context.Context) error {
	_, err := s.cli.Users.Me(ctx) // want `CZ3002`
	_, err = s.cli.Bots.Retrieve(ctx, nil)
	return err
}

func (s *service) onePath(ctx context.Context, quiet bool) {
	_, err := s.cli.Users.Me(ctx)
	if err != nil { // want `CZ3002`
		if !quiet {
			log.Println(err)
		}
		return
	}
}

func (s *service) forever(ctx context.Context) {
	for {
		_, err := s.cli.Users.Me(ctx)
		if err != nil { // want `CZ3002`
			time.Sleep(time.Second)
			continue
		}
		return
	}
}

func (s *service) fallback(ctx context.Context) (*coze.User, error) {
	me, err := s.cli.Users.Me(ctx)
	if err != nil { // want `CZ3002`
		me, err = s.cli.Users.Me(ctx)
	}
	return me, err
}

func (s *service) partsOnly(ctx context.Context) error {
	_, err := s.cli.Users.Me(ctx)
	if e, ok := coze.AsCozeError(err); ok {
		return fmt.Errorf("%d: %s", e.Code, e.Message) // want `log or return e.LogID \(CZ3001\)`
	}
	if e, ok := coze.AsAuthError(err); ok {
		log.Printf("auth %s: %s", e.Code, e.ErrorMessage) // want `CZ3001`
		return errToken
	}
	var e *coze.Error
	if errors.As(err, &e) {
		s.log.Warn("coze", "code", e.Code, "msg", e.Message) // want `CZ3001`
		return nil
	}
	switch e := err.(type) {
	case *coze.Error:
		return errors.New(e.Message) // want `CZ3001`
	case *coze.AuthError:
		text := "auth: " + e.ErrorMessage
		return errors.New(text) // want `CZ3001`
	}
	return err
}

func (s *service) byCode(ctx context.Context) error {
	_, err := s.cli.Users.Me(ctx)
	if e, ok := coze.AsCozeError(err); ok && e.Code == 4100 {
		return errToken // want `CZ3002`
	}
	if err != nil && strings.Contains(err.Error(), "timeout") {
		return errChat // want `CZ3002`
	}
	return err
}

func (s *service) inGoroutine(ctx context.Context) {
	go func() {
		if _, err := s.cli.Users.Me(ctx); err != nil { // want `CZ3002`
			return
		}
	}()
}

func helper(ctx context.Context, cli coze.CozeAPI) (string, error) {
	me, err := cli.Users.Me(ctx)
	if err != nil {
		return "", fmt.Errorf("me: %w", err) // ok
	}
	return me.UserID, nil
}

func (s *service) helped(ctx context.Context) string {
	id, _ := helper(ctx, s.cli) // want `CZ3002`
	other, err := helper(ctx, s.cli)
	if err != nil { // want `CZ3002`
		return id
	}
	third, err := helper(ctx, s.cli)
	if err != nil {
		log.Print(err) // ok
	}
	return other + third
}

func generic[T any](ctx context.Context, call func(context.Context) (T, error)) (T, error) {
	v, err := call(ctx)
	if err != nil {
		return v, err // ok
	}
	return v, nil
}

// In-band failures.

func (s *service) statuses(ctx context.Context, req *coze.RetrieveChatsReq) error {
	resp, err := s.cli.Chat.Retrieve(ctx, req)
	if err != nil {
		return err // ok
	}
	switch resp.Chat.Status {
	case coze.ChatStatusCompleted:
		return nil
	case coze.ChatStatusFailed:
		return errors.New("chat failed") // want `CZ3003`
	}
	if resp.Chat.Status == coze.ChatStatusFailed {
		return fmt.Errorf("chat %s", resp.Chat.Status) // want `CZ3003`
	}
	if resp.Chat.Status == coze.ChatStatusFailed {
		return fmt.Errorf("chat %s logid=%s", resp.Chat.Status, resp.LogID()) // ok
	}
	if resp.Chat.Status != coze.ChatStatusCompleted {
		return errChat
	}
	if resp.Chat.LastError != nil {
		return errors.New(resp.Chat.LastError.Msg) // want `CZ3001`
	}
	if e := resp.Chat.LastError; e != nil && e.Code != 0 {
		return fmt.Errorf("%d %s %s", e.Code, e.Msg, resp.Response().LogID()) // ok
	}
	if resp.Chat.Status == coze.ChatStatusInProgress {
		return errors.New("not ready") // ok
	}
	return nil
}

func (s *service) loggedBefore(ctx context.Context) error {
	resp, err := s.cli.Chat.Retrieve(ctx, nil)
	if err != nil {
		return err
	}
	log.Println("log ID", resp.LogID())
	if resp.Chat.Status == coze.ChatStatusFailed {
		return errChat // ok
	}
	return nil
}

func (s *service) nothingAtHand(chat *coze.Chat, event *coze.ChatEvent) error {
	if chat.Status == coze.ChatStatusFailed {
		return errChat // ok
	}
	if event.Event == coze.ChatEventConversationChatFailed {
		return errors.New(event.Chat.LastError.Msg) // ok
	}
	return nil
}

func (s *service) polled(ctx context.Context) (string, error) {
	resp, err := s.cli.Chat.Create(ctx, nil)
	if err != nil {
		return "", err
	}
	chat := resp.Chat
	for chat.Status == coze.ChatStatusInProgress {
		retrieved, err := s.cli.Chat.Retrieve(ctx, nil)
		if err != nil {
			return "", err
		}
		chat = retrieved.Chat
		if chat.Status == coze.ChatStatusCompleted {
			return chat.ID, nil
		}
	}
	log.Println("started")                  // ok
	slog.Error("the chat did not complete") // want `CZ3003`
	return "", nil
}

func (s *service) histories(ctx context.Context) error {
	resp, err := s.cli.Workflows.Runs.Histories.Retrieve(ctx, nil)
	if err != nil {
		return err
	}
	history := resp.Histories[0]
	if history.ExecuteStatus == coze.WorkflowExecuteStatusFail {
		return fmt.Errorf("%s %s", history.ErrorCode, history.ErrorMessage) // want `CZ3001`
	}
	if history.ErrorCode != "" {
		return fmt.Errorf("%s %s %s", history.ErrorCode, history.ErrorMessage, history.LogID) // ok
	}
	return nil
}

var _ = io.EOF
