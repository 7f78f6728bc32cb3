package senders

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"time"
)

type cache interface {
	Set(ctx context.Context, key string, v any, ttl time.Duration) error
}
type logger interface {
	Infof(f string, a ...any)
	WriteJSON(v any) error
}

func audited(ctx context.Context, c cache, l logger, w io.Writer) error {
	r := &req{Bot: "b"}
	if err := c.Set(ctx, "/v3/chat:last", r.Bot, 0); err != nil {
		return err
	}
	l.Infof("POST %s %v", "/v3/chat", r)
	l.WriteJSON(r)
	json.NewEncoder(os.Stdout).Encode(r)
	r = &req{Bot: "b", Stream: true}
	b, _ := json.Marshal(r)
	_, err := http.Post("https://api.coze.cn/v3/chat", "application/json", bytes.NewReader(b))
	return err
}
func logged(ctx context.Context, c cache, l logger) error {
	r := &req{Bot: "b"} // want `CZ2001`
	l.Infof("POST %v", r)
	b, err := json.Marshal(r)
	if err != nil {
		return err
	}
	l.Infof("POST %s", b)
	hr, err := http.NewRequestWithContext(ctx, "POST", "https://api.coze.cn/v3/chat", bytes.NewBuffer(b))
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(hr)
	return err
}

// What is written to a file is not sent, whatever the file is called.
func saved() error {
	r := req{Bot: "b"}
	b, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if err := os.WriteFile("v3/chat", b, 0o600); err != nil {
		return err
	}
	r.Stream = true
	if b, err = json.Marshal(r); err != nil {
		return err
	}
	_, err = http.Post("https://api.coze.cn/v3/chat", "application/json", bytes.NewReader(b)) // ok
	return err
}
