// Package directive defines the pass cozedirective, which reports the
// //cozelint: directives that silence nothing.
package directive

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"honnef.co/go/tools/analysis/lint"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/report"
)

const doc = `report //cozelint: directives that silence nothing (CZ0xxx)

A directive silences the checks it names on its line, on the statement or on
the declaration that begins there, and says why:

	//cozelint:ignore CZ3001 the gateway adds the log ID

One that is malformed, gives no reason or names no check is reported as
CZ0002; one that nothing matches as CZ0001, so that it goes when its cause
goes. The flags -sdk, -hosts, -log-funcs, -enable and -disable of this pass
hold for the whole suite.`

// Unmatched is CZ0001, a directive that covers no finding.
var Unmatched = &checks.Check{
	ID: "CZ0001",
	Doc: &lint.RawDocumentation{
		Title: "An ignore directive that no finding matches",
		Text: `The line, statement or declaration under the directive has no finding of the
checks that it names. Either the code was mended and the directive can go, or
it stands in the wrong place and silences nothing.`,
		Before: `package p

//cozelint:ignore CZ1001 the code is only logged
func succeeded(code int) bool { return code == 0 }
`,
		After: `package p

func succeeded(code int) bool { return code == 0 }
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityWarning,
	},
}

// Malformed is CZ0002, a directive that cannot silence anything.
var Malformed = &checks.Check{
	ID: "CZ0002",
	Doc: &lint.RawDocumentation{
		Title: "A malformed ignore directive, or one without a reason",
		Text: `A directive names one check or several, separated by commas, and then says why
they do not apply: //cozelint:ignore CZ3001,CZ3002 the gateway adds the log ID.
A directive that does not is not honoured.`,
		Before: `package p

type CozeReply struct {
	Code int    ` + "`json:\"code\"`" + `
	Msg  string ` + "`json:\"msg\"`" + `
}

//cozelint:ignore CZ1001
func denied(r CozeReply) bool { return r.Code == 4101 }
`,
		After: `package p

type CozeReply struct {
	Code int    ` + "`json:\"code\"`" + `
	Msg  string ` + "`json:\"msg\"`" + `
}

//cozelint:ignore CZ1001 the number is that of the form that users fill in
func denied(r CozeReply) bool { return r.Code == 4101 }
`,
		Since:    "v0.1.0",
		Severity: lint.SeverityError,
	},
}

// Checks are the checks of the pass.
var Checks = []*checks.Check{Unmatched, Malformed}

// New returns the pass for a suite. others are the suite's other passes; all
// are the checks of the whole suite.
func New(model *cozemodel.Config, others []*analysis.Analyzer, all []*checks.Check) *analysis.Analyzer {
	a := &analysis.Analyzer{
		Name:       "cozedirective",
		Doc:        doc,
		URL:        checks.URL + "README.md",
		Requires:   slices.Concat([]*analysis.Analyzer{model.Analyzer}, others),
		ResultType: report.ResultType,
	}
	a.Run = func(pass *analysis.Pass) (any, error) {
		m := pass.ResultOf[model.Analyzer].(*cozemodel.Model)
		r := report.New(pass, m)
		for _, d := range m.Directives() {
			if message := malformed(d, all); message != "" {
				r.Report(report.Finding{Check: Malformed, Range: d.Comment, Message: message})
			} else if !matched(pass, d, m, others, all) {
				r.Report(report.Finding{
					Check:   Unmatched,
					Range:   d.Comment,
					Message: fmt.Sprintf("no finding of %s here: remove the directive", strings.Join(d.IDs, ",")),
				})
			}
		}
		return r.Used(), nil
	}
	return a
}

// malformed says what is wrong with a directive, or "".
func malformed(d *cozemodel.Directive, all []*checks.Check) string {
	switch {
	case strings.HasPrefix(d.Verb, "/"):
		return fmt.Sprintf("%q is no directive; write //cozelint:ignore, without a space", d.Verb)
	case d.Verb != "ignore":
		return fmt.Sprintf("unknown directive %s%s; write %signore ID reason", cozemodel.DirectivePrefix, d.Verb, cozemodel.DirectivePrefix)
	case len(d.IDs) == 0:
		return "the directive names no check; write //cozelint:ignore ID reason"
	}
	if unknown := (checks.Selection{Disable: d.IDs}).Unknown(all); len(unknown) > 0 {
		return fmt.Sprintf("%q is no check of cozelint; write //cozelint:ignore ID reason", unknown[0])
	}
	if d.Reason == "" {
		return fmt.Sprintf("the directive gives no reason; write //cozelint:ignore %s reason", strings.Join(d.IDs, ","))
	}
	return ""
}

// matched reports whether the directive silenced a finding, or names only
// checks that did not run.
func matched(pass *analysis.Pass, d *cozemodel.Directive, m *cozemodel.Model, others []*analysis.Analyzer, all []*checks.Check) bool {
	for _, other := range others {
		if pass.ResultOf[other].(*report.Used).Silenced(d) {
			return true
		}
	}
	named := checks.Selection{Disable: d.IDs}
	return !slices.ContainsFunc(all, func(c *checks.Check) bool {
		return !named.Enabled(c) && m.Options().Enabled(c)
	})
}
