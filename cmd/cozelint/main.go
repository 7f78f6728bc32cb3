// Command cozelint checks Go programs that call the Coze Open API.
//
// It runs standalone (cozelint ./...) and as the tool of go vet -vettool and
// go fix -fixtool. Run cozelint help for its commands and flags.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis/multichecker"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/standalone"
)

func main() {
	collectRarely()
	args := os.Args[1:]
	if vettool(args) {
		multichecker.Main(analyzers.Analyzers(suiteWith(analyzers.Options{}))...) // does not return
	}
	os.Exit(run(args))
}

// run runs the command, the pass or the suite that the arguments ask for and
// returns the exit status.
func run(args []string) int {
	if len(args) == 0 {
		return check(suite(), args)
	}
	args = commandFirst(args)
	name := args[0]
	if name == "--version" || name == "-version" {
		name = "version"
	}
	if c, ok := findCommand(name); ok {
		return c.run(args[1:])
	}
	if pass, ok := analyzers.Single(name); ok {
		return check([]analyzers.Pass{pass}, args[1:])
	}
	lang := environmentLang()
	if written, ok := otherLinters[name]; ok && !isPackage(name) {
		return fail(messages.InsteadOf, lang, name, written)
	}
	if word, ok := mistyped(args); ok {
		return fail(messages.DidYouMean, lang, messages.UnknownCommand.With(name), word)
	}
	return check(suite(), args)
}

// commandFirst puts a command or a pass that stands behind flags of the suite
// before them, as in cozelint -lang zh explain CZ3001.
func commandFirst(args []string) []string {
	flags := newFlagSet(suite(), &standalone.Options{})
	if !strings.HasPrefix(args[0], "-") || flags.Parse(args) != nil || flags.NArg() == 0 {
		return args
	}
	at := len(args) - flags.NArg()
	name := args[at]
	_, isCommand := findCommand(name)
	_, isPass := analyzers.Single(name)
	_, isOthers := otherLinters[name]
	if args[at-1] == "--" || !isCommand && !isPass && !isOthers {
		return args
	}
	return slices.Concat([]string{name}, args[:at], args[at+1:])
}

// vettool reports whether the go command calls: it asks for the version or
// the flags, or names a package by its .cfg file. Nothing of ours may parse
// flags then.
func vettool(args []string) bool {
	if len(args) == 0 {
		return false
	}
	last := args[len(args)-1]
	config := strings.HasSuffix(last, ".cfg") && (filepath.Base(last) == "vet.cfg" || filepath.IsAbs(last))
	return args[0] == "-V=full" || args[0] == "-flags" || config
}

// suite returns the passes with the default options.
func suite() []analyzers.Pass {
	return suiteWith(analyzers.Options{ProjectRead: true})
}

func suiteWith(opts analyzers.Options) []analyzers.Pass {
	passes, err := analyzers.New(opts)
	if err != nil {
		fmt.Fprintln(os.Stderr, "cozelint:", err)
		os.Exit(standalone.ExitFailed)
	}
	return passes
}
