// Package categories is checked with the option categories=rate-limit.
package categories

import "github.com/coze-dev/coze-go"

func use(...any) {}

func withDefault(err error) {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code { // want `leaves out Coze codes of a category that it touches: list 4008 UserDailyLimitExceeded, 4020 RPMLimitExceeded, 702093018 PluginQPSExceeded, 710005002 APIRateLimitExceeded \(CZ4001\)`
	case 4009:
		use("busy")
	default:
		use(err)
	}
}

func wholeCategory(err error) {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code { // ok: the whole category
	case 4008, 4009, 4020, 702093018, 710005002:
		use("busy")
	default:
		use(err)
	}
}

func otherCategory(err error) {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code { // ok: a category that nobody asked for
	case 4100:
		use("sign in")
	default:
		use(err)
	}
}
