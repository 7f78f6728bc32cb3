// Package names has constants that have the value of a code and another meaning:
// none of them stands in for the code.
package names

import (
	"errors"

	"github.com/coze-dev/coze-go"
)

const (
	statusCodeBufferSize = 4100
	errCodeRetries       = 4009
	tokenCacheSize       = 4101
)

// The program's own business codes.
const (
	CodeUserExists  = 4006
	CodeTooFrequent = 4013
	CodeNoStock     = 4020
)

// Codes of the API by their meaning.
const (
	codeBotNotFound    = 4006
	codeRPMExceeded    = 4020
	codeDailyLimit     = 4008
	codeChatInProgress = 4016
)

func kind(err error) string {
	var e *coze.Error
	if !errors.As(err, &e) {
		return ""
	}
	if e.Code == 4100 { // want `give it a name`
		return "token"
	}
	if e.Code == 4009 { // want `give it a name`
		return "busy"
	}
	if e.Code == 4013 { // want `give it a name`
		return "model"
	}
	if e.Code == 4020 { // want `use codeRPMExceeded`
		return "rate"
	}
	if e.Code == 4006 { // want `use codeBotNotFound`
		return "bot"
	}
	return ""
}

var _ = []int{statusCodeBufferSize, errCodeRetries, tokenCacheSize, CodeUserExists, CodeTooFrequent, CodeNoStock, codeDailyLimit, codeChatInProgress}
