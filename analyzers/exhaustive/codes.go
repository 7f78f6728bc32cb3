package exhaustive

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/cozecode"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/messages"
)

// checkCodes reports a switch over Coze codes that nothing catches the other
// codes of (CZ4001), and what the options demand beside.
func (c *checker) checkCodes(d *decision) {
	listed := listedCodes(d.numbers(c))
	if len(listed) == 0 {
		return // a test of success, or codes of something else
	}
	missing := missingCodes(listed)
	subject := types.ExprString(d.subject)
	if c.opts.Strict && len(missing) > 0 {
		c.reportCodes(d, c.reporter.Say(messages.StrictMissing, subject, examples(missing, listed)), nil)
		return
	}
	if demanded := c.demanded(missing, listed); len(demanded) > 0 {
		c.reportCodes(d, c.reporter.Say(messages.CategoryMissing, subject, names(demanded)), nil)
		return
	}
	if reason, silent := c.codeSilence(d, missing); silent {
		c.reporter.Quiet(MissingCodes, d.stmt.Pos(), reason)
		return
	}
	message := c.reporter.Say(messages.NoDefault, subject)
	if len(touched(missing, listed)) > 0 {
		message = c.reporter.Say(messages.NoDefaultFor, subject, examples(missing, listed))
	}
	c.reportCodes(d, message, c.defaultFix(d))
}

// codeSilence returns why a switch that does not list the missing codes is not
// reported, if it is not.
func (c *checker) codeSilence(d *decision, missing []cozecode.Info) (reason messages.Text, silent bool) {
	switch {
	case d.fallback != nil, len(missing) == 0:
		return messages.SilentDefault, true
	case c.handledAfter(d), c.comparedLater(d):
		return messages.SilentAfter, true
	case c.preset(d):
		return messages.SilentPreset, true
	case c.unknownFails(d), c.selectsSentinel(d.cur), c.engine.WrittenBefore(d.subject):
		return messages.SilentNoticed, true
	}
	return reason, false
}

func (c *checker) reportCodes(d *decision, message string, fixes []analysis.SuggestedFix) {
	c.report(report.Finding{Check: MissingCodes, Range: header{d.stmt}, Message: message, Fixes: fixes})
}

// demanded returns the codes that Options.Categories asks for.
func (c *checker) demanded(missing, listed []cozecode.Info) []cozecode.Info {
	return slices.DeleteFunc(touched(missing, listed), func(info cozecode.Info) bool {
		return !slices.Contains(c.opts.Categories, string(info.Category))
	})
}

// comparedLater reports whether an error or text that the cases set is
// compared with its zero value after the switch.
func (c *checker) comparedLater(d *decision) bool {
	_, body := function(d.cur)
	if body == nil {
		return false
	}
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		binary, ok := n.(*ast.BinaryExpr)
		if ok && binary.Pos() > d.stmt.End() && gotypes.IsZero(c.pass.TypesInfo, binary.Y) && c.setByCases(d, binary.X) {
			found = true
		}
		return !found
	})
	return found
}

// listedCodes returns what the table knows about the codes, each once.
func listedCodes(numbers []int) []cozecode.Info {
	slices.Sort(numbers)
	var listed []cozecode.Info
	for _, n := range slices.Compact(numbers) {
		if info, ok := cozecode.Lookup(n); ok {
			listed = append(listed, info)
		}
	}
	return listed
}

// missingCodes returns the codes of the table that are not listed.
func missingCodes(listed []cozecode.Info) []cozecode.Info {
	return slices.DeleteFunc(cozecode.All(), func(info cozecode.Info) bool { return contains(listed, info.Code) })
}

func contains(infos []cozecode.Info, code int) bool {
	_, found := slices.BinarySearchFunc(infos, code, func(info cozecode.Info, code int) int { return cmp.Compare(info.Code, code) })
	return found
}

// touched returns those of the missing codes whose category has a listed one.
func touched(missing, listed []cozecode.Info) []cozecode.Info {
	return slices.DeleteFunc(slices.Clone(missing), func(info cozecode.Info) bool {
		return !slices.ContainsFunc(listed, func(l cozecode.Info) bool { return l.Category == info.Category })
	})
}

// examples names a few of the missing codes: those of the categories that the
// listed ones touch, or else of any, the official ones first. Their number is
// that of the table and says nothing about the program.
func examples(missing, listed []cozecode.Info) messages.Message {
	related := touched(missing, listed)
	if len(related) == 0 {
		related = slices.Clone(missing)
	}
	slices.SortStableFunc(related, func(a, b cozecode.Info) int { return cmp.Compare(rank(a), rank(b)) })
	const most = 2
	return names(related[:min(most, len(related))])
}

func rank(info cozecode.Info) int {
	if info.Official {
		return 0
	}
	return 1
}

// names lists codes: "4008 UserDailyLimitExceeded, 4020 RPMLimitExceeded".
func names(infos []cozecode.Info) messages.Message {
	texts := make([]string, len(infos))
	for i, info := range infos {
		texts[i] = fmt.Sprintf("%d %s", info.Code, info.Name)
	}
	return messages.List(texts)
}
