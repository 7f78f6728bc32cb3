// Package flows holds requests that are made and sent in different places.
package flows

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
)

const chatURL = "https://api.coze.cn/v3/chat"

type Request struct {
	BotID           string `json:"bot_id"`
	Stream          bool   `json:"stream"`
	AutoSaveHistory bool   `json:"auto_save_history"`
}

type Client struct {
	token string
	save  bool
	last  *Request
}

func (c *Client) send(r *Request) error {
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return c.post(body)
}

func (c *Client) post(body []byte) error {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, chatURL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (c *Client) assignments(bot string) {
	rejected := &Request{BotID: bot, AutoSaveHistory: true}
	rejected.Stream = false
	rejected.AutoSaveHistory = false // want `CZ2001`
	c.send(rejected)

	streamed := &Request{BotID: bot} // ok
	streamed.Stream = true
	c.send(streamed)

	saved := new(Request)
	saved.BotID = bot
	saved.AutoSaveHistory = true // ok
	c.send(saved)

	unset := new(Request) // want `AutoSaveHistory is not set`
	unset.BotID = bot
	c.send(unset)

	value := Request{BotID: bot} // ok
	pointer := &value
	pointer.Stream = true
	c.send(&value)

	original := Request{BotID: bot, Stream: false, AutoSaveHistory: false} // want `CZ2001`
	duplicate := original
	duplicate.Stream = true
	c.send(&original)
	c.send(&duplicate)

	after := &Request{BotID: bot, Stream: false, AutoSaveHistory: true} // ok
	c.send(after)
	after.AutoSaveHistory = false
}

func (c *Client) branches(bot string, live bool) error {
	both := &Request{BotID: bot}
	if live {
		both.AutoSaveHistory = false // want `CZ2001`
	} else {
		both.AutoSaveHistory = false
	}
	c.send(both)

	one := &Request{BotID: bot} // ok
	if live {
		one.Stream = true
	}
	c.send(one)

	early := &Request{BotID: bot, Stream: false, AutoSaveHistory: false} // ok
	if !live {
		early.Stream = true
	} else {
		return errors.New("not now")
	}
	c.send(early)

	switched := &Request{BotID: bot} // ok
	switch bot {
	case "a":
		switched.Stream = true
		if live {
			break
		}
		switched.Stream = false
	}
	c.send(switched)

	every := &Request{BotID: bot}
	switch bot {
	case "a":
		every.AutoSaveHistory = false // want `CZ2001`
	default:
		every.AutoSaveHistory = false
	}
	c.send(every)

	var chosen *Request
	if live {
		chosen = &Request{BotID: bot, Stream: true} // ok
	} else {
		chosen = &Request{BotID: bot, AutoSaveHistory: false}
	}
	c.send(chosen)

	var either *Request
	if live {
		either = &Request{BotID: "a", AutoSaveHistory: false} // want `CZ2001`
	} else {
		either = &Request{BotID: "b", AutoSaveHistory: false} // want `CZ2001`
	}
	c.send(either)

	tried := &Request{BotID: bot, Stream: false, AutoSaveHistory: false} // ok
	for range 3 {
		if c.send(tried) == nil {
			break
		}
		tried.AutoSaveHistory = true
	}

	retried := &Request{BotID: bot, Stream: false, AutoSaveHistory: false} // want `CZ2001`
	for range 3 {
		if c.send(retried) == nil {
			break
		}
	}

	if false {
		c.send(&Request{BotID: bot}) // ok
	}
	return nil
}

func (c *Client) closures(bot string) {
	request := &Request{BotID: bot, Stream: false, AutoSaveHistory: false} // want `CZ2001`
	go func() { c.send(request) }()

	live := &Request{BotID: bot, Stream: true, AutoSaveHistory: false} // ok
	defer func() { c.send(live) }()

	ask := func(save bool) error {
		return c.send(&Request{BotID: bot, Stream: false, AutoSaveHistory: save})
	}
	ask(false) // want `with this argument, the request sends auto_save_history=false and stream=false`
	ask(true)  // ok

	changed := &Request{BotID: bot, Stream: false, AutoSaveHistory: false} // ok
	later(func() { changed.Stream = true })
	c.send(changed)
}

func later(f func()) { f() }

// A helper that makes the body, with what its caller decides.
func (c *Client) ask(bot string, stream bool) error {
	return c.send(&Request{BotID: bot, Stream: stream, AutoSaveHistory: false})
}

func (c *Client) askBoth(bot string, live bool) {
	c.ask(bot, false) // want `with this argument, the request sends auto_save_history=false and stream=false, and POST /v3/chat answers 4007: .*`
	c.ask(bot, true)  // ok
	c.ask(bot, live)  // ok
}

func (c *Client) pair(bot string, stream, save bool) error {
	return c.send(&Request{BotID: bot, Stream: stream, AutoSaveHistory: save})
}

func (c *Client) pairs(bot string) {
	c.pair(bot, false, false) // want `CZ2001`
	c.pair(bot, true, false)  // ok
	c.pair(bot, false, true)  // ok
	c.pair(bot, true, true)   // ok
}

func build(bot string) *Request {
	return &Request{BotID: bot, Stream: false, AutoSaveHistory: false} // want `CZ2001`
}

func buildOpen(bot string) (*Request, error) {
	if bot == "" {
		return nil, errors.New("no bot")
	}
	return &Request{BotID: bot, Stream: false, AutoSaveHistory: false}, nil // ok
}

func encode(r Request) ([]byte, error) {
	r.Stream = true
	return json.Marshal(r)
}

func enable(r *Request) { r.Stream = true }

func disable(r Request) { r.Stream = true }

func (c *Client) built(bot string) {
	c.send(build(bot))

	open, err := buildOpen(bot)
	if err != nil {
		return
	}
	open.Stream = true
	c.send(open)

	enabled := &Request{BotID: bot, Stream: false, AutoSaveHistory: false} // ok
	enable(enabled)
	c.send(enabled)

	untouched := Request{BotID: bot, Stream: false, AutoSaveHistory: false} // want `CZ2001`
	disable(untouched)
	c.send(&untouched)

	body, err := encode(Request{BotID: bot, Stream: false, AutoSaveHistory: false}) // ok
	if err != nil {
		return
	}
	c.post(body)
}

// DefaultRequest is for callers that set the rest.
func DefaultRequest() *Request {
	return &Request{Stream: false, AutoSaveHistory: false} // ok
}

// Nothing is known of a request that somebody else made.
func (c *Client) Forward(r *Request) error {
	r.Stream = false // ok
	return c.send(r)
}

func (c *Client) Quiet(r *Request) error {
	r.Stream = false
	r.AutoSaveHistory = false // want `CZ2001`
	return c.send(r)
}

func (c *Client) Remember(bot string) error {
	return c.send(&Request{BotID: bot, Stream: false, AutoSaveHistory: c.save}) // ok
}

// A helper for requests of both kinds: no fix can change it for one.
func skeleton(bot string) *Request {
	return &Request{BotID: bot, AutoSaveHistory: false} // want `CZ2001`
}

func (c *Client) skeletons(bot string) {
	c.send(skeleton(bot))

	streamed := skeleton(bot)
	streamed.Stream = true // ok
	c.send(streamed)
}
