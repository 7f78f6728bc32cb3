// Package quiet keeps the errors of the SDK in ways that a hasty reader takes
// for losses.
package quiet

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"time"

	"github.com/coze-dev/coze-go"
)

type service struct {
	cli coze.CozeAPI
}

type ginContext struct {
	http.ResponseWriter
	errors *[]error
}

func (c ginContext) Error(err error) error {
	*c.errors = append(*c.errors, err)
	return err
}
func (ginContext) JSON(int, any) {}

func (s *service) call(ctx context.Context) error {
	_, err := s.cli.Bots.Retrieve(ctx, nil)
	return err
}

func (s *service) localText(ctx context.Context) {
	if err := s.call(ctx); err != nil {
		msg := err.Error()
		log.Println(msg) // ok
	}
}

func (s *service) returnedText(ctx context.Context) string {
	out := ""
	if err := s.call(ctx); err != nil {
		out = fmt.Sprintf("failed: %v", err) // ok
	}
	return out
}

func (s *service) encodedText(ctx context.Context) []byte {
	if err := s.call(ctx); err != nil {
		b, _ := json.Marshal(map[string]string{"error": err.Error()}) // ok
		return b
	}
	return nil
}

func (s *service) rebuilt(ctx context.Context, c ginContext) error {
	if err := s.call(ctx); err != nil {
		msg := "coze: " + err.Error()
		c.JSON(500, map[string]any{"error": msg}) // ok
		return errors.New(msg)                    // ok
	}
	return nil
}

func (s *service) received(ctx context.Context) error {
	st, err := s.cli.Chat.Stream(ctx, nil)
	if err != nil {
		return err
	}
	logID := st.Response().LogID()
	if _, err := st.Recv(); err != nil {
		msg := fmt.Sprintf("recv: %v [%s]", err, logID)
		return errors.New(msg) // ok
	}
	return nil
}

func (s *service) waits(ctx context.Context) error {
	err := s.call(ctx)
	if err != nil {
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
		return err // ok
	}
	return nil
}

func (s *service) retries(ctx context.Context) error {
	var last error
	for range 3 {
		err := s.call(ctx)
		if err == nil {
			return nil
		}
		last = err // ok
		select {
		case <-ctx.Done():
			return fmt.Errorf("gave up: %w", err) // ok
		case <-time.After(time.Second):
		}
	}
	return last
}

func (s *service) otherName(ctx context.Context) error {
	resp, err := s.cli.Chat.Retrieve(ctx, nil)
	if err != nil {
		if e, ok := coze.AsCozeError(err); ok {
			id := e.LogID
			return fmt.Errorf("coze %d %s [%s]", e.Code, e.Message, id) // ok
		}
		return err
	}
	trace := resp.LogID()
	if resp.Chat.Status == coze.ChatStatusFailed {
		return fmt.Errorf("chat %s [%s]", resp.Chat.Status, trace) // ok
	}
	return nil
}

func (s *service) arguments(ctx context.Context) {
	err := s.call(ctx)
	if e, ok := coze.AsCozeError(err); ok {
		args := []any{"code", e.Code, "logid", e.LogID}
		slog.Error("coze", args...) // ok
	}
}

func (s *service) logger(ctx context.Context) error {
	st, err := s.cli.Chat.Stream(ctx, nil)
	if err != nil {
		return err
	}
	lg := slog.With("logid", st.Response().LogID())
	if _, err = st.Recv(); err != nil {
		lg.Error("recv", "err", err) // ok: the logger has it
		return nil
	}
	return nil
}

func (s *service) polls(ctx context.Context, deadline time.Time) error {
	for {
		resp, err := s.cli.Chat.Retrieve(ctx, nil)
		if err != nil {
			return err
		}
		if resp.Chat.Status == coze.ChatStatusCompleted {
			return nil
		}
		if resp.Chat.Status == coze.ChatStatusFailed {
			return fmt.Errorf("chat failed: %v %s", resp.Chat.LastError, resp.LogID())
		}
		if time.Now().After(deadline) {
			return errors.New("timed out") // ok: not failed
		}
		time.Sleep(time.Second)
	}
}

