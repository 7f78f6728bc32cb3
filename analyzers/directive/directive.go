// Package directive defines the pass cozedirective, which reports the
// //cozelint: directives that silence nothing.
package directive

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"honnef.co/go/tools/analysis/lint"

	"github.com/cozelint/cozelint/analyzers/autosave"
	"github.com/cozelint/cozelint/analyzers/codecompare"
	"github.com/cozelint/cozelint/analyzers/exhaustive"
	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/analyzers/logid"
	"github.com/cozelint/cozelint/analyzers/usage"
	"github.com/cozelint/cozelint/internal/messages"
)

const doc = `report //cozelint: directives that silence nothing (CZ0xxx)

A directive silences the checks it names on its line, on the statement or on
the declaration that begins there, and says why:

	//cozelint:ignore CZ3001 the gateway adds the log ID
	//cozelint:ignore-file CZ1001 a table of the codes of many vendors

The second one holds for its whole file. One that is malformed, gives no reason
or names no check is reported as CZ0002; one that nothing matches, or an entry
of its list, as CZ0001, so that it goes when its cause goes. The flags -sdk, -hosts, -log-funcs, -lang, -enable
and -disable of this pass hold for the whole suite.`

// Unmatched is CZ0001, a directive that covers no finding.
var Unmatched = &checks.Check{
	ID: "CZ0001",
	Doc: &lint.RawDocumentation{
		Title: "An ignore directive that no finding matches",
		Text: `The line, statement or declaration under the directive has no finding of the
checks that it names, or none of one of them. Either the code was fixed and the
directive can go, or it stands in the wrong place and silences nothing.`,
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
A directive that does not do so is ignored.`,
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

// Analyzer is the pass for programs that run the exported passes without the
// suite. It requires them.
var Analyzer = cozemodel.Export(New(cozemodel.Default,
	[]*analysis.Analyzer{codecompare.Analyzer, autosave.Analyzer, logid.Analyzer, exhaustive.Analyzer, usage.Analyzer},
	slices.Concat(codecompare.Checks, autosave.Checks, logid.Checks, exhaustive.Checks, usage.Checks, Checks)))

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
		used := []*report.Used{r.Used()}
		for _, other := range others {
			used = append(used, pass.ResultOf[other].(*report.Used))
		}
		for _, d := range inOrder(reportMalformed(r, m.Directives(), all)) {
			if useless := unmatched(d, used, m, all); len(useless) > 0 {
				text := messages.UnmatchedEntry
				if len(useless) == len(d.IDs) {
					text = messages.UnmatchedDirective
				}
				r.Report(report.Finding{Check: Unmatched, Range: d.Comment, Message: r.Say(text, strings.Join(useless, ","))})
			}
		}
		return r.Used(), nil
	}
	return a
}

// reportMalformed reports the malformed directives and returns the others.
func reportMalformed(r *report.Reporter, directives []*cozemodel.Directive, all []*checks.Check) (sound []*cozemodel.Directive) {
	for _, d := range directives {
		if message := malformed(r, d, all); message != "" {
			r.Report(report.Finding{Check: Malformed, Range: d.Comment, Message: message})
		} else {
			sound = append(sound, d)
		}
	}
	return sound
}

// inOrder returns directives so that those that silence findings of this pass
// come after what they can silence.
func inOrder(directives []*cozemodel.Directive) []*cozemodel.Directive {
	var first, last []*cozemodel.Directive
	for _, d := range directives {
		if len(d.Entries(Unmatched)) > 0 {
			last = append(last, d)
		} else {
			first = append(first, d)
		}
	}
	return append(first, last...)
}

// malformed says what is wrong with a directive, or "".
func malformed(r *report.Reporter, d *cozemodel.Directive, all []*checks.Check) string {
	switch {
	case strings.HasPrefix(d.Verb, "/"):
		return r.Say(messages.SpacedDirective, d.Verb)
	case !d.Known():
		return r.Say(messages.UnknownDirective, d.Verb)
	case len(d.IDs) == 0:
		return r.Say(messages.DirectiveNoID, d.Verb)
	}
	if unknown := (checks.Selection{Disable: d.IDs}).Unknown(all); len(unknown) > 0 {
		return r.Say(messages.DirectiveBadID, unknown[0], d.Verb)
	}
	if d.Reason == "" {
		return r.Say(messages.DirectiveNoReason, d.Verb, strings.Join(d.IDs, ","))
	}
	return ""
}

// unmatched returns the entries of the directive's list that silenced nothing,
// without those that name only checks which did not run.
func unmatched(d *cozemodel.Directive, used []*report.Used, m *cozemodel.Model, all []*checks.Check) []string {
	var useless []string
	for _, entry := range d.IDs {
		silenced := slices.ContainsFunc(used, func(u *report.Used) bool { return u.Silenced(d, entry) })
		ran := slices.ContainsFunc(all, func(c *checks.Check) bool {
			return slices.Contains(d.Entries(c), entry) && m.Options().Enabled(c)
		})
		if !silenced && ran {
			useless = append(useless, entry)
		}
	}
	return useless
}
