package standalone

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
)

// The elements of a JUnit report.
type (
	junitReport struct {
		XMLName xml.Name      `xml:"testsuites"`
		Suites  []*junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		File    string        `xml:"file,attr,omitempty"`
		Line    int           `xml:"line,attr,omitempty"`
		Failure *junitFailure `xml:"failure"`
		Error   *junitFailure `xml:"error"`
	}
	junitFailure struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// writeJUnit writes a JUnit report, which CI servers show beside the tests: a
// suite for each package, with a failed case for each finding, and a case with
// an error for each package that could not be checked. Where there is neither,
// one case passes: servers take an empty report for a broken one.
func writeJUnit(w io.Writer, r Report) error {
	var document junitReport
	byPackage := make(map[string]*junitSuite)
	suiteOf := func(pkg string) *junitSuite {
		s := byPackage[pkg]
		if s == nil {
			s = &junitSuite{Name: pkg}
			byPackage[pkg] = s
			document.Suites = append(document.Suites, s)
		}
		s.Tests++
		return s
	}
	for _, p := range r.Problems {
		s := suiteOf(cmp.Or(p.pkg, "cozelint"))
		s.Errors++
		s.Cases = append(s.Cases, junitCase{
			Class: "cozelint", Name: "cozelint", File: r.path(p.orPackage(r.Dir)), Line: max(1, p.at.Line),
			Error: &junitFailure{"cozelint", p.text, p.titled(r.Dir)},
		})
	}
	for _, f := range r.Findings {
		s := suiteOf(f.Package)
		where := fmt.Sprintf("%s:%d:%d", r.path(f.Start), f.Start.Line, f.Start.Column)
		s.Failures++
		s.Cases = append(s.Cases, junitCase{
			Class: f.Analyzer, Name: f.Check.ID + " " + where, File: r.path(f.Start), Line: f.Start.Line,
			Failure: &junitFailure{f.Check.ID, f.Message, where + ": " + f.Message},
		})
	}
	if len(document.Suites) == 0 {
		s := suiteOf("cozelint")
		s.Cases = []junitCase{{Class: "cozelint", Name: "cozelint"}}
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
