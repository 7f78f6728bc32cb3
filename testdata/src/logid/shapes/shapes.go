// Package shapes has failures of the SDK in the shapes that programs give them:
// generics, closures, interfaces, method values, retries, replies.
package shapes

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/coze-dev/coze-go"
)

type service struct {
	coze.CozeAPI
	log   *slog.Logger
	mu    sync.Mutex
	errs  []error
	state map[string]string
}

// 1 embedded client, switch true
func (s *service) embedded(ctx context.Context) (string, error) {
	chat, err := s.Chat.Create(ctx, &coze.CreateChatsReq{})
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "", errors.New("timeout") // ok
	case err != nil:
		return "", errors.New("chat failed") // want `CZ3002`
	}
	return chat.Chat.ID, nil
}

// 2 generic helper
func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // ok
	}
	return v
}

func (s *service) generic(ctx context.Context) string {
	return must(s.Chat.Create(ctx, &coze.CreateChatsReq{})).Chat.ID // ok
}

func orElse[T any](v T, err error, def T) T {
	if err != nil {
		return def
	}
	return v
}

// 3 retry loop with last error
func (s *service) retry(ctx context.Context) error {
	var last error
	for i := 0; i < 3; i++ {
		_, err := s.Chat.Create(ctx, &coze.CreateChatsReq{})
		if err == nil {
			return nil
		}
		last = err
		time.Sleep(time.Second)
	}
	return fmt.Errorf("gave up: %w", last) // ok
}

// 4 retry loop, lost
func (s *service) retryLost(ctx context.Context) error {
	for i := 0; i < 3; i++ {
		if _, err := s.Chat.Create(ctx, &coze.CreateChatsReq{}); err == nil { // want `CZ3002`
			return nil
		}
		time.Sleep(time.Second)
	}
	return errors.New("gave up")
}

// 5 errgroup-like
func (s *service) collected(ctx context.Context) {
	_, err := s.Chat.Create(ctx, &coze.CreateChatsReq{})
	if err != nil {
		s.mu.Lock()
		s.errs = append(s.errs, err) // ok
		s.mu.Unlock()
	}
}

// 6 slog attributes
func (s *service) attrs(ctx context.Context) {
	_, err := s.Chat.Create(ctx, &coze.CreateChatsReq{})
	if e, ok := coze.AsCozeError(err); ok {
		s.log.LogAttrs(ctx, slog.LevelError, "coze", slog.Int("code", e.Code), slog.String("msg", e.Message)) // want `CZ3001`
		return
	}
	if err != nil {
		s.log.Error("other", "err", err)
	}
}

// 7 attrs with id
func (s *service) attrsKept(ctx context.Context) {
	_, err := s.Chat.Create(ctx, &coze.CreateChatsReq{})
	if e, ok := coze.AsCozeError(err); ok {
		s.log.With("logid", e.LogID).Error("coze", "code", e.Code) // ok
		return
	}
	if err != nil {
		s.log.Error("other", "err", err)
	}
}

// 8 struct answer to the web
type answer struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func (s *service) web(w http.ResponseWriter, r *http.Request) {
	_, err := s.Chat.Create(r.Context(), &coze.CreateChatsReq{})
	var e *coze.Error
	if errors.As(err, &e) {
		json.NewEncoder(w).Encode(answer{Code: e.Code, Msg: e.Message}) // want `CZ3001`
		return
	}
	if err != nil {
		json.NewEncoder(w).Encode(answer{Code: 500, Msg: err.Error()}) // ok
	}
}

// 9 logged before the answer
func (s *service) loggedFirst(w http.ResponseWriter, r *http.Request) {
	_, err := s.Chat.Create(r.Context(), &coze.CreateChatsReq{})
	if err != nil {
		log.Println(err)
		var e *coze.Error
		if errors.As(err, &e) {
			json.NewEncoder(w).Encode(answer{Code: e.Code, Msg: e.Message}) // ok: logged
			return
		}
		http.Error(w, "failed", 500) // ok: logged
	}
}

