package standalone

import (
	"encoding/xml"
	"fmt"
	"io"
)

// writeJUnit writes a JUnit report, which CI servers show beside the tests: a
// suite for each package, and a failed case for each finding.
func writeJUnit(w io.Writer, r Report) error {
	type failure struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
	type testCase struct {
		Class   string   `xml:"classname,attr"`
		Name    string   `xml:"name,attr"`
		File    string   `xml:"file,attr"`
		Line    int      `xml:"line,attr"`
		Failure *failure `xml:"failure"`
	}
	type suite struct {
		Name     string     `xml:"name,attr"`
		Tests    int        `xml:"tests,attr"`
		Failures int        `xml:"failures,attr"`
		Cases    []testCase `xml:"testcase"`
	}
	var document struct {
		XMLName xml.Name `xml:"testsuites"`
		Suites  []*suite `xml:"testsuite"`
	}
	byPackage := make(map[string]*suite)
	for _, f := range r.Findings {
		s := byPackage[f.Package]
		if s == nil {
			s = &suite{Name: f.Package}
			byPackage[f.Package] = s
			document.Suites = append(document.Suites, s)
		}
		where := fmt.Sprintf("%s:%d:%d", r.path(f.Start), f.Start.Line, f.Start.Column)
		s.Tests, s.Failures = s.Tests+1, s.Failures+1
		s.Cases = append(s.Cases, testCase{
			Class: f.Analyzer, Name: f.Check.ID + " " + where, File: r.path(f.Start), Line: f.Start.Line,
			Failure: &failure{f.Check.ID, f.Message, where + ": " + f.Message},
		})
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
