// Package vendored uses a vendored copy of the SDK.
package vendored

import "github.com/coze-dev/coze-go"

func denied(e *coze.Error) bool {
	_ = e.Code == 0       // ok
	return e.Code == 4100 // want `4100`
}
