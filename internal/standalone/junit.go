package standalone

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
)

// writeJUnit writes a JUnit report, which CI servers show beside the tests: a
// suite for each package, with a failed case for each finding, and a case with
// an error for each package that could not be checked. Where there is neither,
// one case passes: servers take an empty report for a broken one.
func writeJUnit(w io.Writer, r Report) error {
	type failure struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
	type testCase struct {
		Class   string   `xml:"classname,attr"`
		Name    string   `xml:"name,attr"`
		File    string   `xml:"file,attr,omitempty"`
		Line    int      `xml:"line,attr,omitempty"`
		Failure *failure `xml:"failure"`
		Error   *failure `xml:"error"`
	}
	type suite struct {
		Name     string     `xml:"name,attr"`
		Tests    int        `xml:"tests,attr"`
		Failures int        `xml:"failures,attr"`
		Errors   int        `xml:"errors,attr"`
		Cases    []testCase `xml:"testcase"`
	}
	var document struct {
		XMLName xml.Name `xml:"testsuites"`
		Suites  []*suite `xml:"testsuite"`
	}
	byPackage := make(map[string]*suite)
	suiteOf := func(pkg string) *suite {
		s := byPackage[pkg]
		if s == nil {
			s = &suite{Name: pkg}
			byPackage[pkg] = s
			document.Suites = append(document.Suites, s)
		}
		s.Tests++
		return s
	}
	for _, p := range r.Problems {
		s := suiteOf(cmp.Or(p.pkg, "cozelint"))
		s.Errors++
		s.Cases = append(s.Cases, testCase{
			Class: "cozelint", Name: "cozelint", File: r.path(p.orPackage(r.Dir)), Line: max(1, p.at.Line),
			Error: &failure{"cozelint", p.text, p.titled(r.Dir)},
		})
	}
	for _, f := range r.Findings {
		s := suiteOf(f.Package)
		where := fmt.Sprintf("%s:%d:%d", r.path(f.Start), f.Start.Line, f.Start.Column)
		s.Failures++
		s.Cases = append(s.Cases, testCase{
			Class: f.Analyzer, Name: f.Check.ID + " " + where, File: r.path(f.Start), Line: f.Start.Line,
			Failure: &failure{f.Check.ID, f.Message, where + ": " + f.Message},
		})
	}
	if len(document.Suites) == 0 {
		s := suiteOf("cozelint")
		s.Cases = []testCase{{Class: "cozelint", Name: "cozelint"}}
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
