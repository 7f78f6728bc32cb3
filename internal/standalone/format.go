package standalone

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/messages"
)

// A Report is what a format writes.
type Report struct {
	Findings []Finding
	Dir      string
	Options  Options
	Suite    []analyzers.Pass
	Sources  *sources
	Problems []problem // what could not be checked
	Partly   []string  // import paths of packages that were not looked at in full
}

var formats = map[string]func(io.Writer, Report) error{
	"text":       writeText,
	"json":       writeJSON,
	"sarif":      writeSARIF,
	"github":     writeGitHub,
	"checkstyle": writeCheckstyle,
	"gitlab":     writeGitLab,
	"junit":      writeJUnit,
}

// path returns the path of a file as other programs are told it: with slashes,
// below the prefix where the folder of the run is not the root of the
// repository.
func (r Report) path(p Place) string {
	rel := slashed(p.Relative(r.Dir))
	if r.Options.PathPrefix == "" || filepath.IsAbs(rel) {
		return rel
	}
	return path.Join(slashed(r.Options.PathPrefix), rel)
}

// native returns the path of a file as the system writes it.
func (r Report) native(p Place) string { return filepath.FromSlash(r.path(p)) }

// prefixed returns the path of a file below the prefix, or its absolute path if
// there is no prefix.
func (r Report) prefixed(p Place) string {
	if r.Options.PathPrefix == "" {
		return p.File
	}
	return r.path(p)
}

// FormatNames returns the names of the output formats, sorted.
func FormatNames() []string { return slices.Sorted(maps.Keys(formats)) }

// writeText writes each finding with its source line, a caret, and the places
// that led to it, in colour on a terminal.
func writeText(w io.Writer, r Report) error {
	bold, red, reset := "", "", ""
	if r.Options.Color {
		bold, red, reset = "\x1b[1m", "\x1b[31m", "\x1b[0m"
	}
	for _, f := range r.Findings {
		severity := messages.Severities[f.Check.Severity()].In(r.Options.Lang)
		if _, err := fmt.Fprintf(w, "%s%s:%d:%d:%s %s [%s]\n", bold, r.native(f.Start), f.Start.Line, f.Start.Column, reset, f.Message, severity); err != nil {
			return err
		}
		if r.Options.Context < 0 {
			continue
		}
		last := min(len(r.Sources.lines(f.Start.File)), f.Start.Line+r.Options.Context)
		for n := max(1, f.Start.Line-r.Options.Context); n <= last; n++ {
			line := r.Sources.line(f.Start.File, n)
			fmt.Fprintf(w, "\t%s\n", line)
			if n == f.Start.Line && f.Start.Column-1 <= len(line) {
				fmt.Fprintf(w, "\t%s%s^%s\n", indent(line[:f.Start.Column-1]), red, reset)
			}
		}
		for _, rel := range f.Related {
			fmt.Fprintf(w, "\t%s:%d:%d: %s\n", r.native(rel.Start), rel.Start.Line, rel.Start.Column, rel.Message)
		}
	}
	return nil
}

