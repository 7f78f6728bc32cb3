// Package rpc makes requests for any API.
package rpc

import (
	"bufio"
	"encoding/json"
	"iter"
	"net/http"
	"strings"
)

// A Caller makes requests to one host.
type Caller struct {
	HTTP    *http.Client
	BaseURL string
}

// An Event is one of a stream.
type Event struct {
	Name string
	Data []byte
}

// Into decodes the data of an event.
func Into[T any](ev Event) (T, error) {
	var v T
	err := json.Unmarshal(ev.Data, &v)
	return v, err
}

// Stream returns the events of a stream.
func Stream[In any](c *Caller, path string, in In) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		body, err := json.Marshal(in)
		if err != nil {
			yield(Event{}, err)
			return
		}
		resp, err := c.HTTP.Post(c.BaseURL+path, "application/json", strings.NewReader(string(body)))
		if err != nil {
			yield(Event{}, err)
			return
		}
		defer resp.Body.Close()
		lines := bufio.NewScanner(resp.Body)
		var ev Event
		for lines.Scan() {
			line := lines.Text()
			switch {
			case line == "":
				if ev.Data != nil && !yield(ev, nil) {
					return
				}
				ev = Event{}
			case strings.HasPrefix(line, "event:"):
				ev.Name = strings.TrimSpace(line[len("event:"):])
			case strings.HasPrefix(line, "data:"):
				ev.Data = append(ev.Data, strings.TrimSpace(line[len("data:"):])...)
			}
		}
		if err := lines.Err(); err != nil {
			yield(Event{}, err)
		}
	}
}
