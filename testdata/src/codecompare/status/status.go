// Package cozestatus mixes up codes and HTTP statuses.
package cozestatus

import (
	"encoding/json"
	"net/http"
)

type reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func ask() {
	resp, err := http.Get("https://api.coze.com/v1/bot/get_online_info")
	if err != nil {
		return
	}
	defer resp.Body.Close()
	var r reply
	if json.NewDecoder(resp.Body).Decode(&r) != nil {
		return
	}
	_ = r.Code != http.StatusOK          // want `always true; success is 0 \(CZ1002\)`
	_ = r.Code == 200                    // want `never true`
	_ = r.Code == http.StatusNotFound    // want `never true`
	_ = r.Code >= 400                    // want `no test of success`
	_ = r.Code == 429                    // want `never true`
	_ = resp.StatusCode == 4100          // want `HTTP status is compared with a Coze code .*4100`
	_ = resp.StatusCode == 200           // ok
	_ = resp.StatusCode != http.StatusOK // ok
	_ = resp.StatusCode >= 400           // ok
	_ = resp.StatusCode/100 == 2         // ok
	_ = r.Code == 0                      // ok
	switch r.Code {
	case http.StatusOK: // want `never true`
	case 0: // ok
	}
	_ = http.StatusText(r.Code)          // want `r\.Code is a Coze code, and http\.StatusText knows HTTP statuses only: there is no text for it \(CZ1002\)`
	_ = http.StatusText(resp.StatusCode) // ok
	code := resp.StatusCode
	_ = code == 404 // ok
}
