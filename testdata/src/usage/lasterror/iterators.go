package lasterror

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strings"
)

type event struct {
	Name string
	Data []byte
}

// parsed yields the events of a stream, and the error that ends it.
func parsed(r io.Reader) iter.Seq2[event, error] {
	return func(yield func(event, error) bool) {
		sc := bufio.NewScanner(r)
		sc.Buffer(nil, 1<<20)
		var ev event
		for sc.Scan() {
			line := sc.Text()
			switch {
			case line == "":
				if ev.Name != "" && !yield(ev, nil) {
					return
				}
				ev = event{}
			case strings.HasPrefix(line, "event:"):
				ev.Name = strings.TrimSpace(line[len("event:"):])
			case strings.HasPrefix(line, "data:"):
				ev.Data = append(ev.Data, strings.TrimSpace(line[len("data:"):])...)
			}
		}
		if err := sc.Err(); err != nil {
			yield(event{}, err)
		}
	}
}

type refusal struct {
	failure
	logID string
}

func (r *refusal) Error() string { return fmt.Sprintf("%d %s (%s)", r.Code, r.Msg, r.logID) }

// streamed gives an iterator over the events of a chat. What it decodes the data of
// error into does not matter for that of another event.
func streamed(body string) iter.Seq2[event, error] {
	return func(yield func(event, error) bool) {
		resp, err := http.Post("https://api.coze.cn/v3/chat", "application/json", strings.NewReader(body))
		if err != nil {
			yield(event{}, err)
			return
		}
		defer resp.Body.Close()
		id := resp.Header.Get("X-Tt-Logid")
		if resp.Header.Get("Content-Type") != "text/event-stream" {
			yield(event{}, errors.New("refused, logid "+id))
			return
		}
		for ev, err := range parsed(resp.Body) {
			if err != nil {
				yield(event{}, err)
				return
			}
			switch ev.Name {
			case "error":
				e := &refusal{logID: id}
				if json.Unmarshal(ev.Data, e) != nil {
					e.Msg = string(ev.Data)
				}
				yield(event{}, e)
				return
			case "conversation.chat.failed":
				var chat chatObject
				if err := json.Unmarshal(ev.Data, &chat); err != nil {
					yield(event{}, err)
					return
				}
				yield(event{}, &refusal{failure{chat.LastError.Code, chat.LastError.Msg}, id}) // want `the data of conversation\.chat\.failed has code and msg at the top`
				return
			}
			if !yield(ev, nil) {
				return
			}
		}
	}
}

// shortened cuts off what all events begin with.
func shortened(resp *http.Response) error {
	for ev, err := range parsed(resp.Body) {
		if err != nil {
			return err
		}
		switch strings.TrimPrefix(ev.Name, "conversation.") {
		case "chat.failed":
			var chat pointing
			if err := json.Unmarshal(ev.Data, &chat); err != nil {
				return err
			}
			f := cmp.Or(chat.LastError, &failure{Msg: "chat failed"}) // want `the data of conversation\.chat\.failed has code and msg at the top`
			return fmt.Errorf("chat: %d %s (%s)", f.Code, f.Msg, resp.Header.Get("X-Tt-Logid"))
		case "chat.completed":
			var chat pointing
			if err := json.Unmarshal(ev.Data, &chat); err != nil {
				return err
			}
			if chat.LastError != nil { // ok
				return fmt.Errorf("chat: %d %s (%s)", chat.LastError.Code, chat.LastError.Msg, resp.Header.Get("X-Tt-Logid"))
			}
		}
	}
	return nil
}

func shorten() error {
	resp, err := http.Post("https://api.coze.cn/v3/chat", "application/json", strings.NewReader(`{"stream":true}`))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.Header.Get("Content-Type") != "text/event-stream" {
		return errors.New("refused, logid " + resp.Header.Get("X-Tt-Logid"))
	}
	return shortened(resp)
}
