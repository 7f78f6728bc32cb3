package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/standalone"
	"github.com/cozelint/cozelint/internal/typecache"
)

// bindCache says where types are kept and how much they take, or removes them.
func bindCache(flags *flag.FlagSet, lang *messages.Lang) func([]string) int {
	dir := flags.String("cache", "", "")
	return func(args []string) int {
		cache := typecache.Open(*dir)
		switch {
		case len(args) == 1 && args[0] == "clean":
			if err := cache.Clean(); err != nil {
				return failed(err, *lang)
			}
		case len(args) == 0 && cache == nil:
			fmt.Println(typecache.Off)
		case len(args) == 0:
			fmt.Println(messages.CacheSize.In(*lang, cache.Dir(), float64(cache.Size())/(1<<20)))
		default:
			c, _ := findCommand("cache")
			c.usage(os.Stderr, *lang)
			return standalone.ExitFailed
		}
		return standalone.ExitClean
	}
}
