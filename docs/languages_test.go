package docs

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// pairs returns the English pages and their Chinese counterparts, relative to
// this folder. What is for developers of cozelint is in English only.
func pairs(t *testing.T) map[string]string {
	t.Helper()
	list := map[string]string{"../README.md": "../README.zh-CN.md"}
	found, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range found {
		if name != "architecture.md" && name != "facts.md" {
			list[name] = filepath.Join("zh", name)
		}
	}
	chinese, err := filepath.Glob("zh/*.md")
	if err != nil || len(chinese) != len(list)-1 {
		t.Errorf("%d pages in English, %d in Chinese: %v", len(list)-1, len(chinese), err)
	}
	return list
}

var (
	fencePattern   = regexp.MustCompile("(?ms)^ *```([a-z]*)\n(.*?)^ *```")
	headingPattern = regexp.MustCompile(`(?m)^(#+) `)
	rowPattern     = regexp.MustCompile(`(?m)^ *\|`)
	commentPattern = regexp.MustCompile(`(?m)\s*(?:^|\s)(?:# |//|-- ).*$|^ *lang: (?:en|zh)\b`)
)

// A shape is what two pages that say the same have alike.
type shape struct {
	headings, languages, code []string
	rows                      int
}

func shapeOf(page string) shape {
	var s shape
	for _, m := range fencePattern.FindAllStringSubmatch(page, -1) {
		s.languages = append(s.languages, m[1])
		switch m[1] {
		case "console", "text", "diff": // what is printed, and what editors show
			s.code = append(s.code, "")
		default:
			s.code = append(s.code, strings.TrimSpace(commentPattern.ReplaceAllString(m[2], "")))
		}
	}
	prose := fencePattern.ReplaceAllString(page, "")
	for _, m := range headingPattern.FindAllStringSubmatch(prose, -1) {
		s.headings = append(s.headings, m[1])
	}
	s.rows = len(rowPattern.FindAllString(prose, -1))
	return s
}

// TestLanguagesAlike holds each page to its counterpart: the same sections,
// tables and blocks of code.
func TestLanguagesAlike(t *testing.T) {
	for english, chinese := range pairs(t) {
		a, b := shapeOf(read(t, english)), shapeOf(read(t, chinese))
		switch {
		case !slices.Equal(a.headings, b.headings):
			t.Errorf("%s has the sections %v, in Chinese %v", english, a.headings, b.headings)
		case a.rows != b.rows:
			t.Errorf("%s has %d rows of tables, in Chinese %d", english, a.rows, b.rows)
		case !slices.Equal(a.languages, b.languages):
			t.Errorf("%s has the blocks %v, in Chinese %v", english, a.languages, b.languages)
		}
		for i := range min(len(a.code), len(b.code)) {
			if a.code[i] != b.code[i] {
				t.Errorf("%s has\n%s\nin Chinese\n%s", english, a.code[i], b.code[i])
			}
		}
	}
}

// TestShapes holds the test to what it is for.
func TestShapes(t *testing.T) {
	page := "# A\n\n| a |\n|---|\n\n```sh\nrun it    # says so\n```\n"
	for _, other := range []string{
		strings.Replace(page, "# A\n", "# A\n\n## B\n", 1), strings.Replace(page, "|---|\n", "|---|\n| b |\n", 1), strings.Replace(page, "run it", "run that", 1),
	} {
		a, b := shapeOf(page), shapeOf(other)
		if slices.Equal(a.headings, b.headings) && a.rows == b.rows && slices.Equal(a.code, b.code) {
			t.Errorf("the pages have the same shape:\n%s\n%s", page, other)
		}
	}
	if a, b := shapeOf(page), shapeOf(strings.Replace(page, "says so", "这样说", 1)); !slices.Equal(a.code, b.code) {
		t.Errorf("comments count: %q %q", a.code, b.code)
	}
}

// TestLinksByLanguage looks at which language the links of a page lead to.
func TestLinksByLanguage(t *testing.T) {
	official := regexp.MustCompile(`\]\((https://(?:docs\.coze\.cn|www\.coze\.com)/[^)]*)\)([^.,;\n]{0,14})`)
	for english, chinese := range pairs(t) {
		for _, m := range official.FindAllStringSubmatch(read(t, english), -1) {
			if strings.HasPrefix(m[1], "https://docs.coze.cn/") && !strings.HasPrefix(m[2], " (in Chinese)") {
				t.Errorf("%s: %s is in Chinese", english, m[1])
			}
		}
		for _, m := range official.FindAllStringSubmatch(read(t, chinese), -1) {
			if strings.HasPrefix(m[1], "https://www.coze.com/") {
				t.Errorf("%s: %s is in English", chinese, m[1])
			}
		}
	}
}

// faultyChinese are spellings that Chinese readers trip over, with the better
// ones.
var faultyChinese = map[*regexp.Regexp]string{
	regexp.MustCompile(`log ID`):                                "日志 ID",
	regexp.MustCompile(`SDK 的?分支`):                              "派生版本（fork）",
	regexp.MustCompile(`GitHub[^\n]*合并请求|action 在合并请求`):         "拉取请求",
	regexp.MustCompile(`没人看得懂`):                                 "魔法数字",
	regexp.MustCompile(`等待操作`):                                  "需要操作",
	regexp.MustCompile(`\p{Han} +[，。；：、（）]|[，。；：、（）] +\p{Han}`): "no blank beside the punctuation",
	regexp.MustCompile(`\p{Han} +\p{Han}`):                      "no blank between the words",
	regexp.MustCompile(`\p{Han}, ?\p{Han}`):                     "，",
}

// TestChinese looks for such spellings, and for line breaks within a sentence,
// which browsers show as blanks.
func TestChinese(t *testing.T) {
	for _, page := range pairs(t) {
		prose := code.ReplaceAllString(read(t, page), "code")
		for pattern, better := range faultyChinese {
			if found := pattern.FindString(prose); found != "" {
				t.Errorf("%s: %q: %s", page, found, better)
			}
		}
		lines := strings.Split(prose, "\n")
		for i := range len(lines) - 1 {
			if breaksSentence(lines[i], lines[i+1]) {
				t.Errorf("%s: a line break in a sentence after %q", page, lines[i])
			}
		}
	}
}

// breaksSentence reports whether two lines are one paragraph, in which Chinese
// stands at the break.
func breaksSentence(line, next string) bool {
	line, next = strings.TrimSpace(line), strings.TrimSpace(next)
	if line == "" || next == "" || strings.ContainsAny(line[:1], "#|>") || strings.ContainsAny(next[:1], "#|>-") || regexp.MustCompile(`^\d+\. |^//`).MatchString(next) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(line)
	first, _ := utf8.DecodeRuneInString(next)
	return isHan(last) || isHan(first) || strings.ContainsRune("，。；：、（）", last)
}
