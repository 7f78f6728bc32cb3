// Package forms reads events and statuses by hand, in forms that only look as if they
// looked at a failure, and in those that do.
package forms

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"strings"
	"time"
)

const base = "https://api.coze.cn"

type chatReply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data struct {
		ID        string `json:"id"`
		Status    string `json:"status"`
		LastError *struct {
			Code int    `json:"code"`
			Msg  string `json:"msg"`
		} `json:"last_error"`
	} `json:"data"`
}

func (c *chatReply) err() error { return fmt.Errorf("%d %s", c.Code, c.Msg) }

func get(path string) (*chatReply, error) {
	resp, err := http.Get(base + path)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var r chatReply
	return &r, json.NewDecoder(resp.Body).Decode(&r)
}

func missedPoll() error {
	for {
		c, err := get("/v3/chat/retrieve?chat_id=1")
		if err != nil {
			return err
		}
		if c.Code != 0 {
			return c.err()
		}
		switch c.Data.Status { // want `"failed"\) goes unnoticed`
		case "completed":
			return nil
		case "requires_action":
			return errors.New("action")
		}
		time.Sleep(time.Second)
	}
}
func seenPoll() error {
	for {
		c, err := get("/v3/chat/retrieve?chat_id=1")
		if err != nil {
			return err
		}
		switch c.Data.Status {
		case "completed":
			return nil
		case "requires_action":
			return errors.New("action")
		}
		if c.Data.LastError != nil {
			return errors.New(c.Data.LastError.Msg)
		}
		time.Sleep(time.Second)
	}
}
func missedWorkflow() (string, error) {
	resp, err := http.Post(base+"/v1/workflow/stream_run", "application/json", nil)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(resp.Body)
	out, event := "", ""
	for sc.Scan() {
		line := sc.Text()
		if strings.HasPrefix(line, "event:") {
			event = strings.TrimSpace(strings.TrimPrefix(line, "event:"))
			continue
		}
		switch event { // want `"Error"\) goes unnoticed`
		case "Message":
			out += line
		case "Done":
			return out, nil
		}
	}
	return out, sc.Err()
}
func seenWorkflow() (string, error) {
	resp, err := http.Post(base+"/v1/workflow/stream_run", "application/json", nil)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(resp.Body)
	out, event := "", ""
	for sc.Scan() {
		line := sc.Text()
		if strings.HasPrefix(line, "event: Error") {
			return "", errors.New(line)
		}
		if strings.HasPrefix(line, "event:") {
			event = strings.TrimSpace(strings.TrimPrefix(line, "event:"))
			continue
		}
		switch event {
		case "Message":
			out += line
		case "Done":
			return out, nil
		}
	}
	return out, sc.Err()
}

type ev struct {
	Event string          `json:"event"`
	Data  json.RawMessage `json:"data"`
}

var handlers = map[string]func(*ev) error{
	"conversation.message.delta":  func(e *ev) error { fmt.Print(string(e.Data)); return nil },
	"conversation.chat.completed": func(e *ev) error { return nil },
}

func missedMap(e *ev) error {
	if h, ok := handlers[e.Event]; ok { // want `handlers has no function for a failure`
		return h(e)
	}
	return nil
}
func seenMap(e *ev) error {
	h, ok := handlers[e.Event]
	if !ok {
		return fmt.Errorf("event %s", e.Event)
	}
	return h(e)
}

var counts = map[string]int{}

func missedCount(events <-chan *ev) error {
	for e := range events {
		counts[e.Event]++
		switch e.Event { // want `CZ4002`
		case "conversation.message.delta":
			fmt.Print(string(e.Data))
		case "conversation.chat.completed":
			return nil
		}
	}
	return nil
}
func missedDebug(events <-chan *ev) error {
	for e := range events {
		log.Printf("event %s", e.Event)
		switch e.Event { // want `CZ4002`
		case "conversation.message.delta":
			fmt.Print(string(e.Data))
		case "conversation.chat.completed":
			return nil
		}
	}
	return nil
}
func missedErrorCase(events <-chan *ev) error {
	for e := range events {
		switch e.Event { // want `the case for "error" is about a stream that broke off`
		case "conversation.message.delta":
			fmt.Print(string(e.Data))
		case "conversation.chat.completed":
			return nil
		case "error":
			return errors.New(string(e.Data))
		}
	}
	return nil
}
func seenForward(events <-chan *ev, out chan<- *ev) error {
	for e := range events {
		switch e.Event {
		case "conversation.message.delta":
			fmt.Print(string(e.Data))
		case "conversation.chat.completed":
			return nil
		}
		out <- e
	}
	return nil
}
func seenContains(events <-chan *ev) error {
	for e := range events {
		if strings.HasSuffix(e.Event, ".failed") {
			return errors.New(string(e.Data))
		}
		switch e.Event {
		case "conversation.message.delta":
			fmt.Print(string(e.Data))
		case "conversation.chat.completed":
			return nil
		}
	}
	return nil
}
func seenProxy(w http.ResponseWriter, events <-chan *ev) {
	for e := range events {
		switch e.Event {
		case "conversation.chat.completed":
			log.Println("done")
			return
		}
		b, _ := json.Marshal(e)
		fmt.Fprintf(w, "data: %s\n\n", b)
	}
}
