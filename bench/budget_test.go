package main

import (
	"errors"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestExceeded(t *testing.T) {
	budget := map[string]float64{"a": 1.5, "b": 2, "gone": 1}
	err := errors.Join(exceeded([]figure{{"a", 1.5}, {"b", 2.01}, {"new", 1}}, budget)...)
	if err == nil {
		t.Fatal("nothing is exceeded")
	}
	if want := "b: 2.01, more than 2.00\nnew: 1.00, and no budget\ngone: a budget, and not measured"; err.Error() != want {
		t.Errorf("got %q, want %q", err, want)
	}
}

func TestReadBudget(t *testing.T) {
	budget, err := readBudget("budget.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range shapes {
		if budget["time of the passes for twice the "+s.name] == 0 {
			t.Errorf("no budget for %s", s.name)
		}
	}
	name := filepath.Join(t.TempDir(), "budget.tsv")
	for _, bad := range []string{"1.5 a\n", "much\ta\n"} {
		if err := os.WriteFile(name, []byte(bad), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := readBudget(name); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

// TestShapes has every shape parse and grow.
func TestShapes(t *testing.T) {
	for _, s := range shapes {
		small, large := s.source(s.n), s.source(2*s.n)
		if _, err := parser.ParseFile(token.NewFileSet(), "p.go", large, parser.AllErrors); err != nil {
			t.Errorf("%s: %v", s.name, err)
		}
		if grown := strings.Count(large, "\n") - strings.Count(small, "\n"); grown != s.n*strings.Count(s.repeat, "\n") {
			t.Errorf("%s: %d lines more for %d", s.name, grown, s.n)
		}
	}
}

func TestFactor(t *testing.T) {
	if got := factor([]grown{{n: 1, took: time.Second}, {n: 2, took: 5 * time.Second}, {n: 4, took: 9 * time.Second}}); got != 3 {
		t.Errorf("got %v, want 3", got)
	}
}

func TestLost(t *testing.T) {
	for _, test := range []struct {
		small, large grown
		want         float64
	}{
		{grown{n: 10, findings: 10}, grown{n: 40, findings: 30}, 0.25},
		{grown{n: 10, findings: 20}, grown{n: 40, findings: 80}, 0},
		{grown{n: 10, findings: 1}, grown{n: 40, findings: 1}, 0},
	} {
		if got := lost([]grown{test.small, test.large}); got != test.want {
			t.Errorf("%+v, %+v: %v, want %v", test.small, test.large, got, test.want)
		}
	}
}
