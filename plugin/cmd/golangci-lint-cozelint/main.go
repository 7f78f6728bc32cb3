// Command golangci-lint-cozelint is golangci-lint with the plugin cozelint
// built in, for those who do not want to run golangci-lint custom.
package main

import (
	"fmt"
	"os"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/cozelint/cozelint/plugin"
)

func main() {
	// golangci-lint keys its cache by the version. "(devel)" makes it add a
	// hash of the binary, so that a rebuilt plugin is never served old
	// findings.
	if err := commands.Execute(commands.BuildInfo{GoVersion: "unknown", Version: "(devel)", Commit: "unknown"}); err != nil {
		fmt.Fprintf(os.Stderr, "The command is terminated due to an error: %v\n", err)
		os.Exit(exitcodes.Failure)
	}
}
