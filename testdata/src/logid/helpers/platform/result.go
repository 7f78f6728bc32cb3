// Package platform has the envelope that all services of a company answer with.
package platform

import "encoding/json"

// A Result is an answer.
type Result struct {
	Code int             `json:"code"`
	Msg  string          `json:"msg"`
	Data json.RawMessage `json:"data,omitempty"`
}

// Bind decodes the data into v.
func (r *Result) Bind(v any) error { return json.Unmarshal(r.Data, v) }

// Parse decodes b into v.
func Parse(b []byte, v any) error { return json.Unmarshal(b, v) }

// Fail makes an answer of a failure.
func Fail(code int, msg string) *Result { return &Result{Code: code, Msg: msg} }

// OK makes an answer.
func OK(v any) *Result {
	b, _ := json.Marshal(v)
	return &Result{Data: b}
}
