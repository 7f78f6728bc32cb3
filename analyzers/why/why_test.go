package why

import (
	"testing"

	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/internal/messages"
)

// TestKinds holds the texts of the kinds to those that the engine knows.
func TestKinds(t *testing.T) {
	known := flow.Kinds()
	for _, kind := range known {
		if text := messages.Kinds[kind]; text.EN == "" || text.ZH == "" {
			t.Errorf("no text for %s", kind)
		}
	}
	if len(known) != len(messages.Kinds) {
		t.Errorf("%d texts for %d kinds", len(messages.Kinds), len(known))
	}
}
