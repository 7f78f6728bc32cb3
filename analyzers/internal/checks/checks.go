// Package checks describes the checks of the suite: a stable ID and the one
// documentation that help, explain, the SARIF rules and the pages under docs/
// are made from.
package checks

import (
	"fmt"
	"slices"
	"strings"

	"honnef.co/go/tools/analysis/lint"

	"github.com/cozelint/cozelint/internal/messages"
)

// URL is where the page of a check is found, with the ID to be appended.
const URL = "https://github.com/cozelint/cozelint/blob/main/docs/"

// A Check is one thing that cozelint reports. IDs are never reused.
type Check struct {
	ID string // "CZ1001"
	// Was is the ID of the check that this one was split from: whoever silenced
	// that one, in a directive, a baseline or a setting, silenced this one too.
	Was string
	Doc *lint.RawDocumentation
	// Says are the messages of the findings, for the page: what somebody who
	// saw one searches for.
	Says []messages.Text
}

// URL returns the address of the check's documentation page.
func (c *Check) URL() string { return URL + c.ID + ".md" }

// Default reports whether the check runs unless it is disabled.
func (c *Check) Default() bool { return !c.Doc.NonDefault }

// Severity returns how grave a finding of the check is: "error", "warning" or
// "note", the words that SARIF uses.
func (c *Check) Severity() string {
	switch c.Doc.Severity {
	case lint.SeverityError:
		return "error"
	case lint.SeverityInfo, lint.SeverityHint:
		return "note"
	}
	return "warning"
}

// Status says in a line how grave the check is, whether it runs, and since
// which version there is one.
func (c *Check) Status() string {
	runs := "Runs by default"
	if !c.Default() {
		runs = "Opt-in: -enable " + c.ID
	}
	return fmt.Sprintf("Severity: %s. %s. Since %s.", c.Severity(), runs, c.Doc.Since)
}

// A Selection enables and disables checks by ID, by a prefix of IDs
// ("CZ3"), or all of them ("all").
type Selection struct {
	Enable  []string
	Disable []string
}

// Enabled reports whether c runs under the selection: as the entry says that
// names it most exactly, or by default if none does. Of two that are as exact,
// Disable wins.
func (s Selection) Enabled(c *Check) bool {
	enable, disable := s.exactness(s.Enable, c), s.exactness(s.Disable, c)
	if enable == unnamed && disable == unnamed {
		return c.Default()
	}
	return enable > disable
}

const unnamed = -1

// exactness returns the length of the longest entry that names c, with 0 for
// "all", or unnamed. An earlier ID is less exact than its own.
func (s Selection) exactness(entries []string, c *Check) int {
	longest := unnamed
	for _, entry := range entries {
		switch {
		case entry == "all":
			longest = max(longest, 0)
		case names([]string{entry}, c.ID):
			longest = max(longest, len(entry))
		case c.Was != "" && strings.EqualFold(entry, c.Was):
			longest = max(longest, len(entry)-1)
		}
	}
	return longest
}

// Unknown returns the entries of the selection that name none of the checks.
func (s Selection) Unknown(all []*Check) []string {
	var unknown []string
	for _, entry := range slices.Concat(s.Enable, s.Disable) {
		if !slices.ContainsFunc(all, func(c *Check) bool { return names([]string{entry}, c.ID) }) {
			unknown = append(unknown, entry)
		}
	}
	return unknown
}

func names(entries []string, id string) bool {
	return slices.ContainsFunc(entries, func(entry string) bool {
		return entry == "all" || len(entry) >= len("CZ1") && strings.HasPrefix(id, strings.ToUpper(entry))
	})
}
