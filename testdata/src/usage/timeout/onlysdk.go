package timeout

import (
	"github.com/coze-dev/coze-go"
)

var onlySDK = coze.NewCozeAPI(coze.NewTokenAuth("t")) // want `CZ5001`
