package interp

import (
	"fmt"
	"strings"
	"testing"
)

// TestReadJSON reads texts in which … stands for a hole.
func TestReadJSON(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{`{}`, ``},
		{` {"a": true, "b":false} `, `a=true b=false`},
		{`{"a": {"b": [1, {"c": 2}]}, "d": "}"}`, `a={"b": [1, {"c": 2}]} d="}"`},
		{`{"a\"b": "c\\"}`, `a\"b="c\\"`},
		{`{"a": …, "b": "x…y"}`, `a=… b="x…y"`},
		{`{"a": 1…}`, `a=1…`},
		{`{"a": 1, …}`, `a=1 and more`},
		{`{…"a": 1}`, `a=1 and more`},
		{`{"…": 1}`, `…=1 and more`},
		{`{"a": 1, "a": 2}`, `a=1 a=2`},

		{``, `none`},
		{`[]`, `none`},
		{`"text"`, `none`},
		{`{"a": 1`, `none`},
		{`{"a"}`, `none`},
		{`{a: 1}`, `none`},
		{`{"a: 1}`, `none`},
		{`{"a": [1}`, `none`},
		{`{"a": 1} {"b": 2}`, `none`},
		{`{"a": {{.A}}}`, `none`},
		{`{"a": <% a %>}`, `none`},
	} {
		got := "none"
		if object, ok := ReadJSON(Text{Content: strings.ReplaceAll(test.text, "…", string(Hole))}); ok {
			var members []string
			for _, m := range object.Members {
				members = append(members, m.Key+"="+m.Value)
			}
			if object.Open {
				members = append(members, "and more")
			}
			got = strings.ReplaceAll(strings.Join(members, " "), string(Hole), "…")
		}
		if got != test.want {
			t.Errorf("%s is read as %q, want %q", test.text, got, test.want)
		}
	}
}

func TestLast(t *testing.T) {
	object, _ := ReadJSON(Text{Content: `{"a": 1, "b": 2, "a": 3}`})
	for key, want := range map[string]string{"a": "3 true", "b": "2 true", "c": " false"} {
		value, ok := object.Last(key)
		if got := fmt.Sprintf("%s %t", value, ok); got != want {
			t.Errorf("the last %s is %s, want %s", key, got, want)
		}
	}
}
