package standalone

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/cozelint/cozelint/internal/messages"
)

// sarifOf runs the suite and returns the SARIF log, which the schema of SARIF
// 2.1.0 must allow.
func sarifOf(t *testing.T, dir string, opts Options) sarifRun {
	t.Helper()
	document, err := os.Open("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	defer document.Close()
	schemaText, err := jsonschema.UnmarshalJSON(document)
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("sarif.json", schemaText); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	opts.Format = "sarif"
	out, _, _ := check(t, dir, opts)
	instance, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(instance); err != nil {
		t.Error(err)
	}
	var log sarifLog
	if err := json.Unmarshal([]byte(out), &log); err != nil {
		t.Fatal(err)
	}
	return log.Runs[0]
}

// TestSARIFForViewers looks at what a viewer shows beside a finding: the rule
// with its help, the path to the finding, and what could not be checked.
func TestSARIFForViewers(t *testing.T) {
	dir := module(t, map[string]string{"cozebot/bot.go": client, "coze/broken.go": "package coze\n\nvar x int = \"\"\n"})
	run := sarifOf(t, dir, Options{})
	for _, rule := range run.Tool.Driver.Rules {
		if rule.Name == "" || strings.ContainsAny(rule.Name, " -") || !slices.Contains(rule.Properties.Tags, "coze") || len(rule.Properties.Tags) < 2 || rule.Properties.Tags[1] == "" {
			t.Errorf("%s: name %q, tags %q", rule.ID, rule.Name, rule.Properties.Tags)
		}
		if !strings.Contains(rule.Help.Markdown, "```go\n") || !strings.Contains(rule.Help.Markdown, "]("+rule.HelpURI+")") {
			t.Errorf("%s: the help has no code or no link:\n%s", rule.ID, rule.Help.Markdown)
		}
	}
	i := slices.IndexFunc(run.Results, func(r sarifResult) bool { return r.RuleID == "CZ3001" })
	if i < 0 || len(run.Results[i].CodeFlows) != 1 {
		t.Fatalf("no path: %+v", run.Results)
	}
	steps := run.Results[i].CodeFlows[0].ThreadFlows[0].Locations
	last := steps[len(steps)-1].Location
	if len(steps) != len(run.Results[i].RelatedLocations)+1 || last.PhysicalLocation != run.Results[i].Locations[0].PhysicalLocation {
		t.Errorf("the path has %d steps and ends at %+v", len(steps), last)
	}
	invocation := run.Invocations[0]
	if invocation.ExecutionSuccessful || len(invocation.Notifications) == 0 || !strings.Contains(invocation.Notifications[0].Message.Text, "broken.go:3") {
		t.Errorf("the package that could not be checked: %+v", invocation)
	}
	if !strings.HasSuffix(invocation.WorkingDirectory.URI, "/") || !strings.HasPrefix(invocation.WorkingDirectory.URI, "file:///") {
		t.Errorf("workingDirectory %q", invocation.WorkingDirectory.URI)
	}
	if chinese := sarifOf(t, dir, Options{Lang: messages.Chinese}); chinese.Language != "zh-CN" || run.Language != "" {
		t.Errorf("language %q and %q", chinese.Language, run.Language)
	}
}

// TestPathPrefix runs in a module below the root of a repository: the formats
// for other programs name the files from the root.
func TestPathPrefix(t *testing.T) {
	repository := module(t, map[string]string{"services/bot/go.mod": "module example.com/bot\n\ngo 1.26\n", "services/bot/cozebot/bot.go": client})
	dir := filepath.Join(repository, "services", "bot")
	const want = "services/bot/cozebot/bot.go"
	report := reports(t, dir)
	for _, format := range []string{"text", "json", "github", "gitlab", "checkstyle", "junit", "sarif"} {
		for prefix, named := range map[string]bool{"services/bot": true, "services/bot/": true, "./services/bot": true, "": false} {
			var out strings.Builder
			if err := report(Options{Format: format, PathPrefix: prefix, Stdout: &out}); err != nil {
				t.Error(err)
			}
			// JSON has absolute paths without a prefix.
			if strings.Contains(strings.ReplaceAll(out.String(), "/"+want, ""), want) != named {
				t.Errorf("%s, prefix %q:\n%s", format, prefix, out.String())
			}
		}
	}
	run := sarifOf(t, dir, Options{PathPrefix: "services/bot"})
	real, err := filepath.EvalSymlinks(repository)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := run.OriginalURIBaseIDs["SRCROOT"].URI, fileURI(real)+"/"; got != want {
		t.Errorf("SRCROOT is %s, want %s", got, want)
	}
	without := sarifOf(t, dir, Options{})
	for i, result := range run.Results {
		if result.PartialFingerprints["cozelint/v2"] != without.Results[i].PartialFingerprints["cozelint/v2"] {
			t.Error("the prefix changes a fingerprint")
		}
	}
}

func TestJUnit(t *testing.T) {
	dir := module(t, map[string]string{"cozebot/bot.go": client})
	out, _, status := check(t, dir, Options{Format: "junit"})
	var document struct {
		Suites []struct {
			Name     string `xml:"name,attr"`
			Failures int    `xml:"failures,attr"`
			Cases    []struct {
				Name    string `xml:"name,attr"`
				Failure struct {
					Type string `xml:"type,attr"`
					Text string `xml:",chardata"`
				} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal([]byte(out), &document); err != nil || status != ExitFindings {
		t.Fatalf("status %d, %v", status, err)
	}
	if len(document.Suites) != 1 || document.Suites[0].Name != "example.com/m/cozebot" || document.Suites[0].Failures != 2 {
		t.Fatalf("suites: %+v", document.Suites)
	}
	for _, c := range document.Suites[0].Cases {
		if !strings.HasPrefix(c.Name, c.Failure.Type+" cozebot/bot.go:") || !strings.Contains(c.Failure.Text, "("+c.Failure.Type+")") {
			t.Errorf("case %+v", c)
		}
	}
}

// TestNotes prints the places that led to a finding under it.
func TestNotes(t *testing.T) {
	dir := module(t, map[string]string{"cozebot/bot.go": client})
	out, _, _ := check(t, dir, Options{})
	file := filepath.Join("cozebot", "bot.go")
	if !strings.Contains(out, "\n\t"+file+":15:2: ") {
		t.Errorf("no note in\n%s", out)
	}
	if out, _, _ := check(t, dir, Options{Context: -1}); strings.Contains(out, "\n\t") {
		t.Errorf("notes with -c -1:\n%s", out)
	}
}
