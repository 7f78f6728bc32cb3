package docs

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// quick is the client of the recipe in CONTRIBUTING.md, which nobody has heard of.
const quick = `// Package quick is an HTTP client.
package quick

type Call struct{}

func To(base string) *Call                  { return nil }
func (c *Call) Path(p string) *Call         { return c }
func (c *Call) Into(v any) *Call            { return c }
func (c *Call) CopyHeader(h map[string][]string) *Call { return c }
func (c *Call) Send() error                 { return nil }
`

// TestRecipe does what CONTRIBUTING.md says of a new HTTP client: it adds the rows
// to the table, builds the command, and checks the program beside them.
func TestRecipe(t *testing.T) {
	text, err := os.ReadFile("../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(text), "```go\n")
	if len(blocks) != 3 {
		t.Fatalf("CONTRIBUTING.md has %d blocks of Go code, want rows and a program", len(blocks)-1)
	}
	rows, _, _ := strings.Cut(blocks[1], "```")
	body, _, _ := strings.Cut(blocks[2], "```")

	dir := t.TempDir()
	write := func(name, content string) string {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	write("bot/go.mod", "module example.com/bot\n\ngo 1.24\n\nrequire example.com/quick v1.0.0\n\nreplace example.com/quick => ../quick\n")
	write("quick/go.mod", "module example.com/quick\n\ngo 1.24\n")
	write("quick/quick.go", quick)
	program := "package bot\n\nimport (\n\t\"errors\"\n\n\t\"example.com/quick\"\n)\n\nfunc Ask() error {\n" + body + "\treturn nil\n}\n"
	write("bot/bot.go", program)

	table, err := filepath.Abs("../analyzers/internal/knowledge/effects_table.go")
	if err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	const begin = "var effectRows = []row{\n"
	if !strings.Contains(string(old), begin) {
		t.Fatalf("%s has no %q", table, begin)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{
		table: write("table.go", strings.Replace(string(old), begin, begin+rows, 1)),
	}})
	if err != nil {
		t.Fatal(err)
	}
	line := 1 + strings.Count(program[:strings.Index(program, "errors.New")], "\n")
	for _, test := range []struct {
		flags []string
		want  int // findings
	}{
		{nil, 0},
		{[]string{"-overlay", write("overlay.json", string(overlay))}, 1},
	} {
		bin := filepath.Join(dir, "cozelint")
		build := exec.Command("go", append(append([]string{"build", "-o", bin}, test.flags...), "./cmd/cozelint")...)
		build.Dir = ".."
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		check := exec.Command(bin, "-format", "json", "-cache", "off", ".")
		check.Dir = filepath.Join(dir, "bot")
		check.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
		out, err := check.Output()
		if _, isExit := err.(*exec.ExitError); err != nil && !isExit {
			t.Fatal(err)
		}
		at := fmt.Sprintf("bot.go:%d:", line)
		if got := strings.Count(string(out), `"category": "CZ3001"`); got != test.want || strings.Contains(string(out), at) != (got > 0) {
			t.Errorf("%v: %d findings, want %d at %s\n%s", test.flags, got, test.want, at, out)
		}
	}
}
