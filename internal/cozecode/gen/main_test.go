package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestUpToDate fails when the table, the module and the copy differ.
func TestUpToDate(t *testing.T) {
	files, err := generate("..")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from what cozecode/%s and cozecode/%s say: run go generate ./internal/cozecode", name, source, code)
		}
	}
}

func TestParseRejects(t *testing.T) {
	head := strings.Join(header, "\t") + "\n"
	good := "4000\tInvalidParameter\tinvalid-request\tafter-fix\tno\t\tany\tofficial\tBad\t错\t\n"
	if _, err := parse([]byte(head + good)); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, text, want string }{
		{"empty", "", "header"},
		{"header", good, "header"},
		{"short row", head + "4000\tInvalidParameter\n", "fields"},
		{"code", head + strings.Replace(good, "4000", "x", 1), "invalid syntax"},
		{"category", head + strings.Replace(good, "invalid-request", "other", 1), "category"},
		{"retry", head + strings.Replace(good, "after-fix", "maybe", 1), "retry"},
		{"wait", head + strings.Replace(good, "\tno\t", "\tmaybe\t", 1), "wait"},
		{"documented", head + strings.Replace(good, "official", "rumour", 1), "documented"},
		{"source", head + strings.Replace(good, "official", "elsewhere", 1), "source"},
		{"twice", head + good + good, "twice"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := parse([]byte(tt.text))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("parse: %v, want an error about %q", err, tt.want)
			}
		})
	}
}
