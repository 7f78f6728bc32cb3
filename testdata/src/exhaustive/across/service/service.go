// Package service gives functions to who reads a stream.
package service

import (
	"errors"

	"exhaustive/across/client"
)

func deltas(out func(string)) error {
	return client.Stream(func(e client.Event) error {
		if e.Name == "conversation.message.delta" { // want `CZ4004`
			out(e.Data)
		}
		return nil
	})
}

func switched(out func(string)) error {
	return client.Stream(func(e client.Event) error {
		switch e.Name { // want `CZ400[24]`
		case "conversation.message.delta":
			out(e.Data)
		case "conversation.message.completed":
			out("\n")
		}
		return nil
	})
}

func looked(out func(string)) error {
	return client.Stream(func(e client.Event) error {
		if e.Name == "conversation.message.delta" { // ok
			out(e.Data)
		}
		if e.Name == "conversation.chat.failed" {
			return errors.New(e.Data)
		}
		return nil
	})
}

func checked(out func(string)) error {
	return client.Checked(func(e client.Event) error {
		if e.Name == "conversation.message.delta" { // ok: who reads the stream looks
			out(e.Data)
		}
		return nil
	})
}

type handler struct{ out chan string }

func (h *handler) method(e client.Event) error {
	if e.Name == "conversation.message.delta" { // want `CZ4004`
		h.out <- e.Data
	}
	return nil
}

func (h *handler) run() error { return client.Stream(h.method) }
