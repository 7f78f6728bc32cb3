package whose

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// A client that only tests have says nothing of the others.
type fake struct{}

func (fake) Do(*http.Request) (*http.Response, error) {
	return &http.Response{Body: io.NopCloser(strings.NewReader(`{"code":4100}`))}, nil
}

func TestFake(t *testing.T) {
	if !throughInterface(fake{}) {
		t.Error("not noticed")
	}
}
