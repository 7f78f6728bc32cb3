// Package narrow finds the packages that can have to do with Coze without
// type-checking or compiling any.
package narrow

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/build"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/module"

	"github.com/cozelint/cozelint/internal/importpath"
	"github.com/cozelint/cozelint/internal/marks"
)

// A listed is what go list says of a package.
type listed struct {
	ImportPath   string
	Dir          string
	GoFiles      []string
	CgoFiles     []string
	TestGoFiles  []string
	XTestGoFiles []string
	Error        *struct{ Err string }

	mentions bool     // it mentions one of the texts
	imports  []string // texts that read like imports of its own module
}

// Packages returns the import paths of the packages in dir that match the
// patterns and can have to do with Coze, and how many match at all: those
// that mention it, and those that import one of these. extra are further
// texts to look for: the import paths of forks of the SDK and the hosts of
// gateways. What go list finds fault with and what cannot be read is kept, so
// that loading it says why. flags are further flags of go list.
func Packages(dir string, flags, patterns, extra []string) (paths []string, matched int, err error) {
	wanted := marks.New(extra...)
	pkgs, err := list(dir, flags, patterns)
	if err != nil {
		return nil, 0, err
	}
	known := make(map[string]bool) // whether a package mentions Coze
	for _, pkg := range pkgs {
		pkg.scan(wanted)
		known[pkg.ImportPath] = pkg.mentions
	}
	// A package outside the patterns can be the client that one inside uses.
	var outside []string
	for _, pkg := range pkgs {
		for _, path := range pkg.imports {
			if _, ok := known[path]; !ok && !pkg.mentions {
				known[path] = false
				outside = append(outside, path)
			}
		}
	}
	if len(outside) > 0 {
		imported, err := list(dir, flags, outside)
		if err != nil {
			return nil, 0, err
		}
		for _, pkg := range imported {
			pkg.scan(wanted)
			known[pkg.ImportPath] = pkg.mentions && pkg.Error == nil
		}
	}
	for _, pkg := range pkgs {
		if pkg.mentions || slices.ContainsFunc(pkg.imports, func(path string) bool { return known[path] }) {
			paths = append(paths, pkg.ImportPath)
		}
	}
	return paths, len(pkgs), nil
}

// list runs go list.
func list(dir string, flags, patterns []string) ([]*listed, error) {
	args := append([]string{"list", "-e", "-find", "-json=ImportPath,Dir,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,Error"}, flags...)
	cmd := exec.Command("go", append(append(args, "--"), patterns...)...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w\n%s", err, bytes.TrimSpace(stderr.Bytes()))
	}
	var pkgs []*listed
	decoder := json.NewDecoder(bytes.NewReader(out))
	for {
		pkg := new(listed)
		if err := decoder.Decode(pkg); errors.Is(err, io.EOF) {
			return pkgs, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		pkgs = append(pkgs, pkg)
	}
}

// Everything reports whether nothing would be left out: the patterns are all
// of folders, and each folder below them that has Go files mentions one of
// the texts. Then there is no need to list the packages first. It looks no
// further than the first folder that does not.
func Everything(dir string, patterns, extra []string) bool {
	wanted := marks.New(extra...)
	found := false
	for _, pattern := range patterns {
		root, recursive := strings.CutSuffix(pattern, "/...")
		if !build.IsLocalImport(root) || strings.Contains(root, "...") {
			return false
		}
		err := filepath.WalkDir(filepath.Join(dir, root), func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case !d.IsDir():
				return nil
			case name != filepath.Join(dir, root) && (!recursive || skipped(d.Name())):
				return filepath.SkipDir
			}
			files, err := filepath.Glob(filepath.Join(name, "*.go"))
			if err == nil && len(files) > 0 {
				found = anyMentions(files, wanted)
				if !found {
					err = errNoMention
				}
			}
			return err
		})
		if err != nil {
			return false
		}
	}
	return found
}

var errNoMention = errors.New("a folder that mentions nothing")

// skipped reports whether the go command leaves a folder out of a pattern by
// its name.
func skipped(name string) bool {
	return name == "vendor" || name == "testdata" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")
}

// scan finds out whether the package mentions one of the texts, and if not,
// what it imports of its own module.
func (p *listed) scan(wanted marks.Set) {
	p.mentions = p.Error != nil || wanted.In([]byte(p.ImportPath))
	own := []byte(importpath.Root(p.ImportPath))
	for _, name := range slices.Concat(p.GoFiles, p.CgoFiles, p.TestGoFiles, p.XTestGoFiles) {
		if p.mentions {
			return
		}
		if !filepath.IsAbs(name) {
			name = filepath.Join(p.Dir, name)
		}
		source, err := os.ReadFile(name)
		p.mentions = err != nil || wanted.In(source)
		for rest := source; ; {
			i := bytes.Index(rest, own)
			if i < 0 {
				break
			}
			end := i + bytes.IndexAny(rest[i:], "\"`\n")
			if end < i {
				break
			}
			quoted := i > 0 && rest[i-1] == rest[end] && rest[end] != '\n'
			if path := string(rest[i:end]); quoted && module.CheckImportPath(path) == nil && !slices.Contains(p.imports, path) {
				p.imports = append(p.imports, path)
			}
			rest = rest[end:]
		}
	}
}

// anyMentions reports whether one of the files mentions one of the texts. One
// that cannot be read may.
func anyMentions(files []string, wanted marks.Set) bool {
	return slices.ContainsFunc(files, func(name string) bool {
		source, err := os.ReadFile(name)
		return err != nil || wanted.In(source)
	})
}
