// Package cozeapi declares the replies of a hand-written client.
package cozeapi

type Reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func (r *Reply) GetCode() int { return r.Code }

// CodeAuthenticationInvalid is a name for others to use.
const CodeAuthenticationInvalid = 4100
