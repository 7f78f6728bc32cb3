// Package given has functions that are given a failure to make something of.
package given

import (
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"

	"github.com/coze-dev/coze-go"
)

var errSignIn = errors.New("sign in again")

func convert(err error) error {
	if e, ok := coze.AsCozeError(err); ok {
		return fmt.Errorf("coze: %d %s", e.Code, e.Message) // want `a Coze failure is reported without its X-Tt-Logid, .*: log or return e.LogID`
	}
	if e, ok := coze.AsAuthError(err); ok {
		return fmt.Errorf("auth: %s logid=%s", e.ErrorMessage, e.LogID) // ok
	}
	return err
}

func convertAs(err error) error {
	var e *coze.Error
	if errors.As(err, &e) {
		return errors.New(e.Message) // want `a Coze failure is reported`
	}
	return err
}

func convertWhole(err error) error {
	if e, ok := coze.AsCozeError(err); ok {
		log.Print(e.Error()) // ok
		return e
	}
	return err
}

func convertWrapped(err error) error {
	if e, ok := coze.AsCozeError(err); ok {
		return fmt.Errorf("coze %d: %w", e.Code, err) // ok
	}
	return err
}

func message(err error) string {
	if e, ok := coze.AsCozeError(err); ok && e.Code == 4100 {
		return "sign in again" // ok: a text for the user; the caller has the error
	}
	return "try later"
}

func sentinel(err error) error {
	if e, ok := coze.AsCozeError(err); ok && e.Code == 4100 {
		return errSignIn // ok: the caller has the error
	}
	return err
}

func logError(e *coze.Error) {
	slog.Error("coze", "code", e.Code, "msg", e.Message) // want `a Coze failure is reported without its X-Tt-Logid, .*: log or return e.LogID`
}

func logWhole(e *coze.Error) {
	slog.Error("coze", "err", e) // ok
}

func text(e *coze.AuthError) string {
	return "auth: " + e.ErrorMessage // want `a Coze failure is reported`
}

type handler struct{}

func (handler) OnError(ctx context.Context, event *coze.WebSocketErrorEvent) error {
	log.Printf("error %d", event.Data.Code) // want `a Coze failure is reported without its X-Tt-Logid, .*: log or return event.Detail.LogID`
	return nil
}

func (handler) OnErrorToo(ctx context.Context, event *coze.WebSocketErrorEvent) error {
	return fmt.Errorf("error %d logid=%s", event.Data.Code, event.Detail.LogID) // ok
}

func (handler) OnWhole(ctx context.Context, event *coze.WebSocketErrorEvent) error {
	return fmt.Errorf("error %v", event) // ok
}

func (handler) OnData(ctx context.Context, event *coze.WebSocketErrorEvent) error {
	log.Printf("error %s", event.Data) // want `a Coze failure is reported without its X-Tt-Logid, .*: log or return event.Detail.LogID`
	return nil
}

func (handler) OnFailed(ctx context.Context, event *coze.WebSocketConversationChatFailedEvent) error {
	return fmt.Errorf("chat failed: %s", event.Data.LastError.Msg) // want `a Coze failure is reported without its X-Tt-Logid, .*: log or return event.Detail.LogID`
}

func register(on func(func(context.Context, *coze.WebSocketErrorEvent) error)) {
	on(func(ctx context.Context, event *coze.WebSocketErrorEvent) error {
		return errors.New("websocket error") // want `a failed chat is reported by its status or a fixed text only`
	})
}
