// Package standalone is the driver behind the command: it loads packages,
// runs the suite, and prints or applies what it finds.
package standalone

import (
	"cmp"
	"go/token"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"

	"github.com/cozelint/cozelint/analyzers"
)

// A Finding is one diagnostic with its places resolved.
type Finding struct {
	Analyzer string
	Package  string // its import path
	Check    *analyzers.Check
	Message  string // with the ID at its end
	URL      string
	Start    Place
	End      Place
	Related  []Related
	Fixes    []Fix

	edited map[string]*token.File // the files of the fixes, as they were parsed
}

// A Place is a position in a file.
type Place struct {
	File   string // absolute
	Line   int    // from 1
	Column int    // in bytes, from 1
	Offset int    // in bytes, from 0
}

// Related is a place that has to do with a finding.
type Related struct {
	Start, End Place
	Message    string
}

// A Fix is one way to mend a finding.
type Fix struct {
	Message string
	Edits   []Edit
}

// An Edit replaces a range of a file.
type Edit struct {
	Start, End Place
	NewText    string
}

// Findings returns the findings of the root actions of graphs, sorted by place,
// without those that a package and its test variant both have.
func Findings(graphs ...*checker.Graph) []Finding {
	checks := make(map[string]*analyzers.Check)
	for _, c := range analyzers.Checks() {
		checks[c.ID] = c
	}
	var findings []Finding
	for _, graph := range graphs {
		for _, act := range graph.Roots {
			for _, d := range act.Diagnostics {
				findings = append(findings, newFinding(act, d, checks))
			}
		}
	}
	slices.SortStableFunc(findings, compare)
	return slices.CompactFunc(findings, func(a, b Finding) bool { return compare(a, b) == 0 })
}

func compare(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.Start.File, b.Start.File),
		cmp.Compare(a.Start.Line, b.Start.Line),
		cmp.Compare(a.Start.Column, b.Start.Column),
		cmp.Compare(a.Check.ID, b.Check.ID),
	)
}

func newFinding(act *checker.Action, d analysis.Diagnostic, checks map[string]*analyzers.Check) Finding {
	fset := act.Package.Fset
	end := d.End
	if !end.IsValid() {
		end = d.Pos
	}
	f := Finding{
		Analyzer: act.Analyzer.Name,
		Package:  act.Package.PkgPath,
		Check:    checks[d.Category],
		Message:  d.Message,
		URL:      d.URL,
		Start:    place(fset, d.Pos),
		End:      place(fset, end),
	}
	for _, r := range d.Related {
		rend := r.End
		if !rend.IsValid() {
			rend = r.Pos
		}
		f.Related = append(f.Related, Related{place(fset, r.Pos), place(fset, rend), r.Message})
	}
	f.edited = make(map[string]*token.File)
	for _, fix := range d.SuggestedFixes {
		var edits []Edit
		for _, e := range fix.TextEdits {
			end := e.End
			if !end.IsValid() {
				end = e.Pos
			}
			file := fset.File(e.Pos)
			f.edited[file.Name()] = file
			edits = append(edits, Edit{place(fset, e.Pos), place(fset, end), string(e.NewText)})
		}
		f.Fixes = append(f.Fixes, Fix{fix.Message, edits})
	}
	return f
}

// place resolves pos in the file that was parsed, not where a //line
// directive puts it: edits and editors need the former. Only of what cgo wrote
// is it the latter.
func place(fset *token.FileSet, pos token.Pos) Place {
	file := fset.File(pos)
	if file == nil {
		return Place{}
	}
	p := file.PositionFor(pos, filepath.Ext(file.Name()) != ".go")
	return Place{p.Filename, p.Line, p.Column, p.Offset}
}

// Relative returns the file of p relative to dir where that is shorter to
// read: below it.
func (p Place) Relative(dir string) string {
	rel, err := filepath.Rel(dir, p.File)
	if err != nil || rel == ".." || len(rel) > 2 && rel[:3] == ".."+string(os.PathSeparator) {
		return p.File
	}
	return rel
}
