package meaning

import "net/http"

// A status says that something is missing, and not what.
func missing(r *reply) (int, string) {
	switch r.Code {
	case 4006: // want `CZ1001` `4006 .*CZ1005`
		return http.StatusNotFound, "no such chat"
	}
	return http.StatusBadGateway, "failed"
}

func missingBot(r *reply) (int, string) {
	switch r.Code {
	case 4006: // want `CZ1001`
		return http.StatusNotFound, "no such bot"
	}
	return http.StatusBadGateway, "failed"
}
