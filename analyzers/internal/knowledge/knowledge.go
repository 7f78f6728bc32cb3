// Package knowledge holds what the passes know about code outside the package
// that they look at: tables of facts and nothing else. A table has one kind
// of fact, a row one fact with the reason or the source it rests on. A new
// library is a new row.
package knowledge

import (
	"go/types"
	"strings"

	"github.com/cozelint/cozelint/internal/gotypes"
)

// ID returns the import path of the package that declares fn, the name of its
// receiver's type ("" for a function) and its own name. A vendored package has
// the path that it is imported by, and a fork that of what it was forked from.
func ID(fn *types.Func) (path, recv, name string) {
	if fn.Pkg() != nil {
		path = Original(ImportPath(fn.Pkg().Path()))
	}
	if r := fn.Signature().Recv(); r != nil {
		recv = gotypes.Name(r.Type())
	}
	return path, recv, fn.Name()
}

// ImportPath returns the path that a package is imported by, given its path:
// they differ where it is vendored.
func ImportPath(path string) string {
	if i := strings.LastIndex(path, "/vendor/"); i >= 0 {
		return path[i+len("/vendor/"):]
	}
	return path
}

// forks are packages with the API of another: of net/http, with the TLS
// handshakes of browsers.
var forks = map[string]string{
	"github.com/bogdanfinn/fhttp":    "net/http",
	"github.com/Danny-Dasilva/fhttp": "net/http",
}

// Original returns the import path of the package that the one with the given
// import path is a fork of, or path itself.
func Original(path string) string {
	if original := forks[path]; original != "" {
		return original
	}
	return path
}

// IsStandard reports whether the import path is that of a package of the
// standard library, which has no dot in its first element.
func IsStandard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	switch first {
	case "archive", "bufio", "bytes", "cmp", "compress", "container", "context", "crypto", "database", "debug", "embed", "encoding", "errors",
		"expvar", "flag", "fmt", "go", "hash", "html", "image", "index", "io", "iter", "log", "maps", "math", "mime", "net", "os", "path", "plugin",
		"reflect", "regexp", "runtime", "slices", "sort", "strconv", "strings", "structs", "sync", "syscall", "testing", "text", "time", "unicode",
		"unique", "unsafe", "weak":
		return true
	}
	return false
}
