package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/standalone"
)

// A command is what the first argument can ask for besides checking packages
// and running a pass alone.
type command struct {
	name string
	args string // for the line of usage
	// bind defines the flags of the command and returns what runs it with the
	// arguments that are left. The result of that is the exit status.
	bind func(flags *flag.FlagSet, lang *messages.Lang) func(args []string) int
}

// commands are the commands in the order in which help lists them.
var commands []command

func init() {
	commands = []command{
		{"explain", "ID|PASS", bindExplain},
		{"checks", "[-json]", bindChecks},
		{"codes", "[-go [-package NAME]] [CODE|NAME ...]", bindCodes},
		{"why", "[flags] FILE:LINE", bindWhy},
		{"endpoints", "[flags] [packages]", bindEndpoints},
		{"lsp", "[flags]", bindLSP},
		{"flags", "vet|golangci", bindFlags},
		{"completion", "bash|zsh|fish", bindCompletion},
		{"help", "[COMMAND|PASS|ID]", bindHelp},
		{"cache", "[-cache DIR] [clean]", bindCache},
		{"version", "", bindVersion},
	}
}

func findCommand(name string) (command, bool) {
	i := slices.IndexFunc(commands, func(c command) bool { return c.name == name })
	if i < 0 {
		return command{}, false
	}
	return commands[i], true
}

// run parses the flags of a command and runs it.
func (c command) run(args []string) int {
	lang := environmentLang()
	flags, runIt := c.flags(&lang)
	positional, err := parse(flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		c.usage(os.Stdout, lang)
		return standalone.ExitClean
	case err != nil:
		fmt.Fprintf(os.Stderr, "cozelint %s: %s\n", c.name, messages.Say(flagError(err), lang))
		c.usage(os.Stderr, lang)
		return standalone.ExitFailed
	}
	return runIt(positional)
}

// parse parses flags wherever they stand among the arguments and returns the
// others. What follows -- are no flags.
func parse(flags *flag.FlagSet, args []string) (positional []string, err error) {
	var rest []string
	if i := slices.Index(args, "--"); i >= 0 {
		args, rest = args[:i], args[i+1:]
	}
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		if args = flags.Args(); len(args) == 0 {
			return append(positional, rest...), nil
		}
		positional, args = append(positional, args[0]), args[1:]
	}
}

// flags returns the flags of the command, and what runs it once they are
// parsed.
func (c command) flags(lang *messages.Lang) (*flag.FlagSet, func(args []string) int) {
	flags := flag.NewFlagSet("cozelint "+c.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	runIt := c.bind(flags, lang)
	if flags.Lookup("lang") == nil {
		flags.Var(lang, "lang", "")
	}
	return flags, runIt
}

// usage prints how to call the command, and its flags.
func (c command) usage(w io.Writer, lang messages.Lang) {
	flags, _ := c.flags(new(messages.Lang))
	line := strings.TrimSpace("cozelint " + c.name + " " + c.args)
	fmt.Fprintf(w, "%s\n\n  %s\n\n%s\n", messages.UsageHeading.In(lang, line), messages.Commands[c.name].In(lang), messages.FlagsHeading.In(lang))
	printFlags(w, flags, c.name+".", lang)
}

func bindVersion(*flag.FlagSet, *messages.Lang) func([]string) int {
	return func([]string) int {
		fmt.Println("cozelint", version())
		return standalone.ExitClean
	}
}

// version returns the version of the module that the command was built from.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

func fail(text messages.Text, lang messages.Lang, args ...any) int {
	fmt.Fprintln(os.Stderr, "cozelint:", text.In(lang, args...))
	return standalone.ExitFailed
}

// written returns the exit status after output was written, or not.
func written(err error) int {
	if err != nil {
		return failed(err, messages.English) // of the system, whose language it is in
	}
	return standalone.ExitClean
}

func failed(err error, lang messages.Lang) int {
	fmt.Fprintln(os.Stderr, "cozelint:", messages.Say(err, lang))
	return standalone.ExitFailed
}

// passNamed returns the pass of the suite with a name, "cozelogid" or "logid"
// for short.
func passNamed(name string) (analyzers.Pass, bool) {
	for _, p := range suite() {
		if p.Analyzer.Name == name || p.Analyzer.Name == "coze"+name {
			return p, true
		}
	}
	return analyzers.Pass{}, false
}

// shortNames returns the names of the passes that can run alone.
func shortNames() []string {
	var names []string
	for _, p := range suite() {
		if p.Analyzer.Name != sharedFlags {
			names = append(names, strings.TrimPrefix(p.Analyzer.Name, "coze"))
		}
	}
	return names
}

// checkNamed returns the check with an ID, in any case.
func checkNamed(id string) (*analyzers.Check, bool) {
	for _, c := range analyzers.Checks() {
		if strings.EqualFold(c.ID, id) {
			return c, true
		}
	}
	return nil, false
}
