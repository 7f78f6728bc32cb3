package client

import "testing"

func TestDone(t *testing.T) {
	if !Done("conversation.chat.completed") {
		t.Error("not done")
	}
}