func (s *service) pollsBySwitch(ctx context.Context) error {
	for i := 0; ; i++ {
		resp, err := s.cli.Chat.Retrieve(ctx, nil)
		if err != nil {
			return err
		}
		switch resp.Chat.Status {
		case coze.ChatStatusCompleted:
			return nil
		case coze.ChatStatusFailed:
			return fmt.Errorf("chat failed: %s", resp.LogID())
		default:
			log.Println("waiting", resp.Chat.Status) // ok: not failed
		}
		if i > 10 {
			return errors.New("timed out") // ok
		}
	}
}

func (s *service) pollsOn(ctx context.Context) error {
	for {
		resp, err := s.cli.Chat.Retrieve(ctx, nil)
		if err != nil {
			return err
		}
		if resp.Chat.Status != coze.ChatStatusCompleted {
			log.Printf("chat still %s", resp.Chat.Status) // ok: it goes on
			time.Sleep(time.Second)
			continue
		}
		return nil
	}
}

func (s *service) handsToGin(ctx context.Context, c ginContext) {
	if err := s.call(ctx); err != nil {
		_ = c.Error(err)
		c.JSON(500, map[string]any{"msg": "internal"}) // ok: gin has the error
	}
}

func (s *service) ownText(ctx context.Context) error {
	err := s.call(ctx)
	if e, ok := coze.AsCozeError(err); ok {
		return errors.New(e.Error()) // ok: the text has the log ID
	}
	if e, ok := coze.AsAuthError(err); ok {
		log.Printf("auth: %s", e.Error()) // ok
	}
	return err
}

func (s *service) notFound(ctx context.Context) (bool, error) {
	err := s.call(ctx)
	if err != nil {
		if e, ok := coze.AsCozeError(err); ok && e.Code == 4200 {
			return false, nil // ok: an answer
		}
		return false, err
	}
	return true, nil
}

func (s *service) notFoundBySwitch(ctx context.Context) error {
	err := s.call(ctx)
	var e *coze.Error
	if errors.As(err, &e) {
		switch e.Code {
		case 4200:
			return nil // ok
		}
	}
	return err
}

func (s *service) again(ctx context.Context, n int) error {
	err := s.call(ctx)
	if err != nil && n > 0 {
		return s.again(ctx, n-1) // ok
	}
	return err
}

func device(ctx context.Context, cli *coze.DeviceOAuthClient) error {
	for range 10 {
		_, err := cli.GetAccessToken(ctx, nil)
		if err == nil {
			return nil
		}
		ae, ok := coze.AsAuthError(err)
		if !ok {
			return err
		}
		switch ae.Code {
		case coze.AuthorizationPending, coze.SlowDown:
			time.Sleep(time.Second) // ok: what the user does takes time
			continue
		}
		return err
	}
	return errors.New("nobody signed in") // ok
}

func (s *service) wrappedText(ctx context.Context, bot string) error {
	if err := s.call(ctx); err != nil {
		log.Printf("bot %s failed", bot) // want `a fixed text takes the place`
		return nil
	}
	if err := s.call(ctx); err != nil {
		panic(fmt.Sprintf("bot %s failed", bot)) // want `a fixed text takes the place`
	}
	if err := s.call(ctx); err != nil {
		return fmt.Errorf("bot %[1]s failed", bot) // want `a fixed text takes the place`
	}
	if err := s.call(ctx); err != nil {
		return fmt.Errorf("bot %s failed", bot) // want `a fixed text takes the place`
	}
	return nil
}

func (s *service) maybe(ctx context.Context, ask bool) error {
	var resp *coze.RetrieveChatsResp
	if ask {
		var err error
		if resp, err = s.cli.Chat.Retrieve(ctx, nil); err != nil {
			return err
		}
	}
	if resp != nil && resp.Chat.LastError != nil {
		return fmt.Errorf("chat: %s", resp.Chat.LastError.Msg) // want `a Coze failure is reported`
	}
	return nil
}