// 10 deferred logging
func (s *service) deferred(ctx context.Context) (err error) {
	defer func() {
		if err != nil {
			log.Println("service:", err)
		}
	}()
	_, err = s.Chat.Create(ctx, &coze.CreateChatsReq{})
	if err != nil {
		return err // ok
	}
	return nil
}

// 11 select on a channel
func (s *service) worker(ctx context.Context, in <-chan string, out chan<- error) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-in:
			if _, err := s.Chat.Create(ctx, &coze.CreateChatsReq{}); err != nil {
				out <- err // ok
				continue
			}
			out <- nil
		}
	}
}

// 12 metrics and counters
var failures = map[int]int{}

func (s *service) counted(ctx context.Context) error {
	_, err := s.Chat.Create(ctx, &coze.CreateChatsReq{})
	if e, ok := coze.AsCozeError(err); ok {
		failures[e.Code]++ // ok
	}
	return err
}

// 13 fallback to a default answer after logging
func (s *service) fallback(ctx context.Context) string {
	chat, err := s.Chat.Create(ctx, &coze.CreateChatsReq{})
	if err != nil {
		slog.Warn("coze failed", slog.Any("error", err))
		return "sorry"
	}
	return chat.Chat.ID
}

// 14 fallback without logging
func (s *service) fallbackLost(ctx context.Context) string {
	chat, err := s.Chat.Create(ctx, &coze.CreateChatsReq{})
	if err != nil { // want `CZ3002`
		return "sorry"
	}
	return chat.Chat.ID
}

// 15 chat failed stored with the response
type record struct {
	Resp *coze.RetrieveChatsResp
	Err  string
}

func (s *service) recorded(ctx context.Context) record {
	resp, err := s.Chat.Retrieve(ctx, &coze.RetrieveChatsReq{})
	if err != nil {
		return record{Err: err.Error()} // ok
	}
	if resp.Chat.Status == coze.ChatStatusFailed {
		return record{Resp: resp, Err: "chat failed"} // ok: the whole response
	}
	return record{Resp: resp}
}

// 16 streaming with labels
func (s *service) stream(ctx context.Context, emit func(string) error) error {
	st, err := s.Chat.Stream(ctx, &coze.CreateChatsReq{})
	if err != nil {
		return err
	}
	defer st.Close()
	logID := st.Response().LogID()
loop:
	for {
		ev, err := st.Recv()
		switch {
		case errors.Is(err, io.EOF):
			break loop
		case err != nil:
			return fmt.Errorf("recv (%s): %w", logID, err) // ok
		}
		switch ev.Event {
		case coze.ChatEventConversationMessageDelta:
			if err := emit(ev.Message.Content); err != nil {
				return err // ok: the program's own
			}
		case coze.ChatEventConversationChatFailed:
			return fmt.Errorf("failed: %+v (%s)", ev.Chat.LastError, logID) // ok
		}
	}
	return nil
}

// 17 stream in a goroutine, event handed on whole
func (s *service) fan(ctx context.Context, out chan<- *coze.ChatEvent) error {
	st, err := s.Chat.Stream(ctx, &coze.CreateChatsReq{})
	if err != nil {
		return err
	}
	go func() {
		defer close(out)
		for {
			ev, err := st.Recv()
			if err != nil { // want `CZ3002`
				return
			}
			out <- ev // ok: handed on
		}
	}()
	return nil
}

// 18 LastError printed whole
func (s *service) whole(ctx context.Context) error {
	resp, err := s.Chat.Retrieve(ctx, &coze.RetrieveChatsReq{})
	if err != nil {
		return err
	}
	if le := resp.Chat.LastError; le != nil && le.Code != 0 {
		return fmt.Errorf("chat: %+v", *le) // want `CZ3001`
	}
	return nil
}

