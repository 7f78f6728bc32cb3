package checktest

import "testing"

func TestApplyEdits(t *testing.T) {
	for _, test := range []struct {
		name, want string
		conflict   bool
		edits      []edit
	}{
		{"apart", "first a two c!", false, []edit{{0, 0, "first "}, {2, 5, "two"}, {7, 7, "!"}}},
		{"overlapping", "a two c", true, []edit{{2, 5, "two"}, {4, 6, "conflicting"}}},
		{"at one place", "one two a bbb c", false, []edit{{0, 0, "one "}, {0, 0, "two "}}},
	} {
		got, err := applyEdits([]byte("a bbb c"), test.edits)
		if string(got) != test.want || (err != nil) != test.conflict {
			t.Errorf("%s: got %q, error %v", test.name, got, err)
		}
	}
}
