package main

import (
	"cmp"
	"os"

	"github.com/cozelint/cozelint/analyzers"
)

// environmentLang returns the language that the environment asks for, as
// POSIX orders its variables: Chinese, or English for any other. Only the
// command looks there: what go vet and golangci-lint print is in their caches,
// whose keys leave the environment out.
func environmentLang() analyzers.Lang {
	lang, err := analyzers.ParseLang(cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")))
	if err != nil {
		return analyzers.English
	}
	return lang
}
