// Package client starts chats.
package client

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// Busy is the code of a conversation with another chat.
const Busy = 4016

// An Error is a refusal.
type Error struct {
	Code  int
	Msg   string
	LogID string
}

func (e *Error) Error() string { return fmt.Sprintf("%d %s (%s)", e.Code, e.Msg, e.LogID) }

// CodeOf returns the code of a refusal, or 0.
func CodeOf(err error) int {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}

// Start starts a chat.
func Start(body string) (string, error) {
	resp, err := http.Post("https://api.coze.cn/v3/chat", "application/json", strings.NewReader(body))
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	if resp.StatusCode >= 500 {
		return "", fmt.Errorf("%s (%s)", resp.Status, resp.Header.Get("X-Tt-Logid"))
	}
	var r struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
		Data struct {
			ID string `json:"id"`
		} `json:"data"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return "", err
	}
	if r.Code != 0 {
		return "", &Error{r.Code, r.Msg, resp.Header.Get("X-Tt-Logid")}
	}
	return r.Data.ID, nil
}
