package unread

import (
	"errors"
	"fmt"

	"github.com/go-resty/resty/v2"
)

var rested = resty.New().SetBaseURL("https://api.coze.cn")

type statusReply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data struct {
		Status string `json:"status"`
	} `json:"data"`
}

// The client decodes what SetResult is given.
func statusOf(id string) (string, error) {
	var out statusReply
	if _, err := rested.R().SetResult(&out).Get("/v3/chat/retrieve?chat_id=" + id); err != nil { // want `the code of this reply is not checked before its data is used`
		return "", err
	}
	return out.Data.Status, nil
}

func checkedStatusOf(id string) (string, error) {
	var out statusReply
	resp, err := rested.R().SetResult(&out).Get("/v3/chat/retrieve?chat_id=" + id) // ok
	if err != nil {
		return "", err
	}
	if out.Code != 0 {
		return "", fmt.Errorf("%d %s (%s)", out.Code, out.Msg, resp.Header().Get("X-Tt-Logid"))
	}
	return out.Data.Status, nil
}

func answersOf(id string) (string, error) {
	var out struct {
		Data []struct {
			Content string `json:"content"`
		} `json:"data"`
	}
	if _, err := rested.R().SetResult(&out).Get("/v3/chat/message/list?chat_id=" + id); err != nil { // want `\(CZ5002\)`
		return "", err
	}
	for _, m := range out.Data {
		return m.Content, nil
	}
	return "", errors.New("nothing")
}

func weatherOf(town string) (string, error) {
	var out statusReply
	if _, err := resty.New().R().SetResult(&out).Get("https://weather.example.com/now?town=" + town); err != nil { // ok
		return "", err
	}
	return out.Data.Status, nil
}
