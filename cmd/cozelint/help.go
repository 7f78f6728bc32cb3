package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/columns"
	"github.com/cozelint/cozelint/internal/manual"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/standalone"
)

func bindHelp(_ *flag.FlagSet, lang *messages.Lang) func([]string) int {
	return func(args []string) int { return help(args, *lang) }
}

// help prints the commands and flags, or what a command, a pass or a check
// is about.
func help(topics []string, lang messages.Lang) int {
	if len(topics) == 0 {
		overview(os.Stdout, lang)
		return standalone.ExitClean
	}
	if c, ok := findCommand(topics[0]); ok {
		c.usage(os.Stdout, lang)
		return standalone.ExitClean
	}
	return explain(topics[0], lang)
}

// overview prints the commands, the passes and the flags.
func overview(w io.Writer, lang messages.Lang) {
	passes := suite()
	fmt.Fprint(w, messages.Usage.In(lang, strings.Join(shortNames(), ", ")))
	list := columns.Table{Indent: "  "}
	for _, c := range commands {
		list.Add(c.name, messages.Commands[c.name].In(lang))
	}
	_ = list.Write(w) // a terminal that is gone
	fmt.Fprintf(w, "\n%s\n", messages.PassesHeading.In(lang))
	list = columns.Table{Indent: "  "}
	for _, p := range passes {
		title, _ := manual.Pass(p, lang)
		list.Add(p.Analyzer.Name, title)
	}
	_ = list.Write(w)
	fmt.Fprintf(w, "\n%s\n", messages.FlagsHeading.In(lang))
	printFlags(w, newFlagSet(passes, &standalone.Options{}), "", lang)
	fmt.Fprintf(w, "\n%s\n", messages.MoreHelp.In(lang))
}

// explainPass prints what a pass does, its checks and its flags.
func explainPass(p analyzers.Pass, lang messages.Lang) {
	title, text := manual.Pass(p, lang)
	fmt.Printf("%s: %s\n\n%s\n\n%s\n", p.Analyzer.Name, title, text, messages.ChecksHeading.In(lang))
	list := columns.Table{Indent: "  "}
	for _, c := range p.Checks {
		mark := ""
		if !c.Default() {
			mark = " (" + messages.OptInMark.In(lang) + ")"
		}
		list.Add(c.ID, manual.Of(c, lang).Title+mark)
	}
	_ = list.Write(os.Stdout)
	flags := flag.NewFlagSet(p.Analyzer.Name, flag.ContinueOnError)
	p.Analyzer.Flags.VisitAll(func(f *flag.Flag) { flags.Var(f.Value, p.Analyzer.Name+"."+f.Name, f.Usage) })
	count := 0
	flags.VisitAll(func(*flag.Flag) { count++ })
	if count > 0 {
		fmt.Printf("\n%s\n", messages.FlagsHeading.In(lang))
		printFlags(os.Stdout, flags, "", lang)
	}
}

// printFlags prints flags in a language, as package flag does. prefix is that
// of the texts of a command's own flags. The flags that all passes share are
// printed once, under their short names.
func printFlags(w io.Writer, flags *flag.FlagSet, prefix string, lang messages.Lang) {
	flags.VisitAll(func(f *flag.Flag) {
		short, isShared := strings.CutPrefix(f.Name, sharedFlags+".")
		if isShared && flags.Lookup(short) != nil {
			return
		}
		described := *f
		for _, name := range []string{prefix + f.Name, f.Name, short} {
			if text, ok := messages.Flags[name]; ok {
				described.Usage = text.In(lang)
				break
			}
		}
		value, usage := flag.UnquoteUsage(&described)
		fmt.Fprintf(w, "  %s\n    \t%s\n", strings.TrimSpace("-"+f.Name+" "+value), usage)
	})
}
