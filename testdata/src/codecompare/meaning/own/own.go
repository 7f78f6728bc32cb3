// Package own answers with codes of its own, and asks other vendors.
package own

import (
	"encoding/json"
	"errors"
	"net/http"
)

const CozeURL = "https://api.coze.cn/v3/chat"

const (
	CodeNotFound    = 4004 // ok
	CodeRateLimited = 4003 // ok
	CodeNoMoney     = 4007 // ok
)

var ErrRateLimited = errors.New("rate limited")

type answer struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data any    `json:"data"`
}

func fail(w http.ResponseWriter, code int) { json.NewEncoder(w).Encode(answer{Code: code}) }

func classify(code int) error {
	switch code {
	case CodeRateLimited: // ok: our own code
		return ErrRateLimited
	case CodeNoMoney: // ok
		return errors.New("余额不足")
	}
	return nil
}

func feishu() error {
	resp, err := http.Get("https://open.feishu.cn/open-apis/im/v1/messages")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Code == 4015 { // ok: of another vendor
		return ErrRateLimited
	}
	return classify(4015)
}
