package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

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

// faulty writes a module of n files that have a finding with a fix each, and
// returns its folder.
func faulty(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "go.mod"), "module example.com/m\n\ngo 1.26\n")
	writeFile(t, filepath.Join(dir, "reply.go"), replySource)
	for i := range n {
		writeFile(t, faultyName(dir, i), faultySource(i, "4100"))
	}
	return dir
}

func faultyName(dir string, i int) string { return filepath.Join(dir, fmt.Sprintf("f%d.go", i)) }

// faultySource is a file in which code is a literal, or the constant that the
// fix puts there.
func faultySource(i int, code string) string {
	return fmt.Sprintf("package cozebot\n\nimport \"errors\"\n\nfunc f%d(r reply) error {\n\tif r.Code == %s {\n\t\treturn errors.New(r.Detail.LogID)\n\t}\n\treturn nil\n}\n", i, code)
}

func writeFile(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// cozelint returns the command in dir, and what it prints.
func cozelint(dir string, args ...string) (*exec.Cmd, *bytes.Buffer) {
	cmd := exec.Command("cozelint", args...)
	cmd.Dir = dir
	out := new(bytes.Buffer)
	cmd.Stdout, cmd.Stderr = out, out
	return cmd, out
}

// TestFixInterrupted kills the command while it applies fixes: every file is
// as it was or as it is to be, and the next run does the rest.
func TestFixInterrupted(t *testing.T) {
	const files = 200
	dir := faulty(t, files)
	name := func(i int) string { return faultyName(dir, i) }
	source := faultySource
	cmd := exec.Command("cozelint", "-fix", ".")
	cmd.Dir = dir
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	started := func() bool { // a file has its new text, not the one that is written beside it
		for i := range files {
			if text, _ := os.ReadFile(name(i)); bytes.Contains(text, []byte("codeAuth")) {
				return true
			}
		}
		return false
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

// TestBaselineInterrupted kills the command at moments around the one in which
// it writes a baseline: the file is the old one or the new one, never a part.
func TestBaselineInterrupted(t *testing.T) {
	dir := faulty(t, 20)
	baseline := filepath.Join(dir, "cozelint.baseline")
	start := time.Now()
	if cmd, out := cozelint(dir, "-write-baseline", "cozelint.baseline", "."); cmd.Run() != nil {
		t.Fatal(out)
	}
	took := time.Since(start)
	whole, err := os.ReadFile(baseline)
	if err != nil {
		t.Fatal(err)
	}
	const old, attempts = "# an old baseline\n", 20
	olds := 0
	for attempt := range attempts {
		writeFile(t, baseline, old)
		cmd, _ := cozelint(dir, "-write-baseline", "cozelint.baseline", ".")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(took * time.Duration(attempts+3*attempt) / (2 * attempts)) // from half of the time to twice
		_ = cmd.Process.Kill()                                                // it may be done
		_ = cmd.Wait()
		switch got, err := os.ReadFile(baseline); {
		case err != nil:
			t.Fatal(err)
		case string(got) == old:
			olds++
		case !bytes.Equal(got, whole):
			t.Fatalf("attempt %d: neither the old nor the new baseline:\n%s", attempt, got)
		}
	}
	t.Logf("killed %d times, %d times before the new baseline was there", attempts, olds)
	if cmd, out := cozelint(dir, "-write-baseline", "cozelint.baseline", "."); cmd.Run() != nil {
		t.Fatal(out)
	}
	if got, _ := os.ReadFile(baseline); !bytes.Equal(got, whole) {
		t.Errorf("the next run writes another baseline:\n%s", got)
	}
}

// TestTwoFixes applies the fixes twice at once. Each file is fixed once,
// whoever came first, and the one that came second may say that it did not.
func TestTwoFixes(t *testing.T) {
	const files = 100
	dir := faulty(t, files)
	first, firstOut := cozelint(dir, "-fix", ".")
	second, secondOut := cozelint(dir, "-fix", ".")
	for _, cmd := range []*exec.Cmd{first, second} {
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
	}
	_, _ = first.Wait(), second.Wait() // their exit status is below
	for _, out := range []*bytes.Buffer{firstOut, secondOut} {
		for line := range strings.Lines(out.String()) {
			if !strings.Contains(line, "the file changed while it was checked") && !strings.Contains(line, "CZ1001") && !strings.HasPrefix(line, "\t") {
				t.Errorf("unexpected: %s", line)
			}
		}
	}
	for i := range files {
		got, err := os.ReadFile(faultyName(dir, i))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != faultySource(i, "codeAuth") && string(got) != faultySource(i, "4100") {
			t.Errorf("f%d.go is neither as it was nor fixed:\n%s", i, got)
		}
	}
	last, out := cozelint(dir, "-fix", ".")
	if err := last.Run(); err != nil {
		t.Errorf("the run after: %v\n%s", err, out)
	}
	for i := range files {
		if got, _ := os.ReadFile(faultyName(dir, i)); string(got) != faultySource(i, "codeAuth") {
			t.Errorf("f%d.go is not fixed:\n%s", i, got)
		}
	}
}
