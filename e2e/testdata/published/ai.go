// Package ai is what users of the module import.
package ai

import "example.org/kit/wire"

// Me asks who the token belongs to.
func Me() error { return wire.Me() }
