package nearest

import "testing"

func TestWord(t *testing.T) {
	known := []string{"disable", "enable", "exclude", "lang", "cozeexhaustive.strict"}
	for typed, want := range map[string]string{
		"disabled": "disable", "enabel": "enable", "exlude": "exclude", "Lang": "lang", "cozeexhaustive": "cozeexhaustive.strict",
		"timeout": "", "x": "", "": "",
	} {
		if got, ok := Word(typed, known); got != want || ok != (want != "") {
			t.Errorf("Word(%q) = %q, %t, want %q", typed, got, ok, want)
		}
	}
}
