package docs

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/project"
)

// TestReadmeOutput runs what the READMEs show first, and compares.
func TestReadmeOutput(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "cozelint")
	if out, err := exec.Command("go", "build", "-o", binary, "../cmd/cozelint").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, name := range []string{"../README.md", "../README.zh-CN.md"} {
		shown := regexp.MustCompile("(?s)```console\n\\$ cozelint ([^\n]*)\n(.*?)```").FindStringSubmatch(read(t, name))
		if shown == nil {
			t.Errorf("%s shows no run", name)
			continue
		}
		cmd := exec.Command(binary, strings.Fields(shown[1])...)
		cmd.Dir = "../examples/bot"
		cmd.Env = append(os.Environ(), "LC_ALL=C")
		out, err := cmd.Output()
		if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 1 {
			t.Fatalf("%s: %v", name, err)
		}
		if string(out) != shown[2] {
			t.Errorf("%s shows\n%swhere the command prints\n%s", name, shown[2], out)
		}
		first := strings.SplitN(read(t, name), "\n", 41)
		if !strings.Contains(strings.Join(first[:40], "\n"), "go install github.com/cozelint/cozelint/cmd/cozelint") {
			t.Errorf("%s does not say in its first 40 lines how to install the command", name)
		}
	}
}

// TestReadmesAlike compares the two READMEs: the same sections, tables and
// blocks, and the same code in them.
func TestReadmesAlike(t *testing.T) {
	english, chinese := read(t, "../README.md"), read(t, "../README.zh-CN.md")
	for what, pattern := range map[string]string{
		"sections": `(?m)^#+ `, "table rows": `(?m)^\|`, "blocks": "(?m)^ *```", "checks": `CZ\d{4}`, "list entries": `(?m)^- `,
	} {
		re := regexp.MustCompile(pattern)
		if a, b := len(re.FindAllString(english, -1)), len(re.FindAllString(chinese, -1)); a != b {
			t.Errorf("%d %s in English, %d in Chinese", a, what, b)
		}
	}
	blocks := regexp.MustCompile("(?s)```(?:sh|yaml)\n(.*?)```")
	a, b := blocks.FindAllString(english, -1), blocks.FindAllString(chinese, -1)
	if !slices.Equal(a, b) {
		t.Errorf("the commands and configurations differ:\n%q\n%q", a, b)
	}
	flags := regexp.MustCompile("`(-[a-zA-Z.-]+)")
	if a, b := flags.FindAllString(english, -1), flags.FindAllString(chinese, -1); !slices.Equal(a, b) {
		t.Errorf("the options differ:\n%q\n%q", a, b)
	}
}

// TestFreshClone looks for the two commands of a fresh clone, which CI runs,
// too.
func TestFreshClone(t *testing.T) {
	const job, tests = "go run ./cmd/cozelint -C examples/bot ./...", "go test ./..."
	for _, name := range []string{"../README.md", "../README.zh-CN.md"} {
		head, _, _ := strings.Cut(read(t, name), "\n## "+map[string]string{"../README.md": "What it finds", "../README.zh-CN.md": "能发现什么"}[name])
		if !strings.Contains(head, "```sh\n"+job+"\n"+tests+"\n```\n") {
			t.Errorf("%s does not say near its top how to run the command and the tests of a clone", name)
		}
	}
	ci := "\n" + read(t, "../.ci/run")
	for _, command := range []string{job, tests} {
		if !strings.Contains(ci, "\n"+command) {
			t.Errorf(".ci/run does not run %s", command)
		}
	}
}

// TestWorkflows holds the workflows of the repository to the versions of
// actions that README tells users to take, pinned to a commit.
func TestWorkflows(t *testing.T) {
	majors := make(map[string]string)
	for _, m := range regexp.MustCompile(`uses: (actions/[\w-]+)@(v\d+)`).FindAllStringSubmatch(read(t, "../README.md"), -1) {
		majors[m[1]] = m[2]
	}
	if len(majors) < 2 {
		t.Fatalf("README names %v", majors)
	}
	files, err := filepath.Glob("../.github/workflows/*.yml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no workflows: %v", err)
	}
	pinned := regexp.MustCompile(`^([\w./-]+)@[0-9a-f]{40} # (v\d+)\.\d+\.\d+$`)
	for _, name := range files {
		for _, m := range regexp.MustCompile(`uses: (.*)`).FindAllStringSubmatch(read(t, name), -1) {
			action := pinned.FindStringSubmatch(m[1])
			if action == nil {
				t.Errorf("%s: %s is not pinned to a commit, with its version beside it", name, m[1])
			} else if want, ok := majors[action[1]]; ok && action[2] != want {
				t.Errorf("%s: %s, and README says %s", name, m[1], want)
			}
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// TestPerformance compares what the READMEs say of the command's cost with the budget
// that CI holds it to.
func TestPerformance(t *testing.T) {
	row := regexp.MustCompile(`(?m)^\| (.*) \| ([0-9.]+) \|$`)
	var budget [][]string // figure and most, in the order of the file
	for line := range strings.Lines(read(t, "../bench/budget.tsv")) {
		most, figure, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok && !strings.Contains(figure, " in ") && !strings.Contains(figure, " of the passes ") && !strings.HasPrefix(figure, "findings ") {
			budget = append(budget, []string{figure, most})
		}
	}
	for _, name := range []string{"../README.md", "../README.zh-CN.md"} {
		var said [][]string
		for _, m := range row.FindAllStringSubmatch(read(t, name), -1) {
			said = append(said, m[1:])
		}
		if len(said) != len(budget) || len(budget) == 0 {
			t.Errorf("%s: %d figures, want %d", name, len(said), len(budget))
			continue
		}
		for i, b := range budget {
			if said[i][1] != b[1] || name == "../README.md" && said[i][0] != b[0] {
				t.Errorf("%s says %q, the budget %q", name, said[i], b)
			}
		}
	}
}

// TestProjectExample reads the example of a project file in the READMEs.
func TestProjectExample(t *testing.T) {
	suite, err := analyzers.New(analyzers.Options{ProjectRead: true})
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)```yaml\n(lang: .*?)```")
	for _, name := range []string{"../README.md", "../README.zh-CN.md"} {
		m := block.FindStringSubmatch(read(t, name))
		if m == nil {
			t.Errorf("%s shows no project file", name)
			continue
		}
		file := filepath.Join(t.TempDir(), project.Name)
		if err := os.WriteFile(file, []byte(m[1]), 0o644); err != nil {
			t.Fatal(err)
		}
		read, err := project.Read(file, analyzers.ProjectKeys(suite))
		if err != nil || len(read.Settings) < 6 {
			t.Errorf("%s: %v, %d settings", name, err, len(read.Settings))
		}
	}
}

// TestAllChecks looks for every check in the READMEs' table of all of them.
func TestAllChecks(t *testing.T) {
	for _, name := range []string{"../README.md", "../README.zh-CN.md"} {
		text := read(t, name)
		for _, c := range analyzers.Checks() {
			row := regexp.MustCompile(`(?m)^\| (CZ\d{4}, )?` + c.ID + `([,（ ].*)?\|.*\|.*\|$`).FindString(text)
			if row == "" {
				t.Errorf("%s: no row for %s", name, c.ID)
			}
			optIn := strings.Contains(row, "opt-in") || strings.Contains(row, "默认关闭")
			if row != "" && optIn == c.Default() {
				t.Errorf("%s: %s: by default: %t", name, row, c.Default())
			}
		}
	}
}
