// Command ask calls the API in the ways that the fixes change, and prints what
// comes of each call in a line.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
)

const host = "https://api.coze.cn"

const (
	codeBusy   = 4009
	codeDenied = 4100
)

type cozeReply struct {
	Code int             `json:"code"`
	Msg  string          `json:"msg"`
	Data json.RawMessage `json:"data"`
}

type chatRequest struct {
	BotID           string `json:"bot_id"`
	Stream          bool   `json:"stream"`
	AutoSaveHistory bool   `json:"auto_save_history"`
}

func main() {
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey {
				return slog.Attr{}
			}
			return a
		},
	})))
	for _, call := range []struct {
		name string
		do   func() (string, error)
	}{
		{"chat", chat}, {"map", chatOfMap}, {"bot", bot}, {"retry", retry}, {"logged", logged}, {"typed", typed}, {"named", named},
	} {
		text, err := call.do()
		fmt.Printf("%s: %q %v\n", call.name, text, err)
	}
}

func send(method, path string, body any) (*http.Response, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequest(method, host+path, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(req)
}

func chat() (string, error) {
	resp, err := send("POST", "/v3/chat", chatRequest{BotID: "1", Stream: false, AutoSaveHistory: false})
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var reply cozeReply
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return "", err
	}
	if reply.Code != 0 {
		return "", fmt.Errorf("chat: %d %s", reply.Code, reply.Msg)
	}
	return string(reply.Data), nil
}

func chatOfMap() (string, error) {
	resp, err := send("POST", "/v3/chat", map[string]any{"bot_id": "1", "stream": false, "auto_save_history": false})
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var reply cozeReply
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return "", err
	}
	if reply.Code == 4100 {
		return "", fmt.Errorf("denied: %s", reply.Msg)
	} else if reply.Code != 0 {
		return "", fmt.Errorf("failed: %s", reply.Msg)
	}
	return string(reply.Data), nil
}

func bot() (string, error) {
	resp, err := http.Get(host + "/v1/users/me?bot_id=1")
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var reply cozeReply
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return "", err
	}
	switch reply.Code {
	case 0:
		return string(reply.Data), nil
	case codeDenied:
		return "", fmt.Errorf("token: %s", reply.Msg)
	}
	return "", fmt.Errorf("bot: code %d", reply.Code)
}

func retry() (string, error) {
	var last error
	for range 2 {
		resp, err := http.Get(host + "/v1/users/me?bot_id=2")
		if err != nil {
			return "", err
		}
		var reply cozeReply
		err = json.NewDecoder(resp.Body).Decode(&reply)
		resp.Body.Close()
		if err != nil {
			return "", err
		}
		if reply.Code == 0 {
			return string(reply.Data), nil
		}
		last = fmt.Errorf("code %d: %s", reply.Code, reply.Msg)
	}
	return "", last
}

func logged() (string, error) {
	resp, err := http.Get(host + "/v1/users/me?bot_id=3")
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var reply cozeReply
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return "", err
	}
	if reply.Code != 0 {
		slog.Error("bot", "code", reply.Code, "msg", reply.Msg)
		return "none", nil
	}
	return string(reply.Data), nil
}

func typed() (string, error) {
	text, err := fetch()
	if err != nil {
		return "", errors.New("no bot")
	}
	return text, nil
}

func fetch() (string, error) {
	resp, err := http.Get(host + "/v1/users/me?bot_id=4")
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var reply cozeReply
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return "", err
	}
	if reply.Code != 0 {
		return "", fmt.Errorf("code %d, log ID %s", reply.Code, resp.Header.Get("X-Tt-Logid"))
	}
	return string(reply.Data), nil
}

func named() (text string, err error) {
	resp, err := http.Get(host + "/v1/users/me?bot_id=5")
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var reply cozeReply
	if err = json.NewDecoder(resp.Body).Decode(&reply); err != nil {
		return
	}
	if reply.Code == 4009 {
		err = fmt.Errorf("busy: %s", reply.Msg)
	} else if reply.Code != 0 {
		err = errors.New(reply.Msg)
	} else {
		text = string(reply.Data)
	}
	return
}
