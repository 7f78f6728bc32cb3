package main

import (
	"flag"
	"os"
	"strconv"
	"strings"

	"github.com/cozelint/cozelint/analyzers/why"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/standalone"
)

// bindWhy says what is known of a line, and why something is reported there or
// is not.
func bindWhy(flags *flag.FlagSet, lang *messages.Lang) func([]string) int {
	opts := standalone.Options{Stdout: os.Stdout, Stderr: os.Stderr, Tests: true}
	passes := suite()
	bindLoading(flags, &opts)
	bindSuite(flags, passes)
	return func(args []string) int {
		if _, err := settle(flags, opts.Dir, *lang); err != nil {
			return failed(err, *lang)
		}
		opts.Lang, opts.Mentions = langOf(flags), mentions(flags)
		if len(args) != 1 {
			c, _ := findCommand("why")
			c.usage(os.Stderr, opts.Lang)
			return standalone.ExitFailed
		}
		at, ok := lineOf(args[0])
		if !ok {
			return fail(messages.WhyArgument, opts.Lang, args[0])
		}
		if err := checkSettings(flags); err != nil {
			return failed(err, opts.Lang)
		}
		return standalone.Why(passes, opts, at)
	}
}

// lineOf returns the line that an argument names as in client.go:42. A column
// behind it, as findings have, does not matter.
func lineOf(arg string) (why.Line, bool) {
	file, rest, ok := strings.Cut(arg, ".go:")
	if !ok {
		return why.Line{}, false
	}
	number, _, _ := strings.Cut(rest, ":")
	line, err := strconv.Atoi(number)
	return why.Line{File: file + ".go", Number: line}, err == nil && line > 0
}
