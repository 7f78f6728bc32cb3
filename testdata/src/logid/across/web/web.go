// Package web serves what the service answers.
package web

import (
	"io"
	"log"
	"net/http"

	"logid/across/service"
)

// Status tells nobody why it failed.
func Status(s *service.Service) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		status, err := s.Wrapped(r.Context(), r.PathValue("id"))
		if err != nil {
			http.Error(w, "try again", http.StatusBadGateway) // want `CZ3002`
			return
		}
		io.WriteString(w, status)
	}
}

// Logged logs it.
func Logged(s *service.Service) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		status, err := s.Wrapped(r.Context(), r.PathValue("id"))
		if err != nil {
			log.Print(err)
			http.Error(w, "try again", http.StatusBadGateway) // ok
			return
		}
		io.WriteString(w, status)
	}
}
