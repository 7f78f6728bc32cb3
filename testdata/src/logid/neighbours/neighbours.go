// Package neighbours calls Coze in one function, and others whose addresses
// it is given in the next.
package neighbours

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
)

const base = "https://api.coze.cn"

type reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func bot() error {
	resp, err := http.Get(base + "/v1/bot/get_online_info")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("coze: status %d", resp.StatusCode) // want `the HTTP status of a Coze failure`
	}
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("coze: %d %s", r.Code, r.Msg) // want `a Coze failure is reported`
	}
	return nil
}

type payment struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

func pay() error {
	resp, err := http.Post(os.Getenv("PAY_URL")+"/pay", "application/json", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("pay: status %d", resp.StatusCode) // ok: not Coze
	}
	var p payment
	if err := json.NewDecoder(resp.Body).Decode(&p); err != nil {
		return err
	}
	if p.Code != 200 {
		return fmt.Errorf("pay: %d %s", p.Code, p.Message) // ok: not Coze
	}
	return nil
}

func fetch(url string) (int, error) {
	resp, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	var m map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&m); err != nil {
		return 0, err
	}
	if m["code"] != float64(0) {
		return 0, fmt.Errorf("fetch: %v", m["msg"]) // ok: whoever it is
	}
	return resp.StatusCode, nil
}

// Both vendors of shared answer in the same form.
func shared(feishu bool) error {
	url := base + "/v1/bot/get_online_info"
	if feishu {
		return feishuOnly()
	}
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("coze: %s", r.Msg) // want `a Coze failure is reported`
	}
	return nil
}

func feishuOnly() error {
	resp, err := http.Get("https://open.feishu.cn/open-apis/auth/v3/tenant_access_token/internal")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Code != 0 {
		return fmt.Errorf("feishu: %d %s", r.Code, r.Msg) // ok: Feishu's
	}
	return nil
}
