// Package cozequiet keeps the log ID by hand.
package cozequiet

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
)

const (
	base   = "https://api.coze.cn"
	header = "X-Tt-Logid"
)

type reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func ask() error {
	resp, err := http.Get(base + "/v1/bot/get_online_info")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	requestID := resp.Header.Get("X-Tt-Logid")
	named := resp.Header.Get(header)
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Code == 1 {
		return fmt.Errorf("coze %d %s [%s]", r.Code, r.Msg, named) // ok
	}
	if r.Code != 0 {
		return fmt.Errorf("coze %d %s [%s]", r.Code, r.Msg, requestID) // ok
	}
	return nil
}

type event struct {
	Name string
	Data string
}

func handle(ev event) error {
	switch ev.Name {
	case "conversation.chat.completed":
		return nil
	case "conversation.chat.failed":
		return fmt.Errorf("failed: %s", ev.Data) // ok: the payload
	}
	return nil
}

func lines(resp *http.Response) error {
	name := ""
	for scanner := bufio.NewScanner(resp.Body); scanner.Scan(); {
		line := scanner.Text()
		if text, ok := strings.CutPrefix(line, "event:"); ok {
			name = text
			continue
		}
		switch name {
		case "conversation.message.delta":
			continue
		case "conversation.chat.failed":
			data := line[5:]
			return fmt.Errorf("failed: %s", data) // want `a Coze failure is reported without its X-Tt-Logid, .*: log or return resp.Header.Get\("X-Tt-Logid"\)`
		case "conversation.chat.requires_action":
			_, data, _ := strings.Cut(line, ":")
			return fmt.Errorf("waiting: %s", data) // ok
		case "error":
			parts := strings.SplitN(line, ":", 2)
			if len(parts) == 2 {
				return fmt.Errorf("error: %s", parts[1]) // want `a Coze failure is reported without its X-Tt-Logid, .*: log or return resp.Header.Get\("X-Tt-Logid"\)`
			}
			data := strings.TrimSpace(line[5:])
			return fmt.Errorf("error: %s", data) // want `a Coze failure is reported without its X-Tt-Logid, .*: log or return resp.Header.Get\("X-Tt-Logid"\)`
		}
	}
	return nil
}

func callCoze() (*reply, error) {
	resp, err := http.Get(base + "/v1/bot/get_online_info")
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r := new(reply)
	return r, json.NewDecoder(resp.Body).Decode(r)
}

func unrelated() error {
	img, err := http.Get(os.Getenv("IMG"))
	if err != nil {
		return err
	}
	defer img.Body.Close()
	r, err := callCoze()
	if err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("coze %d %s", r.Code, r.Msg) // want `CZ3001`
	}
	return nil
}

func row(logID int64) error {
	r, err := callCoze()
	if err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("coze %d %s", r.Code, r.Msg) // want `CZ3001`
	}
	return nil
}
