// Package desk uses clients of other packages of its module.
package desk

import (
	"codecompare/crosspkg/assistant"
	"codecompare/crosspkg/platform"
)

func retrieve(c assistant.Client, s assistant.Shortage) {
	r, err := c.Retrieve()
	if err != nil {
		return
	}
	_ = r.Code == 4100                // want `4100 is AuthenticationInvalid`
	_ = r.Data.LastError.Code == 4020 // want `4020 is RPMLimitExceeded`
	_ = r.Code != 0                   // ok
	_ = s.Code == 4100                // ok: nothing that was received
}

func fetch() {
	r, err := platform.Fetch(platform.FeishuHost)
	_ = err == nil && r.Code == 4100 // ok: nobody knows whose it is
}
