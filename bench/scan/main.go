// Command scan runs cozelint over code that has nothing to do with Coze and
// prints how many lines it checked: there must be no finding and no panic.
//
//	cd bench && go run ./scan std k8s.io/client-go@v0.37.2
//
// An argument is std, or a module and its version, which is copied out of the
// module cache to a temporary folder. Every package is loaded and checked:
// the narrowing of the command is off. The exit status is 1 if anything was
// found, and 2 if something could not be checked.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: scan std | MODULE@VERSION ...")
		os.Exit(2)
	}
	dir, err := os.MkdirTemp("", "cozelint-scan-")
	if err != nil {
		fail(err)
	}
	status := 0
	cozelint := filepath.Join(dir, "cozelint")
	if _, err := run("..", "go", "build", "-o", cozelint, "./cmd/cozelint"); err != nil {
		fail(err)
	}
	for _, target := range os.Args[1:] {
		found, err := scan(dir, cozelint, target)
		if err != nil {
			fmt.Fprintf(os.Stderr, "scan: %s: %v\n", target, err)
			status = 2
		}
		if found > 0 && status == 0 {
			status = 1
		}
	}
	os.RemoveAll(dir)
	os.Exit(status)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "scan:", err)
	os.Exit(2)
}

// scan checks one target and returns how many findings there are.
func scan(dir, cozelint, target string) (found int, err error) {
	pattern := "./..."
	if target == "std" {
		dir, pattern = ".", "std"
	} else if dir, err = unpack(dir, target); err != nil {
		return 0, err
	}
	lines, packages, err := size(dir, pattern)
	if err != nil {
		return 0, err
	}
	out, err := run(dir, cozelint, "-all", "-tests=false", "-enable=all", "-c=-1", pattern)
	if exit := new(exec.ExitError); err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) {
		return 0, err
	}
	found = bytes.Count(out, []byte("\n"))
	fmt.Printf("%s: %d packages, %d lines, %d findings\n%s", target, packages, lines, found, out)
	return found, nil
}

// unpack copies a module out of the module cache, which is read-only.
func unpack(dir, target string) (string, error) {
	out, err := run(".", "go", "mod", "download", "-json", target)
	if err != nil {
		return "", err
	}
	var module struct{ Dir string }
	if err := json.Unmarshal(out, &module); err != nil {
		return "", err
	}
	dir = filepath.Join(dir, strings.NewReplacer("/", "_", "@", "_").Replace(target))
	if err := os.CopyFS(dir, os.DirFS(module.Dir)); err != nil {
		return "", err
	}
	err = filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return os.Chmod(name, 0o755)
	})
	if err != nil {
		return "", err
	}
	if err := os.Chmod(filepath.Join(dir, "go.mod"), 0o644); err != nil {
		return "", err
	}
	return dir, dropLocal(dir)
}

// dropLocal drops the replacements by folders from the go.mod of a module:
// they are beside it in its repository only.
func dropLocal(dir string) error {
	out, err := run(dir, "go", "mod", "edit", "-json")
	if err != nil {
		return err
	}
	var module struct {
		Replace []struct {
			Old, New struct{ Path, Version string }
		}
	}
	if err := json.Unmarshal(out, &module); err != nil {
		return err
	}
	args := []string{"mod", "edit"}
	for _, r := range module.Replace {
		if r.New.Version == "" {
			args = append(args, "-dropreplace="+r.Old.Path)
		}
	}
	if len(args) > 2 {
		_, err = run(dir, "go", args...)
	}
	return err
}

// size counts what there is to check.
func size(dir, pattern string) (lines, packages int, err error) {
	out, err := run(dir, "go", "list", "-e", "-f", "{{$dir := .Dir}}{{range .GoFiles}}{{$dir}}/{{.}}\n{{end}}\n", pattern)
	if err != nil {
		return 0, 0, err
	}
	for group := range strings.SplitSeq(string(out), "\n\n") {
		files := strings.Fields(group)
		if len(files) == 0 {
			continue
		}
		packages++
		for _, name := range files {
			source, err := os.ReadFile(name)
			if err != nil {
				return 0, 0, err
			}
			lines += bytes.Count(source, []byte("\n"))
		}
	}
	return lines, packages, nil
}

// run runs a command in dir and returns its standard output. The error has
// what it wrote to standard error.
func run(dir, name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		err = fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args, " "), err, bytes.TrimSpace(stderr.Bytes()))
	}
	return out, err
}
