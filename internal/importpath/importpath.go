// Package importpath says which import paths belong together.
package importpath

import "strings"

// Root returns what the import paths of one module begin with, as far as a
// path alone tells: its first element, or the first two where that is the
// name of a host.
func Root(path string) string {
	elements := strings.SplitN(path, "/", 3)
	if strings.Contains(elements[0], ".") && len(elements) > 1 {
		return elements[0] + "/" + elements[1]
	}
	return elements[0]
}
