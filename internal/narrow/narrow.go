// Package narrow finds the packages that can have to do with Coze without
// type-checking or compiling any.
package narrow

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// marks are texts one of which occurs, in any case, in the files or the import
// path of every package that a pass could report anything in: the model asks
// for names and hosts with "coze" in them, or for these paths and keys.
// TestNarrowing of package standalone holds the two together.
var marks = []string{
	"coze", "auto_save_history", "/open_api/", "/v3/chat", "/v1/workflow", "/v1/conversation", "/v1/bot", "/v1/space",
}

// A listed is what go list says of a package.
type listed struct {
	ImportPath   string
	Dir          string
	GoFiles      []string
	CgoFiles     []string
	TestGoFiles  []string
	XTestGoFiles []string
	Error        *struct{ Err string }
}

// Packages returns the import paths of the packages in dir that match the
// patterns and can have to do with Coze, and how many match at all. extra are
// further texts to look for: the import paths of forks of the SDK and the
// hosts of gateways. What go list finds fault with and what cannot be read is
// kept, so that loading it says why. flags are further flags of go list.
func Packages(dir string, flags, patterns, extra []string) (paths []string, matched int, err error) {
	wanted := make([][]byte, 0, len(marks)+len(extra))
	for _, mark := range append(append([]string(nil), marks...), extra...) {
		wanted = append(wanted, []byte(strings.ToLower(mark)))
	}
	args := append([]string{"list", "-e", "-find", "-json=ImportPath,Dir,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,Error"}, flags...)
	cmd := exec.Command("go", append(append(args, "--"), patterns...)...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, 0, fmt.Errorf("go list: %w\n%s", err, bytes.TrimSpace(stderr.Bytes()))
	}
	decoder := json.NewDecoder(bytes.NewReader(out))
	for {
		var pkg listed
		if err := decoder.Decode(&pkg); errors.Is(err, io.EOF) {
			return paths, matched, nil
		} else if err != nil {
			return nil, 0, fmt.Errorf("go list: %w", err)
		}
		matched++
		if pkg.Error != nil || mentions([]byte(strings.ToLower(pkg.ImportPath)), wanted) || pkg.mentions(wanted) {
			paths = append(paths, pkg.ImportPath)
		}
	}
}

// mentions reports whether a file of the package mentions one of the texts.
func (p *listed) mentions(wanted [][]byte) bool {
	for _, names := range [][]string{p.GoFiles, p.CgoFiles, p.TestGoFiles, p.XTestGoFiles} {
		for _, name := range names {
			if !filepath.IsAbs(name) {
				name = filepath.Join(p.Dir, name)
			}
			source, err := os.ReadFile(name)
			if err != nil || mentions(bytes.ToLower(source), wanted) {
				return true
			}
		}
	}
	return false
}

func mentions(text []byte, wanted [][]byte) bool {
	for _, mark := range wanted {
		if bytes.Contains(text, mark) {
			return true
		}
	}
	return false
}
