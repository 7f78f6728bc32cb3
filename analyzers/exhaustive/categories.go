package exhaustive

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/internal/cozecode"
)

// categories is the flag for Options.Categories. It may be given more than
// once.
type categories []string

func (c *categories) String() string { return strings.Join(*c, ",") }

func (c *categories) Set(value string) error {
	var entries []string
	for entry := range strings.SplitSeq(value, ",") {
		if entry = strings.TrimSpace(entry); entry != "" && !slices.Contains(*c, entry) {
			entries = append(entries, entry)
		}
	}
	if err := (Options{Categories: entries}).Check(); err != nil {
		return err
	}
	*c = append(*c, entries...)
	return nil
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
