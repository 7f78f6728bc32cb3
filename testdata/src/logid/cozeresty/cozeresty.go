// Package cozeresty calls the API with resty.
package cozeresty

import (
	"errors"
	"fmt"

	"github.com/go-resty/resty/v2"
)

const base = "https://api.coze.cn"

type reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func parts() error {
	var r reply
	resp, err := resty.New().R().SetResult(&r).Get(base + "/v1/bot/get_online_info")
	if err != nil {
		return err // ok: transport
	}
	if resp.IsError() {
		return fmt.Errorf("status %d", resp.StatusCode()) // want `the HTTP status of a Coze failure is reported without its X-Tt-Logid, .*: log or return resp.Header\(\).Get\("X-Tt-Logid"\)`
	}
	if r.Code != 0 {
		return errors.New(r.Msg) // want `a Coze failure is reported without its X-Tt-Logid, .*: log or return resp.Header\(\).Get\("X-Tt-Logid"\)`
	}
	return nil
}

func whole() error {
	var r reply
	resp, err := resty.New().R().SetResult(&r).Post(base + "/v3/chat")
	if err != nil {
		return err
	}
	if !resp.IsSuccess() {
		return fmt.Errorf("coze: %s", resp.String()) // ok: the body
	}
	if r.Code != 0 {
		return fmt.Errorf("coze: %d %s %s", r.Code, r.Msg, resp.Header().Get("X-Tt-Logid")) // ok
	}
	return nil
}

func selfHosted() error {
	var r reply
	resp, err := resty.New().R().SetResult(&r).Post(base + "/v3/chat")
	if err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("coze: %d %s", r.Code, resp.Header().Get("X-Log-ID")) // ok
	}
	return nil
}

// hooked looks at every reply. Which request it is of is not seen, but the package
// knows no other API: that the client stands below github.com says nothing.
func hooked() *resty.Client {
	return resty.New().OnAfterResponse(func(_ *resty.Client, resp *resty.Response) error {
		if resp.IsError() {
			return fmt.Errorf("status %d", resp.StatusCode()) // want `CZ3001`
		}
		return nil
	})
}
