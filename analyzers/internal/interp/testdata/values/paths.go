package values

import "os"

func Branches(cond bool, n int) {
	on := true
	if cond {
		on = false
		probe(on) // false
	}
	probe(on) // ?

	same := true
	if cond {
		same = true
	} else {
		same = true
	}
	probe(same) // true

	if !same {
		probe(on) // never
	} else {
		probe(same) // true
	}

	both := same && cond
	probe(both)          // ?
	probe(!same && cond) // false
	probe(same || cond)  // true
	probe(same && !both) // ?

	if n > 0 {
		return
	}
	probe(same) // true
	if cond {
		panic("no")
	}
	if cond {
		os.Exit(1)
	}
	fails()
	probe(same) // never
}

func fails() {
	panic("always")
}

func Choices(cond bool, given *Request) {
	r := &Request{Stream: true}
	if cond {
		r = &Request{Bot: "b"}
	}
	probe(r)        // Request{Bot="b"} or Request{Stream=true}
	probe(r.Stream) // ?
	probe(r.Inner)  // Inner{} or Inner{}
	r.Stream = true
	probe(r) // Request{Bot="b" Inner=Inner{} Stream=?} or Request{Inner=Inner{} Stream=?}

	path := "/a"
	if cond {
		path = "/b"
	}
	probe(path)          // "/b" or "/a"
	probe("host" + path) // "host/b" or "host/a"
	probe(path + path)   // ?
	probe(len(path) > 0) // ?

	var p *Request
	if cond {
		p = given
	}
	probe(p) // Request{…}

	field := &Request{}
	if cond {
		field.Stream = true
	}
	probe(field) // Request{Stream=?}

	many := "a"
	switch {
	case cond:
		many = "b"
	case !cond:
		many = "c"
	}
	probe(many) // "b" or "c" or "a"
}

func Pairs(cond bool) {
	list := []bool{true, true}
	set := func() bool { return true }
	if cond {
		list = []bool{true, false}
		set = func() bool { return false }
	}
	probe(list)  // [true, ?]
	probe(set()) // ?
}

func TooMany(n int) {
	text := "a"
	switch n {
	case 1:
		text = "b"
	case 2:
		text = "c"
	case 3:
		text = "d"
	case 4:
		text = "e"
	}
	probe(text) // ?
}

func Loops(items []bool, n int) {
	on, kept := false, true
	for i := 0; i < n; i++ {
		probe(on)   // ?
		probe(kept) // true
		on = true
	}
	probe(on)   // ?
	probe(kept) // true

	r := &Request{Stream: true, Bot: "b"}
	for _, item := range items {
		probe(item)     // ?
		probe(r.Stream) // ?
		r.Stream = item
	}
	probe(r) // Request{Bot="b" Stream=?}

	for _, known := range []string{"a", "b"} {
		probe(known) // "a"; "b"
	}
	last := ""
	for _, last = range []string{"a", "b"} {
	}
	probe(last) // "b"

	found := ""
	for _, known := range []string{"a", "b"} {
		if known == last {
			break
		}
		found = known
	}
	probe(found) // "" or "a" or "b"

	for _, long := range []bool{true, true, true, true, true, true, true, true, true} {
		probe(long) // ?
	}
}

func Leaving(cond bool, n int) {
	on := true
outer:
	for {
		for {
			if cond {
				on = false
				break outer
			}
			if n > 1 {
				continue outer
			}
			break
		}
		probe(on) // ?
		return
	}
	probe(on) // ?
}

func Goto(cond bool) {
	on := true
	if cond {
		on = false
		goto end
	}
	probe(on) // true
end:
	probe(on) // ?

	tries := true
again:
	probe(tries) // ?
	tries = false
	if cond {
		goto again
	}
	probe(tries) // false
}

func Switches(n int, v any) {
	on := true
	switch n {
	case 1:
		on = false
	case 2:
		probe(on) // true
	}
	probe(on) // ?

	text := "none"
	switch n {
	case 1:
		text = "one"
		fallthrough
	case 2:
		probe(text) // "none" or "one"
		text = "two"
	default:
		text = "two"
	}
	probe(text) // "two"

	switch left := n; {
	case left > 1:
		break
	default:
		return
	}
	probe(text) // "two"

	boxed := true
	switch v.(type) {
	case bool:
		boxed = false
	default:
		boxed = false
	}
	probe(boxed) // false
}

func Selects(a, b chan bool) {
	on := true
	select {
	case on = <-a:
		probe(on) // ?
		on = false
	case <-b:
		on = false
	}
	probe(on) // false
}
