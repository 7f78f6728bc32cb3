package helpers

import (
	"context"
	"fmt"
	"log"
	"slices"
	"time"

	"github.com/coze-dev/coze-go"
)

var (
	again   = map[int]bool{4009: true, 4020: true}
	waiting = []int{4009, 4020}
)

func inTable(err error) bool {
	cozeErr, ok := coze.AsCozeError(err)
	return ok && again[cozeErr.Code]
}

func inList(err error) bool {
	cozeErr, ok := coze.AsCozeError(err)
	return ok && slices.Contains(waiting, cozeErr.Code)
}

// An attempt whose code is one to wait for is answered by the next one.
func attempts(ctx context.Context, api coze.CozeAPI, req *coze.CreateChatsReq) error {
	for n := 0; ; n++ {
		_, err := api.Chat.Create(ctx, req)
		if err == nil || !inTable(err) || n > 3 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

func listed(ctx context.Context, api coze.CozeAPI, req *coze.CreateChatsReq) error {
	for n := 0; ; n++ {
		_, err := api.Chat.Create(ctx, req)
		if err == nil || !inList(err) || n > 3 {
			return err
		}
		time.Sleep(time.Second)
	}
}

type exception struct {
	code int
	msg  string
}

func (e *exception) Error() string { return fmt.Sprintf("%d %s", e.code, e.msg) }

// The log ID was logged before the error is made.
func excepted(b *bot, id string) error {
	resp, err := b.call("/v3/chat/retrieve?chat_id=" + id)
	if err != nil {
		return err
	}
	var d struct {
		envelope
		Detail struct {
			LogID string `json:"logid"`
		} `json:"detail"`
	}
	if err := resp.Bind(&d); err != nil {
		return err
	}
	if d.Code != 0 {
		log.Printf("coze: %d %s logid=%s", d.Code, d.Msg, d.Detail.LogID)
		return &exception{d.Code, d.Msg}
	}
	return nil
}

func unlogged(b *bot, id string) error {
	resp, err := b.call("/v3/chat/retrieve?chat_id=" + id)
	if err != nil {
		return err
	}
	var d envelope
	if err := resp.Bind(&d); err != nil {
		return err
	}
	if d.Code != 0 {
		return &exception{d.Code, d.Msg} // want `CZ3004`
	}
	return nil
}
