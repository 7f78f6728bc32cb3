package helpers

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

type waitedChat struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data struct {
		ID     string `json:"id"`
		Status string `json:"status"`
	} `json:"data"`
}

func fetchChat(path string) (waitedChat, error) {
	var c waitedChat
	resp, err := http.Get("https://api.coze.cn" + path)
	if err != nil {
		return c, err
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(&c); err != nil {
		return c, err
	}
	if c.Code != 0 {
		return c, fmt.Errorf("%d %s (%s)", c.Code, c.Msg, resp.Header.Get("X-Tt-Logid"))
	}
	return c, nil
}

// askAndWait gives the chat to a function that asks for it again.
func askAndWait() (string, error) {
	c, err := fetchChat("/v3/chat")
	if err != nil {
		return "", err
	}
	done, err := awaitChat(c) // ok: what it loses is reported there
	if err != nil {
		return "", err
	}
	return done.Data.ID, nil
}

func awaitChat(c waitedChat) (waitedChat, error) {
	for range 100 {
		switch c.Data.Status {
		case "completed":
			return c, nil
		case "failed":
			return c, fmt.Errorf("chat %s: %s", c.Data.ID, c.Data.Status) // want `a failed chat is reported by its status.*CZ3003`
		}
		time.Sleep(time.Second)
		next, err := fetchChat("/v3/chat/retrieve?chat_id=" + c.Data.ID)
		if err != nil {
			return c, err
		}
		c = next
	}
	return c, errors.New("not finished")
}
