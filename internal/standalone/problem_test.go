package standalone

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cozelint/cozelint/analyzers"
)

// unfinished imports what is not there, and has ten errors more.
var unfinished = "package cozeshop\n\nimport \"example.com/m/absent\"\n\nconst host = \"https://api.coze.cn\"\n\n" +
	strings.Repeat("var _ int = \"\"\n", 10)

// TestProblems checks a client beside a package that does not compile: every
// format says that it was not checked, once, and where.
func TestProblems(t *testing.T) {
	dir := module(t, map[string]string{"cozebot/bot.go": client, "cozeshop/shop.go": unfinished})
	_, stderr, status := check(t, dir, Options{})
	file := filepath.Join("cozeshop", "shop.go")
	if lines := strings.Split(strings.TrimSpace(stderr), "\n"); status != ExitFailed || len(lines) != 1 || !strings.HasPrefix(lines[0], file+":3:8: ") || !strings.Contains(lines[0], "absent") || !strings.HasSuffix(lines[0], "(and 10 more in this package)") {
		t.Errorf("status %d, stderr\n%s", status, stderr)
	}
	report := map[string]func(string) bool{
		"github": func(out string) bool {
			return strings.HasPrefix(out, "::error file=cozeshop/shop.go,line=3,title=cozelint::") && strings.Count(out, "::error") == 1
		},
		"gitlab": func(out string) bool {
			var issues []struct {
				Severity string
				Location struct{ Path string }
			}
			return json.Unmarshal([]byte(out), &issues) == nil && len(issues) == 3 && issues[0].Severity == "blocker" && issues[0].Location.Path == "cozeshop/shop.go"
		},
		"checkstyle": func(out string) bool {
			return strings.Contains(out, `<file name="cozeshop/shop.go">`) && strings.Contains(out, `source="cozelint"`)
		},
		"junit": func(out string) bool {
			var document struct {
				Suites []struct {
					Errors int `xml:"errors,attr"`
				} `xml:"testsuite"`
			}
			return xml.Unmarshal([]byte(out), &document) == nil && len(document.Suites) == 2 && document.Suites[0].Errors == 1 && strings.Count(out, "<error") == 1
		},
		"json": func(out string) bool {
			var tree map[string]map[string]json.RawMessage
			return json.Unmarshal([]byte(out), &tree) == nil && strings.Contains(string(tree["example.com/m/cozeshop"]["cozelint"]), `"error": "`+filepath.ToSlash(file)+":3:8: ")
		},
		"sarif": func(out string) bool {
			return strings.Count(out, `"toolExecutionNotifications"`) == 1 && strings.Contains(out, `"executionSuccessful": false`)
		},
	}
	for format, says := range report {
		out, _, status := check(t, dir, Options{Format: format})
		if status != ExitFailed || !says(out) {
			t.Errorf("%s: status %d\n%s", format, status, out)
		}
	}
}

// TestBrokenImport checks a client that imports a package which does not
// compile: everything that counts is checked, and -v says what is unknown.
func TestBrokenImport(t *testing.T) {
	importing := strings.Replace(client, "import (", "import (\n\t\"example.com/m/parts\"", 1) + "\nvar _ = parts.Known\n"
	dir := module(t, map[string]string{"cozebot/bot.go": importing, "parts/parts.go": "package parts\n\nconst Known = 1\n\nvar Part Unknown\n"})
	out, stderr, status := check(t, dir, Options{})
	if status != ExitFindings || !strings.Contains(out, "(CZ3001)") || stderr != "" {
		t.Errorf("status %d\n%s%s", status, out, stderr)
	}
	if _, stderr, _ := check(t, dir, Options{Verbose: true}); !strings.Contains(stderr, "example.com/m/parts does not compile") || !strings.Contains(stderr, "undefined: Unknown") {
		t.Errorf("-v says\n%s", stderr)
	}
}

// TestEmptyJUnit demands a suite of a report without findings.
func TestEmptyJUnit(t *testing.T) {
	dir := module(t, map[string]string{"quiet/quiet.go": "package quiet\n"})
	out, stderr, status := check(t, dir, Options{Format: "junit"})
	if status != ExitClean || strings.Count(out, "<testsuite ") != 1 || strings.Count(out, "<testcase ") != 1 || strings.Contains(out, "<failure") {
		t.Errorf("status %d\n%s", status, out)
	}
	// Nothing counts as Coze code: that is said in CI, too.
	if strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "no package counts as Coze code") {
		t.Errorf("stderr %q", stderr)
	}
}

func TestNoHome(t *testing.T) {
	dir := module(t, map[string]string{"cozebot/bot.go": client})
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData", "GOCACHE"} {
		t.Setenv(name, "")
	}
	if _, stderr, status := check(t, dir, Options{}); status != ExitFailed || !strings.Contains(stderr, "set GOCACHE, or HOME") {
		t.Errorf("status %d, stderr %q", status, stderr)
	}
}

