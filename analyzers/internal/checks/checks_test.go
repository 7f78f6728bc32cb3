package checks_test

import (
	"slices"
	"testing"

	"honnef.co/go/tools/analysis/lint"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
)

var (
	bare  = &checks.Check{ID: "CZ1001", Doc: &lint.RawDocumentation{Since: "0.1.0", Severity: lint.SeverityWarning}}
	grave = &checks.Check{ID: "CZ2001", Doc: &lint.RawDocumentation{Since: "0.1.0", Severity: lint.SeverityError}}
	optIn = &checks.Check{ID: "CZ2002", Doc: &lint.RawDocumentation{Since: "0.2.0", Severity: lint.SeverityInfo, NonDefault: true}}
	all   = []*checks.Check{bare, grave, optIn}
	split = &checks.Check{ID: "CZ5010", Was: "CZ5009", Doc: &lint.RawDocumentation{}}
)

func TestEnabled(t *testing.T) {
	for _, test := range []struct {
		name            string
		enable, disable []string
		want            []*checks.Check
	}{
		{"nothing said", nil, nil, []*checks.Check{bare, grave}},
		{"an ID", []string{"CZ2002"}, nil, all},
		{"in lower case", []string{"cz2002"}, nil, all},
		{"a prefix", nil, []string{"CZ2"}, []*checks.Check{bare}},
		{"all", []string{"all"}, nil, all},
		{"one of all", []string{"CZ1001"}, []string{"all"}, []*checks.Check{bare}},
		{"the more exact wins", []string{"CZ2001"}, []string{"CZ2"}, []*checks.Check{bare, grave}},
		{"the more exact wins, the other way", []string{"CZ2"}, []string{"CZ2001"}, []*checks.Check{bare, optIn}},
		{"of two as exact, disable", []string{"CZ1001"}, []string{"CZ1001"}, []*checks.Check{grave}},
		{"too short to name any", nil, []string{"CZ"}, []*checks.Check{bare, grave}},
	} {
		s := checks.Selection{Enable: test.enable, Disable: test.disable}
		var got []*checks.Check
		for _, c := range all {
			if s.Enabled(c) {
				got = append(got, c)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, ids(got), ids(test.want))
		}
	}
}

// TestSplit holds a check to the settings for the one that it was split from.
func TestSplit(t *testing.T) {
	for _, test := range []struct {
		name            string
		enable, disable []string
		want            bool
	}{
		{"nothing said", nil, nil, true},
		{"the earlier ID", nil, []string{"cz5009"}, false},
		{"the earlier ID, and its own", []string{"CZ5010"}, []string{"CZ5009"}, true},
		{"its own", []string{"CZ5009"}, []string{"CZ5010"}, false},
		{"another", nil, []string{"CZ5008"}, true},
	} {
		if got := (checks.Selection{Enable: test.enable, Disable: test.disable}).Enabled(split); got != test.want {
			t.Errorf("%s: %t", test.name, got)
		}
	}
}

func ids(list []*checks.Check) []string {
	var all []string
	for _, c := range list {
		all = append(all, c.ID)
	}
	return all
}

func TestUnknown(t *testing.T) {
	s := checks.Selection{Enable: []string{"CZ1001", "CZ9", "all"}, Disable: []string{"cz2", "", "CZ20011"}}
	if got, want := s.Unknown(all), []string{"CZ9", "", "CZ20011"}; !slices.Equal(got, want) {
		t.Errorf("unknown: %q, want %q", got, want)
	}
}

func TestWords(t *testing.T) {
	for c, want := range map[*checks.Check][2]string{
		bare:  {"warning", "Severity: warning. Runs by default. Since 0.1.0."},
		grave: {"error", "Severity: error. Runs by default. Since 0.1.0."},
		optIn: {"note", "Severity: note. Opt-in: -enable CZ2002. Since 0.2.0."},
	} {
		if got := c.Severity(); got != want[0] {
			t.Errorf("%s: severity %q, want %q", c.ID, got, want[0])
		}
		if got := c.Status(); got != want[1] {
			t.Errorf("%s: status %q, want %q", c.ID, got, want[1])
		}
		if got := c.URL(); got != checks.URL+c.ID+".md" {
			t.Errorf("%s: URL %q", c.ID, got)
		}
	}
}
