package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/standalone"
	"github.com/cozelint/cozelint/internal/typecache"
)

// sharedFlags is the pass whose flags hold for the whole suite. The command
// has them without its name, too.
const sharedFlags = analyzers.SharedFlags

// check parses the flags of the standalone command and runs passes, the whole
// suite or one alone.
func check(passes []analyzers.Pass, args []string) int {
	opts := standalone.Options{Stdout: os.Stdout, Stderr: os.Stderr, Version: version()}
	flags := newFlagSet(passes, &opts)
	patterns, err := parse(flags, args)
	file, unsettled := settle(flags, opts.Dir, environmentLang())
	if err == nil && unsettled != nil {
		return failed(unsettled, environmentLang())
	}
	opts.Project = file
	lang := langOf(flags)
	switch {
	case errors.Is(err, flag.ErrHelp) && len(passes) == 1:
		return explain(passes[0].Analyzer.Name, lang)
	case errors.Is(err, flag.ErrHelp):
		return help(nil, lang)
	case err != nil:
		failed(flagError(err), lang)
		return fail(messages.RunHelp, lang)
	}
	if err := checkSettings(flags); err != nil {
		return failed(err, lang)
	}
	sayEarlier(flags, lang)
	opts.Patterns, opts.Lang, opts.Mentions = patterns, lang, mentions(flags)
	opts.Color = standalone.WantsColor(os.Stdout)
	opts.Progress = standalone.IsTerminal(os.Stderr) && os.Getenv("TERM") != "dumb"
	opts.Summary = opts.Format == "text" && standalone.IsTerminal(os.Stderr)
	return standalone.Run(passes, opts)
}

func langOf(flags *flag.FlagSet) messages.Lang {
	lang, err := messages.ParseLang(flags.Lookup("lang").Value.String())
	if err != nil {
		return messages.English
	}
	return lang
}

// mentions returns the texts that make a package relevant beside the known
// ones.
func mentions(flags *flag.FlagSet) []string {
	var texts []string
	for _, name := range []string{"sdk", "hosts"} {
		texts = append(texts, split(flags.Lookup(name).Value.String())...)
	}
	return texts
}

// newFlagSet returns the flags of the standalone command. Their texts are in
// the catalogue.
func newFlagSet(passes []analyzers.Pass, opts *standalone.Options) *flag.FlagSet {
	flags := flag.NewFlagSet("cozelint", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&opts.Format, "format", "text", "")
	flags.BoolFunc("json", "", setJSON(opts))
	flags.IntVar(&opts.Context, "c", 0, "")
	flags.BoolVar(&opts.Fix, "fix", false, "")
	flags.BoolVar(&opts.Diff, "diff", false, "")
	flags.BoolVar(&opts.Verbose, "v", false, "")
	flags.StringVar(&opts.FailOn, "fail-on", "note", "")
	flags.StringVar(&opts.PathPrefix, "path-prefix", "", "")
	flags.BoolVar(&opts.Tests, "tests", true, "")
	flags.StringVar(&opts.Baseline, "baseline", "", "")
	flags.StringVar(&opts.Since, "since", "", "")
	flags.StringVar(&opts.WriteBaseline, "write-baseline", "", "")
	bindLoading(flags, opts)
	bindSuite(flags, passes)
	return flags
}

// bindSuite defines the flags of passes, those that all share without the name
// of their pass, too.
func bindSuite(flags *flag.FlagSet, passes []analyzers.Pass) {
	for _, p := range passes {
		p.Analyzer.Flags.VisitAll(func(f *flag.Flag) {
			flags.Var(f.Value, p.Analyzer.Name+"."+f.Name, f.Usage)
			alone := p.Analyzer.Name == sharedFlags || len(passes) == 1
			if alone && flags.Lookup(f.Name) == nil {
				flags.Var(f.Value, f.Name, f.Usage)
			}
		})
	}
}

// bindLoading defines the flags that say which packages are loaded, and how.
func bindLoading(flags *flag.FlagSet, opts *standalone.Options) {
	for _, name := range []string{"tags", "mod", "modfile", "overlay"} {
		flags.Func(name, "", func(value string) error {
			opts.BuildFlags = append(opts.BuildFlags, "-"+name+"="+value)
			return nil
		})
	}
	flags.StringVar(&opts.Dir, "C", "", "")
	flags.BoolVar(&opts.Everything, "all", false, "")
	opts.Cache = typecache.Open("")
	flags.Func("cache", "", func(setting string) error {
		opts.Cache = typecache.Open(setting)
		return nil
	})
}

// setJSON returns what the flag -json does.
func setJSON(opts *standalone.Options) func(string) error {
	return func(value string) error {
		on, err := strconv.ParseBool(value)
		if on {
			opts.Format = "json"
		}
		return err
	}
}

// checkSettings returns an error if a flag of the suite means nothing, before
// anything is loaded.
func checkSettings(flags *flag.FlagSet) error {
	get := func(name string) []string { return split(flags.Lookup(name).Value.String()) }
	var opts analyzers.Options
	opts.Shared.Enable, opts.Shared.Disable = get("enable"), get("disable")
	opts.Shared.Exclude = get("exclude")
	opts.Shared.SDK, opts.Shared.Hosts, opts.Shared.LogFuncs = get("sdk"), get("hosts"), get("log-funcs")
	opts.Shared.Lang = messages.Lang(flags.Lookup("lang").Value.String())
	if categories := flags.Lookup("cozeexhaustive.categories"); categories != nil {
		opts.Exhaustive.Categories = split(categories.Value.String())
	}
	_, err := analyzers.New(opts)
	return err
}

// sayEarlier says on standard error which checks a flag holds for because they were
// split from one that it names, and are not named themselves.
func sayEarlier(flags *flag.FlagSet, lang messages.Lang) {
	for _, name := range []string{"enable", "disable"} {
		entries := split(flags.Lookup(name).Value.String())
		for _, entry := range entries {
			var parts []string
			for _, c := range analyzers.Checks() {
				named := slices.ContainsFunc(entries, func(e string) bool { return strings.EqualFold(e, c.ID) })
				if c.Was != "" && strings.EqualFold(entry, c.Was) && !named {
					parts = append(parts, c.ID)
				}
			}
			if len(parts) > 0 {
				fmt.Fprintln(os.Stderr, "cozelint:", messages.EarlierSetting.In(lang, name, entry, messages.List(parts)))
			}
		}
	}
}

func split(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, ",")
}
