package importpath_test

import (
	"testing"

	"github.com/cozelint/cozelint/internal/importpath"
)

func TestRoot(t *testing.T) {
	for path, want := range map[string]string{
		"fmt":                           "fmt",
		"bot/internal/coze":             "bot",
		"example.com/bot/internal/coze": "example.com/bot",
		"example.com":                   "example.com",
	} {
		if got := importpath.Root(path); got != want {
			t.Errorf("Root(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestBelow(t *testing.T) {
	for _, test := range []struct{ path, module, want string }{
		{"example.com/acme/bot/internal/coze", "example.com/acme/bot", "internal/coze"},
		{"example.com/acme/bot/internal/coze", "", "internal/coze"},
		{"example.com/acme/bot/server/coze", "example.com/acme/bot/server", "coze"},
		{"example.com/acme/bot", "example.com/acme/bot", ""},
		{"example.com/acme/bot-lib/coze", "example.com/acme/bot", "example.com/acme/bot-lib/coze"},
		{"bot/internal/coze", "", "internal/coze"},
		{"bot", "", ""},
		{"example.com/other/coze", "example.com/acme/bot", "example.com/other/coze"},
	} {
		if got := importpath.Below(test.path, test.module); got != test.want {
			t.Errorf("Below(%q, %q) = %q, want %q", test.path, test.module, got, test.want)
		}
	}
}
