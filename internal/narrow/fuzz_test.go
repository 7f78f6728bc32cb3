package narrow

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"golang.org/x/mod/module"

	"github.com/cozelint/cozelint/internal/importpath"
	"github.com/cozelint/cozelint/internal/marks"
)

// FuzzScan compares the imports that the text scan sees with those that the
// parser does: it may see more, never less.
//
//	go test ./internal/narrow -run '^$' -fuzz FuzzScan -fuzztime 1m
func FuzzScan(f *testing.F) {
	const path = "example.com/m/p"
	root := importpath.Root(path)
	for _, seed := range []string{
		plain,
		mentioning,
		"package p\n\nimport \"example.com/m/a\"\n",
		"package p\n\nimport (\n\t_ `example.com/m/a`\n\tb \"example.com/m/b/c\"\n\t. \"example.com/m\"\n)\n",
		"package p; import\"example.com/m/a\";import`example.com/mm`\n",
		"// \"example.com/m/x\npackage p\n\nimport \"example.com/m/a\" // example.com/m\n",
	} {
		f.Add([]byte(seed))
	}
	wanted := marks.New()
	f.Fuzz(func(t *testing.T, source []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "p.go"), source, 0o644); err != nil {
			t.Fatal(err)
		}
		p := listed{ImportPath: path, Dir: dir, GoFiles: []string{"p.go"}}
		p.scan(wanted, nil)
		file, err := parser.ParseFile(token.NewFileSet(), "p.go", source, parser.ImportsOnly)
		if err != nil || p.mentions {
			return
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil || len(imported) != len(spec.Path.Value)-2 { // escapes, which no import has
				continue
			}
			if importpath.Root(imported) != root || module.CheckImportPath(imported) != nil {
				continue
			}
			if !slices.Contains(p.imports, imported) {
				t.Errorf("the import of %q is not seen, only %q, in\n%s", imported, p.imports, source)
			}
		}
	})
}
