// Package service uses a client that another package declares. Nothing in it
// names the API.
package service

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"

	"logid/across/client"
)

// ErrUpstream is what users are told.
var ErrUpstream = errors.New("upstream failed")

// Chats is what the service needs of the client.
type Chats interface {
	Retrieve(ctx context.Context, id string) (*client.Chat, error)
}

// Service answers users.
type Service struct {
	cli   *client.Client
	chats Chats
	api   client.API

	reason chan string
}

// Lost has only the envelope.
func (s *Service) Lost(ctx context.Context, id string) (string, error) {
	r, err := s.cli.Raw(ctx, id)
	if err != nil {
		return "", err
	}
	if r.Code != 0 {
		return "", fmt.Errorf("retrieve: %d %s", r.Code, r.Msg) // want `CZ3001`
	}
	return r.Data.Status, nil
}

// Kept tells the log ID that the client returns.
func (s *Service) Kept(ctx context.Context, id string) (string, error) {
	r, logID, err := s.cli.Traced(ctx, id)
	if err != nil {
		return "", err
	}
	if r.Code != 0 {
		return "", fmt.Errorf("retrieve: %d %s (%s)", r.Code, r.Msg, logID) // ok
	}
	return r.Data.Status, nil
}

// Left does not.
func (s *Service) Left(ctx context.Context, id string) (string, error) {
	r, _, err := s.cli.Traced(ctx, id)
	if err != nil {
		return "", err
	}
	if r.Code != 0 {
		return "", fmt.Errorf("retrieve: %d %s", r.Code, r.Msg) // want `CZ3001`
	}
	return r.Data.Status, nil
}

// Wrapped keeps the error.
func (s *Service) Wrapped(ctx context.Context, id string) (string, error) {
	chat, err := s.chats.Retrieve(ctx, id)
	if err != nil {
		return "", fmt.Errorf("status of %s: %w", id, err) // ok
	}
	return chat.Status, nil
}

// Replaced drops it: by the package's own interface, and by the client's.
func (s *Service) Replaced(ctx context.Context, id string) (string, error) {
	if _, err := s.api.Retrieve(ctx, id); err != nil {
		return "", ErrUpstream // want `CZ3002`
	}
	chat, err := s.chats.Retrieve(ctx, id)
	if err != nil {
		return "", ErrUpstream // want `CZ3002`
	}
	return chat.Status, nil
}

// Logged knows that the client logs.
func (s *Service) Logged(ctx context.Context, id string) (string, error) {
	chat, err := s.cli.Logged(ctx, id)
	if err != nil {
		return "", ErrUpstream // ok
	}
	return chat.Status, nil
}

// Dropped does not look.
func (s *Service) Dropped(ctx context.Context, id string) {
	s.cli.Retrieve(ctx, id) // want `CZ3002`
}

// Failed has a chat without its log ID.
func (s *Service) Failed(ctx context.Context, id string) error {
	chat, err := s.cli.Retrieve(ctx, id)
	if err != nil {
		return err
	}
	if chat.Status == "failed" {
		return fmt.Errorf("chat failed: %d %s", chat.LastError.Code, chat.LastError.Msg) // want `CZ3001`
	}
	return nil
}

// Filled lets the client decode.
func (s *Service) Filled(ctx context.Context, id string) (string, error) {
	var r client.Reply
	if err := s.cli.Into(ctx, "/v3/chat/retrieve?chat_id="+id, &r); err != nil {
		return "", err
	}
	if r.Code != 0 {
		return "", fmt.Errorf("retrieve: %d %s", r.Code, r.Msg) // want `CZ3001`
	}
	return r.Data.Status, nil
}

// Events logs a failure without the log ID; what it returns gets it.
func (s *Service) Events(ctx context.Context, out func(string)) error {
	return s.cli.Stream(ctx, func(event client.Event) error {
		switch event.Name {
		case "conversation.message.delta":
			out(event.Data)
		case "conversation.chat.failed":
			slog.Error("chat failed", "data", event.Data) // want `CZ3001`
		case "error":
			return fmt.Errorf("stream: %s", event.Data) // ok: the client adds it
		}
		return nil
	})
}

// Work goes on with the next job.
func (s *Service) Work(ctx context.Context, jobs <-chan string) {
	for ctx.Err() == nil {
		s.one(ctx, <-jobs)
	}
}

func (s *Service) one(ctx context.Context, id string) {
	chat, err := s.cli.Retrieve(ctx, id)
	if err != nil {
		slog.Error("retrieve", "err", err) // ok
		return
	}
	if chat.Status == "failed" {
		slog.Error("chat failed", "code", chat.LastError.Code, "msg", chat.LastError.Msg) // want `CZ3001`
	}
}

// Own is an error of the program's.
func (s *Service) Own(code int) error {
	if err := client.Quiet(code); err != nil {
		return ErrUpstream // ok
	}
	return nil
}

// Emitted hands the error on, whatever that answers.
func (s *Service) Emitted(ctx context.Context, id string) {
	if _, err := s.cli.Retrieve(ctx, id); err != nil {
		client.Emit("error", err) // ok
	}
}

// Translated returns an error that another package makes of it.
func (s *Service) Translated(ctx context.Context, id string) error {
	if _, err := s.cli.Retrieve(ctx, id); err != nil {
		return client.Translate(err) // ok
	}
	return nil
}

// Repeated tells it once.
func (s *Service) Repeated(ctx context.Context, id string, finish func(string)) error {
	chat, err := s.cli.Retrieve(ctx, id)
	if err != nil {
		return err
	}
	if chat.Status == "failed" {
		slog.Error("chat failed", "code", chat.LastError.Code, "msg", chat.LastError.Msg) // want `CZ3001`
		s.finish(chat.LastError.Msg)                                                      // ok: it was said above
	}
	return nil
}

func (s *Service) finish(reason string) { s.reason <- reason }

// Gone asks whether the failure is that a chat is not there: that is an answer.
func (s *Service) Gone(ctx context.Context, id string) error {
	if _, err := s.api.Retrieve(ctx, id); err != nil && !client.Has(err, 4200) {
		return err
	}
	return nil
}

// Ranged reads events, one of which says that the chat failed.
func (s *Service) Ranged(ctx context.Context, c *client.Client) error {
	for e, err := range c.Events(ctx) {
		if err != nil {
			return err // ok: it has the log ID
		}
		if e.Name == "conversation.chat.failed" {
			return errors.New("the chat failed") // want `CZ3003`
		}
	}
	return nil
}

// Shown shows who asks what an error says that was logged where it was made.
func (s *Service) Shown(ctx context.Context, w http.ResponseWriter, id string) {
	_, err := s.cli.Logged(ctx, id)
	if err != nil {
		var f *client.Failure
		if errors.As(err, &f) {
			http.Error(w, f.Msg, f.Code) // ok: logged
			return
		}
		http.Error(w, "failed", http.StatusBadGateway)
	}
}

// ShownLost does so with one that nobody has logged.
func (s *Service) ShownLost(ctx context.Context, w http.ResponseWriter, id string) {
	_, err := s.cli.Retrieve(ctx, id)
	if err != nil {
		var f *client.Failure
		if errors.As(err, &f) {
			http.Error(w, f.Msg, f.Code) // want `CZ3001`
			return
		}
		http.Error(w, "failed", http.StatusBadGateway) // want `CZ3002`
	}
}
