package values

import "github.com/cozelint/cozelint/analyzers/internal/interp/testdata/elsewhere"

func Elsewhere() {
	probe(elsewhere.To(false))  // false
	probe(elsewhere.Bool(true)) // true
	text, err := elsewhere.Text(Request{Stream: true})
	probe(text) // encoded Request{Stream=true}
	probe(err)  // ?

	m := map[string]any{"a": true}
	elsewhere.Log("%v", m)
	probe(m) // map{a=true}
	elsewhere.Setter{}.With(m)
	probe(m) // map{a=true}
	elsewhere.Fill(m)
	probe(m) // map{…}
}

// What is long is followed if it is given what is looked for, what holds that,
// or the text of it.

type keeper struct{ settings map[string]any }

type plain struct{ name string }

func long(v ...any) bool {
	for range 3 {
		print(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20)
		print(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20)
		print(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20)
	}
	return true
}

func Followed(text string) {
	probe(long())                      // ?
	probe(long(1, text, "x", plain{})) // ?
	probe(long(Request{}))             // true
	probe(long(&keeper{}))             // true
	probe(long(map[string]any{}))      // true
	probe(long("stream"))              // true
	probe(long(func() {}))             // true
}
