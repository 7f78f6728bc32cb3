// Package wire holds what travels.
package wire

type File struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}
