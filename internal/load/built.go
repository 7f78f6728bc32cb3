package load

import (
	"bytes"
	"os/exec"
	"slices"

	"golang.org/x/tools/go/packages"
)

// hasBuilt reports whether the build cache may have export data. Without any,
// as on a machine that has just cloned a repository, to look for it is most of
// the time that the go command takes: it computes a name for the outcome of
// every package, from the contents of all files.
//
// Whatever is compiled imports a package of the standard library, nearly all of
// which imports unicode/utf8, a package without imports of its own.
func hasBuilt(config packages.Config) bool {
	args := slices.Concat([]string{"list"}, config.BuildFlags, []string{"-export", "-n", "-f", "{{.Export}}", "--", "unicode/utf8"})
	command := exec.Command("go", args...)
	command.Dir, command.Env = config.Dir, config.Env
	out, err := command.Output()
	return err != nil || len(bytes.TrimSpace(out)) > 0 // loading says what is wrong
}
