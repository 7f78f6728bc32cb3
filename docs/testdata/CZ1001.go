package p

import (
	"github.com/coze-dev/coze-go"
	"github.com/cozelint/cozelint/cozecode"
)

func tokenExpired(err error) bool {
	e, ok := coze.AsCozeError(err)
	return ok && (e.Code == cozecode.AccessTokenInvalid || e.Code == 4100)
}
