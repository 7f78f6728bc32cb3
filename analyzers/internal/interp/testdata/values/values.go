// Package values has values at places: what its lines say is what the walker
// knows there.
package values

import "fmt"

const host = "https://api.coze.cn"

// probe is a function from elsewhere that leaves what it is given as it is.
var probe = fmt.Println

type Request struct {
	Bot    string
	Stream bool
	Save   *bool
	Inner  Inner
	Extra  map[string]any
	Tags   []string
}

type Inner struct{ On bool }

type wrapped struct {
	Request
	*Inner2
}

type Inner2 struct{ Off bool }

type other Request

func Literals(n int, unknown string) {
	probe(true)                             // true
	probe(!true)                            // false
	probe("a" + "b")                        // "ab"
	probe(nil)                              // nil
	probe(1)                                // ?
	probe(n)                                // ?
	probe(unknown)                          // ?
	probe([]bool{true, false})              // [true, false]
	probe([2]bool{1: true})                 // [?]
	probe([]bool{true, false}[1])           // false
	probe([]bool{true, false}[n])           // ?
	probe(Request{})                        // Request{}
	probe(Request{Bot: "b", Stream: n > 1}) // Request{Bot="b" Stream=?}
	probe(Inner{true})                      // Inner{On=true}
	probe(map[string]bool{"a": true})       // map{a=true}
	probe(map[string]bool{unknown: true})   // map{…}
	probe(func() {})                        // func
	probe(new(bool))                        // false
	probe(new(Request))                     // Request{}
	probe(make(map[string]any))             // map{}
	probe(make([]string, n))                // ?
	probe(other(Request{Stream: true}))     // other{Stream=true}
	probe(any(true))                        // true
	probe([]byte("x"))                      // "x"
	probe(string([]byte("x")))              // "x"
	probe([]rune("x"))                      // ?
}

func Zero() {
	var on bool
	var text string
	var p *Request
	var r Request
	var m map[string]any
	probe(on)       // false
	probe(text)     // ""
	probe(p)        // nil
	probe(r)        // Request{}
	probe(r.Stream) // false
	probe(r.Save)   // nil
	probe(r.Inner)  // Inner{}
	probe(m)        // nil
}

func Fields(given *Request) {
	var r Request
	r.Stream = true
	probe(r) // Request{Stream=true}
	r.Inner.On = true
	probe(r.Inner) // Inner{On=true}
	copied := r
	copied.Stream = false
	copied.Inner.On = false
	probe(r.Stream)        // true
	probe(r.Inner.On)      // true
	probe(copied.Stream)   // false
	probe(copied.Inner.On) // false

	probe(given.Stream) // ?
	given.Stream = false
	probe(given) // Request{Stream=false …}
}

func Pointers() {
	r := &Request{}
	alias := r
	alias.Stream = true
	probe(r.Stream) // true
	*r = Request{Bot: "b"}
	probe(alias) // Request{Bot="b"}

	on := false
	p := &on
	probe(p)  // false
	probe(*p) // false
	*p = true
	probe(p)  // ?
	probe(on) // ?

	later := false
	q := &later
	probe(q) // ?
	later = true
	probe(later) // true

	s := &Request{Stream: true}
	t := &s.Stream
	probe(t)        // ?
	probe(s.Stream) // ?
}

func Embedded() {
	w := wrapped{Request: Request{Stream: true}, Inner2: &Inner2{}}
	probe(w.Stream) // true
	w.Bot = "b"
	probe(w.Request) // Request{Bot="b" Stream=true}
	probe(w.Off)     // false
	w.Off = true
	probe(w.Inner2) // Inner2{Off=true}
	*w.Inner2 = Inner2{}
	probe(w.Off) // false
	var empty wrapped
	probe(empty.Off) // ?
}

func Maps(key string, given map[string]any) {
	m := map[string]any{"stream": false}
	m["n"] = "x"
	probe(m)           // map{n="x" stream=false}
	probe(m["stream"]) // false
	probe(m["none"])   // ?
	name := "n"
	probe(m[name]) // "x"
	delete(m, "n")
	probe(m) // map{stream=false}
	m[key] = true
	probe(m) // map{…}
	clear(m)
	probe(m) // map{}
	m["stream"] = true
	delete(m, key)
	probe(m) // map{…}

	given["stream"] = true
	probe(given) // map{stream=true …}
	delete(given, "stream")
	probe(given) // map{stream=? …}

	inner := map[string]any{"a": map[string]any{"b": true}}
	probe(inner) // map{a=map{b=true}}
	alias := inner
	alias["c"] = true
	probe(inner) // map{a=map{b=true} c=true}

	numbers := map[int]bool{1: true}
	probe(numbers) // map{…}
}

func Lists(n int) {
	var list []bool
	list = append(list, true)
	list = append(list, false)
	probe(list)                       // [true, false]
	probe(append(list, list...))      // ?
	probe([]*Request{{Stream: true}}) // [Request{Stream=true}]
	list[0] = false
	probe(list[0])  // true
	probe(list[n])  // ?
	probe(list[:1]) // [true, false]
}

func Assertions(v any) {
	var boxed any = &Request{Stream: true}
	probe(boxed.(*Request)) // Request{Stream=true}
	r, ok := boxed.(*Request)
	probe(r)  // Request{Stream=true}
	probe(ok) // ?
	flag, _ := v.(bool)
	probe(flag) // ?
}

var (
	fixed   = true
	changed = true
	taken   = true
	Visible = true
	shared  = Request{Stream: true}
	table   = map[string]bool{"on": true}
	filled  = map[string]bool{}
	unset   bool
)

func Globals() {
	probe(fixed)         // true
	probe(changed)       // ?
	probe(taken)         // ?
	probe(Visible)       // ?
	probe(shared.Stream) // true
	probe(shared)        // Request{Stream=true}
	probe(table["on"])   // true
	probe(filled)        // ?
	probe(unset)         // false
	changed = false
	scan(&taken)
	filled["a"] = true
}

var scan func(*bool)
