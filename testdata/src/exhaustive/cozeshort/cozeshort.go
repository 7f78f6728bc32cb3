// Package cozeshort reads streams of the v2 chat with a type that has no field
// for the failure.
package cozeshort

import (
	"bufio"
	"encoding/json"
	"net/http"
)

type event struct {
	Event   string `json:"event"`
	Message *struct {
		Type    string `json:"type"`
		Content string `json:"content"`
	} `json:"message"`
	Finish bool `json:"is_finish"`
}

func unread() (text string, err error) {
	resp, err := http.Post("https://api.coze.cn/open_api/v2/chat", "application/json", nil)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	sc := bufio.NewScanner(resp.Body)
	for sc.Scan() {
		var ev event
		if json.Unmarshal(sc.Bytes(), &ev) != nil {
			continue
		}
		if ev.Message != nil { // want `nothing here checks whether ev \(v2 chat event\) is a failure, and a failure \("error"\) goes unnoticed`
			text += ev.Message.Content
		}
	}
	return text, sc.Err()
}

// A note is no event: nothing says where it ends.
type note struct {
	Event   string `json:"event"`
	Message string `json:"message"`
}

func notes() (text string, err error) {
	resp, err := http.Get("https://api.coze.cn/v1/workspaces")
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var n note
	if err := json.NewDecoder(resp.Body).Decode(&n); err != nil { // ok
		return "", err
	}
	return n.Message, nil
}
