package knowledge

import "testing"

// TestOriginal has a fork of net/http count as net/http.
func TestOriginal(t *testing.T) {
	for path, want := range map[string]string{
		"github.com/bogdanfinn/fhttp": "net/http",
		"net/http":                    "net/http",
		"github.com/gin-gonic/gin":    "github.com/gin-gonic/gin",
	} {
		if got := Original(path); got != want {
			t.Errorf("Original(%q) = %q, want %q", path, got, want)
		}
	}
	if !IsClientPackage("github.com/bogdanfinn/fhttp") {
		t.Error("a fork of net/http is no package of clients")
	}
}
