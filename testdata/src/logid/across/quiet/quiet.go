// Package quiet imports a package that tells something, and uses nothing of
// what it tells of.
package quiet

import (
	"errors"

	"logid/across/client"
)

var errOwn = errors.New("own")

// Check has nothing to do with the API.
func Check(code int) error {
	if err := client.Quiet(code); err != nil {
		return errOwn // ok
	}
	return nil
}
