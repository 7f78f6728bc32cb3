package main

import (
	"regexp"
	"strconv"

	"github.com/cozelint/cozelint/internal/messages"
)

// flagErrors are what package flag says of a command line, by the texts that
// say it in every language. The groups are their arguments.
var flagErrors = []struct {
	english *regexp.Regexp
	text    messages.Text
}{
	{regexp.MustCompile(`^flag provided but not defined: -(.*)$`), messages.FlagUndefined},
	{regexp.MustCompile(`^flag needs an argument: -(.*)$`), messages.FlagNoValue},
	{regexp.MustCompile(`^invalid boolean value (".*") for -([^ ]*): (.*)$`), messages.FlagBool},
	{regexp.MustCompile(`^invalid value (".*") for flag -([^ ]*): (.*)$`), messages.FlagValue},
	{regexp.MustCompile(`^bad flag syntax: (.*)$`), messages.FlagSyntax},
}

// flagError returns an error of package flag so that it can be said in every
// language.
func flagError(err error) error {
	for _, e := range flagErrors {
		m := e.english.FindStringSubmatch(err.Error())
		if m == nil {
			continue
		}
		var args []any
		for _, arg := range m[1:] {
			if value, err := strconv.Unquote(arg); err == nil {
				arg = value
			}
			args = append(args, arg)
		}
		return e.text.Fails(withReason(args)...)
	}
	return err
}

// withReason words the last of three arguments anew: why a value does not do.
func withReason(args []any) []any {
	if len(args) < 3 {
		return args
	}
	switch value, _ := args[0].(string); args[2] {
	case messages.ParseError.EN:
		args[2] = messages.ParseError
	case messages.NoLanguage.In(messages.English, value):
		args[2] = messages.NoLanguage.With(value)
	}
	return args
}
