// Package elsewhere has functions whose bodies the walker does not see.
package elsewhere

import "encoding/json"

func To[T any](v T) *T { return &v }

func Bool(v bool) *bool { return &v }

func Text(v any) (string, error) {
	text, err := json.Marshal(v)
	return string(text), err
}

func Fill(m map[string]any) { m["filled"] = true }

func Log(format string, args ...any) {}

type Setter struct{}

func (s Setter) With(v any) Setter { return s }
