package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/cozelint/cozelint/bench/internal/target"
)

func at(file string, line int, id, message string) row {
	return row{"m", target.Finding{File: file, Line: line, Column: 2, ID: id, Message: message + " (" + id + ")"}}
}

func TestCompare(t *testing.T) {
	old := []row{
		at("a.go", 10, "CZ3001", "stays"),
		at("a.go", 20, "CZ3001", "moves"),
		at("a.go", 30, "CZ3001", "goes"),
		at("b.go", 5, "CZ1001", "is reworded"),
		at("b.go", 50, "CZ1001", "is too far away"),
	}
	fresh := []row{
		at("a.go", 10, "CZ3001", "stays"),
		at("a.go", 22, "CZ3001", "moves"),
		at("a.go", 30, "CZ3002", "is new"),
		at("b.go", 5, "CZ1001", "has new words"),
		at("b.go", 70, "CZ1001", "is too far away"),
	}
	var got []string
	for _, c := range compare(old, fresh) {
		got = append(got, c.String())
	}
	want := []string{
		"> m a.go:22:2: moves (CZ3001) (was at 20:2)",
		"- m a.go:30:2: goes (CZ3001)",
		"+ m a.go:30:2: is new (CZ3002)",
		"~ m b.go:5:2: has new words (CZ1001) (was is reworded (CZ1001))",
		"- m b.go:50:2: is too far away (CZ1001)",
		"+ m b.go:70:2: is too far away (CZ1001)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if changes := compare(old, old); len(changes) > 0 {
		t.Errorf("a record differs from itself: %v", changes)
	}
}

func TestWriteAndRead(t *testing.T) {
	list := []row{at("b.go", 2, "CZ1001", "second"), at("a.go", 3, "CZ3001", `first: "%d"`)}
	var buf bytes.Buffer
	if err := write(&buf, list); err != nil {
		t.Fatal(err)
	}
	got, err := read(&buf)
	if err != nil || len(compare(list, got)) > 0 || len(got) != 2 || got[0].File != "a.go" {
		t.Errorf("read %v, error %v", got, err)
	}
	for _, bad := range []string{"a\tb\n", "m\ta.go\tx\t1\tCZ1001\tmessage\n", "m\ta.go\t1\tx\tCZ1001\tmessage\n"} {
		if _, err := read(strings.NewReader(bad)); err == nil {
			t.Errorf("no error for %q", bad)
		}
	}
}
