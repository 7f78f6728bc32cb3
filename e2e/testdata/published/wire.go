// Package wire calls the API by hand.
package wire

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// Me asks who the token belongs to.
func Me() error {
	resp, err := http.Get("https://api.coze.cn/v1/users/me")
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
	if r.Code != 0 {
		return fmt.Errorf("%d %s (log ID %s)", r.Code, r.Msg, resp.Header.Get("X-Tt-Logid"))
	}
	return nil
}
