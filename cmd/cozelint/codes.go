package main

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/cozelint/cozelint/internal/codegen"
	"github.com/cozelint/cozelint/internal/columns"
	"github.com/cozelint/cozelint/internal/cozecode"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/standalone"
)

// bindCodes prints the table of codes, some of them, or a file of constants.
func bindCodes(flags *flag.FlagSet, lang *messages.Lang) func([]string) int {
	asGo := flags.Bool("go", false, "")
	pkg := flags.String("package", "coze", "")
	return func(args []string) int {
		switch {
		case *asGo:
			source, err := codegen.Constants(*pkg, cozecode.All(), *lang)
			if err != nil {
				return failed(err, *lang)
			}
			_, err = os.Stdout.Write(source)
			return written(err)
		case len(args) == 0:
			return written(codeTable(*lang))
		}
		status := standalone.ExitClean
		for _, arg := range args {
			info, err := findCode(arg, *lang)
			if err != nil {
				status = failed(err, *lang)
				continue
			}
			if err := printCode(info, *lang); err != nil {
				return failed(err, *lang)
			}
		}
		return status
	}
}

func codeTable(lang messages.Lang) error {
	var table columns.Table
	table.Add(strings.Split(messages.CodesHead.In(lang), "\t")...)
	for _, i := range cozecode.All() {
		table.Add(strconv.Itoa(i.Code), i.Name,
			messages.Categories[string(i.Category)].In(lang), messages.Retries[string(i.Retry)].In(lang), codegen.Summary(i).In(lang))
	}
	return table.Write(os.Stdout)
}

// findCode returns the code that a number or a name means.
func findCode(arg string, lang messages.Lang) (cozecode.Info, error) {
	code, err := strconv.Atoi(arg)
	if err == nil {
		if info, ok := cozecode.Lookup(code); ok {
			return info, nil
		}
		return cozecode.Info{}, fmt.Errorf("%s", messages.CodeUnlisted.In(lang, code))
	}
	var names []string
	for _, info := range cozecode.All() {
		if strings.EqualFold(info.Name, strings.TrimPrefix(arg, "cozecode.")) {
			return info, nil
		}
		names = append(names, info.Name)
	}
	return cozecode.Info{}, suggesting(messages.CodeMistyped.In(lang, arg), arg, names, lang)
}

func printCode(i cozecode.Info, lang messages.Lang) error {
	retry := messages.Retries[string(i.Retry)].In(lang)
	if i.After != "" {
		retry += messages.Colon.In(lang) + messages.Plain(i.After, messages.After[i.Code]).In(lang)
	}
	source := messages.OfficialCode.In(lang)
	if !i.Official {
		source = messages.ObservedCode.In(lang) + messages.Colon.In(lang) + i.Source
	}
	var table columns.Table
	table.Add(strconv.Itoa(i.Code), i.Name)
	table.Add(messages.CodeMeaning.In(lang), codegen.Summary(i).In(lang))
	for _, id := range messages.OftenTaken[i.Code] {
		table.Add(messages.CodeTakenFor.In(lang), messages.Meanings[id].In(lang)+messages.Semicolon.In(lang)+messages.MeaningCodes[id].In(lang))
	}
	table.Add(messages.CodeCategory.In(lang), messages.Categories[string(i.Category)].In(lang))
	table.Add(messages.CodeRetry.In(lang), retry)
	table.Add(messages.CodeReturned.In(lang), strings.Join(i.Operations, ", "))
	table.Add(messages.CodeSource.In(lang), source)
	return table.Write(os.Stdout)
}
