package flows

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
)

// Requests that something changes out of sight, or that are not sent.

func (c *Client) decoded(in []byte, body io.Reader) {
	var r Request // ok
	if json.Unmarshal(in, &r) == nil {
		c.send(&r)
	}
	var read Request // ok
	json.NewDecoder(body).Decode(&read)
	c.send(&read)
}

func (c *Client) recursive(r *Request, n int) error {
	if n == 0 {
		r.Stream = true
		return c.send(r)
	}
	return c.recursive(r, n-1)
}

func (c *Client) deep(bot string) error {
	return c.recursive(&Request{BotID: bot}, 3) // ok
}

func (c *Client) deferred(bot string) {
	r := &Request{BotID: bot} // ok
	defer func() { c.send(r) }()
	r.Stream = true
}

type setter interface{ set(*Request) }

func (c *Client) applied(bot string, s setter) {
	r := &Request{BotID: bot} // ok
	s.set(r)
	c.send(r)
}

type holder struct{ request *Request }

func (h *holder) live() { h.request.Stream = true }

func (c *Client) held(bot string) {
	r := &Request{BotID: bot} // ok
	h := &holder{request: r}
	h.live()
	c.send(r)
}

func (c *Client) pointed(bot string) {
	r := &Request{BotID: bot} // ok
	stream := &r.Stream
	*stream = true
	c.send(r)

	scanned := &Request{BotID: bot} // ok
	fmt.Sscan("true", &scanned.Stream)
	c.send(scanned)

	list := []Request{{BotID: bot}} // ok
	list[0].Stream = true
	c.send(&list[0])
}

func (c *Client) jumps(bot string) {
	r := &Request{BotID: bot} // ok
	tried := false
again:
	if tried {
		c.send(r)
		return
	}
	r.Stream, tried = true, true
	goto again
}

func (c *Client) labelled(bot string) {
	r := &Request{BotID: bot, Stream: false, AutoSaveHistory: false} // ok
outer:
	for i := range 3 {
		switch i {
		case 1:
			r.AutoSaveHistory = true
			break outer
		}
	}
	c.send(r)
}

func (c *Client) looped(bots []string) {
	for _, bot := range bots {
		c.send(&Request{BotID: bot, AutoSaveHistory: false}) // want `CZ2001`
		c.send(&Request{BotID: bot, AutoSaveHistory: true})  // ok
	}
}

func (c *Client) environment(bot string) {
	save := os.Getenv("SAVE") == "1"
	c.send(&Request{BotID: bot, Stream: false, AutoSaveHistory: save}) // ok
}

func printed(bot string) {
	body, _ := json.MarshalIndent(Request{BotID: bot}, "", " ") // ok
	fmt.Println(string(body))
	os.WriteFile("request.json", body, 0o600)
}

func forwarded(w http.ResponseWriter, q *http.Request) {
	r := Request{} // ok
	json.NewDecoder(q.Body).Decode(&r)
	new(Client).send(&r)
}
