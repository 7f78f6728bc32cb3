package standalone

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// baselineHeader is the first line of a baseline file.
const baselineHeader = "# cozelint baseline v2: findings that are not reported. Written by cozelint -write-baseline."

// oldHeader began the first line of baselines that no finding fits any more.
const oldHeader = "# cozelint baseline v1:"

// withoutBaseline leaves out the findings that are in a baseline. Paths in it
// are relative to its folder, so that it serves from any.
func withoutBaseline(findings []Finding, name string, src *sources) ([]Finding, error) {
	known, err := readBaseline(name)
	if err != nil {
		return nil, err
	}
	var fresh []Finding
	earlier := fingerprints(withEarlierIDs(findings), folderOf(name), src)
	for i, print := range fingerprints(findings, folderOf(name), src) {
		if !known[print] && !known[earlier[i]] {
			fresh = append(fresh, findings[i])
		}
	}
	return fresh, nil
}

// withEarlierIDs returns the findings under the IDs that a baseline which is
// older than a split of checks has them by.
func withEarlierIDs(findings []Finding) []Finding {
	list := slices.Clone(findings)
	for i := range list {
		if was := list[i].Check.Was; was != "" {
			earlier := *list[i].Check
			earlier.ID = was
			list[i].Check = &earlier
		}
	}
	return list
}

// writeBaseline writes one line a finding: its fingerprint, and what it is
// for a reader.
func writeBaseline(name string, findings []Finding, src *sources) error {
	dir := folderOf(name)
	var b strings.Builder
	fmt.Fprintln(&b, baselineHeader)
	for i, print := range fingerprints(findings, dir, src) {
		f := findings[i]
		fmt.Fprintf(&b, "%s %s %s\n", print, f.Check.ID, slashed(f.Start.Relative(dir)))
	}
	return writeFile(name, []byte(b.String()))
}

// folderOf returns the folder of a file, without symbolic links in its path.
func folderOf(name string) string {
	dir := filepath.Dir(name)
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		return real
	}
	return dir
}

func readBaseline(name string) (map[string]bool, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("reading the baseline: %w", err)
	}
	defer file.Close()
	known := make(map[string]bool)
	scanner := bufio.NewScanner(file)
	for line := 1; scanner.Scan(); line++ {
		text := strings.TrimSpace(scanner.Text())
		if strings.HasPrefix(text, oldHeader) {
			return nil, fmt.Errorf("%s was written by an earlier cozelint, whose entries depend on the words of the messages: write it again with -write-baseline", name)
		}
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		print, _, ok := strings.Cut(text, " ")
		if !ok || !strings.Contains(print, "/") {
			return nil, fmt.Errorf("%s:%d: not a line of a baseline", name, line)
		}
		known[print] = true
	}
	return known, scanner.Err()
}

// writeFile writes a file whole or not at all: beside it first, then in its
// place. A symbolic link stays one.
func writeFile(name string, content []byte) error {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	mode := os.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode().Perm()
		if mode&0o200 == 0 {
			return &os.PathError{Op: "write", Path: name, Err: os.ErrPermission}
		}
	}
	temp, err := os.CreateTemp(filepath.Dir(name), ".cozelint-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // fails once it has been renamed
	_, err = temp.Write(content)
	if cerr := temp.Chmod(mode); err == nil {
		err = cerr
	}
	if cerr := temp.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), name)
}
