package analyzers_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/analyzers/internal/checktest"
	"github.com/cozelint/cozelint/internal/manual"
)

// maxLength is what half of the messages keep to, ID included: as much as is
// read at a glance.
const maxLength = 160

// TestMessages runs the suite over the test data of all passes in both
// languages: the places, IDs and fixes are the same, and every message is one
// or two sentences that a reader can follow.
func TestMessages(t *testing.T) {
	inLang := func(lang analyzers.Lang) []*analysis.Analyzer {
		var opts analyzers.Options
		opts.Shared.Enable, opts.Shared.Lang = []string{"all"}, lang
		return analyzers.Analyzers(suite(t, opts))
	}
	english, chinese := inLang(analyzers.English), inLang(analyzers.Chinese)
	lengths := make(map[string][]int)
	seen := make(map[string]bool)
	fixed := make(map[string]bool) // the checks with a fix
	for _, p := range checktest.TestData(t) {
		en, _, _ := p.Analyze(english)
		zh, _, _ := p.Analyze(chinese)
		if len(en) != len(zh) {
			t.Errorf("%s: %d findings in English, %d in Chinese", p.Path, len(en), len(zh))
			continue
		}
		sortDiagnostics(en)
		sortDiagnostics(zh)
		for i := range en {
			compareLanguages(t, p.Path, en[i], zh[i])
			fixed[en[i].Category] = fixed[en[i].Category] || len(en[i].SuggestedFixes) > 0
			if seen[en[i].Message] {
				continue
			}
			seen[en[i].Message] = true
			lengths["en"] = append(lengths["en"], utf8.RuneCountInString(en[i].Message))
			lengths["zh"] = append(lengths["zh"], utf8.RuneCountInString(zh[i].Message))
			for _, problem := range faults(en[i].Message) {
				t.Errorf("%s: %s: %q", p.Path, problem, en[i].Message)
			}
			for _, message := range texts(zh[i]) {
				if !strings.ContainsFunc(message, isHan) || strings.Contains(message, "%!") {
					t.Errorf("%s: not in Chinese: %q", p.Path, message)
				}
				if listed := westernList.FindString(message); listed != "" {
					t.Errorf("%s: a list with commas, %q: %q", p.Path, listed, message)
				}
			}
		}
	}
	for _, c := range analyzers.Checks() {
		if manual.HasFix(c) != fixed[c.ID] {
			t.Errorf("%s: the page says that there is a fix: %t; the test data has one: %t", c.ID, manual.HasFix(c), fixed[c.ID])
		}
	}
	for lang, list := range lengths {
		slices.Sort(list)
		if median := list[len(list)/2]; len(list) < 100 || median > maxLength {
			t.Errorf("%s: %d messages, median %d, want %d at most", lang, len(list), median, maxLength)
		} else {
			t.Logf("%s: %d messages, median %d, longest %d", lang, len(list), median, list[len(list)-1])
		}
	}
}

func sortDiagnostics(list []analysis.Diagnostic) {
	slices.SortStableFunc(list, func(a, b analysis.Diagnostic) int {
		if a.Pos != b.Pos {
			return int(a.Pos - b.Pos)
		}
		return strings.Compare(a.Category, b.Category)
	})
}

// compareLanguages compares what must be equal in a finding.
func compareLanguages(t *testing.T, path string, en, zh analysis.Diagnostic) {
	t.Helper()
	if en.Category != zh.Category || len(en.Related) != len(zh.Related) || len(en.SuggestedFixes) != len(zh.SuggestedFixes) || !strings.HasSuffix(zh.Message, "("+en.Category+")") {
		t.Errorf("%s: %q and %q differ in more than words", path, en.Message, zh.Message)
		return
	}
	for i := range en.SuggestedFixes {
		a, b := en.SuggestedFixes[i].TextEdits, zh.SuggestedFixes[i].TextEdits
		if !slices.EqualFunc(a, b, func(a, b analysis.TextEdit) bool { return string(a.NewText) == string(b.NewText) }) {
			t.Errorf("%s: the fixes of %q differ", path, en.Message)
		}
	}
}

// texts returns every text of a diagnostic.
func texts(d analysis.Diagnostic) []string {
	list := []string{d.Message}
	for _, r := range d.Related {
		list = append(list, r.Message)
	}
	for _, fix := range d.SuggestedFixes {
		list = append(list, fix.Message)
	}
	return list
}

// westernList is a list of names or codes between Chinese words, with commas.
var westernList = regexp.MustCompile(`(?:\d{4} \w+|Event\w+|Status\w+|"\w+"), (?:\d{4} \w+|\w*Event\w+|\w*Status\w+|"\w+")`)

var (
	tableSize = regexp.MustCompile(`\d+ of the \d+`)
	sentence  = regexp.MustCompile(`[.:;] `)
)

// faults returns what is wrong with the wording of an English message.
func faults(message string) []string {
	var list []string
	add := func(fault string, wrong bool) {
		if wrong {
			list = append(list, fault)
		}
	}
	add("a format that does not fit", strings.Contains(message, "%!"))
	add("Chinese in English", strings.ContainsFunc(withoutQuotes(message), isHan))
	add("it counts the table", tableSize.MatchString(message))
	add("it begins with a capital or ends with a full stop", unicode.IsUpper([]rune(message)[0]) && strings.HasPrefix(message, "The ") || strings.Contains(message, ". (CZ"))
	add("more than two sentences", len(sentence.FindAllString(withoutQuotes(message), -1)) > 3)
	words := strings.Fields(withoutQuotes(message))
	for i := 1; i < len(words); i++ {
		add("the word "+words[i]+" twice", strings.EqualFold(words[i-1], words[i]))
	}
	return list
}

var quoted = regexp.MustCompile("\"[^\"]*\"|\\([^)]*\\)")

// withoutQuotes leaves out what a message cites of the program.
func withoutQuotes(message string) string { return quoted.ReplaceAllString(message, "") }

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// TestFaults holds the test to what it is for.
func TestFaults(t *testing.T) {
	for _, bad := range []string{
		"r.Code is %!s(MISSING) (CZ1001)", "the code code is bare (CZ1001)", "47 of the 53 known codes are missing (CZ4001)",
		"it is lost. (CZ3001)", "这里 (CZ3001)", "one: two: three; four: five (CZ3001)",
	} {
		if len(faults(bad)) == 0 {
			t.Errorf("nothing is wrong with %q", bad)
		}
	}
}
