// Package target runs cozelint over code that is not ours: modules of a
// proxy, the standard library, and folders of modules.
package target

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// A Target is one module, or the standard library.
type Target struct {
	Name string // std, MODULE@VERSION, or the path of a folder

	staging string // the version of what the module requires as v0.0.0
	dir     string // the folder, for one that is there
}

// Parse returns the targets that arguments name:
//
//	std             the standard library
//	MODULE@VERSION  a module, as the go command downloads it
//	FOLDER          every module in a folder and below it
//	@FILE           the targets in the lines of a file; # begins a comment
//
// A module may be followed by a space and a version, which stands for v0.0.0
// in its go.mod: that is how Kubernetes requires what it is released with.
func Parse(args []string) ([]Target, error) {
	var targets []Target
	for _, arg := range args {
		name, staging, _ := strings.Cut(arg, " ")
		var list []Target
		var err error
		switch {
		case strings.HasPrefix(arg, "@"):
			list, err = parseFile(arg[1:])
		case name == "std" || strings.Contains(name, "@"):
			list = []Target{{Name: name, staging: strings.TrimSpace(staging)}}
		default:
			list, err = parseFolder(arg)
		}
		if err != nil {
			return nil, err
		}
		targets = append(targets, list...)
	}
	return targets, nil
}

func parseFile(name string) ([]Target, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var lines []string
	scanner := bufio.NewScanner(file)
	for scanner.Scan() {
		line, _, _ := strings.Cut(scanner.Text(), "#")
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	if err := scanner.Err(); err != nil {
		return nil, err
	}
	return Parse(lines)
}

// parseFolder returns the modules below a folder, those in folders that the go
// command does not look into aside.
func parseFolder(folder string) ([]Target, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	var targets []Target
	err = filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch base := d.Name(); {
		case d.IsDir() && name != folder && (base == "vendor" || base == "testdata" || base == "node_modules" || base[0] == '.' || base[0] == '_'):
			return filepath.SkipDir
		case base == "go.mod":
			dir := filepath.Dir(name)
			rel, err := filepath.Rel(folder, dir)
			if err != nil {
				return err
			}
			targets = append(targets, Target{Name: filepath.ToSlash(rel), dir: dir})
		}
		return nil
	})
	if err == nil && len(targets) == 0 {
		err = fmt.Errorf("no module in %s", folder)
	}
	return targets, err
}

// Fetch returns the folder of the target. A module is copied out of the
// module cache, which is read-only, into temp.
func (t Target) Fetch(temp string) (string, error) {
	if t.Name == "std" {
		return temp, nil
	}
	if t.dir != "" {
		return t.dir, nil
	}
	out, err := run(temp, nil, "go", "mod", "download", "-json", t.Name)
	if err != nil {
		return "", err
	}
	var module struct{ Path, Dir string }
	if err := json.Unmarshal(out, &module); err != nil {
		return "", err
	}
	dir := filepath.Join(temp, strings.NewReplacer("/", "_", "@", "_").Replace(t.Name))
	if err := CopyModule(dir, module.Dir); err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(dir, "go.mod")); errors.Is(err, fs.ErrNotExist) {
		if _, err := run(dir, nil, "go", "mod", "init", module.Path); err != nil {
			return "", err
		}
	}
	return dir, t.replace(dir)
}

// CopyModule copies a folder and makes what it copies writable.
func CopyModule(dir, source string) error {
	if err := os.CopyFS(dir, os.DirFS(source)); err != nil {
		return err
	}
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.Chmod(name, 0o755)
		}
		return os.Chmod(name, 0o644)
	})
}

// replace drops the replacements by folders from the go.mod in dir, which are
// in the module's repository only, and gives what is required as v0.0.0 a
// version.
func (t Target) replace(dir string) error {
	out, err := run(dir, nil, "go", "mod", "edit", "-json")
	if err != nil {
		return err
	}
	var module struct {
		Require []struct{ Path, Version string }
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
	for _, r := range module.Require {
		if r.Version == "v0.0.0" && t.staging != "" {
			args = append(args, "-replace="+r.Path+"="+r.Path+"@"+t.staging)
		}
	}
	if len(args) > 2 {
		_, err = run(dir, nil, "go", args...)
	}
	return err
}

// Pattern returns the pattern of the target's packages in its folder.
func (t Target) Pattern() string {
	if t.Name == "std" {
		return "std"
	}
	return "./..."
}

// A Package is what go list says of a package.
type Package struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	CgoFiles   []string
	Incomplete bool // it or what it imports cannot be loaded
}

// Packages lists the packages of the target, whose folder is dir.
func (t Target) Packages(dir string) ([]Package, error) {
	out, err := run(dir, t.Env(dir), "go", "list", "-e", "-json=ImportPath,Dir,GoFiles,CgoFiles,Incomplete", t.Pattern())
	if err != nil {
		return nil, err
	}
	var list []Package
	for decoder := json.NewDecoder(strings.NewReader(string(out))); decoder.More(); {
		var p Package
		if err := decoder.Decode(&p); err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

// Lines counts the lines of a package's files.
func (p Package) Lines() (int, error) {
	lines := 0
	for _, name := range slices.Concat(p.GoFiles, p.CgoFiles) {
		source, err := os.ReadFile(filepath.Join(p.Dir, name))
		if err != nil {
			return 0, err
		}
		lines += strings.Count(string(source), "\n")
	}
	return lines, nil
}

// Env returns what the environment of commands in the target's folder has
// besides. A module that has a corpus.mod is one of a corpus, which that file
// makes complete; another one that is there stays as it is.
func (t Target) Env(dir string) []string {
	flags := ""
	if _, err := os.Stat(filepath.Join(dir, "corpus.mod")); err == nil {
		flags = "-mod=mod -modfile=corpus.mod"
	} else if t.dir == "" {
		flags = "-mod=mod"
	}
	return []string{"GOFLAGS=" + flags, "GOWORK=off", "LC_ALL=C", "LANG=C"}
}

// run runs a command in dir and returns its standard output. The error has
// what it wrote to standard error.
func run(dir string, env []string, name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		err = fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args, " "), err, strings.TrimSpace(string(exit.Stderr)))
	}
	return out, err
}
