// Package cozecode stands in for the package of named codes.
package cozecode

const (
	SystemBusy            = 4009
	RPMLimitExceeded      = 4020
	AuthenticationInvalid = 4100
)