// indent returns white space as wide as text on a terminal: tabs stay tabs,
// and the characters of East Asian scripts take two columns.
func indent(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch kind := width.LookupRune(r).Kind(); {
		case r == '\t':
			b.WriteRune(r)
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			b.WriteString("  ")
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// writeJSON writes the tree that x/tools' drivers write with -json.
func writeJSON(w io.Writer, r Report) error {
	type edit struct {
		Filename string `json:"filename"`
		Start    int    `json:"start"`
		End      int    `json:"end"`
		New      string `json:"new"`
	}
	type suggestedFix struct {
		Message string `json:"message"`
		Edits   []edit `json:"edits"`
	}
	type related struct {
		Posn    string `json:"posn"`
		End     string `json:"end"`
		Message string `json:"message"`
	}
	type diagnostic struct {
		Category string         `json:"category,omitempty"`
		Posn     string         `json:"posn"`
		End      string         `json:"end"`
		Message  string         `json:"message"`
		Fixes    []suggestedFix `json:"suggested_fixes,omitempty"`
		Related  []related      `json:"related,omitempty"`
	}
	posn := func(p Place) string { return fmt.Sprintf("%s:%d:%d", r.prefixed(p), p.Line, p.Column) }
	tree := make(map[string]map[string]any) // the diagnostics of a pass, or an error
	for _, p := range r.Problems {
		tree[p.pkg] = map[string]any{"cozelint": struct {
			Err string `json:"error"`
		}{p.line(r.Dir)}}
	}
	for _, f := range r.Findings {
		d := diagnostic{Category: f.Check.ID, Posn: posn(f.Start), End: posn(f.End), Message: f.Message}
		for _, rel := range f.Related {
			d.Related = append(d.Related, related{posn(rel.Start), posn(rel.End), rel.Message})
		}
		for _, fix := range f.Fixes {
			sf := suggestedFix{Message: fix.Message}
			for _, e := range fix.Edits {
				sf.Edits = append(sf.Edits, edit{r.prefixed(e.Start), e.Start.Offset, e.End.Offset, e.NewText})
			}
			d.Fixes = append(d.Fixes, sf)
		}
		if tree[f.Package] == nil {
			tree[f.Package] = make(map[string]any)
		}
		list, _ := tree[f.Package][f.Analyzer].([]diagnostic)
		tree[f.Package][f.Analyzer] = append(list, d)
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "\t")
	return encoder.Encode(tree)
}

// writeGitHub writes the workflow commands that GitHub turns into
// annotations, with columns in characters.
func writeGitHub(w io.Writer, r Report) error {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	command := map[string]string{"error": "error", "warning": "warning", "note": "notice"}
	for _, p := range r.Problems {
		where := "title=cozelint"
		if p.at.File != "" {
			where = fmt.Sprintf("file=%s,line=%d,title=cozelint", property.Replace(r.path(p.at)), max(1, p.at.Line))
		}
		if _, err := fmt.Fprintf(w, "::error %s::%s\n", where, data.Replace(p.titled(r.Dir))); err != nil {
			return err
		}
	}
	for _, f := range r.Findings {
		_, err := fmt.Fprintf(w, "::%s file=%s,line=%d,endLine=%d,col=%d,title=%s::%s\n", command[f.Check.Severity()],
			property.Replace(r.path(f.Start)), f.Start.Line, f.End.Line, r.Sources.character(f.Start), property.Replace(f.Check.ID), data.Replace(f.Message))
		if err != nil {
			return err
		}
	}
	return nil
}

// writeCheckstyle writes the XML that many CI servers read.
func writeCheckstyle(w io.Writer, r Report) error {
	type item struct {
		Line     int    `xml:"line,attr"`
		Column   int    `xml:"column,attr"`
		Severity string `xml:"severity,attr"`
		Message  string `xml:"message,attr"`
		Source   string `xml:"source,attr"`
	}
	type file struct {
		Name  string `xml:"name,attr"`
		Items []item `xml:"error"`
	}
	var document struct {
		XMLName xml.Name `xml:"checkstyle"`
		Version string   `xml:"version,attr"`
		Files   []file   `xml:"file"`
	}
	document.Version = "5.0"
	for _, p := range r.Problems {
		document.Files = append(document.Files, file{Name: r.path(p.orPackage(r.Dir)), Items: []item{{max(1, p.at.Line), max(1, p.at.Column), "error", p.titled(r.Dir), "cozelint"}}})
	}
	severity := map[string]string{"error": "error", "warning": "warning", "note": "info"}
	for _, f := range r.Findings {
		name := r.path(f.Start)
		if n := len(document.Files); n == 0 || document.Files[n-1].Name != name {
			document.Files = append(document.Files, file{Name: name})
		}
		last := &document.Files[len(document.Files)-1]
		last.Items = append(last.Items, item{f.Start.Line, f.Start.Column, severity[f.Check.Severity()], f.Message, "cozelint." + f.Check.ID})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(document); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// writeGitLab writes a GitLab code quality report.
func writeGitLab(w io.Writer, r Report) error {
	type issue struct {
		Description string `json:"description"`
		CheckName   string `json:"check_name"`
		Fingerprint string `json:"fingerprint"`
		Severity    string `json:"severity"`
		Location    struct {
			Path  string `json:"path"`
			Lines struct {
				Begin int `json:"begin"`
				End   int `json:"end"`
			} `json:"lines"`
		} `json:"location"`
	}
	severity := map[string]string{"error": "major", "warning": "minor", "note": "info"}
	issues := make([]issue, 0, len(r.Problems)+len(r.Findings))
	add := func(i issue, path string, begin, end int) {
		i.Location.Path, i.Location.Lines.Begin, i.Location.Lines.End = path, begin, end
		issues = append(issues, i)
	}
	for _, p := range r.Problems {
		print := sha256.Sum256([]byte("cozelint\x00" + p.titled(r.Dir)))
		line := max(1, p.at.Line)
		add(issue{Description: p.titled(r.Dir), CheckName: "cozelint", Fingerprint: hex.EncodeToString(print[:16]), Severity: "blocker"}, r.path(p.orPackage(r.Dir)), line, line)
	}
	prints := fingerprints(r.Findings, r.Dir, r.Sources)
	for i, f := range r.Findings {
		add(issue{Description: f.Message, CheckName: f.Check.ID, Fingerprint: prints[i], Severity: severity[f.Check.Severity()]}, r.path(f.Start), f.Start.Line, f.End.Line)
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(issues)
}

// fingerprints returns a text for each finding that stays the same while
// other lines of the program change: a hash of its file, check and
// source line, and a count among those that share these. The message is no part
// of it: its words may be Chinese, or better ones tomorrow.
func fingerprints(findings []Finding, dir string, src *sources) []string {
	prints := make([]string, len(findings))
	count := make(map[string]int)
	for i, f := range findings {
		line := strings.TrimSpace(src.line(f.Start.File, f.Start.Line))
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s", slashed(f.Start.Relative(dir)), f.Check.ID, line))
		key := hex.EncodeToString(sum[:16])
		count[key]++
		prints[i] = fmt.Sprintf("%s/%d", key, count[key])
	}
	return prints
}
