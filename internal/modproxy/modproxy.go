// Package modproxy lets tests use a module that the go command downloads.
package modproxy

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

// Version is that of the modules.
const Version = "v1.0.0"

// Serve has the go command find one module and no other, with the given files by
// their names, for the rest of a test: it sets GOPROXY, and GOMODCACHE to an empty
// folder.
func Serve(t *testing.T, path string, files map[string]string) {
	t.Helper()
	source, proxy := t.TempDir(), t.TempDir()
	goMod := "module " + path + "\n\ngo 1.24\n"
	write(t, filepath.Join(source, "go.mod"), goMod)
	for name, content := range files {
		write(t, filepath.Join(source, name), content)
	}
	var archive bytes.Buffer
	if err := zip.CreateFromDir(&archive, module.Version{Path: path, Version: Version}, source); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"list":            Version + "\n",
		Version + ".info": `{"Version":"` + Version + `"}`,
		Version + ".mod":  goMod,
		Version + ".zip":  archive.String(),
	} {
		write(t, filepath.Join(proxy, filepath.FromSlash(path), "@v", name), content)
	}
	t.Setenv("GOMODCACHE", t.TempDir())
	t.Setenv("GOPROXY", "file://"+filepath.ToSlash(proxy))
	t.Setenv("GONOSUMDB", path)
	t.Setenv("GOFLAGS", "-modcacherw")
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
