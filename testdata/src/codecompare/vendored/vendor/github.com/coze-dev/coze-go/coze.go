// Package coze is a vendored copy of the SDK, as far as the test needs it.
package coze

type Error struct {
	Code           int
	Message, LogID string
}

func (e *Error) Error() string { return e.Message }
