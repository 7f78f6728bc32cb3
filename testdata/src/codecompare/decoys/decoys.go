// Package decoys calls Coze beside other services.
package decoys

import (
	"encoding/json"
	"net/http"
)

type CozeReply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

type feishuReply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

type asrReply struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

type wechatReply struct {
	ErrCode int    `json:"errcode"`
	ErrMsg  string `json:"errmsg"`
}

// answer is what this program gives its own users.
type answer struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func coze() {
	resp, err := http.Get("https://api.coze.cn/v3/chat/retrieve")
	if err != nil {
		return
	}
	var r CozeReply
	_ = json.NewDecoder(resp.Body).Decode(&r)
	_ = r.Code == 4100 // want `4100`
	_ = r.Code == 0    // ok
}

func feishu() {
	resp, err := http.Get("https://open.feishu.cn/open-apis/im/v1/messages")
	if err != nil {
		return
	}
	var r feishuReply
	_ = json.NewDecoder(resp.Body).Decode(&r)
	_ = r.Code == 99991663      // ok
	_ = r.Code == 4100          // ok
	_ = resp.StatusCode == 4100 // ok
	var m map[string]any
	_ = json.NewDecoder(resp.Body).Decode(&m)
	_ = m["code"].(float64) == 4100 // ok
}

func tencent() {
	resp, err := http.Get("https://asr.tencentcloudapi.com")
	if err != nil {
		return
	}
	var r asrReply
	_ = json.NewDecoder(resp.Body).Decode(&r)
	_ = r.Code == 4008 // ok
	switch r.Code {
	case 4001, 4002: // ok
	}
}

func wechat() {
	resp, err := http.Get("https://api.weixin.qq.com/cgi-bin/token")
	if err != nil {
		return
	}
	var r wechatReply
	_ = json.NewDecoder(resp.Body).Decode(&r)
	_ = r.ErrCode == 40001 // ok
	_ = r.ErrCode == 4100  // ok
}

func own(a answer, port int) answer {
	if a.Code == 200 { // ok
		return answer{Code: 4100}
	}
	_ = port == 5000 // ok
	return answer{Code: 500, Msg: "failed"}
}
