package values

import (
	"encoding/json"
	"fmt"
	"sort"
)

// What code from elsewhere may change is not known behind a call of it.

func Escaping(data []byte, f func(*Request), g func()) {
	r := &Request{Stream: true}
	f(r)
	probe(r) // Request{…}
	json.Unmarshal(data, r)
	probe(r) // Request{…}
	r.Stream = true
	fmt.Println(r)
	probe(r) // Request{Stream=true …}

	on := true
	scan(&on)
	probe(on) // ?
	g()
	kept := &Request{Stream: true}
	probe(kept) // Request{Stream=true}

	held := &Request{Inner: Inner{On: true}, Extra: map[string]any{"a": true}}
	extra := held.Extra
	f(held)
	probe(extra) // map{…}

	m := map[string]any{"r": kept}
	_ = fmt.Sprint(m)
	probe(kept) // Request{Stream=true}
	foreign(m)
	probe(kept) // Request{…}
}

var foreign func(map[string]any)

// A function literal that somebody else calls may run, or not.
func Callbacks(items []string) {
	on, off := true, true
	sort.Slice(items, func(i, j int) bool {
		probe(on) // true
		on = false
		return off
	})
	probe(on)  // ?
	probe(off) // true
}
