package checktest

import "testing"

func TestApplyEdits(t *testing.T) {
	edits := []edit{
		{0, 0, "first "},
		{2, 5, "two"},
		{4, 6, "conflicting"},
		{7, 7, "!"},
	}
	const want = "first a two c!"
	if got := string(applyEdits([]byte("a bbb c"), edits)); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
