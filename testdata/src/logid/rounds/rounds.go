// Package rounds has responses that are nil, another call's, or of another round
// of a loop where the failure is reported: no fix reads a log ID from them.
package rounds

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"sync"

	"github.com/coze-dev/coze-go"
)

type reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Next string `json:"next"`
}

func decode(resp *http.Response, v any) error {
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(v)
}

func backoff() error {
	var (
		resp *http.Response
		last reply
		err  error
	)
	for try := 0; try < 3; try++ {
		resp, err = http.Get("https://api.coze.cn/v1/users/me")
		if err != nil {
			continue
		}
		var r reply
		if err := decode(resp, &r); err != nil {
			return err
		}
		if r.Code == 0 {
			return nil
		}
		last = r
	}
	return fmt.Errorf("coze: %d %s", last.Code, last.Msg) // want `CZ3001`
}

var known sync.Map

func cached(path string) error {
	var resp *http.Response
	var r *reply
	if v, ok := known.Load(path); ok {
		r = v.(*reply)
	} else {
		var err error
		if resp, err = http.Get("https://api.coze.cn" + path); err != nil {
			return err
		}
		r = new(reply)
		if err := decode(resp, r); err != nil {
			return err
		}
	}
	if r.Code != 0 {
		return fmt.Errorf("coze: %d %s", r.Code, r.Msg) // want `what is at hand may be another call.s`
	}
	return nil
}

func optional(fetch bool, r reply) error {
	var resp *http.Response
	if fetch {
		var err error
		if resp, err = http.Get("https://api.coze.cn/v1/users/me"); err != nil {
			return err
		}
		if err := decode(resp, &r); err != nil {
			return err
		}
	}
	if r.Code != 0 {
		return fmt.Errorf("coze: %d %s", r.Code, r.Msg) // want `CZ3001`
	}
	return nil
}

func worst(pages []string) error {
	var bad reply
	var resp *http.Response
	for _, page := range pages {
		var err error
		if resp, err = http.Get("https://api.coze.cn/v1/bots?page=" + page); err != nil {
			return err
		}
		var r reply
		if err := decode(resp, &r); err != nil {
			return err
		}
		if r.Code > bad.Code {
			bad = r
		}
	}
	if bad.Code != 0 {
		return fmt.Errorf("coze: %d %s", bad.Code, bad.Msg) // want `CZ3001`
	}
	return nil
}

func second() error {
	resp, err := http.Get("https://api.coze.cn/v1/users/me")
	if err != nil {
		return err
	}
	var r reply
	if err := decode(resp, &r); err != nil {
		return err
	}
	resp, err = http.Get("https://cdn.example.com/" + r.Next)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if r.Code != 0 {
		return fmt.Errorf("coze: %d %s", r.Code, r.Msg) // want `CZ3001`
	}
	return nil
}

func vendorBefore() error {
	other, err := http.Get("https://open.feishu.cn/open-apis/im")
	if err != nil {
		return err
	}
	defer other.Body.Close()
	var r reply
	if err := me(&r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("coze: %d %s", r.Code, r.Msg) // want `CZ3001`
	}
	return nil
}

func me(r *reply) error {
	resp, err := http.Get("https://api.coze.cn/v1/users/me")
	if err != nil {
		return err
	}
	if err := decode(resp, r); err != nil {
		return fmt.Errorf("%w logid=%s", err, resp.Header.Get("X-Tt-Logid"))
	}
	return nil
}

func replacedByClosure() error {
	resp, err := http.Get("https://api.coze.cn/v1/users/me")
	if err != nil {
		return err
	}
	var r reply
	again := func() (err error) {
		resp, err = http.Get("https://api.coze.cn/v1/users/me")
		return err
	}
	if err := decode(resp, &r); err != nil {
		return err
	}
	if again() != nil {
		log.Print("again")
	}
	if r.Code != 0 {
		return fmt.Errorf("coze: %d %s", r.Code, r.Msg) // want `CZ3001`
	}
	return nil
}

func polled(ctx context.Context, cli coze.CozeAPI, req *coze.CreateChatsReq, get *coze.RetrieveChatsReq) error {
	resp, err := cli.Chat.Create(ctx, req)
	if err != nil {
		return err
	}
	status := resp.Chat.Status
	for status == coze.ChatStatusInProgress {
		now, err := cli.Chat.Retrieve(ctx, get)
		if err != nil {
			return err
		}
		status = now.Chat.Status
	}
	if status == coze.ChatStatusFailed {
		return fmt.Errorf("chat %s", status) // want `CZ3003`
	}
	return nil
}

func twoStreams(ctx context.Context, cli coze.CozeAPI, a, b *coze.CreateChatsReq) error {
	first, err := cli.Chat.Stream(ctx, a)
	if err != nil {
		return err
	}
	defer first.Close()
	second, err := cli.Chat.Stream(ctx, b)
	if err != nil {
		return err
	}
	defer second.Close()
	for _, s := range []coze.Stream[coze.ChatEvent]{first, second} {
		for {
			_, err := s.Recv()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return fmt.Errorf("recv: %w", err) // want `CZ3005`
			}
		}
	}
	return nil
}

// An error that may be nil is not wrapped.
func orEmpty(ctx context.Context, cli coze.CozeAPI, get *coze.RetrieveChatsReq) error {
	resp, err := cli.Chat.Retrieve(ctx, get)
	if err != nil || resp.Chat.ID == "" { // want `CZ3002`
		return errNoChat
	}
	return nil
}

var errNoChat = errors.New("no chat")

var errCompared = errors.New("compared")

func compared(ctx context.Context, cli coze.CozeAPI, get *coze.RetrieveChatsReq) error {
	_, err := cli.Chat.Retrieve(ctx, get)
	if err != nil {
		return errCompared // want `CZ3002`
	}
	return nil
}

func isCompared(err error) bool { return err == errCompared }

// What follows is certain.

func sameRound(pages []string) error {
	for _, page := range pages {
		resp, err := http.Get("https://api.coze.cn/v1/bots?page=" + page)
		if err != nil {
			return err
		}
		var r reply
		if err := decode(resp, &r); err != nil {
			return err
		}
		if r.Code != 0 {
			return fmt.Errorf("coze: %d %s", r.Code, r.Msg) // want `CZ3001`
		}
	}
	return nil
}

func eitherWay(page string) error {
	var resp *http.Response
	var err error
	if page == "" {
		resp, err = http.Get("https://api.coze.cn/v1/bots")
	} else {
		resp, err = http.Get("https://api.coze.cn/v1/bots?page=" + page)
	}
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	var r reply
	if err := json.Unmarshal(body, &r); err != nil {
		return err
	}
	if code := r.Code; code != 0 {
		return fmt.Errorf("coze: %d", code) // want `CZ3001`
	}
	return nil
}

func reported(ctx context.Context, cli coze.CozeAPI, get *coze.RetrieveChatsReq) (coze.ChatStatus, error) {
	resp, err := cli.Chat.Retrieve(ctx, get)
	if err != nil {
		return "", err
	}
	chat := resp.Chat
	if chat.Status == coze.ChatStatusFailed {
		return chat.Status, fmt.Errorf("chat %s", chat.Status) // want `CZ3003`
	}
	return chat.Status, nil
}
