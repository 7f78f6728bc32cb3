package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestFileSystem runs the command where it cannot write: on a file system
// that is full, and on one that is read-only. The files stay as they are.
func TestFileSystem(t *testing.T) {
	unshare := []string{"unshare", "--mount"}
	if os.Geteuid() != 0 {
		unshare = append(unshare, "--map-root-user")
	}
	if out, err := exec.Command(unshare[0], append(unshare[1:], "true")...).CombinedOutput(); err != nil {
		t.Skipf("this user may mount nothing: %v %s", err, out)
	}
	tests := []struct{ name, spoil, args, want string }{
		{"full, fix", "dd if=/dev/zero of=fill bs=4k 2>/dev/null", "-fix", "no space left on device"},
		{"full, baseline", "dd if=/dev/zero of=fill bs=4k 2>/dev/null", "-write-baseline=old.baseline", "no space left on device"},
		{"read-only, fix", "mount -o remount,ro .", "-fix", "read-only file system"},
		{"read-only, baseline", "mount -o remount,ro .", "-write-baseline=old.baseline", "read-only file system"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			source, mount, after := faulty(t, 3), t.TempDir(), t.TempDir()
			writeFile(t, filepath.Join(source, "old.baseline"), "# an old baseline\n")
			// The mount is gone with the command, so what became of the files
			// is copied out of it.
			script := `
				set -e
				mount -t tmpfs -o size=256k tmpfs "$2"
				cp "$1"/* "$2"
				cd "$2"
				` + test.spoil + ` || true
				status=0
				cozelint ` + test.args + ` . || status=$?
				cd "$2"
				rm -f fill 2>/dev/null || true
				cp -r . "$3"
				exit $status`
			cmd := exec.Command(unshare[0], append(unshare[1:], "bash", "-c", script, "bash", source, mount, after)...)
			out, _ := cmd.CombinedOutput()
			if status := cmd.ProcessState.ExitCode(); status != 2 || !strings.Contains(string(out), test.want) {
				t.Errorf("exit status %d, want 2 and %q\n%s", status, test.want, out)
			}
			if got, err := exec.Command("diff", "-r", source, after).CombinedOutput(); err != nil {
				t.Errorf("the files are not what they were:\n%s", got)
			}
		})
	}
}
