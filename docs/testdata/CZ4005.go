package p

import (
	"errors"

	"github.com/coze-dev/coze-go"
	"github.com/cozelint/cozelint/cozecode"
)

var errToken = errors.New("token")

func kind(cozeErr *coze.Error) error {
	switch cozeErr.Code {
	case cozecode.AuthenticationInvalid:
		return errToken
	default:
		return nil
	}
}
