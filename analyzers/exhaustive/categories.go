package exhaustive

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/cozecode"
)

// categories is the flag for Options.Categories. It may be given more than
// once.
type categories []string

func (c *categories) String() string { return strings.Join(*c, ",") }

func (c *categories) Set(value string) error {
	for entry := range strings.SplitSeq(value, ",") {
		entry = strings.TrimSpace(entry)
		switch {
		case entry == "" || slices.Contains(*c, entry):
		case !slices.Contains(cozecode.Categories(), cozecode.Category(entry)):
			return fmt.Errorf("%q is not a category of Coze codes, like %q", entry, cozecode.RateLimit)
		default:
			*c = append(*c, entry)
		}
	}
	return nil
}
