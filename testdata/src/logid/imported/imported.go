// Package imported knows the address of the API by an imported constant, and
// declares its replies where it reads them.
package imported

import (
	"encoding/json"
	"net/http"

	"logid/imported/consts"
)

type context struct{ http.ResponseWriter }

func (c context) JSON(status int, v any) {}

func create(c context) {
	req, err := http.NewRequest(http.MethodPost, consts.CreateURL, nil)
	if err != nil {
		return
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	type apiResponse struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
	}
	var r apiResponse
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return
	}
	if r.Code != 0 {
		c.JSON(http.StatusBadGateway, map[string]any{"error": r.Msg, "code": r.Code}) // want `a Coze failure is reported without its X-Tt-Logid`
	}
}

func weather(c context) {
	resp, err := http.Get(consts.WeatherURL)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	type apiResponse struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
	}
	var r apiResponse
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return
	}
	if r.Code != 0 {
		c.JSON(http.StatusBadGateway, map[string]any{"error": r.Msg, "code": r.Code}) // ok: the weather's
	}
}
