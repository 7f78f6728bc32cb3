// Command fixes applies the suggested fixes to copies of folders of modules,
// and says what comes of it:
//
//	cd bench && go run ./fixes FOLDER...
//
// A file that is changed is formatted if it was before; go vet, which
// type-checks, says nothing that it did not say before; nothing is left to fix;
// a second run changes nothing; and there is no finding that was not there
// before. The exit status is 1 if any of that does not hold.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/format"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/cozelint/cozelint/bench/internal/target"
)

func main() {
	if len(os.Args) < 2 {
		fail(errors.New("usage: fixes FOLDER..."))
	}
	temp, err := os.MkdirTemp("", "cozelint-fixes-")
	if err != nil {
		fail(err)
	}
	cozelint, err := target.Build("..", temp)
	if err != nil {
		fail(err)
	}
	wrong, files, modules, partly := 0, 0, 0, 0
	for i, folder := range os.Args[1:] {
		// Modules of a folder may replace each other: it is copied whole.
		dir := filepath.Join(temp, fmt.Sprint(i))
		if err := target.CopyModule(dir, folder); err != nil {
			fail(err)
		}
		targets, err := target.Parse([]string{dir})
		if err != nil {
			fail(err)
		}
		for _, t := range targets {
			m := module{Target: t, cozelint: cozelint}
			if m.dir, err = t.Fetch(temp); err != nil {
				fail(err)
			}
			if err := m.test(); err != nil {
				fail(fmt.Errorf("%s: %w", t.Name, err))
			}
			for _, complaint := range m.complaints {
				fmt.Printf("%s: %s\n", t.Name, complaint)
			}
			wrong += len(m.complaints)
			files += m.changed
			modules++
			if m.partly {
				partly++
			}
		}
	}
	os.RemoveAll(temp)
	fmt.Printf("%d files changed in %d modules, %d complaints; of %d modules, not every package compiles\n", files, modules, wrong, partly)
	if wrong > 0 {
		os.Exit(1)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "fixes:", err)
	os.Exit(2)
}

// A module is one whose fixes are tested.
type module struct {
	target.Target
	cozelint, dir string

	changed    int
	partly     bool // not every package could be checked
	complaints []string
}

func (m *module) complain(format string, args ...any) {
	m.complaints = append(m.complaints, fmt.Sprintf(format, args...))
}

func (m *module) test() error {
	sources, err := m.sources()
	if err != nil {
		return err
	}
	vetted := m.vet()
	found, err := m.check()
	if err != nil {
		return err
	}
	if err := m.fix(); err != nil {
		return err
	}
	fixed, err := m.sources()
	if err != nil {
		return err
	}
	for name, source := range fixed {
		if bytes.Equal(source, sources[name]) {
			continue
		}
		m.changed++
		if formatted(sources[name]) && !formatted(source) {
			m.complain("%s is not formatted any more", name)
		}
	}
	if m.changed == 0 {
		return nil
	}
	for _, line := range more(m.vet(), vetted) {
		m.complain("go vet says what it did not before: %s", line)
	}
	left, err := m.check()
	if err != nil {
		return err
	}
	for _, f := range more(left, found) {
		m.complain("a finding that was not there before: %s", f)
	}
	if err := m.fix(); err != nil {
		return err
	}
	again, err := m.sources()
	if err != nil {
		return err
	}
	for name, source := range again {
		if !bytes.Equal(source, fixed[name]) {
			m.complain("%s is changed by a second -fix", name)
		}
	}
	return nil
}

// sources returns the Go files of the module by their names.
func (m *module) sources() (map[string][]byte, error) {
	sources := make(map[string][]byte)
	err := filepath.WalkDir(m.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" {
			return err
		}
		rel, err := filepath.Rel(m.dir, name)
		if err != nil {
			return err
		}
		sources[rel], err = os.ReadFile(name)
		return err
	})
	return sources, err
}

func formatted(source []byte) bool {
	out, err := format.Source(source)
	return err == nil && bytes.Equal(out, source)
}

// check returns the findings by file and message.
func (m *module) check() (map[string]int, error) {
	findings, complaint, err := m.Check(m.cozelint, m.dir, nil, []string{m.Pattern()})
	m.partly = m.partly || complaint != ""
	counts := make(map[string]int)
	for _, f := range findings {
		counts[f.File+": "+f.Message]++
	}
	return counts, err
}

func (m *module) fix() error {
	_, _, err := m.Check(m.cozelint, m.dir, []string{"-fix"}, []string{m.Pattern()})
	return err
}

var place = regexp.MustCompile(`:\d+(:\d+)?`)

// vet returns the lines that go vet prints, without line numbers.
func (m *module) vet() map[string]int {
	cmd := exec.Command("go", "vet", m.Pattern())
	cmd.Dir = m.dir
	cmd.Env = append(os.Environ(), m.Env(m.dir)...)
	out, _ := cmd.CombinedOutput() // the exit status says that there is something to read
	counts := make(map[string]int)
	for line := range strings.Lines(string(out)) {
		if !strings.HasPrefix(line, "#") {
			counts[place.ReplaceAllString(strings.TrimSpace(line), "")]++
		}
	}
	return counts
}

// more returns what there is more of in after than in before.
func more(after, before map[string]int) []string {
	var list []string
	for text, n := range after {
		if n > before[text] {
			list = append(list, text)
		}
	}
	return list
}
