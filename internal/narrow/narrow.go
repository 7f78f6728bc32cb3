// Package narrow finds the packages that can have to do with Coze without
// type-checking or compiling any.
package narrow

import (
	"bytes"
	"os"
	"strings"

	"golang.org/x/tools/go/packages"
)

// marks are texts one of which occurs, in any case, in the files or the import
// paths of every package that a pass could report anything in: the model asks
// for names and hosts with "coze" in them, or for these paths and keys.
// TestMarksCoverTheModel holds the two together.
var marks = []string{
	"coze", "auto_save_history", "/open_api/", "/v3/chat", "/v1/workflow", "/v1/conversation", "/v1/bot", "/v1/space",
}

// Mode is what Packages needs of the packages it is given.
const Mode = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedModule | packages.NeedForTest

// Packages returns those of pkgs, loaded with Mode, that can have to do with
// Coze. extra are further texts to look for: the import paths of forks of the
// SDK and the hosts of gateways. What cannot be read is kept, so that loading
// it says why.
func Packages(pkgs []*packages.Package, extra []string) []*packages.Package {
	wanted := make([][]byte, 0, len(marks)+len(extra))
	for _, mark := range append(append([]string(nil), marks...), extra...) {
		wanted = append(wanted, []byte(strings.ToLower(mark)))
	}
	var kept []*packages.Package
	read := make(map[string]bool)
	for _, pkg := range pkgs {
		if len(pkg.Errors) > 0 || mentions([]byte(strings.ToLower(pkg.PkgPath)), wanted) || anyFile(pkg, wanted, read) {
			kept = append(kept, pkg)
		}
	}
	return kept
}

// anyFile reports whether a file of pkg mentions one of the texts. Results
// are remembered in read: a package and its test variant share files.
func anyFile(pkg *packages.Package, wanted [][]byte, read map[string]bool) bool {
	for _, name := range append(append([]string(nil), pkg.GoFiles...), pkg.CompiledGoFiles...) {
		found, known := read[name]
		if !known {
			source, err := os.ReadFile(name)
			found = err != nil || mentions(bytes.ToLower(source), wanted)
			read[name] = found
		}
		if found {
			return true
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
