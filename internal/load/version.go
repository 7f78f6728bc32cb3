package load

import (
	"go/version"
	"os/exec"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// newerGo returns the version of the go command if a package has errors that
// may come from it: the command selects files for its own version, which may
// use more of the language than what this program was built with knows.
func newerGo(config packages.Config, roots []*packages.Package) string {
	if !slices.ContainsFunc(roots, func(pkg *packages.Package) bool { return slices.ContainsFunc(pkg.Errors, isTypeError) }) {
		return ""
	}
	command := exec.Command("go", "env", "GOVERSION")
	command.Dir, command.Env = config.Dir, config.Env
	out, err := command.Output()
	if err != nil {
		return ""
	}
	return newer(strings.TrimSpace(string(out)), runtime.Version())
}

// newer returns the version of the go command if it has a newer language than
// this program was built with.
func newer(command, built string) string {
	if version.Compare(version.Lang(command), version.Lang(built)) > 0 {
		return command
	}
	return ""
}
