// Package repeated starts chats and runs again after a failure.
package repeated

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/coze-dev/coze-go"
	"github.com/go-resty/resty/v2"
)

const base = "https://api.coze.cn"

func runAgain(ctx context.Context, client coze.CozeAPI, req *coze.RunWorkflowsReq) (resp *coze.RunWorkflowsResp, err error) {
	for range 3 {
		resp, err = client.Workflows.Runs.Create(ctx, req) // want `client\.Workflows\.Runs\.Create is called again after a failure that does not say whether it started anything: a second chat or run starts, and both are billed; try again only for a code that refuses \(CZ5022\)`
		if err == nil {
			return resp, nil
		}
		time.Sleep(time.Second)
	}
	return nil, err
}

func start(ctx context.Context, client coze.CozeAPI, req *coze.CreateChatsReq) (*coze.CreateChatsResp, error) {
	resp, err := client.Chat.Create(ctx, req)
	if err != nil {
		return nil, fmt.Errorf("start: %w", err)
	}
	return resp, nil
}

func retryable(err error) bool {
	if e, ok := coze.AsCozeError(err); ok {
		return e.Code == 4009 || e.Code == 4020
	}
	return true
}

func byPredicate(ctx context.Context, client coze.CozeAPI, req *coze.CreateChatsReq) (*coze.CreateChatsResp, error) {
	for attempt := 0; ; attempt++ {
		resp, err := start(ctx, client, req) // want `CZ5022`
		if err == nil {
			return resp, nil
		}
		if attempt > 3 || !retryable(err) {
			return nil, err
		}
	}
}

type reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data string `json:"data"`
}

func post(path string, body []byte) (*reply, error) {
	resp, err := http.Post(base+path, "application/json", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return nil, fmt.Errorf("HTTP %d, logid %s: %w", resp.StatusCode, resp.Header.Get("X-Tt-Logid"), err)
	}
	if r.Code != 0 {
		return nil, fmt.Errorf("%d %s, logid %s", r.Code, r.Msg, resp.Header.Get("X-Tt-Logid"))
	}
	return &r, nil
}

func byHand(body []byte) (r *reply, err error) {
	for i := 0; i < 3; i++ {
		if r, err = post("/v1/workflow/run", body); err == nil { // want `POST /v1/workflow/run is called again`
			return r, nil
		}
	}
	return nil, err
}

var client = resty.New().SetRetryCount(2) // want `POST /v3/chat is called again`

func byClient(body []byte) error {
	var r reply
	resp, err := client.R().SetBody(body).SetResult(&r).Post(base + "/v3/chat")
	if err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("%d %s, logid %s", r.Code, r.Msg, resp.Header().Get("X-Tt-Logid"))
	}
	return nil
}

// The good ones.

func eachRow(ctx context.Context, client coze.CozeAPI, rows []*coze.RunWorkflowsReq) (failed int) {
	for _, row := range rows {
		if _, err := client.Workflows.Runs.Create(ctx, row); err != nil {
			fmt.Println("coze:", err)
			failed++
			continue
		}
		fmt.Println("done")
	}
	return failed
}

func refusedOnly(err error) bool {
	e, ok := coze.AsCozeError(err)
	return ok && (e.Code == 4009 || e.Code == 4020)
}

func byCode(ctx context.Context, client coze.CozeAPI, req *coze.CreateChatsReq) (*coze.CreateChatsResp, error) {
	for attempt := 0; ; attempt++ {
		resp, err := start(ctx, client, req)
		if err == nil {
			return resp, nil
		}
		if attempt > 3 || !refusedOnly(err) {
			return nil, err
		}
	}
}

func once(body []byte, again bool) (r *reply, err error) {
	for {
		if r, err = post("/v1/conversation/create", body); err == nil { // ok: it starts no chat
			return r, nil
		}
		if !again {
			return nil, err
		}
	}
}

func call(path string, body []byte, idempotent bool) (*reply, error) {
	for attempt := 0; ; attempt++ {
		r, err := post(path, body)
		if err == nil {
			return r, nil
		}
		if !idempotent || attempt > 3 {
			return nil, err
		}
	}
}

func notIdempotent(body []byte) error {
	_, err := call("/v3/chat", body, false)
	return err
}

var errStopped = errors.New("stopped")

func everyMinute(ctx context.Context, client coze.CozeAPI, req *coze.CreateChatsReq) error {
	for {
		if _, err := start(ctx, client, req); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return errStopped
		case <-time.After(time.Minute):
		}
	}
}

var careful = resty.New().SetRetryCount(2).AddRetryCondition(refusedReply) // ok: only for a code

func refusedReply(resp *resty.Response, err error) bool {
	var r reply
	if err != nil || json.Unmarshal(resp.Body(), &r) != nil {
		return false
	}
	return r.Code == 4009 || r.Code == 4020
}

func byCarefulClient(body []byte) error {
	var r reply
	resp, err := careful.R().SetBody(body).SetResult(&r).Post(base + "/v3/chat")
	if err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("%d %s, logid %s", r.Code, r.Msg, resp.Header().Get("X-Tt-Logid"))
	}
	return nil
}

var busy = []int{4009, 4013, 4020}

// whileBusy goes round only for an answer that refuses.
func whileBusy(ctx context.Context, client coze.CozeAPI, req *coze.CreateChatsReq) error {
	for try := 1; ; try++ {
		_, err := start(ctx, client, req) // ok
		var ce *coze.Error
		if try < 4 && errors.As(err, &ce) && slices.Contains(busy, ce.Code) {
			time.Sleep(time.Duration(try) * time.Second)
			continue
		}
		return err
	}
}
