// Package strict is checked with the option strict.
package strict

import "github.com/coze-dev/coze-go"

func use(...any) {}

func withDefault(err error) {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code { // want `switch over cozeErr.Code leaves out such Coze codes as .*, which -strict demands.*\(CZ4001\)`
	case 4009:
		use("busy")
	default:
		use(err)
	}
}

func tagless(err error) {
	cozeErr, _ := coze.AsCozeError(err)
	switch { // want `leaves out .*\(CZ4001\)`
	case cozeErr.Code == 4100, cozeErr.Code == 4101:
		use("sign in")
	default:
		use(err)
	}
}

func success(err error) {
	cozeErr, _ := coze.AsCozeError(err)
	switch cozeErr.Code { // ok: a test of success names no code
	case 0:
		return
	default:
		use(err)
	}
}
