// Package decoys calls other services beside Coze.
package decoys

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

type feishuReply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

type volcReply struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

type CozeReply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

type job struct {
	Status string `json:"status"`
}

func feishu() error {
	resp, err := http.Get("https://open.feishu.cn/open-apis/bot")
	if err != nil {
		return err // ok
	}
	if resp.StatusCode != 200 {
		return fmt.Errorf("status %d", resp.StatusCode) // ok
	}
	var r feishuReply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err // ok
	}
	if r.Code != 0 {
		return fmt.Errorf("feishu: %d %s", r.Code, r.Msg) // ok
	}
	return nil
}

func volcengine() error {
	resp, err := http.Get("https://openspeech.bytedance.com/api/v1/tts")
	if err != nil {
		return err // ok
	}
	if resp.StatusCode != 200 {
		return fmt.Errorf("status %d", resp.StatusCode) // ok
	}
	var r volcReply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err // ok
	}
	if r.Code != 3000 {
		return fmt.Errorf("tts: %d %s", r.Code, r.Message) // ok
	}
	return nil
}

func openai() error {
	resp, err := http.Get("https://api.openai.com/v1/models")
	if err != nil {
		return err // ok
	}
	if resp.StatusCode >= 400 {
		return errors.New("models") // ok
	}
	return nil
}

func queue(j job) error {
	if j.Status == "failed" {
		return errors.New("job failed") // ok
	}
	switch j.Status {
	case "failed", "canceled":
		return fmt.Errorf("job %s", j.Status) // ok
	}
	return nil
}

func coze() error {
	resp, err := http.Get("https://api.coze.com/v3/chat/retrieve")
	if err != nil {
		return err // ok
	}
	if resp.StatusCode != 200 {
		return fmt.Errorf("status %d", resp.StatusCode) // want `CZ3001`
	}
	var r CozeReply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err // ok
	}
	if r.Code != 0 {
		return fmt.Errorf("coze: %d %s", r.Code, r.Msg) // want `CZ3001`
	}
	return nil
}
