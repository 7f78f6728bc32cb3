package client

import (
	"strings"
	"testing"
)

func TestHandle(t *testing.T) {
	var b strings.Builder
	Handle(&b, "conversation.chat.completed", "")
	if b.String() != "\n" {
		t.Errorf("got %q", b.String())
	}
}
