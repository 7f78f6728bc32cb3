// Package client keeps the code of a failure in an error of its own.
package client

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

// Failure is what the API, or what is before it, answered.
type Failure struct {
	Code   int // of the API, or the HTTP status
	Status int // the HTTP status
	Row    int // of what the caller asked for
	Text   string
}

func (f *Failure) Error() string { return fmt.Sprintf("%d %s", f.Code, f.Text) }

// Get asks for a bot.
func Get(id string, row int) error {
	resp, err := http.Get("https://api.coze.cn/v1/bots/" + id)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r struct {
		Code int    `json:"code"`
		Msg  string `json:"msg"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return &Failure{Code: resp.StatusCode, Status: resp.StatusCode, Row: row, Text: resp.Header.Get("X-Tt-Logid")}
	}
	if r.Code != 0 {
		return failure(r.Code, resp, row)
	}
	return nil
}

func failure(code int, resp *http.Response, row int) error {
	return &Failure{Code: code, Status: resp.StatusCode, Row: row, Text: resp.Header.Get("X-Tt-Logid")}
}

// CodeOf returns the code that an error has, or 0.
func CodeOf(err error) int {
	var f *Failure
	if errors.As(err, &f) {
		return f.Code
	}
	return 0
}

// RowOf returns the row that an error is about.
func RowOf(err error) int {
	var f *Failure
	if errors.As(err, &f) {
		return f.Row
	}
	return 0
}

// Busy reports whether an error says so.
func Busy(err error) bool {
	switch CodeOf(err) {
	case 4009, 4013, 4016: // want `CZ1001`
		return true
	}
	return false
}

// Refused reports whether the token was refused, by the API or before it.
func Refused(f *Failure) bool {
	return f.Code == 4100 || f.Code == 401 // want `CZ1001`
}

// Line reports whether an error is about a line that tests know.
func Line(err error) bool { return RowOf(err) == 4100 }

// Is reports whether an error has a code.
func Is(err error, code int) bool { return CodeOf(err) == code }
