package values

func returned() bool { return false }

func pick(on bool) *Request { return &Request{Stream: on} }

func pair(cond bool) (*Request, error) {
	if cond {
		return nil, errFailed
	}
	return &Request{Bot: "b"}, nil
}

var errFailed error

func named(on bool) (r Request, ok bool) {
	r.Stream = on
	if on {
		ok = true
		return
	}
	return r, false
}

func set(r *Request, on bool) { r.Stream = on }

func byValue(r Request) { r.Stream = true }

func recursive(r *Request, n int) *Request {
	if n == 0 {
		return r
	}
	return recursive(r, n-1)
}

func Calls(cond bool) {
	probe(returned()) // false
	probe(pick(true)) // Request{Stream=true from true}
	r, err := pair(cond)
	probe(r)           // Request{Bot="b"}
	probe(err)         // ?
	probe(named(true)) // Request{Stream=true from true}, true
	v, ok := named(false)
	probe(v)  // Request{Stream=false from false}
	probe(ok) // false

	set(r, true)
	probe(r.Stream) // true
	byValue(*r)
	set(r, false)
	byValue(*r)
	probe(r) // Request{Bot="b" Stream=false from false}
	save := false
	set(r, save)
	probe(r) // Request{Bot="b" Stream=false from save}
}

// A function that is being walked is not followed again.
func Recursion() {
	r := &Request{Stream: true}
	probe(recursive(r, 2)) // ?
	probe(r)               // Request{Stream=? …}
}

func Together(cond bool) {
	var r, err = pair(cond)
	probe(r)   // Request{Bot="b"}
	probe(err) // ?
	a, b := true, "b"
	a, b = !a, b+"c"
	probe(a) // false
	probe(b) // "bc"
	set(pair2())
	probe((pick)(true)) // Request{Stream=true from true}
}

func pair2() (*Request, bool) { return &Request{}, true }

func variadic(flags ...bool) []bool { return flags }

func Variadic(all []bool) {
	probe(variadic())            // []
	probe(variadic(true, false)) // [true, false]
	probe(variadic(all...))      // ?
}

func to[T any](v T) *T { return &v }

func boolean(v bool) *bool { return &v }

func first[T any](a, b T) T { return a }

type box[T any] struct{ value T }

func (b *box[T]) put(v T) { b.value = v }

func Generics() {
	probe(to(false))                          // false
	probe(to[bool](true))                     // true
	probe(boolean(true))                      // true
	probe(Request{Save: to(false)})           // Request{Save=false}
	probe(to(Request{Stream: true}))          // Request{Stream=true}
	probe(first(&Request{Stream: true}, nil)) // Request{Stream=true}
	b := &box[bool]{}
	b.put(true)
	probe(b.value) // true
}

func Closures(cond bool) {
	on := true
	set := func(v bool) { on = v }
	set(false)
	probe(on) // false
	func() { on = true }()
	probe(on) // true
	get := func() bool { return on }
	probe(get()) // true
	on = false
	probe(get())         // false
	probe(maker(true)()) // true
	probe(maker(cond)()) // ?
	counter := func() func() { return func() { on = true } }
	counter()()
	probe(on) // true
}

func maker(on bool) func() bool {
	kept := on
	return func() bool { return kept }
}

type option func(*Request)

func withStream(on bool) option { return func(r *Request) { r.Stream = on } }

func withBot(bot string) option {
	return func(r *Request) { r.Bot = bot }
}

func newRequest(opts ...option) *Request {
	r := &Request{}
	for _, opt := range opts {
		opt(r)
	}
	return r
}

func Options(extra []option) {
	probe(newRequest())                                     // Request{}
	probe(newRequest(withStream(false), withBot("b")))      // Request{Bot="b" by withBot("b") Stream=false from false by withStream(false)}
	probe(newRequest(func(r *Request) { r.Stream = true })) // Request{Stream=true}
	probe(newRequest(extra...))                             // Request{…}
}

type builder struct {
	r      Request
	stream bool
}

func (b *builder) Stream(on bool) *builder {
	b.r.Stream = on
	return b
}

func (b *builder) Bot(bot string) *builder {
	b.r.Bot = bot
	return b
}

func (b *builder) Keep(on bool) *builder {
	b.stream = on
	return b
}

func (b *builder) Build() *Request {
	r := b.r
	return &r
}

func (b *builder) Kept() *Request { return &Request{Stream: b.stream} }

func Builders() {
	probe(new(builder).Bot("b").Stream(false).Build()) // Request{Bot="b" by new(builder).Bot("b") Stream=false from false by new(builder).Bot("b").Stream(false)}
	b := &builder{}
	b.Stream(true)
	r := b.Build()
	b.Stream(false)
	probe(r.Stream)            // true
	probe(b.Build().Stream)    // false
	probe(b.Keep(true).Kept()) // Request{Stream=true from true}
}

type sender interface{ send(r *Request) error }

type loud struct{}

func (loud) send(r *Request) error {
	probe(r) // Request{Stream=true}
	return nil
}

type silent struct{}

func (*silent) send(r *Request) error {
	probe(r) // Request{Stream=true}
	r.Stream = false
	return nil
}

func Interfaces(s sender) {
	r := &Request{Stream: true}
	s.send(r)
	probe(r) // Request{Stream=?}
}

type queue struct{ requests chan *Request }

func (q *queue) run() {
	for r := range q.requests {
		probe(r) // Request{Stream=true}
	}
}

func Channels(q *queue) {
	q.requests <- &Request{Stream: true}
}

// What is sent to a local channel may come out of any of the same structs.

func work(jobs <-chan Request) {
	j, ok := <-jobs
	probe(j)  // Request{…}; Request{Stream=false}
	probe(ok) // ?
}

func Local() {
	jobs := make(chan Request)
	go work(jobs)
	jobs <- Request{Stream: false}

	flags := make(chan bool, 1)
	flags <- true
	probe(<-flags) // ?
}

func Deferred(cond bool) {
	on := true
	defer func() {
		probe(on) // ?
	}()
	r := &Request{Stream: true}
	defer set(r, false)
	probe(r) // Request{Stream=? from false}
	go func() { on = false }()
	probe(on) // ?
}
