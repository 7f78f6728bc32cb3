package unread

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

// A reply that checks itself when it is decoded.
type checkedReply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data struct {
		ID string `json:"id"`
	} `json:"data"`
}

func (r *checkedReply) UnmarshalJSON(b []byte) error {
	type plain checkedReply
	if err := json.Unmarshal(b, (*plain)(r)); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("coze: %s", b)
	}
	return nil
}

func checksItself() (string, error) {
	resp, err := http.Post("https://api.coze.cn/v1/conversation/create", "application/json", strings.NewReader("{}"))
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var reply checkedReply
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil { // ok
		return "", err
	}
	return reply.Data.ID, nil
}

type conversation struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
	Data struct {
		ID     string `json:"id"`
		Status string `json:"status"`
	} `json:"data"`
}

// checkedBody looks at the code before the caller decodes the rest.
func checkedBody(resp *http.Response) (io.Reader, error) {
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	var head struct {
		Code int `json:"code"`
	}
	if err := json.Unmarshal(b, &head); err != nil {
		return nil, err
	}
	if head.Code != 0 {
		return nil, fmt.Errorf("coze: %s", b)
	}
	return bytes.NewReader(b), nil
}

func checkedBefore() (string, error) {
	resp, err := http.Post("https://api.coze.cn/v1/conversation/create", "application/json", strings.NewReader("{}"))
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	r, err := checkedBody(resp)
	if err != nil {
		return "", err
	}
	var reply conversation
	if err := json.NewDecoder(r).Decode(&reply); err != nil { // ok
		return "", err
	}
	return reply.Data.ID, nil
}

// What failed has no status.
func completed(id string) (string, error) {
	resp, err := http.Get("https://api.coze.cn/v3/chat/retrieve?chat_id=" + id)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var reply conversation
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil { // ok
		return "", err
	}
	if reply.Data.Status != "completed" {
		return "", errors.New("not complete")
	}
	return reply.Data.ID, nil
}

// The same type for what stands in a file.
func fromFile(name string) (string, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return "", err
	}
	var reply conversation
	if err := json.Unmarshal(b, &reply); err != nil { // ok
		return "", err
	}
	return reply.Data.ID, nil
}
