// Package constants has names for some codes.
package constants

import "encoding/json"

type CozeReply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

const (
	codeBusy              = 4009
	ErrTokenInvalid       = 4100
	maxTokens             = 4000
	permissiondenied      = 4101
	cozeServer       int8 = 0
)

func check(body []byte) {
	var r CozeReply
	_ = json.Unmarshal(body, &r)
	_ = r.Code == 4009 // want `use codeBusy`
	_ = r.Code == 4100 // want `use ErrTokenInvalid`
	_ = r.Code == 4000 // want `give it a name`
	_ = r.Code == 4101 // want `use permissiondenied`
	{
		codeBusy := 1
		_ = r.Code == 4009 // want `give it a name`
		_ = codeBusy
	}
	_ = r.Code == codeBusy // ok
	_ = maxTokens
	_ = cozeServer
}
