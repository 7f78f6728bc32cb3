// Package roots asks where values begin (root), which values a variable can
// have (reach), and what a text says (read).
package roots

import (
	"fmt"
	"net/url"
	"os"
	"sync"
	"sync/atomic"
)

func root(any)    {}
func reach(any)   {}
func read(string) {}

type client struct {
	name string
	next *client
}

func pass[T any](v T) T { return v }

func pair() (string, int) { return os.Getenv("A"), os.Getpid() }

func named() (c *client) {
	c = &client{name: "named"}
	return
}

type service struct {
	*client
	all    map[string]*client
	stored atomic.Pointer[client]
	keyed  sync.Map
}

func values(given *client, more []*client) {
	local := &client{}
	root(local)       // client{}
	root(*local)      // client{}
	root(pass(local)) // client{}
	root(given)       // given
	root(os.Getenv)   // os.Getenv
	root("text")      // "text"

	text, number := pair()
	root(text)    // os.Getenv("A")
	root(number)  // os.Getpid()
	root(named()) // client{…}

	list := []*client{local}
	list = append(list, more...)
	root(list[0])  // client{} more
	root(list[1:]) // client{} more
	var empty []*client
	root(empty) // empty
	filled := make([]*client, 2)
	copy(filled[:1], more)
	root(filled) // make([]*client, 2) more

	byKey := map[string]*client{}
	byKey["a"] = given
	root(byKey["a"]) // given map[string]*client{}
	sent := make(chan *client)
	sent <- local
	root(<-sent) // client{} make(chan *client)

	one := func() *client { return local }
	root(one()) // client{}
	once := sync.OnceValue(func() *client { return given })
	root(once()) // given
}

func fields(s *service, c *client) {
	s.stored.Store(c)
	s.keyed.Store("k", c)
	s.all["k"] = c
	root(s.stored.Load()) // s.stored.Load()
	root(s.all["k"])      // c
	made := service{client: &client{name: "embedded"}}
	root(made.name) // "embedded"
	root(made.next) // made.next
}

func caller() { called(&client{}) }

func called(c *client) {
	root(c) // client{}
}

func again(n int, c *client) {
	n = 1
	reach(n) // 1
	if c == nil {
		n = 2
	}
	reach(n) // 1 2
	n = pass(n)
	reach(n) // pass(n)
}

func unchanged(n int) {
	reach(n) // 7
}

func arguments() {
	again(7, nil)
	unchanged(7)
}

const base = "https://api.coze.cn"

type api struct{ host string }

func (a api) url(path string) string { return a.host + path }

func texts(id, path string, other bool) {
	read(base + "/v3/chat")                      // https://api.coze.cn/v3/chat
	read(base + path)                            // https://api.coze.cn{path}
	read(fmt.Sprintf("%s/v1/bots/%s", base, id)) // https://api.coze.cn/v1/bots/{id}
	read(api{host: base}.url("/v1/apps"))        // https://api.coze.cn/v1/apps
	where := "/a"
	if other {
		where = "/b"
	}
	read(base + where)                                                          // https://api.coze.cn/a https://api.coze.cn/b
	read((&url.URL{Scheme: "https", Host: "api.coze.cn", Path: "/c"}).String()) // https://api.coze.cn/c
}

func reader() { texts("1", "/unseen", true) }
