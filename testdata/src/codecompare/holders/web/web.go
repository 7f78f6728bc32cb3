// Package web asks what errors of a client say.
package web

import (
	"errors"
	"net/http"

	"codecompare/holders/client"
)

func status(err error) int {
	switch client.CodeOf(err) {
	case 4013, 4016, 4020: // want `CZ1001`
		return http.StatusTooManyRequests
	}
	if client.RowOf(err) == 4100 {
		return http.StatusNotFound
	}
	var f *client.Failure
	if errors.As(err, &f) {
		switch {
		case f.Code == 4101: // want `CZ1001`
			return http.StatusForbidden
		case f.Code == 403, f.Status == 403:
			return http.StatusForbidden
		case f.Row == 4200:
			return http.StatusNotFound
		}
	}
	return http.StatusBadGateway
}
