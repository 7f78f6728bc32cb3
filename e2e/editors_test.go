//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// waitForDiagnostics makes Neovim print what a language server says of the
// file, once it has said something.
const waitForDiagnostics = `
vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 100)
for _, d in ipairs(vim.diagnostic.get(0)) do
  io.stdout:write(string.format("%d: %s %s\n", d.lnum + 1, d.source or "", d.message))
end
vim.cmd("qa!")
`

// TestNeovim opens a file in Neovim with the configuration that the page says
// to write, in a module below the folder in which Neovim was started.
func TestNeovim(t *testing.T) {
	if _, err := exec.LookPath("nvim"); err != nil {
		t.Fatal("Neovim is not installed:", err)
	}
	page, err := os.ReadFile("../docs/drivers.md")
	if err != nil {
		t.Fatal(err)
	}
	config := match(t, "(?s)```lua\n(.*?)```", string(page))
	dir := tree(t)
	home := t.TempDir()
	write(t, home, "init.lua", "vim.cmd('filetype on')\n"+config)
	write(t, home, "wait.lua", waitForDiagnostics)
	env := []string{
		"PATH=" + filepath.Dir(cozelint) + string(os.PathListSeparator) + os.Getenv("PATH"), "LC_ALL=C.UTF-8",
		"XDG_CONFIG_HOME=" + home, "XDG_DATA_HOME=" + home, "XDG_STATE_HOME=" + home,
	}
	r := run(t, filepath.Dir(dir), env, "nvim", "--headless", "-u", filepath.Join(home, "init.lua"),
		filepath.Join(dir, "client", "client.go"), "-c", "luafile "+filepath.Join(home, "wait.lua"))
	want := run(t, dir, nil, cozelint, "-c=-1", "./client")
	lines := regexp.MustCompile(`(?m)^client.client\.go:(\d+):\d+: (.*) \(CZ\d+\)`).FindAllStringSubmatch(want.stdout, -1)
	if len(lines) == 0 {
		t.Fatalf("the command finds nothing\n%s%s", want.stdout, want.stderr)
	}
	for _, m := range lines {
		if shown := fmt.Sprintf("%s: cozelint %s", m[1], m[2]); !strings.Contains(r.stdout, shown) {
			t.Errorf("Neovim does not show %q, but\n%s%s", shown, r.stdout, r.stderr)
		}
	}
}

// TestGoLandCommand runs what the file watcher of GoLand does for a file in a
// module below the root of the project: the paths are absolute.
func TestGoLandCommand(t *testing.T) {
	page, err := os.ReadFile("../docs/drivers.md")
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(tree(t), "client")
	arguments := strings.ReplaceAll(match(t, `(?m)^Arguments: (.*)$`, string(page)), "$FileDir$", folder)
	r := run(t, folder, nil, cozelint, strings.Fields(arguments)...)
	if r.status != 1 || !strings.HasPrefix(r.stdout, filepath.Join(folder, "client.go")+":") {
		t.Errorf("exit status %d\n%s%s", r.status, r.stdout, r.stderr)
	}
}
