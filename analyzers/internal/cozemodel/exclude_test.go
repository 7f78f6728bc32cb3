package cozemodel

import "testing"

func TestCovers(t *testing.T) {
	for _, test := range []struct {
		at, name string
		want     bool
	}{
		{"internal/legacy", "internal/legacy/bot.go", true},
		{"internal/legacy", "internal/legacy/deep/bot.go", true},
		{"internal/legacy", "internal/legacybot.go", false},
		{"internal/legacy/bot.go", "internal/legacy/bot.go", true},
		{"internal/*/bot.go", "internal/legacy/bot.go", true},
		{"*_mock.go", "internal/legacy/bot_mock.go", true},
		{"legacy", "internal/legacy/bot.go", false},
		{"legacy", "legacy/bot.go", true},
		{".", "bot.go", true},
		{"bot.go", "bot.go", true},
	} {
		if got := covers(test.at, test.name); got != test.want {
			t.Errorf("covers(%q, %q) = %t", test.at, test.name, got)
		}
	}
}

func TestValidExclusion(t *testing.T) {
	for entry, want := range map[string]bool{
		"internal/legacy:CZ1001": true, "./legacy/: CZ3": true, "*.pb.go:all": true,
		"internal/legacy": false, ":CZ1001": false, "legacy:unknown": false, "/abs:CZ1": false, "[:CZ1": false, `a\b:CZ1`: false,
	} {
		if got := validExclusion(entry); got != want {
			t.Errorf("validExclusion(%q) = %t", entry, got)
		}
	}
}
