package flows

// A builder with setters.
type Builder struct {
	client  *Client
	request Request
}

func NewBuilder(c *Client, bot string) *Builder {
	return &Builder{client: c, request: Request{BotID: bot}}
}

func (b *Builder) WithStream(stream bool) *Builder {
	b.request.Stream = stream
	return b
}

func (b *Builder) WithAutoSaveHistory(save bool) *Builder {
	b.request.AutoSaveHistory = save
	return b
}

func (b *Builder) Streaming() *Builder { return b.WithStream(true) }

func (b *Builder) Do() error { return b.client.send(&b.request) }

func (c *Client) builders(bot string, live bool) {
	NewBuilder(c, bot).WithStream(false).WithAutoSaveHistory(false).Do() // want `CZ2001`
	NewBuilder(c, bot).WithAutoSaveHistory(false).Do()                   // want `CZ2001`
	NewBuilder(c, bot).WithStream(true).WithAutoSaveHistory(false).Do()  // ok
	NewBuilder(c, bot).WithStream(false).WithAutoSaveHistory(true).Do()  // ok
	NewBuilder(c, bot).WithStream(live).WithAutoSaveHistory(false).Do()  // ok
	NewBuilder(c, bot).WithAutoSaveHistory(false).Streaming().Do()       // ok
}

// Functional options.
type Option func(*Request)

func WithStream(stream bool) Option { return func(r *Request) { r.Stream = stream } }

func WithSave(save bool) Option { return func(r *Request) { r.AutoSaveHistory = save } }

func Saved() Option { return func(r *Request) { r.AutoSaveHistory = true } }

func (c *Client) Chat(bot string, opts ...Option) error {
	r := &Request{BotID: bot, Stream: false, AutoSaveHistory: true}
	for _, opt := range opts {
		opt(r)
	}
	return c.send(r)
}

func (c *Client) options(bot string, more []Option) {
	c.Chat(bot, WithStream(false), WithSave(false)) // want `with this argument`
	c.Chat(bot, WithSave(false))                    // want `CZ2001`
	c.Chat(bot, WithStream(true), WithSave(false))  // ok
	c.Chat(bot, WithSave(false), Saved())           // ok
	c.Chat(bot, WithStream(false))                  // ok
	c.Chat(bot)                                     // ok
	c.Chat(bot, more...)                            // ok
}

// A configuration that requests are made from.
type options struct {
	stream bool
	save   bool
}

type Setter func(*options)

func Stream() Setter { return func(o *options) { o.stream = true } }

func NoSave() Setter { return func(o *options) { o.save = false } }

func (c *Client) Talk(bot string, setters ...Setter) error {
	o := options{save: true}
	for _, set := range setters {
		set(&o)
	}
	return c.send(&Request{BotID: bot, Stream: o.stream, AutoSaveHistory: o.save}) // want `CZ2001`
}

func (c *Client) talks(bot string) {
	c.Talk(bot)                     // ok
	c.Talk(bot, NoSave(), Stream()) // ok
	c.Talk(bot, NoSave())
}
