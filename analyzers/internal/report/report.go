// Package report gives diagnostics the form that all passes share: the ID
// in the category, in the URL and at the end of the message, nothing from
// generated files, and nothing that a //cozelint:ignore directive covers.
package report

import (
	"fmt"
	"go/token"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/internal/messages"
)

// A Finding is what a pass has to say about one place.
type Finding struct {
	Check   *checks.Check
	Range   analysis.Range
	Message string // without the ID, which the Reporter appends
	Related []analysis.RelatedInformation
	Fixes   []analysis.SuggestedFix
}

// A Reporter reports the findings of one pass over one package.
type Reporter struct {
	pass  *analysis.Pass
	model *cozemodel.Model
	seen  map[place]bool
	used  *Used
}

type place struct {
	id  string
	pos token.Pos
}

// Used is the result of every reporting pass: the directives that silenced
// one of its findings, and which entries of their lists. The directive pass
// reports those that are in none.
type Used struct {
	entries  map[usedEntry]bool
	silences []Silence
}

// A Silence is a place that a check looked at and did not report.
type Silence struct {
	Check  *checks.Check
	Pos    token.Pos
	Reason messages.Text // one of the texts of package messages that begin with Silent
	// Earlier is the ID by which a directive names the check, where that is only
	// the one that it was split from; else "".
	Earlier string
}

// Silences returns the places that the pass did not report, in the order in
// which it looked at them.
func (u *Used) Silences() []Silence { return u.silences }

type usedEntry struct {
	directive *cozemodel.Directive
	entry     string
}

// ResultType is the type of *Used, for analysis.Analyzer.ResultType.
var ResultType = reflect.TypeFor[*Used]()

// Silenced reports whether an entry of the list of d silenced a finding of the
// pass.
func (u *Used) Silenced(d *cozemodel.Directive, entry string) bool {
	return u.entries[usedEntry{d, entry}]
}

// New returns a Reporter for pass.
func New(pass *analysis.Pass, model *cozemodel.Model) *Reporter {
	pass.ReadFile = once(pass.ReadFile)
	return &Reporter{
		pass:  pass,
		model: model,
		seen:  make(map[place]bool),
		used:  &Used{entries: make(map[usedEntry]bool)},
	}
}

// once returns a function that reads each file once: fixes look at the text around each
// finding.
func once(read func(string) ([]byte, error)) func(string) ([]byte, error) {
	if read == nil {
		return nil
	}
	known := make(map[string][]byte)
	return func(name string) ([]byte, error) {
		if text, ok := known[name]; ok {
			return text, nil
		}
		text, err := read(name)
		if err == nil {
			known[name] = text
		}
		return text, err
	}
}

// Used returns the directives that have silenced a finding so far.
func (r *Reporter) Used() *Used { return r.used }

// Enabled reports whether findings of c are wanted at all.
func (r *Reporter) Enabled(c *checks.Check) bool {
	return r.model.Options().Enabled(c)
}

// Say returns a message of the catalogue in the language of the suite.
func (r *Reporter) Say(text messages.Text, args ...any) string {
	return text.In(r.model.Options().Lang, args...)
}

// Quiet notes that a check looked at a place and does not report it.
func (r *Reporter) Quiet(c *checks.Check, pos token.Pos, reason messages.Text) {
	r.used.silences = append(r.used.silences, Silence{Check: c, Pos: pos, Reason: reason})
}

// Report reports f, unless its check is disabled, its file is generated, the
// options or a directive leave it out, or the same check already reported the same place.
func (r *Reporter) Report(f Finding) {
	pos := f.Range.Pos()
	switch {
	case r.seen[place{f.Check.ID, pos}]:
		return
	case !r.Enabled(f.Check):
		r.Quiet(f.Check, pos, messages.SilentOff)
		return
	case r.model.Generated(pos):
		r.Quiet(f.Check, pos, messages.SilentGenerated)
		return
	case r.model.Excluded(pos, f.Check):
		r.Quiet(f.Check, pos, messages.SilentExcluded)
		return
	}
	r.seen[place{f.Check.ID, pos}] = true
	if covering := r.model.Covering(pos, f.Check); len(covering) > 0 {
		earlier := f.Check.Was
		for _, d := range covering {
			for _, entry := range d.Entries(f.Check) {
				r.used.entries[usedEntry{d, entry}] = true
				if !strings.EqualFold(entry, f.Check.Was) {
					earlier = ""
				}
			}
		}
		r.used.silences = append(r.used.silences, Silence{f.Check, pos, messages.SilentDirective, earlier})
		return
	}
	if cozemodel.IsCgo(r.pass.Fset.File(pos)) {
		f.Fixes = nil // they would edit what cgo wrote
	}
	r.pass.Report(analysis.Diagnostic{
		Pos:            pos,
		End:            f.Range.End(),
		Category:       f.Check.ID,
		Message:        fmt.Sprintf("%s (%s)", f.Message, f.Check.ID),
		URL:            f.Check.URL(),
		Related:        f.Related,
		SuggestedFixes: f.Fixes,
	})
}
