// Package client calls the API for other packages.
package client

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"slices"
	"strings"
)

const host = "https://api.coze.cn"

// Client calls the API.
type Client struct{ token string }

// Chat is a chat.
type Chat struct {
	ID        string `json:"id"`
	Status    string `json:"status"`
	LastError struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
	} `json:"last_error"`
}

// Reply is an envelope.
type Reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data Chat   `json:"data"`
}

// Failure is a failure with its log ID.
type Failure struct {
	Code  int
	Msg   string
	LogID string
}

func (f *Failure) Error() string { return fmt.Sprintf("coze %d %s (%s)", f.Code, f.Msg, f.LogID) }

func (c *Client) get(ctx context.Context, path string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, host+path, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	return http.DefaultClient.Do(req)
}

// Raw returns the envelope, and keeps the response to itself.
func (c *Client) Raw(ctx context.Context, id string) (*Reply, error) {
	resp, err := c.get(ctx, "/v3/chat/retrieve?chat_id="+id)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r := new(Reply)
	return r, json.NewDecoder(resp.Body).Decode(r)
}

// Traced returns the log ID, too.
func (c *Client) Traced(ctx context.Context, id string) (r Reply, logID string, err error) {
	resp, err := c.get(ctx, "/v3/chat/retrieve?chat_id="+id)
	if err != nil {
		return r, "", err
	}
	defer resp.Body.Close()
	err = json.NewDecoder(resp.Body).Decode(&r)
	return r, resp.Header.Get("X-Tt-Logid"), err
}

// Retrieve returns a chat, or a *Failure.
func (c *Client) Retrieve(ctx context.Context, id string) (*Chat, error) {
	r, logID, err := c.Traced(ctx, id)
	if err != nil {
		return nil, err
	}
	if r.Code != 0 {
		return nil, &Failure{r.Code, r.Msg, logID}
	}
	return &r.Data, nil
}

// Logged is Retrieve for who does not care.
func (c *Client) Logged(ctx context.Context, id string) (*Chat, error) {
	chat, err := c.Retrieve(ctx, id)
	if err != nil {
		slog.Error("retrieve", "err", err)
	}
	return chat, err
}

// Into decodes the data of a reply into out.
func (c *Client) Into(ctx context.Context, path string, out any) error {
	resp, err := c.get(ctx, path)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(out)
}

// Event is one event of a stream.
type Event struct{ Name, Data string }

// Stream calls on for each event, and adds the log ID to its error.
func (c *Client) Stream(ctx context.Context, on func(Event) error) error {
	resp, err := c.get(ctx, "/v3/chat")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var event Event
	for sc := bufio.NewScanner(resp.Body); sc.Scan(); {
		if name, ok := strings.CutPrefix(sc.Text(), "event:"); ok {
			event.Name = name
		} else if data, ok := strings.CutPrefix(sc.Text(), "data:"); ok {
			event.Data = data
		} else if err := on(event); err != nil {
			return fmt.Errorf("%w (%s)", err, resp.Header.Get("X-Tt-Logid"))
		}
	}
	return nil
}

// API is what Client does.
type API interface {
	Retrieve(ctx context.Context, id string) (*Chat, error)
}

// Quiet has nothing to do with the API.
func Quiet(code int) error { return fmt.Errorf("code %d", code) }

// Emit calls who listens.
func Emit(name string, args ...any) bool { return len(args) > 0 }

// A Translated error wraps another.
type Translated struct {
	Kind  string
	Cause error
}

func (t *Translated) Error() string { return t.Kind + ": " + t.Cause.Error() }

// Translate makes one.
func Translate(err error) *Translated { return &Translated{"upstream", err} }

// Has reports whether an error has one of several codes.
func Has(err error, codes ...int) bool {
	var f *Failure
	return errors.As(err, &f) && slices.Contains(codes, f.Code)
}

// Events asks for a chat and returns its events, one after the other.
func (c *Client) Events(ctx context.Context) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		resp, err := c.get(ctx, "/v3/chat")
		if err != nil {
			yield(Event{}, err)
			return
		}
		defer resp.Body.Close()
		name := ""
		for data, err := range pairs(resp.Body, &name) {
			if err != nil {
				yield(Event{}, fmt.Errorf("%w (log ID %s)", err, resp.Header.Get("X-Tt-Logid")))
				return
			}
			if !yield(Event{name, data}, nil) {
				return
			}
		}
	}
}

func pairs(r io.Reader, name *string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		lines := bufio.NewScanner(r)
		for lines.Scan() {
			if event, ok := strings.CutPrefix(lines.Text(), "event:"); ok {
				*name = event
			} else if data, ok := strings.CutPrefix(lines.Text(), "data:"); ok && !yield(data, nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield("", err)
		}
	}
}