func TestFailOn(t *testing.T) {
	dir := module(t, map[string]string{"cozebot/bot.go": client}) // two warnings
	for failOn, want := range map[string]int{"note": ExitFindings, "warning": ExitFindings, "error": ExitClean, "fatal": ExitFailed} {
		out, stderr, status := check(t, dir, Options{FailOn: failOn})
		if status != want || want != ExitFailed && strings.Count(out, ") [warning]\n") != 2 {
			t.Errorf("-fail-on %s: status %d, want %d\n%s%s", failOn, status, want, out, stderr)
		}
	}
	if out, _, status := check(t, dir, Options{FailOn: "error", Format: "sarif"}); status != ExitClean || strings.Count(out, `"level": "warning",`) < 2 {
		t.Errorf("SARIF: status %d", status)
	}
}

func TestVersionNumber(t *testing.T) {
	for version, want := range map[string]string{"v0.1.0": "0.1.0", "v0.0.0-20260101000000-abcdefabcdef+dirty": "0.0.0-20260101000000-abcdefabcdef+dirty", "(devel)": "", "": ""} {
		if got := versionNumber(version); got != want {
			t.Errorf("versionNumber(%q) = %q, want %q", version, got, want)
		}
	}
}

// TestGitHubColumns counts characters, as who reads the annotation does.
func TestGitHubColumns(t *testing.T) {
	dir := module(t, map[string]string{"cozebot/bot.go": client})
	out, _, _ := check(t, dir, Options{Format: "github"})
	if want := "line=27,endLine=27,col=31,"; !strings.Contains(out, want) {
		t.Errorf("no %s in\n%s", want, out)
	}
}

// TestBaselineInUse writes a baseline anew, reads it as a reviewer does, and
// counts what is no longer found.
func TestBaselineInUse(t *testing.T) {
	dir := module(t, map[string]string{"cozebot/bot.go": client, "cozeshop/shop.go": strings.Replace(client, "cozebot", "cozeshop", 1)})
	baseline := filepath.Join(dir, "baseline.txt")
	check(t, dir, Options{WriteBaseline: baseline})
	before := read(t, baseline)
	if !strings.Contains(before, " CZ1001 cozebot/bot.go\tif \"扣子 𝔠\" != \"\" && r.Code == 4100 {\n") || strings.Count(before, "\n") != 5 {
		t.Errorf("nothing to review in\n%s", before)
	}
	if check(t, dir, Options{Baseline: baseline, WriteBaseline: baseline}); read(t, baseline) != before {
		t.Errorf("the baseline in use is now\n%s", read(t, baseline))
	}
	if _, stderr, status := check(t, dir, Options{Baseline: baseline}); status != ExitClean || stderr != "" {
		t.Errorf("status %d, stderr %q", status, stderr)
	}
	if err := os.RemoveAll(filepath.Join(dir, "cozeshop")); err != nil {
		t.Fatal(err)
	}
	if _, stderr, status := check(t, dir, Options{Baseline: baseline}); status != ExitClean || !strings.Contains(stderr, "2 entries of ") {
		t.Errorf("two stale entries: status %d, stderr %q", status, stderr)
	}
	// What -fix mends does not get into the baseline.
	if _, _, status := check(t, dir, Options{Fix: true, WriteBaseline: baseline}); status != ExitClean || strings.Contains(read(t, baseline), "CZ3001") || !strings.Contains(read(t, filepath.Join(dir, "cozebot", "bot.go")), fixed) {
		t.Errorf("-fix -write-baseline: status %d\n%s", status, read(t, baseline))
	}
	if _, stderr, status := check(t, dir, Options{Diff: true, WriteBaseline: baseline}); status != ExitFailed || !strings.Contains(stderr, "-diff") {
		t.Errorf("-diff -write-baseline: status %d, stderr %q", status, stderr)
	}
}

// TestEarlierBaseline reads a baseline that has a check by the ID of the one that it
// was split from.
func TestEarlierBaseline(t *testing.T) {
	const site = "package cozebot\n\nimport \"net/http\"\n\nfunc cozeChat() (*http.Response, error) {\n\treturn http.Get(\"https://www.coze.cn/v3/chat/retrieve\")\n}\n"
	dir := module(t, map[string]string{"cozebot/bot.go": site})
	suite := newSuite(t)
	opts := Options{Format: "text", Patterns: []string{"./..."}, Stdout: io.Discard, Stderr: io.Discard}
	real, err := folder(dir)
	if err != nil {
		t.Fatal(err)
	}
	found, err := find(suite, Tell(analyzers.Analyzers(suite)), real, opts)
	if err != nil || len(found.findings) != 1 || found.findings[0].Check.ID != "CZ5010" {
		t.Fatalf("%v, findings %v", err, found.findings)
	}
	baseline := filepath.Join(real, "baseline.txt")
	if err := writeBaseline(baseline, withEarlierIDs(found.findings), found.src); err != nil {
		t.Fatal(err)
	}
	if _, stderr, status := check(t, dir, Options{Baseline: baseline}); status != ExitClean || !strings.Contains(stderr, "1 entries of ") || !strings.Contains(stderr, "was split since") {
		t.Errorf("status %d, stderr %q", status, stderr)
	}
}
