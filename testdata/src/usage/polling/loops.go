package polling

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"path"
	"time"

	"github.com/coze-dev/coze-go"
)

// The request stands in the loop itself, its path is put together.

func InPlace(workflow, run string) error {
	address := cozeBase + path.Join("/v1/workflows", workflow, "run_histories", run)
	for { // want `poll without a deadline`
		resp, err := http.Get(address)
		if err != nil {
			return err
		}
		var h histories
		err = json.NewDecoder(resp.Body).Decode(&h)
		resp.Body.Close()
		if err != nil {
			return err
		}
		if len(h.Data) > 0 && h.Data[0].Status == "Success" {
			return nil
		}
		<-time.After(time.Second)
	}
}

// The loop's condition is the status.
func UntilStatus(ctx context.Context, cli coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	status := coze.ChatStatusInProgress
	for status == coze.ChatStatusInProgress { // ok: the caller's context ends it
		chat, err := cli.Chat.Retrieve(ctx, req)
		if err != nil {
			return err
		}
		status = chat.Status
	}
	return nil
}

func UntilStatusForEver(cli coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	chat, err := cli.Chat.Retrieve(context.Background(), req)
	if err != nil {
		return err
	}
	for chat.Status == coze.ChatStatusInProgress { // want `poll without a deadline`
		time.Sleep(time.Second)
		if chat, err = cli.Chat.Retrieve(context.Background(), req); err != nil {
			return err
		}
	}
	return nil
}

// A clock ticks for ever.
func Ticks(cli coze.CozeAPI, req *coze.RetrieveChatsReq) (string, error) {
	ctx := context.Background()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for range tick.C { // want `poll without a deadline`
		chat, err := cli.Chat.Retrieve(ctx, req)
		if err != nil {
			return "", err
		}
		switch chat.Status {
		case coze.ChatStatusCompleted:
			return chat.ID, nil
		case coze.ChatStatusFailed:
			return "", errPoll
		}
	}
	return "", nil
}

func TicksSelected(cli coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	tick := time.NewTicker(time.Second)
	for { // want `poll without a deadline`
		select {
		case <-tick.C:
		}
		chat, err := cli.Chat.Retrieve(context.TODO(), req)
		if err != nil || chat.Status != coze.ChatStatusInProgress {
			return err
		}
	}
}

func TicksUntil(cli coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	tick, end := time.NewTicker(time.Second), time.After(time.Minute)
	for { // ok: it ends
		select {
		case <-tick.C:
		case <-end:
			return errPoll
		}
		chat, err := cli.Chat.Retrieve(context.TODO(), req)
		if err != nil || chat.Status != coze.ChatStatusInProgress {
			return err
		}
	}
}

func WithDeadline(cli coze.CozeAPI, req *coze.RetrieveChatsReq) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for { // ok: the context ends
		chat, err := cli.Chat.Retrieve(ctx, req)
		if err != nil || chat.Status != coze.ChatStatusInProgress {
			return err
		}
		time.Sleep(time.Second)
	}
}

// A worker that looks after one chat after another is no poll.
func Work(chats <-chan url.Values) error {
	for { // ok
		q := <-chats
		resp, err := http.Get("https://api.coze.cn/v3/chat/retrieve?" + q.Encode())
		if err != nil {
			return err
		}
		resp.Body.Close()
	}
}

var errPoll = context.Canceled
