// Package calls has values on their way through functions, closures, channels
// and fields: probe(x) // what x is, and of which path
package calls

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"sync"
)

func probe(any) {}

type reply struct {
	Code int    `json:"code"`
	Msg  string `json:"msg"`
}

type client struct {
	base string
	http *http.Client
	on   func(reply)
}

func newClient(opts ...func(*client)) *client {
	c := &client{base: "https://api.coze.cn", http: http.DefaultClient}
	for _, o := range opts {
		o(c)
	}
	return c
}

func (c *client) do(method, path string, out any) (*http.Response, error) {
	req, err := http.NewRequest(method, c.base+path, nil)
	if err != nil {
		return nil, err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return resp, json.NewDecoder(resp.Body).Decode(out)
}

// Each caller has its own request.
func (c *client) a() (r reply, err error) {
	resp, err := c.do("GET", "/a", &r)
	probe(resp)   // Response /a
	probe(r.Code) // Code /a
	return r, err
}

func (c *client) b() {
	var r reply
	_, _ = c.do("GET", "/b", &r)
	probe(r.Code) // Code /b
	first, _ := c.a()
	probe(first.Msg) // Message /a
}

func get[T any](path string) (out T, err error) {
	resp, err := http.Get("https://api.coze.cn" + path)
	if err != nil {
		return out, err
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return out, err
	}
	return out, json.Unmarshal(body, &out)
}

func generic() {
	r, _ := get[reply]("/c")
	probe(r.Code) // Code /c
	p, _ := get[*reply]("/d")
	probe(p.Msg) // Message /d
}

func (r reply) err() error {
	if r.Code != 0 {
		return fmt.Errorf("coze: %d", r.Code)
	}
	return nil
}

func methods(c *client) {
	r, _ := c.a()
	probe(r.err()) // Told /a
	check := r.err
	probe(check()) // Told /a
	c.on = func(r reply) {
		probe(r.Code) // Code /a
	}
	c.on(r)
}

func channels(c *client) {
	ch := make(chan reply, 1)
	errs := make(chan error, 1)
	go func() {
		r, _ := c.a()
		ch <- r
		errs <- r.err()
	}()
	select {
	case r := <-ch:
		probe(r.Code) // Code /a
	case err := <-errs:
		probe(err) // Told /a
	}
}

type group struct {
	wg   sync.WaitGroup
	once sync.Once
	err  error
}

func (g *group) run(f func() error) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		if err := f(); err != nil {
			g.once.Do(func() { g.err = err })
		}
	}()
}

func grouped(c *client) {
	var g group
	g.run(func() error {
		r, _ := c.a()
		return r.err()
	})
	g.wg.Wait()
	probe(g.err) // Told /a
}

func replies(c *client) iter.Seq2[reply, error] {
	return func(yield func(reply, error) bool) {
		r, err := c.a()
		yield(r, errors.Join(err, r.err()))
	}
}

func ranged(c *client) {
	for r, err := range replies(c) {
		probe(r.Code) // Code /a
		probe(err)    // Told /a
	}
}

type handler func(reply) error

var handlers = map[string]handler{
	"a": func(r reply) error {
		probe(r.Msg) // Message /a
		return fmt.Errorf("a: %s", r.Msg)
	},
}

func mapped(c *client, name string) {
	r, _ := c.a()
	if h, ok := handlers[name]; ok {
		probe(h(r)) // Told /a
	}
}

type store interface{ save(reply) error }

type disk struct{}

func (disk) save(r reply) error {
	probe(r.Code) // Code /a
	return r.err()
}

func through(c *client, s store) {
	r, _ := c.a()
	probe(s.save(r)) // Told /a
}

type apiError struct {
	code  int
	msg   string
	logID string
}

func (e *apiError) Error() string { return fmt.Sprintf("%d %s", e.code, e.msg) }

func typed(c *client) error {
	var r reply
	resp, _ := c.do("GET", "/e", &r)
	return &apiError{code: r.Code, logID: resp.Header.Get("X-Tt-Logid")}
}

func unwrapped(c *client) {
	err := typed(c)
	probe(err) // Error /e
	var e *apiError
	if errors.As(err, &e) {
		probe(e.code)  // Code /e
		probe(e.logID) // LogID /e
	}
}

func deferred(c *client) (err error) {
	var r reply
	defer func() {
		probe(err) // Told /f
	}()
	_, _ = c.do("GET", "/f", &r)
	err = r.err()
	return err
}
