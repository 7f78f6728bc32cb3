// Package client reads streams for other packages.
package client

import (
	"bufio"
	"errors"
	"net/http"
	"strings"
)

// Event is one event of a stream.
type Event struct{ Name, Data string }

func open() (*http.Response, error) {
	return http.Post("https://api.coze.cn/v3/chat", "application/json", strings.NewReader(`{"stream":true}`))
}

// Stream calls on for each event.
func Stream(on func(Event) error) error {
	resp, err := open()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var event Event
	for sc := bufio.NewScanner(resp.Body); sc.Scan(); {
		if name, ok := strings.CutPrefix(sc.Text(), "event:"); ok {
			event.Name = strings.TrimSpace(name)
		} else if data, ok := strings.CutPrefix(sc.Text(), "data:"); ok {
			event.Data = data
		} else if err := on(event); err != nil {
			return err
		}
	}
	return nil
}

// Checked calls on for each event but a failure, which it returns.
func Checked(on func(Event) error) error {
	resp, err := open()
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var event Event
	for sc := bufio.NewScanner(resp.Body); sc.Scan(); {
		if name, ok := strings.CutPrefix(sc.Text(), "event:"); ok {
			event.Name = strings.TrimSpace(name)
		} else if data, ok := strings.CutPrefix(sc.Text(), "data:"); ok {
			event.Data = data
		} else if event.Name == "conversation.chat.failed" || event.Name == "error" {
			return errors.New(event.Data + " " + resp.Header.Get("X-Tt-Logid"))
		} else if err := on(event); err != nil {
			return err
		}
	}
	return nil
}
