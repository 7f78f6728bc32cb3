package values

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/url"
	"strconv"
	"strings"
)

func Texts(name string, n int, on bool) {
	text := "a"
	text += "b"
	probe(text) // "ab"
	text += name
	probe(text)                            // "ab…"
	probe("x" + name)                      // "x…"
	probe(name + name)                     // "……"
	probe(fmt.Sprintf("%s/%d", text, n))   // "ab…/…"
	probe(fmt.Sprintf("%s %v", "a", true)) // "a true"
	probe(fmt.Sprintf("%t%%", false))      // "false%"
	probe(fmt.Sprintf("%q", "a"))          // "\"a\""
	probe(fmt.Sprintf("%[1]s", "a"))       // ?
	probe(fmt.Sprintf(name, "a"))          // ?
	probe(strconv.FormatBool(false))       // "false"
	probe(strconv.FormatBool(on))          // ?
	probe(strings.NewReader("x"))          // "x"
	n += 1
	probe(n) // ?
}

func Encoding(name string) {
	r := Request{Stream: true}
	body, err := json.Marshal(r)
	probe(body) // encoded Request{Stream=true}
	probe(err)  // ?
	r.Stream = false
	probe(body)                                // encoded Request{Stream=true}
	probe(string(body))                        // encoded Request{Stream=true}
	probe(bytes.NewReader(body))               // encoded Request{Stream=true}
	probe(io.NopCloser(bytes.NewReader(body))) // encoded Request{Stream=true}
	quoted, _ := json.Marshal("text")
	probe(quoted) // ?
	raw, _ := json.Marshal(json.RawMessage(`{"a": ` + name + `}`))
	probe(raw) // encoded "{\"a\": …}"

	var buf bytes.Buffer
	json.NewEncoder(&buf).Encode(r)
	probe(buf)         // encoded Request{Stream=false}
	probe(buf.Bytes()) // encoded Request{Stream=false}
	probe(&buf)        // encoded Request{Stream=false}

	var built strings.Builder
	built.WriteString(`{"stream":`)
	built.WriteString("true}")
	probe(built.String()) // "{\"stream\":true}"

	m := map[string]any{"a": true}
	cloned := maps.Clone(m)
	m["a"] = false
	probe(cloned) // map{a=true}
	values := url.Values{}
	probe(values.Encode()) // ?
}

func EncodedChoice(cond bool) {
	r := Request{Stream: true}
	if cond {
		r = Request{Bot: "b"}
	}
	body, _ := json.Marshal(r)
	probe(body) // encoded Request{Bot="b"} or encoded Request{Stream=true}
}
