package autosave_test

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/cozelint/cozelint/analyzers/autosave"
	"github.com/cozelint/cozelint/analyzers/internal/checktest"
)

// silent takes what analysistest has to say about missing want comments.
type silent struct{}

func (silent) Errorf(string, ...any) {}

// TestDocumentation runs the pass over the examples of the documentation:
// the one before has the finding of its check, the one after has none.
func TestDocumentation(t *testing.T) {
	findings := func(t *testing.T, src string) (ids []string) {
		dir := t.TempDir()
		root := filepath.Join(dir, "src", "p")
		if err := os.MkdirAll(root, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(filepath.Join(dir, "src", "github.com"), os.DirFS(filepath.Join(checktest.Dir(t), "src", "github.com"))); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, "p.go"), []byte(src), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, result := range analysistest.Run(silent{}, dir, analyzer, "p") {
			if result.Err != nil {
				t.Fatal(result.Err)
			}
			for _, diagnostic := range result.Diagnostics {
				ids = append(ids, diagnostic.Category)
			}
		}
		return ids
	}
	for _, check := range autosave.Checks {
		if ids := findings(t, check.Doc.Before); len(ids) != 1 || ids[0] != check.ID {
			t.Errorf("%s: before: findings %v, want one of %s", check.ID, ids, check.ID)
		}
		if ids := findings(t, check.Doc.After); len(ids) != 0 {
			t.Errorf("%s: after: findings %v, want none", check.ID, ids)
		}
	}
}
