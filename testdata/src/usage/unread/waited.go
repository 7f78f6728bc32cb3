package unread

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

type waitedReply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data struct {
		Status    string `json:"status"`
		Tokens    int    `json:"tokens"`
		LastError struct {
			Code int    `json:"code"`
			Msg  string `json:"msg"`
		} `json:"last_error"`
	} `json:"data"`
	Detail struct {
		LogID string `json:"logid"`
	} `json:"detail"`
}

// waited takes a refused poll for one that goes on. The code of last_error is
// that of the chat.
func waited(id string) (*waitedReply, error) {
	for range 60 {
		var r waitedReply
		resp, err := http.Get("https://api.coze.cn/v3/chat/retrieve?chat_id=" + id)
		if err != nil {
			return nil, err
		}
		err = json.NewDecoder(resp.Body).Decode(&r) // want `the code of this reply is not checked before its data is used.*CZ5002`
		resp.Body.Close()
		if err != nil {
			return nil, err
		}
		switch r.Data.Status {
		case "completed":
			return &r, nil
		case "failed":
			last := r.Data.LastError
			return nil, fmt.Errorf("chat failed: %d %s (%s)", last.Code, last.Msg, r.Detail.LogID)
		}
		time.Sleep(time.Second)
	}
	return nil, errors.New("timeout")
}

func tokensOf(id string) (int, error) {
	r, err := waited(id)
	if err != nil {
		return 0, err
	}
	return r.Data.Tokens, nil
}

func tokensOfAll(ids []string) (sum int, err error) {
	for _, id := range ids {
		r, err := waited(id) // ok: the decoding is the finding
		if err != nil {
			return 0, err
		}
		sum += r.Data.Tokens
	}
	return sum, nil
}

// once gives its caller the reply.
func once(id string) (*waitedReply, error) {
	resp, err := http.Get("https://api.coze.cn/v3/chat/retrieve?chat_id=" + id)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var r waitedReply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil { // ok: the caller looks
		return nil, err
	}
	if r.Data.Status == "failed" {
		last := r.Data.LastError
		return nil, fmt.Errorf("chat failed: %d %s (%s)", last.Code, last.Msg, r.Detail.LogID)
	}
	return &r, nil
}

func onceTokens(id string) (int, error) {
	r, err := once(id)
	if err != nil {
		return 0, err
	}
	if r.Code != 0 {
		return 0, fmt.Errorf("%d %s (%s)", r.Code, r.Msg, r.Detail.LogID)
	}
	return r.Data.Tokens, nil
}
