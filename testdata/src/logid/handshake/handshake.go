// Package handshake opens websockets.
package handshake

import (
	"fmt"
	"net/http"
)

type conn struct{}

type dialer struct{}

func (dialer) Dial(url string, header http.Header) (*conn, *http.Response, error) {
	return nil, nil, nil
}

const cozeWS = "wss://ws.coze.cn/v1/chat"

func dropped(bot string, h http.Header) (*conn, error) {
	c, _, err := dialer{}.Dial(cozeWS+"?bot_id="+bot, h) // want `the response of a refused handshake is dropped, .* \(CZ3006\)`
	if err != nil {
		return nil, fmt.Errorf("websocket: %w", err)
	}
	return c, nil
}

func kept(h http.Header) (*conn, error) {
	c, resp, err := dialer{}.Dial(cozeWS, h) // ok
	if err != nil {
		if resp != nil {
			return nil, fmt.Errorf("websocket: %w: %s logid=%s", err, resp.Status, resp.Header.Get("X-Tt-Logid"))
		}
		return nil, fmt.Errorf("websocket: %w", err)
	}
	return c, nil
}

func others(h http.Header) (*conn, error) {
	c, _, err := dialer{}.Dial("wss://iat-api.xfyun.cn/v2/iat", h) // ok: of another vendor
	return c, err
}

func unknown(url string, h http.Header) (*conn, error) {
	c, _, err := dialer{}.Dial(url, h) // ok: not known
	return c, err
}
