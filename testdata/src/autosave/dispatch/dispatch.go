// Package dispatch sends through interfaces, channels and function values.
package dispatch

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
)

const host = "https://api.coze.cn"

type req struct {
	Bot    string `json:"bot_id"`
	Stream bool   `json:"stream"`
	Save   bool   `json:"auto_save_history"`
}

type Sender interface {
	Send(ctx context.Context, path string, v any) error
}

type real struct{ c *http.Client }

func (r *real) Send(ctx context.Context, path string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	hr, err := http.NewRequestWithContext(ctx, "POST", host+path, bytes.NewReader(b))
	if err != nil {
		return err
	}
	_, err = r.c.Do(hr)
	return err
}

type fake struct{}

func (fake) Send(ctx context.Context, path string, v any) error { return nil }

type svc struct {
	s    Sender
	jobs chan job
}

type job struct {
	r    *req
	done func(error)
}

func (s *svc) rejected(ctx context.Context) error {
	return s.s.Send(ctx, "/v3/chat", &req{Bot: "b"}) // want `CZ2001`
}
func (s *svc) accepted(ctx context.Context) error {
	return s.s.Send(ctx, "/v1/workflow/run", &req{Bot: "b"})
}
func (s *svc) rejectedJob() {
	s.jobs <- job{r: &req{Bot: "b"}, done: func(error) {}} // want `CZ2001`
}
func (s *svc) acceptedJob() {
	s.jobs <- job{r: &req{Bot: "b", Stream: true}, done: func(error) {}}
}
func (s *svc) work(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case j := <-s.jobs:
			j.done(s.s.Send(ctx, "/v3/chat", j.r))
		}
	}
}

func pool(ctx context.Context, s Sender) {
	ch := make(chan *req, 4)
	var wg sync.WaitGroup
	for i := 0; i < 2; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for r := range ch {
				_ = s.Send(ctx, "/v3/chat", r)
			}
		}()
	}
	ch <- &req{Bot: "b"} // want `CZ2001`
	close(ch)
	wg.Wait()
}

func bodies(ctx context.Context) {
	ch := make(chan []byte)
	go post(ch)
	b, _ := json.Marshal(req{Bot: "b", Save: false})
	ch <- b // local []byte: not required
}

func post(in <-chan []byte) {
	for b := range in {
		http.Post(host+"/v3/chat", "application/json", bytes.NewReader(b))
	}
}

type poster func(ctx context.Context, path string, body []byte) error

func viaFunc(ctx context.Context, p poster) {
	p(ctx, "/v3/chat", []byte(`{"bot_id":"b","stream":false,"auto_save_history":false}`)) // want `CZ2001`
}

func viaReader(workflow bool) {
	path := "/v3/chat"
	body := `{"bot_id":"b","stream":false,"auto_save_history":false}` // want `CZ2001`
	if workflow {
		path = "/v1/workflow/run"
		body = `{"workflow_id":"b"}`
	}
	http.Post(host+path, "application/json", strings.NewReader(body))
}
func viaReaderGood(workflow bool) {
	path := "/v3/chat"
	body := `{"bot_id":"b","stream":true,"auto_save_history":false}`
	if workflow {
		path = "/v1/workflow/run"
		body = `{"workflow_id":"b","stream":false,"auto_save_history":false}`
	}
	http.Post(host+path, "application/json", strings.NewReader(body))
}
func pick(wf bool) (string, any) {
	if wf {
		return host + "/v1/workflows/chat", &req{Bot: "b"}
	}
	return host + "/v3/chat", &req{Bot: "b"} // want `CZ2001`
}
func rejectedPick(wf bool) {
	u, v := pick(wf)
	b, _ := json.Marshal(v)
	http.Post(u, "application/json", bytes.NewReader(b))
}
