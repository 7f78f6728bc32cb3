// Package identity has errors that somebody looks for as they are, and loggers that
// write to others: what is not offered, as it would do harm.
package identity

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"log/slog"
	"net/http"

	"github.com/coze-dev/coze-go"
)

var (
	errKey  = errors.New("key")
	errFree = errors.New("free")
	ErrOpen = errors.New("open")
	status  = map[error]int{errKey: 502}
)

func key(ctx context.Context, cli coze.CozeAPI) error {
	if _, err := cli.Users.Me(ctx); err != nil {
		return errKey // want `CZ3002`
	}
	return nil
}

func free(ctx context.Context, cli coze.CozeAPI) error {
	if _, err := cli.Users.Me(ctx); err != nil {
		return errFree // want `CZ3002`
	}
	return nil
}

// Open returns an error that other packages may compare with.
func Open(ctx context.Context, cli coze.CozeAPI) error {
	if _, err := cli.Users.Me(ctx); err != nil {
		return ErrOpen // want `CZ3002`
	}
	return nil
}

func foreign(ctx context.Context, cli coze.CozeAPI) error {
	if _, err := cli.Users.Me(ctx); err != nil {
		return io.ErrUnexpectedEOF // want `CZ3002`
	}
	return nil
}

func stream(s coze.Stream[coze.ChatEvent]) error {
	for {
		_, err := s.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return errFree // want `CZ3002`
		}
	}
}

func code(err error) int { return status[err] }

type cozeReply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func me() (*http.Response, *cozeReply, error) {
	r := new(cozeReply)
	resp, err := http.Get("https://api.coze.cn/v1/users/me")
	if err != nil {
		return nil, nil, err
	}
	defer resp.Body.Close()
	return resp, r, json.NewDecoder(resp.Body).Decode(r)
}

func toUser(w http.ResponseWriter) {
	resp, r, err := me()
	if err == nil && resp != nil && r.Code != 0 {
		log.New(w, "", 0).Printf("%d %s", r.Code, r.Msg) // want `CZ3001`
	}
}

func toUserAsJSON(w http.ResponseWriter) {
	resp, r, err := me()
	if err == nil && resp != nil && r.Code != 0 {
		slog.New(slog.NewJSONHandler(w, nil)).With("a", 1).Error("me", "code", r.Code, "m", r.Msg) // want `CZ3001`
	}
}

func intoText() string {
	var b bytes.Buffer
	resp, r, err := me()
	lg := log.New(&b, "", 0)
	if err == nil && resp != nil && r.Code != 0 {
		lg.Printf("%d %s", r.Code, r.Msg) // want `CZ3001`
	}
	return b.String()
}

// Nobody compares this error with io.EOF.
func readUnseen(ctx context.Context, cli coze.CozeAPI) error {
	s, err := cli.Chat.Stream(ctx, nil)
	if err != nil {
		return err
	}
	for {
		if _, err := s.Recv(); err != nil {
			return err // want `CZ3005`
		}
	}
}

// ReadShown may be compared by other packages.
func ReadShown(ctx context.Context, cli coze.CozeAPI) error {
	return readShown(ctx, cli)
}

func readShown(ctx context.Context, cli coze.CozeAPI) error {
	s, err := cli.Chat.Stream(ctx, nil)
	if err != nil {
		return err
	}
	for {
		if _, err := s.Recv(); err != nil {
			return err // want `CZ3005`
		}
	}
}
