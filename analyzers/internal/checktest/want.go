package checktest

import (
	"fmt"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/checker"
)

// An expectation is one of a want comment, in the form of analysistest:
//
//	bad() // want `a message` `another`
//	func f() { // want f:`a fact`
//
// It is met once, by a finding or a fact in its line.
type expectation struct {
	object  string // whose fact it is, "package" for a fact of the package; "" for a finding
	pattern *regexp.Regexp
}

// A place is a line of a file.
type place struct {
	file string
	line int
}

// errorer is the part of testing.T that takes what is wrong.
type errorer interface {
	Errorf(format string, args ...any)
}

// checkWants compares the findings and facts of a package with its want
// comments.
func checkWants(t testing.TB, act *checker.Action) {
	t.Helper()
	wants := wantsOf(t, act)
	fset := act.Package.Fset
	for _, d := range act.Diagnostics {
		meet(t, wants, fset.Position(d.Pos), expected{"", d.Message})
	}
	for _, fact := range act.AllObjectFacts() {
		if obj := fact.Object; obj.Pkg() == act.Package.Types {
			meet(t, wants, fset.Position(obj.Pos()), expected{obj.Name(), fmt.Sprint(fact.Fact)})
		}
	}
	for _, fact := range act.AllPackageFacts() {
		if fact.Package == act.Package.Types {
			first := fset.Position(act.Package.Syntax[0].Package)
			first.Line = 1
			meet(t, wants, first, expected{"package", fmt.Sprint(fact.Fact)})
		}
	}
	for at, left := range wants {
		for _, want := range left {
			t.Errorf("%s:%d: nothing matches %s `%s`", at.file, at.line, want.object, want.pattern)
		}
	}
}

// expected is what a want comment has to expect: a finding, or the fact of an
// object.
type expected struct{ object, text string }

// meet takes the expectation that got meets out of wants.
func meet(t errorer, wants map[place][]expectation, pos token.Position, got expected) {
	at := place{pos.Filename, pos.Line}
	i := slices.IndexFunc(wants[at], func(want expectation) bool {
		return want.object == got.object && want.pattern.MatchString(got.text)
	})
	if i < 0 {
		t.Errorf("%s: not expected: %s %s", pos, got.object, got.text)
		return
	}
	wants[at] = slices.Delete(wants[at], i, i+1)
}

// wantsOf returns the expectations of a package by their place.
func wantsOf(t errorer, act *checker.Action) map[place][]expectation {
	wants := make(map[place][]expectation)
	for _, file := range act.Package.Syntax {
		for _, group := range file.Comments {
			for _, comment := range group.List {
				// A directive can have one behind it: //cozelint:ignore CZ1001 // want `…`.
				_, text, isWant := strings.Cut(comment.Text, "// want ")
				if !isWant {
					continue
				}
				pos := act.Package.Fset.Position(comment.Pos())
				list, err := parseWant(text)
				if err != nil {
					t.Errorf("%s: want comment: %v", pos, err)
				}
				at := place{pos.Filename, pos.Line}
				wants[at] = append(wants[at], list...)
			}
		}
	}
	return wants
}

// wantPart matches one expectation: the name of an object and a colon, if it
// is a fact, and a string of Go.
var wantPart = regexp.MustCompile("^\\s*(?:(\\w+):)?(`[^`]*`|\"(?:[^\"\\\\]|\\\\.)*\")")

// parseWant parses what stands behind the word want.
func parseWant(text string) (list []expectation, err error) {
	for strings.TrimSpace(text) != "" {
		part := wantPart.FindStringSubmatch(text)
		if part == nil {
			return nil, fmt.Errorf("no expectation begins with %q", text)
		}
		pattern, err := strconv.Unquote(part[2])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", part[2], err)
		}
		re, err := regexp.Compile(pattern)
		if err != nil {
			return nil, err
		}
		list = append(list, expectation{part[1], re})
		text = text[len(part[0]):]
	}
	return list, nil
}
