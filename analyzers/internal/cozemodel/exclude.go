package cozemodel

import (
	"go/token"
	"path"
	"path/filepath"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
)

// An entry of Options.Exclude is a path and the ID of a check, or the beginning of
// some, that is not reported there: internal/legacy:CZ1001. The path is that of a file
// or folder relative to the root of its module, or a pattern of package path
// (*_mock.go matches in every folder).

// validExclusion reports whether an entry can be meant.
func validExclusion(entry string) bool {
	at, id, ok := cutExclusion(entry)
	if !ok || at == "" || strings.HasPrefix(at, "/") || strings.Contains(at, "\\") || !ValidID(id) {
		return false
	}
	_, err := path.Match(at, "")
	return err == nil
}

func cutExclusion(entry string) (at, id string, ok bool) {
	i := strings.LastIndex(entry, ":")
	if i < 0 {
		return "", "", false
	}
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(entry[:i]), "./"), "/"), strings.TrimSpace(entry[i+1:]), true
}

// Excluded reports whether the options leave out a check in the file of pos.
func (m *Model) Excluded(pos token.Pos, c *checks.Check) bool {
	if len(m.opts.Exclude) == 0 {
		return false
	}
	names := m.filePaths(pos)
	for _, entry := range m.opts.Exclude {
		at, id, _ := cutExclusion(entry)
		if id != "all" && !strings.HasPrefix(c.ID, strings.ToUpper(id)) && !strings.EqualFold(id, c.Was) {
			continue
		}
		for _, name := range names {
			if covers(at, name) {
				return true
			}
		}
	}
	return false
}

// filePaths returns the path of the file of pos relative to the root of its module. If
// the driver does not say which module that is, it returns all ends of the path.
func (m *Model) filePaths(pos token.Pos) []string {
	base := filepath.Base(m.Pass.Fset.File(pos).Name())
	pkg := m.Pass.Pkg.Path()
	if strings.HasSuffix(base, "_test.go") {
		pkg = strings.TrimSuffix(pkg, "_test")
	}
	if mod := m.Pass.Module; mod != nil && mod.Path != "" {
		if pkg == mod.Path {
			return []string{base}
		}
		if rel, ok := strings.CutPrefix(pkg, mod.Path+"/"); ok {
			return []string{rel + "/" + base}
		}
	}
	full := pkg + "/" + base
	names := []string{full}
	for i, r := range full {
		if r == '/' {
			names = append(names, full[i+1:])
		}
	}
	return names
}

// covers reports whether the path of an exclusion is that of a file, of a folder that it
// is in, or a pattern for either, or one without a slash for its last element.
func covers(at, name string) bool {
	if at == "." {
		return true
	}
	if !strings.Contains(at, "/") {
		if ok, _ := path.Match(at, path.Base(name)); ok {
			return true
		}
	}
	for ; name != "."; name = path.Dir(name) {
		if ok, _ := path.Match(at, name); ok {
			return true
		}
	}
	return false
}
