package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"cozelint": main})
}

// TestScripts runs the command as a user does: each script under testdata is
// a session with the files it needs.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			// The scripts have a home of their own, and share the caches.
			for _, name := range []string{"GOCACHE", "GOMODCACHE"} {
				value, err := exec.Command("go", "env", name).Output()
				if err != nil {
					return err
				}
				env.Setenv(name, strings.TrimSpace(string(value)))
			}
			return nil
		},
	})
}

const replySource = `package cozebot

import "encoding/json"

const codeAuth = 4100

type reply struct {
	Code   int    ` + "`json:\"code\"`" + `
	Msg    string ` + "`json:\"msg\"`" + `
	Detail struct {
		LogID string ` + "`json:\"logid\"`" + `
	} ` + "`json:\"detail\"`" + `
}

func parse(data []byte) (r reply, err error) {
	return r, json.Unmarshal(data, &r)
}
`

// TestFixInterrupted kills the command while it applies fixes: every file is
// as it was or as it is to be, and the next run does the rest.
func TestFixInterrupted(t *testing.T) {
	const files = 200
	source := func(i int, fixed string) string {
		return fmt.Sprintf("package cozebot\n\nimport \"errors\"\n\nfunc f%d(r reply) error {\n\tif r.Code == %s {\n\t\treturn errors.New(r.Detail.LogID)\n\t}\n\treturn nil\n}\n", i, fixed)
	}
	dir := t.TempDir()
	name := func(i int) string { return filepath.Join(dir, fmt.Sprintf("f%d.go", i)) }
	write := func(name, content string) {
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(dir, "go.mod"), "module example.com/m\n\ngo 1.26\n")
	write(filepath.Join(dir, "reply.go"), replySource)
	for i := range files {
		write(name(i), source(i, "4100"))
	}
	cmd := exec.Command("cozelint", "-fix", ".")
	cmd.Dir = dir
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	started := func() bool {
		entries, _ := os.ReadDir(dir)
		return slices.ContainsFunc(entries, func(e os.DirEntry) bool {
			text, _ := os.ReadFile(filepath.Join(dir, e.Name()))
			return e.Name() != "reply.go" && bytes.Contains(text, []byte("codeAuth"))
		})
	}
	for deadline := time.Now().Add(time.Minute); !started() && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	_ = cmd.Process.Kill() // it may be done
	_ = cmd.Wait()
	mended := 0
	for i := range files {
		got, err := os.ReadFile(name(i))
		switch {
		case err != nil:
			t.Error(err)
		case string(got) == source(i, "codeAuth"):
			mended++
		case string(got) != source(i, "4100"):
			t.Errorf("%s is half-written:\n%s", name(i), got)
		}
	}
	if mended == 0 {
		t.Error("nothing was mended before the command was killed")
	}
	t.Logf("%d of %d files mended", mended, files)
	cmd = exec.Command("cozelint", "-fix", ".")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	for i := range files {
		if got, _ := os.ReadFile(name(i)); string(got) != source(i, "codeAuth") {
			t.Errorf("%s is not mended by the second run", name(i))
		}
	}
}
