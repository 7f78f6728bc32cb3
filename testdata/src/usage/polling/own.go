package polling

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

type cozeChat struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data struct {
		Status string `json:"status"`
	} `json:"data"`
}

func cozeStatus(id string) (string, error) {
	resp, err := http.Get("https://api.coze.cn/v3/chat/retrieve?chat_id=" + id)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var chat cozeChat
	if err := json.NewDecoder(resp.Body).Decode(&chat); err != nil {
		return "", err
	}
	if chat.Code != 0 {
		return "", fmt.Errorf("coze: %d %s", chat.Code, chat.Msg)
	}
	return chat.Data.Status, nil
}

func endless(id string) error {
	for { // want `poll without a deadline: a chat or run that never ends is polled forever \(CZ5006\)`
		status, err := cozeStatus(id)
		if err != nil {
			return err
		}
		if status == "completed" || status == "failed" || status == "canceled" || status == "requires_action" {
			return nil
		}
		time.Sleep(time.Second)
	}
}

func counted(id string) error {
	tries := 0
	for { // ok: a counter
		status, err := cozeStatus(id)
		if err != nil || status == "completed" || status == "failed" || tries > 60 {
			return err
		}
		tries++
		time.Sleep(time.Second)
	}
}

func clocked(id string) error {
	start := time.Now()
	for { // ok: a clock
		status, err := cozeStatus(id)
		if err != nil || status == "completed" || status == "failed" || time.Since(start) > time.Minute {
			return err
		}
		time.Sleep(time.Second)
	}
}

func limited(id string) error {
	for range 60 { // ok: sixty times
		status, err := cozeStatus(id)
		if err != nil || status == "completed" || status == "failed" {
			return err
		}
		time.Sleep(time.Second)
	}
	return nil
}

func ticking(id string, done <-chan struct{}) error {
	for { // ok: somebody ends it
		select {
		case <-done:
			return nil
		default:
		}
		status, err := cozeStatus(id)
		if err != nil || status == "completed" || status == "failed" {
			return err
		}
		time.Sleep(time.Second)
	}
}

func jobs() (string, error) {
	resp, err := http.Get("https://jobs.example.org/v1/next")
	if err != nil {
		return "", err
	}
	return resp.Status, resp.Body.Close()
}

func serve() error {
	for { // ok: a worker asks another service for work
		if _, err := jobs(); err != nil {
			return err
		}
		time.Sleep(time.Second)
	}
}
