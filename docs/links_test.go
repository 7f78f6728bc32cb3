package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// link is a link of Markdown that is neither an address nor within its page.
var link = regexp.MustCompile(`\]\(([^)#:\s]+)(?:#[^)]*)?\)`)

// TestLinks follows the links between the files of the repository.
func TestLinks(t *testing.T) {
	var pages []string
	for _, pattern := range []string{"../*.md", "*.md", "*/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, found...)
	}
	links := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(withoutCode(string(text)), -1) {
			links++
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), filepath.FromSlash(m[1]))); err != nil {
				t.Errorf("%s: %v", page, err)
			}
		}
	}
	if links < 20 {
		t.Errorf("%d links in %d pages: the test does not see them", links, len(pages))
	}
}

// code is what Markdown shows as it is: blocks, and spans in a line.
var code = regexp.MustCompile("(?s)```.*?```|`[^`\n]*`")

func withoutCode(text string) string { return code.ReplaceAllString(text, "") }

// TestCommands looks for the files that CONTRIBUTING.md speaks of.
func TestCommands(t *testing.T) {
	text, err := os.ReadFile("../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	paths := regexp.MustCompile("`((?:analyzers|bench|cmd|cozecode|docs|e2e|internal|plugin|testdata)/[a-zA-Z0-9./_-]*)`").FindAllStringSubmatch(string(text), -1)
	if len(paths) < 5 {
		t.Errorf("%d paths: the test does not see them", len(paths))
	}
	for _, m := range paths {
		if _, err := os.Stat(filepath.Join("..", filepath.FromSlash(m[1]))); err != nil && !strings.Contains(m[1], "vX.Y.Z") && m[1] != "testdata/fuzz" {
			t.Error(err)
		}
	}
}
