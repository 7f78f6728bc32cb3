package standalone

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/internal/messages"
)

// baselineHeader is the first line of a baseline file.
const baselineHeader = "# cozelint baseline v2: findings that are not reported. Written by cozelint -write-baseline."

// oldHeader began the first line of baselines that no finding fits any more.
const oldHeader = "# cozelint baseline v1:"

// leaveOut leaves out the findings that are in a baseline, and counts its
// entries that match none. Paths in it are relative to its folder, so that it
// serves from any.
func (o *outcome) leaveOut(name string) error {
	dir := folderOf(name)
	known, err := readBaseline(name)
	if err != nil {
		return err
	}
	var fresh []Finding
	earlier := fingerprints(withEarlierIDs(o.findings), dir, o.src)
	for i, print := range fingerprints(o.findings, dir, o.src) {
		_, isKnown := known[print]
		_, wasKnown := known[earlier[i]]
		switch {
		case !isKnown && !wasKnown:
			fresh = append(fresh, o.findings[i])
		case !isKnown:
			o.renamed++
		}
		delete(known, print)
		delete(known, earlier[i])
	}
	o.findings = fresh
	checked := o.checkedFiles()
	for _, file := range known {
		file = filepath.Join(dir, filepath.FromSlash(file))
		if _, err := os.Stat(file); checked[file] || errors.Is(err, fs.ErrNotExist) {
			o.stale++ // of other files nothing is known
		}
	}
	return nil
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

// checkedFiles returns the files of the packages that were checked.
func (o *outcome) checkedFiles() map[string]bool {
	files := make(map[string]bool)
	for _, pkg := range o.loaded.Roots {
		for _, name := range pkg.GoFiles {
			files[name] = Sound(pkg)
		}
	}
	return files
}

// writeBaseline writes one line a finding: its fingerprint, and for a reader
// its check, its file and its line of source.
func writeBaseline(name string, findings []Finding, src *sources) error {
	dir := folderOf(name)
	var b strings.Builder
	fmt.Fprintln(&b, baselineHeader)
	for i, print := range fingerprints(findings, dir, src) {
		f := findings[i]
		line := strings.Join(strings.Fields(src.line(f.Start.File, f.Start.Line)), " ")
		fmt.Fprintf(&b, "%s %s %s\t%s\n", print, f.Check.ID, slashed(f.Start.Relative(dir)), line)
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

// readBaseline returns the files of the entries of a baseline by their
// fingerprints.
func readBaseline(name string) (map[string]string, error) {
	file, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, messages.NoBaseline.Fails(name)
	}
	if err != nil {
		return nil, messages.ReadBaseline.Fails(err)
	}
	defer file.Close()
	known := make(map[string]string)
	scanner := bufio.NewScanner(file)
	for line := 1; scanner.Scan(); line++ {
		text := strings.TrimSpace(scanner.Text())
		if strings.HasPrefix(text, oldHeader) {
			return nil, messages.OldBaseline.Fails(name)
		}
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		entry, _, _ := strings.Cut(text, "\t")
		fields := strings.SplitN(entry, " ", 3)
		if len(fields) < 3 || !strings.Contains(fields[0], "/") {
			return nil, messages.BaselineLine.Fails(name, line)
		}
		known[fields[0]] = fields[2]
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
