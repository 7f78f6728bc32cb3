package marks

import (
	"bytes"
	"strings"
	"testing"
)

// FuzzIn compares the search with one that is slow and plain.
//
//	go test ./internal/marks -run '^$' -fuzz FuzzIn -fuzztime 1m
func FuzzIn(f *testing.F) {
	for _, seed := range []string{"", "z", "coz", "cOzE", "zcoze", "cozz", "oze", "COZE", "ｃoze", "/v3/chat", "auto_save_histor", "gateway.example.com", "a\x00coze\xff", `"bot_id" "chat_id"`, `"bot_id" "chat_id" "conversation_id"`} {
		f.Add([]byte(seed))
	}
	extra := []string{"https://gateway.example.com:8443", "example.com/fork"}
	set := New(extra...)
	texts := append([]string{"gateway.example.com", "example.com/fork"}, fixed...)
	f.Fuzz(func(t *testing.T, source []byte) {
		want := strings.Contains(string(asciiLower(source)), "coze")
		for _, text := range texts {
			want = want || strings.Contains(string(source), text)
		}
		together := true
		for _, key := range []string{`"bot_id`, `"conversation_id`, `"chat_id`} {
			together = together && strings.Contains(string(source), key)
		}
		want = want || together
		if got := set.In(source); got != want {
			t.Errorf("In(%q) = %t, want %t", source, got, want)
		}
	})
}

// asciiLower puts the letters of ASCII in lower case. bytes.ToLower maps others
// to them, too: the Kelvin sign to k.
func asciiLower(source []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, source)
}