// 19 the method value
func (s *service) methodValue(ctx context.Context) error {
	create := s.Chat.Create
	_, err := create(ctx, &coze.CreateChatsReq{})
	if err != nil {
		return errors.New("no chat") // want `CZ3002`
	}
	return nil
}

// 20 interface around the client
type creator interface {
	Create(ctx context.Context, req *coze.CreateChatsReq) (*coze.CreateChatsResp, error)
}

func through(ctx context.Context, c creator) error {
	_, err := c.Create(ctx, &coze.CreateChatsReq{})
	if err != nil {
		return errors.New("no chat") // want `CZ3002`
	}
	return nil
}

// 21 auth error
func auth(ctx context.Context, c *coze.JWTOAuthClient) (string, error) {
	tok, err := c.GetAccessToken(ctx, nil)
	if err != nil {
		if ae, ok := coze.AsAuthError(err); ok {
			return "", fmt.Errorf("auth %s: %s", ae.Code, ae.ErrorMessage) // want `CZ3001`
		}
		return "", err
	}
	return tok.AccessToken, nil
}

// 22 pending is waited for
func device(ctx context.Context, c *coze.DeviceOAuthClient) (*coze.OAuthToken, error) {
	for {
		tok, err := c.GetAccessToken(ctx, &coze.GetDeviceOAuthAccessTokenReq{})
		if err == nil {
			return tok, nil
		}
		ae, ok := coze.AsAuthError(err)
		if !ok {
			return nil, err
		}
		switch ae.Code {
		case coze.AuthorizationPending:
			time.Sleep(time.Second) // ok
			continue
		case coze.AccessDenied:
			return nil, errors.New("the user said no") // ok: what the user did is no failure of Coze
		}
		return nil, err
	}
}

// 23 boolean
func (s *service) works(ctx context.Context) bool {
	_, err := s.Users.Me(ctx)
	return err == nil // ok
}

// 24 health reply
func (s *service) health(w http.ResponseWriter, r *http.Request) {
	if _, err := s.Users.Me(r.Context()); err != nil { // want `CZ3002`
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// 25 logged, then overwritten
func (s *service) overwritten(ctx context.Context, st coze.Stream[coze.ChatEvent], write func(string) error) {
	for {
		_, err := st.Recv()
		if err != nil {
			if errors.Is(err, context.Canceled) {
				err = write("timeout")
			} else if errors.Is(err, io.EOF) {
				err = write("end")
			} else {
				log.Println(err) // want `CZ3005`
				err = write("broken")
			}
			if err != nil {
				log.Println(err)
			}
			return
		}
	}
}

// 26 recorded, logged and handed on without the stream
type recorder interface{ RecordError(err error) }

func pump(r coze.Stream[coze.ChatEvent], span recorder, out func(*coze.ChatEvent, error)) {
	var err error
	var ev *coze.ChatEvent
	for {
		if ev, err = r.Recv(); err != nil {
			if !errors.Is(err, io.EOF) {
				span.RecordError(err)
			}
			log.Printf("recv: %s", err) // want `CZ3005`
			out(nil, err)
			return
		}
		out(ev, nil)
	}
}

// 27 handed on
func handed(r coze.Stream[coze.ChatEvent], out func(*coze.ChatEvent, error)) {
	for {
		ev, err := r.Recv()
		out(ev, err) // ok: whoever gets it may know the stream
		if err != nil {
			return
		}
	}
}

// 28 the user's own output
func (s *service) output(ctx context.Context) error {
	resp, err := s.Workflows.Runs.Create(ctx, &coze.RunWorkflowsReq{})
	if err != nil {
		return err
	}
	var out struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
	}
	if err := json.Unmarshal([]byte(resp.Data), &out); err != nil {
		return err
	}
	if out.Code != 0 {
		return errors.New(out.Msg) // ok: the workflow's own
	}
	return nil
}
