// Package sources uses packages of its module whose source speaks of the Open
// API, and others whose source does not.
package sources

import (
	"encoding/json"
	"io"
	"net/http"

	"codecompare/sources/endpoint"
	cozeloop "codecompare/sources/loop/cozeloop-go"
	"codecompare/sources/platform"
	"codecompare/sources/wire"
)

func denied() bool {
	r, err := platform.Ask("hi")
	return err == nil && r.Code == 4100 // want `4100`
}

func upload(r io.Reader) (bool, error) {
	resp, err := http.Post(endpoint.Upload(), "image/png", r)
	if err != nil {
		return false, err
	}
	defer resp.Body.Close()
	var f wire.File
	if err := json.NewDecoder(resp.Body).Decode(&f); err != nil {
		return false, err
	}
	return f.Code == 4302, nil // want `4302`
}

func traced() bool {
	e, err := cozeloop.Trace()
	return err == nil && e.Code == 4100 // ok: another product
}
