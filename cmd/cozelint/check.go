package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/standalone"
)

// sharedFlags is the pass whose flags hold for the whole suite. The command
// has them without its name, too.
const sharedFlags = "cozedirective"

// check parses the flags of the standalone command and runs passes, the whole
// suite or one alone.
func check(passes []analyzers.Pass, args []string) int {
	opts := standalone.Options{Stdout: os.Stdout, Stderr: os.Stderr, Version: version()}
	flags := newFlagSet(passes, &opts)
	if err := flags.Set("lang", environmentLang().String()); err != nil {
		return fail("%v", err)
	}
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return help(nil)
		}
		fmt.Fprintf(os.Stderr, "cozelint: %v\nRun 'cozelint help' for the flags.\n", err)
		return standalone.ExitFailed
	}
	if err := checkIDs(flags); err != nil {
		fmt.Fprintln(os.Stderr, "cozelint:", err)
		return standalone.ExitFailed
	}
	opts.Patterns = flags.Args()
	opts.Color = standalone.IsTerminal(os.Stdout)
	for _, name := range []string{"sdk", "hosts"} {
		if list := flags.Lookup(name).Value.String(); list != "" {
			opts.Mentions = append(opts.Mentions, strings.Split(list, ",")...)
		}
	}
	return standalone.Run(passes, opts)
}

// newFlagSet returns the flags of the standalone command.
func newFlagSet(passes []analyzers.Pass, opts *standalone.Options) *flag.FlagSet {
	flags := flag.NewFlagSet("cozelint", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&opts.Format, "format", "text", "output `format`: "+strings.Join(standalone.FormatNames(), ", "))
	flags.BoolFunc("json", "the same as -format json", func(value string) error {
		on, err := strconv.ParseBool(value)
		if on {
			opts.Format = "json"
		}
		return err
	})
	flags.IntVar(&opts.Context, "c", 0, "print `N` lines around each finding; -1 prints none")
	flags.BoolVar(&opts.Fix, "fix", false, "apply the suggested fixes")
	flags.BoolVar(&opts.Diff, "diff", false, "print what -fix would change instead")
	for _, f := range []struct{ name, usage string }{
		{"tags", "comma-separated build `tags`"},
		{"mod", "module download `mode`: readonly, vendor or mod"},
		{"modfile", "read this `file` in the place of go.mod"},
		{"overlay", "JSON `file` of files that replace others"},
	} {
		flags.Func(f.name, f.usage+", as for go build", func(value string) error {
			opts.BuildFlags = append(opts.BuildFlags, "-"+f.name+"="+value)
			return nil
		})
	}
	flags.BoolVar(&opts.Tests, "tests", true, "check the test files of the packages, too")
	flags.StringVar(&opts.Dir, "C", "", "run in `dir`")
	flags.BoolVar(&opts.Everything, "all", false, "load every package, also where no text speaks of Coze")
	flags.StringVar(&opts.Baseline, "baseline", "", "leave out the findings listed in `file`")
	flags.StringVar(&opts.WriteBaseline, "write-baseline", "", "list the findings in `file` instead of printing them")
	for _, p := range passes {
		p.Analyzer.Flags.VisitAll(func(f *flag.Flag) {
			flags.Var(f.Value, p.Analyzer.Name+"."+f.Name, f.Usage)
			alone := p.Analyzer.Name == sharedFlags || len(passes) == 1
			if alone && flags.Lookup(f.Name) == nil {
				flags.Var(f.Value, f.Name, f.Usage)
			}
		})
	}
	return flags
}

// checkIDs returns an error if -enable or -disable names a check that does
// not exist.
func checkIDs(flags *flag.FlagSet) error {
	var opts analyzers.Options
	opts.Shared.Enable = split(flags.Lookup("enable").Value.String())
	opts.Shared.Disable = split(flags.Lookup("disable").Value.String())
	_, err := analyzers.New(opts)
	return err
}

func split(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, ",")
}
