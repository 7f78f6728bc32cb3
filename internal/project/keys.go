package project

// CommandKeys are the settings that only the command and the editor's server have: the
// other drivers have settings of their own for them.
var CommandKeys = []string{
	"all", "baseline", "c", "cache", "fail-on", "format", "mod", "modfile", "path-prefix", "tags", "tests",
}

// pathKeys are those whose value is a path, which is relative to the folder of the file.
var pathKeys = []string{"baseline", "modfile"}
