package main

import (
	"flag"
	"os"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/standalone"
)

// bindEndpoints lists the endpoints that packages call.
func bindEndpoints(flags *flag.FlagSet, lang *messages.Lang) func([]string) int {
	opts := standalone.Options{Stdout: os.Stdout, Stderr: os.Stderr, Format: "text"}
	flags.StringVar(&opts.Format, "format", "text", "")
	flags.BoolFunc("json", "", setJSON(&opts))
	bindLoading(flags, &opts)
	pass := analyzers.Endpoints()
	for _, name := range []string{"sdk", "hosts"} {
		flags.Var(pass.Flags.Lookup(name).Value, name, "")
	}
	return func(args []string) int {
		if _, err := settle(flags, opts.Dir, *lang); err != nil {
			return failed(err, *lang)
		}
		settings := analyzers.Options{Shared: analyzers.SharedOptions{
			SDK: split(flags.Lookup("sdk").Value.String()), Hosts: split(flags.Lookup("hosts").Value.String()), Lang: *lang,
		}}
		if _, err := analyzers.New(settings); err != nil {
			return failed(err, *lang)
		}
		if len(args) == 0 {
			args = []string{"./..."} // a token is for a program, not for one package
		}
		opts.Patterns, opts.Lang, opts.Mentions = args, *lang, mentions(flags)
		return standalone.Endpoints(pass, opts)
	}
}
