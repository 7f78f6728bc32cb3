// Package cozeloop is the client of another product.
package cozeloop

type Error struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

func Trace() (*Error, error) { return nil, nil }
