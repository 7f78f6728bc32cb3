// Package feishu is a client of another service in a module that calls Coze.
package feishu

type Reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func Expired(r Reply) bool { return r.Code == 4100 } // ok

func Limit(n int) bool { return n == 4000 } // ok
