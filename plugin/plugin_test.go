package plugin

import (
	"strings"
	"testing"

	"github.com/cozelint/cozelint/analyzers"
)

// TestUnknownSetting reads what a user reads who mistypes a setting: all that
// there are, and which version says so.
func TestUnknownSetting(t *testing.T) {
	_, err := New(map[string]any{"disabled": []string{"CZ3002"}})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{`"disabled"`, "lang, enable, disable, sdk, hosts, log-funcs, exclude, tests, strict, categories", "cozelint " + Version() + ": "} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in %q", want, err)
		}
	}
	if Version() == "" {
		t.Error("the plugin has no version")
	}
}

func TestNew(t *testing.T) {
	tests := []struct {
		name     string
		settings any
		ok       bool
	}{
		{"none", nil, true},
		{"known", map[string]any{"disable": []string{"CZ3002"}, "tests": true, "hosts": []string{"coze.example.com"}}, true},
		{"unknown setting", map[string]any{"disabled": []string{"CZ3002"}}, false},
		{"unknown check", map[string]any{"enable": []string{"CZ9999"}}, false},
		{"unknown category", map[string]any{"categories": []string{"speed"}}, false},
		{"Chinese", map[string]any{"lang": "zh"}, true},
		{"unknown language", map[string]any{"lang": "fr"}, false},
		{"wrong type", map[string]any{"tests": "yes"}, false},
	}
	suite, err := analyzers.New(analyzers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := New(test.settings)
			if (err == nil) != test.ok {
				t.Fatalf("New(%v): error %v", test.settings, err)
			}
			if err != nil {
				return
			}
			list, err := p.BuildAnalyzers()
			if err != nil || len(list) != len(suite) {
				t.Errorf("BuildAnalyzers: %d analyzers, error %v; want %d", len(list), err, len(suite))
			}
		})
	}
}
