package knowledge

import "testing"

func TestIsPassive(t *testing.T) {
	tests := map[string]bool{
		"Count": true, "LogEvent": true, "debugf": true, "print_event": true, "incCounter": true,
		"ShowDialog": false, "Handle": false, "Catalogue": false, "Account": false, "Reprint": false, "": false,
	}
	for name, want := range tests {
		if got := IsPassive(name); got != want {
			t.Errorf("IsPassive(%q) = %t", name, got)
		}
	}
}
