// Package dto has the replies that the client decodes.
package dto

// A Base is what all replies have.
type Base struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func (b *Base) GetCode() int   { return b.Code }
func (b *Base) GetMsg() string { return b.Msg }

// A Chat is the reply of a chat.
type Chat struct {
	Base
	Data struct {
		ID string `json:"id"`
	} `json:"data"`
}
