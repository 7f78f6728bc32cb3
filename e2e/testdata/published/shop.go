// Package shop uses a client of another module.
package shop

import (
	"errors"

	"example.org/kit/ai"
)

func Check() error {
	if ai.Me() != nil {
		return errors.New("the assistant does not answer")
	}
	return nil
}
