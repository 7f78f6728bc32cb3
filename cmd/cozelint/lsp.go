package main

import (
	"flag"
	"os"
	"runtime/debug"
	"slices"
	"time"

	"github.com/cozelint/cozelint/internal/lsp"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/standalone"
)

// typingDelay is how long the server waits for the next key.
const typingDelay = 150 * time.Millisecond

// lspFlags are the flags of the standalone command that mean something to an
// editor; those of the passes come to them.
var lspFlags = []string{"tags", "mod", "modfile", "tests"}

// bindLSP serves an editor. Its flags are kept as they are given: each check
// has a suite of its own, on which they are set anew.
func bindLSP(flags *flag.FlagSet, lang *messages.Lang) func([]string) int {
	var given []string
	all := newFlagSet(suite(), &standalone.Options{})
	all.VisitAll(func(f *flag.Flag) {
		if isLSPFlag(f.Name) {
			flags.Var(&keptFlag{f, &given}, f.Name, f.Usage)
		}
	})
	flags.Bool("stdio", true, "") // what many clients add
	return func([]string) int {
		debug.SetGCPercent(100) // a server runs for long
		options := lsp.Options{
			In: os.Stdin, Out: os.Stdout, Version: version(), Delay: typingDelay,
			Settings: func(dir string, locale messages.Lang) (lsp.Settings, error) {
				return lspSettings(given, dir, locale)
			},
		}
		if _, err := lspSettings(given, ".", messages.English); err != nil {
			return failed(err, *lang)
		}
		if err := lsp.Run(options); err != nil {
			return failed(err, *lang)
		}
		return standalone.ExitClean
	}
}

// isLSPFlag reports whether a flag of the standalone command means something
// to an editor: it is of a pass, or one of lspFlags.
func isLSPFlag(name string) bool {
	isOfPass := slices.Contains(lspFlags, name)
	for _, p := range suite() {
		p.Analyzer.Flags.VisitAll(func(f *flag.Flag) {
			isOfPass = isOfPass || name == p.Analyzer.Name+"."+f.Name || p.Analyzer.Name == sharedFlags && name == f.Name
		})
	}
	return isOfPass
}

// A keptFlag keeps what a flag is given as an argument.
type keptFlag struct {
	of    *flag.Flag
	given *[]string
}

func (k *keptFlag) String() string {
	if k.of == nil {
		return ""
	}
	return k.of.DefValue
}

func (k *keptFlag) Set(value string) error {
	*k.given = append(*k.given, "-"+k.of.Name+"="+value)
	return nil
}

// IsBoolFlag says whether the flag can stand without a value.
func (k *keptFlag) IsBoolFlag() bool {
	b, ok := k.of.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// lspSettings returns the settings that flags and the project file of a folder make.
// The language is the client's unless one of them names another.
func lspSettings(given []string, dir string, locale messages.Lang) (lsp.Settings, error) {
	passes := suite()
	var opts standalone.Options
	flags := newFlagSet(passes, &opts)
	if _, err := parse(flags, given); err != nil {
		return lsp.Settings{}, err
	}
	if _, err := settle(flags, dir, locale); err != nil {
		return lsp.Settings{}, err
	}
	if err := checkSettings(flags); err != nil {
		return lsp.Settings{}, err
	}
	return lsp.Settings{
		Suite:      passes,
		Lang:       langOf(flags),
		BuildFlags: opts.BuildFlags,
		Tests:      opts.Tests,
		Mentions:   mentions(flags),
	}, nil
}
