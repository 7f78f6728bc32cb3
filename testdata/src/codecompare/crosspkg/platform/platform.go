// Package platform exports the hosts of several vendors, and an envelope of
// its own.
package platform

const (
	CozeHost   = "https://api.coze.cn"
	FeishuHost = "https://open.feishu.cn"
)

type Reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func Fetch(url string) (*Reply, error) { return &Reply{}, nil }
