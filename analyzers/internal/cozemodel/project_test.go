package cozemodel

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/internal/project"
)

// TestDiffering compares the flags of a pass that is run by itself with a project file.
func TestDiffering(t *testing.T) {
	a := &analysis.Analyzer{Name: "cozepass"}
	config := NewConfig(Options{})
	config.BindFlags(a, nil)
	a.Flags.Bool("strict", false, "")
	file := filepath.Join(t.TempDir(), project.Name)
	content := "disable: [CZ1, CZ2]\nhosts: [LLM.example.com]\ncozepass: {strict: true}\ncozeother: {strict: true}\nfail-on: error\n"
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	if got, want := differing(file, a), []string{"cozepass.strict", "disable", "hosts"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for name, value := range map[string]string{"disable": "CZ2,CZ1", "hosts": "llm.example.com", "strict": "true"} {
		if err := a.Flags.Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
	if got := differing(file, a); len(got) > 0 {
		t.Errorf("%q of the same settings", got)
	}
	if err := os.WriteFile(file, []byte("lang: [\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := differing(file, a); len(got) != 1 {
		t.Errorf("a broken file: %q", got)
	}
}
