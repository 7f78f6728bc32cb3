// Package importpath says which import paths belong together.
package importpath

import "strings"

// SDK is the import path of the official SDK.
const SDK = "github.com/coze-dev/coze-go"

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

// Below returns what stands below the root of its module in an import path.
// module is the path of the module, or "" where it is not known: then it is
// taken to be host, owner and name, or the first element.
func Below(path, module string) string {
	if module == "" {
		elements := strings.Split(path, "/")
		n := 1
		if strings.Contains(elements[0], ".") {
			n = 3
		}
		module = strings.Join(elements[:min(n, len(elements))], "/")
	}
	if path == module {
		return ""
	}
	rest, ok := strings.CutPrefix(path, module+"/")
	if !ok {
		return path
	}
	return rest
}
