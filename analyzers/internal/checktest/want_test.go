package checktest

import (
	"fmt"
	"go/token"
	"regexp"
	"slices"
	"testing"
)

func TestParseWant(t *testing.T) {
	list, err := parseWant("`a \"b\"` \"c\\\\d\" f:`fact`")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, want := range list {
		got = append(got, want.object, want.pattern.String())
	}
	if want := []string{"", `a "b"`, "", `c\d`, "f", "fact"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, bad := range []string{"no string", "`unclosed", "`(`", "`a` and"} {
		if _, err := parseWant(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

// said collects what a check says.
type said []string

func (s *said) Errorf(format string, args ...any) { *s = append(*s, fmt.Sprintf(format, args...)) }

// TestMeet has every expectation met once, by what it is for.
func TestMeet(t *testing.T) {
	pos := token.Position{Filename: "a.go", Line: 3}
	at := place{"a.go", 3}
	wants := map[place][]expectation{at: {{"", regexp.MustCompile("lost")}, {"f", regexp.MustCompile("fact")}}}
	for i, test := range []struct {
		got  expected
		line int
		left int // expectations
		fits bool
	}{
		{expected{"", "another"}, 3, 2, false},
		{expected{"", "it is lost"}, 4, 2, false},
		{expected{"", "it is lost"}, 3, 1, true},
		{expected{"", "it is lost"}, 3, 1, false},
		{expected{"g", "a fact"}, 3, 1, false},
		{expected{"f", "a fact"}, 3, 0, true},
	} {
		var errs said
		pos.Line = test.line
		meet(&errs, wants, pos, test.got)
		if (len(errs) == 0) != test.fits || len(wants[at]) != test.left {
			t.Errorf("%d: %q, %d expectations left", i, errs, len(wants[at]))
		}
	}
}
