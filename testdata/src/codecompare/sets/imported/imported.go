// Package imported reads the codes of replies that another package declares.
package imported

import (
	"encoding/json"
	"errors"
	"net/http"

	"codecompare/sets/wire"
)

func ask() error {
	resp, err := http.Get("https://api.coze.cn/v1/bots/1")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r wire.Reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.GetCode() == 4100 { // want `4100`
		return nil
	}
	if r.Code == 4101 { // want `4101`
		return nil
	}
	if r.Code != 0 {
		return &r
	}
	return nil
}
func denied(err error) bool {
	var r *wire.Reply
	return errors.As(err, &r) && r.Code == 4100 // want `4100`
}
func use() bool { return denied(ask()) }
