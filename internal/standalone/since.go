package standalone

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/golangci/revgrep"

	"github.com/cozelint/cozelint/internal/messages"
)

// changes says which lines of a work tree were changed since a revision.
type changes struct {
	dir     string // of the work tree, without symbolic links
	checker revgrep.Checker
}

// changedSince asks git which lines of the work tree around dir were changed since a
// revision, also in files that are in no commit yet.
func changedSince(dir, revision string) (*changes, error) {
	if strings.HasPrefix(revision, "-") {
		return nil, messages.SinceGit.Fails(revision, "a revision does not begin with -")
	}
	top, err := git(dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, messages.NotInGit.Fails(revision, dir)
	}
	c := &changes{dir: strings.TrimSpace(string(top))}
	if real, err := filepath.EvalSymlinks(c.dir); err == nil {
		c.dir = real
	}
	if _, err := git(c.dir, "rev-parse", "--verify", "--quiet", revision+"^{commit}"); err != nil {
		return nil, messages.SinceUnknown.Fails(revision)
	}
	// A file that moved has changed where its lines did; the names are not to be quoted.
	patch, err := git(c.dir, "-c", "core.quotePath=false", "diff", "--no-color", "--no-ext-diff", "--no-relative", "--src-prefix=a/", "--dst-prefix=b/", "-U0", "--find-renames", revision, "--", "*.go")
	if err != nil {
		return nil, messages.SinceGit.Fails(revision, err)
	}
	untracked, err := git(c.dir, "ls-files", "-z", "--others", "--exclude-standard", "--", "*.go")
	if err != nil {
		return nil, messages.SinceGit.Fails(revision, err)
	}
	c.checker.Patch = bytes.NewReader(patch)
	for name := range strings.SplitSeq(string(untracked), "\x00") {
		if name != "" {
			c.checker.NewFiles = append(c.checker.NewFiles, name)
		}
	}
	if err := c.checker.Prepare(context.Background()); err != nil {
		return nil, messages.SinceGit.Fails(revision, err)
	}
	return c, nil
}

// git runs git as it is installed, and returns what it prints.
func git(dir string, args ...string) ([]byte, error) {
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	out, err := cmd.Output()
	var failed *exec.ExitError
	if errors.As(err, &failed) && len(failed.Stderr) > 0 {
		return nil, errors.New(strings.TrimSpace(string(failed.Stderr)))
	}
	return out, err
}

// has reports whether a finding, or the end of the statement that it is about, stands
// on a changed line.
func (c *changes) has(f Finding) bool {
	name, err := filepath.Rel(c.dir, f.Start.File)
	if err != nil {
		return false
	}
	for line := f.Start.Line; line <= max(f.Start.Line, f.End.Line); line++ {
		if _, changed := c.checker.IsNew(filepath.ToSlash(name), line); changed {
			return true
		}
	}
	return false
}

// onlySince leaves out the findings on lines that were not changed since a revision.
func (o *outcome) onlySince(dir, revision string) error {
	c, err := changedSince(dir, revision)
	if err != nil {
		return err
	}
	var fresh []Finding
	for _, f := range o.findings {
		if c.has(f) {
			fresh = append(fresh, f)
		}
	}
	o.older = len(o.findings) - len(fresh)
	o.findings = fresh
	return nil
}
