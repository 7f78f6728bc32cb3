package exhaustive

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/internal/cozecode"
)

// categories is the flag for Options.Categories. It may be given more than
// once. It takes every value, which CheckFlags judges later: under go vet, a
// flag that refuses its value prints all flags for every package.
type categories []string

func (c *categories) String() string { return strings.Join(*c, ",") }

func (c *categories) Set(value string) error {
	for entry := range strings.SplitSeq(value, ",") {
		if entry = strings.TrimSpace(entry); entry != "" && !slices.Contains(*c, entry) {
			*c = append(*c, entry)
		}
	}
	return nil
}

// CheckFlags returns an error if the flags of the pass name a category that
// does not exist. The suite asks before anything is reported.
func CheckFlags(pass *analysis.Analyzer) error {
	list, ok := pass.Flags.Lookup("categories").Value.(*categories)
	if !ok {
		return nil
	}
	return Options{Categories: *list}.Check()
}

// Check returns an error if the options name a category that does not exist.
func (o Options) Check() error {
	for _, entry := range o.Categories {
		if !slices.Contains(cozecode.Categories(), cozecode.Category(entry)) {
			return fmt.Errorf("%q is not a category of Coze codes, like %q", entry, cozecode.RateLimit)
		}
	}
	return nil
}
