package target

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Finding is a line that cozelint prints.
type Finding struct {
	File         string // relative to the folder of the target
	Line, Column int
	Message      string // with the ID at its end
	ID           string
}

var finding = regexp.MustCompile(`(?m)^(.+\.go):(\d+):(\d+): (.* \((CZ\d{4})\))(?: \[[a-z]+\])?$`)

// Build builds the cozelint of the repository in root and returns its path.
func Build(root, temp string) (string, error) {
	binary := filepath.Join(temp, "cozelint")
	_, err := run(root, []string{"GOWORK=off"}, "go", "build", "-o", binary, "./cmd/cozelint")
	return binary, err
}

// Check runs cozelint over packages of the target, whose folder is dir.
// complaint is what it wrote to
// standard error if it could not check everything, which is no error: code of
// others may lack what it imports. A panic is one.
func (t Target) Check(cozelint, dir string, flags, patterns []string) (findings []Finding, complaint string, err error) {
	cmd := exec.Command(cozelint, slices.Concat([]string{"-enable=all", "-c=-1"}, flags, patterns)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), t.Env(dir)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	exit := new(exec.ExitError)
	switch {
	case bytes.Contains(stderr.Bytes(), []byte("panic: ")):
		return nil, "", fmt.Errorf("a panic:\n%s", stderr.Bytes())
	case err == nil:
	case !errors.As(err, &exit):
		return nil, "", err
	case exit.ExitCode() == 2:
		complaint = stderr.String()
	case exit.ExitCode() != 1:
		return nil, "", fmt.Errorf("%w\n%s", err, stderr.Bytes())
	}
	for _, m := range finding.FindAllSubmatch(out, -1) {
		f := Finding{File: filepath.ToSlash(string(m[1])), Message: string(m[4]), ID: string(m[5])}
		if f.Line, err = strconv.Atoi(string(m[2])); err != nil {
			return nil, "", err
		}
		if f.Column, err = strconv.Atoi(string(m[3])); err != nil {
			return nil, "", err
		}
		findings = append(findings, f)
	}
	return findings, complaint, nil
}

var position = regexp.MustCompile(`^(.+\.go):\d+:\d+: `)

// Broken returns the folders of the packages that a complaint is about: those
// that do not compile. Its positions are relative to dir. It returns an error if the complaint is about something
// else, so that what was not checked is not known.
func Broken(dir string, packages []Package, complaint string) (map[string]bool, error) {
	dirs := make(map[string]bool)
	for _, p := range packages {
		dirs[p.Dir] = true
	}
	broken := make(map[string]bool)
	for line := range strings.Lines(complaint) {
		folder := ""
		if m := position.FindStringSubmatch(line); m != nil {
			if folder = filepath.Dir(m[1]); !filepath.IsAbs(folder) {
				folder = filepath.Join(dir, folder)
			}
		}
		switch {
		case dirs[folder]:
			broken[folder] = true
		case len(broken) == 0 || !strings.HasPrefix(line, "\t"): // a tab begins what belongs to the line before
			return nil, fmt.Errorf("not everything was checked: %s", line)
		}
	}
	return broken, nil
}
