// Package manual holds what the documentation of a check says beside the
// check's own title, text and examples: why it matters, what the fix does, its
// options, and when to switch it off; and all of that in Chinese. A check is
// one Markdown file a language. The explain command, the SARIF rules and the
// pages under docs/ are made from it.
package manual

import (
	"embed"
	"regexp"
	"strings"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/messages"
)

//go:embed en/*.md zh/*.md
var files embed.FS

// A Page is the documentation of a check in one language, as Markdown.
type Page struct {
	Title, Text string
	Status      string // severity, whether it runs, since when
	Why         string // what it costs, and the official page it rests on
	Before      string // a Go file that has the finding
	After       string // the same as it should be
	Fix         string // what the suggested fix does, or why there is none
	Options     string
	Says        []string // the messages of its findings, with … for what they cite
	Off         string   // when to switch it off
	URL         string   // of the page
}

// headings are the headings of the sections in a file.
var headings = []struct {
	name    messages.Text
	section func(*Page) *string
}{
	{messages.WhyHeading, func(p *Page) *string { return &p.Why }},
	{messages.FixHeading, func(p *Page) *string { return &p.Fix }},
	{messages.OptionsHeading, func(p *Page) *string { return &p.Options }},
	{messages.OffHeading, func(p *Page) *string { return &p.Off }},
}

// Of returns the page of a check.
func Of(c *analyzers.Check, lang messages.Lang) Page {
	doc := c.Doc.Compile()
	page := Page{
		Title:  doc.Title,
		Text:   doc.Text,
		Before: doc.Before,
		After:  doc.After,
		URL:    URL(c, lang),
		Status: messages.CheckStatus.In(lang, messages.Severities[c.Severity()], runs(c), doc.Since),
	}
	for _, text := range c.Says {
		page.Says = append(page.Says, pattern(text, lang))
	}
	title, text, sections := read(lang, c.ID)
	if title != "" {
		page.Title, page.Text = title, text
	}
	for _, h := range headings {
		*h.section(&page) = sections[h.name.In(lang)]
	}
	return page
}

// argument is where a message cites the program.
var argument = regexp.MustCompile(`%(\[\d+\])?[a-zA-Z]`)

// pattern returns a message with … for what it cites.
func pattern(text messages.Text, lang messages.Lang) string {
	format := text.EN
	if lang == messages.Chinese {
		format = text.ZH
	}
	return strings.ReplaceAll(argument.ReplaceAllString(format, "…"), "%%", "%")
}

func runs(c *analyzers.Check) messages.Message {
	if c.Default() {
		return messages.RunsByDefault.With()
	}
	return messages.OptIn.With(c.ID)
}

// URL returns the address of the page of a check.
func URL(c *analyzers.Check, lang messages.Lang) string {
	if lang == messages.Chinese {
		return strings.Replace(c.URL(), "/docs/", "/docs/zh/", 1)
	}
	return c.URL()
}

// HasFix reports whether findings of a check can have a suggested fix: the
// section about it does not begin with "None".
func HasFix(c *analyzers.Check) bool {
	fix := Of(c, messages.English).Fix
	return fix != "" && !strings.HasPrefix(fix, "None")
}

// Pass returns the title and the text of a pass. In English they are those of
// its own documentation.
func Pass(p analyzers.Pass, lang messages.Lang) (title, text string) {
	if title, text, _ = read(lang, p.Analyzer.Name); title != "" {
		return title, text
	}
	title, text, _ = strings.Cut(p.Analyzer.Doc, "\n")
	return title, strings.TrimSpace(text)
}

// read takes a file apart into its title, what stands under it, and its
// sections by their headings. One that does not exist is empty.
func read(lang messages.Lang, name string) (title, text string, sections map[string]string) {
	content, err := files.ReadFile(lang.String() + "/" + name + ".md")
	if err != nil {
		return "", "", nil
	}
	parts := strings.Split("\n"+string(content), "\n## ")
	head := strings.TrimSpace(parts[0])
	if first, rest, _ := strings.Cut(head, "\n"); strings.HasPrefix(first, "# ") {
		title, text = strings.TrimPrefix(first, "# "), strings.TrimSpace(rest)
	}
	sections = make(map[string]string)
	for _, part := range parts[1:] {
		heading, body, _ := strings.Cut(part, "\n")
		sections[strings.TrimSpace(heading)] = strings.TrimSpace(body)
	}
	return title, text, sections
}

// list returns lines as a Markdown list.
func list(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return "- " + strings.Join(lines, "\n- ")
}

// Markdown returns the page as a Markdown document without its title.
func (p Page) Markdown(id string, lang messages.Lang) string {
	var b strings.Builder
	section := func(heading messages.Text, body string) {
		if body != "" {
			b.WriteString("\n## " + heading.In(lang) + "\n\n" + body + "\n")
		}
	}
	b.WriteString(p.Text + "\n\n" + p.Status + "\n")
	section(messages.WhyHeading, p.Why)
	section(messages.BeforeHeading, "```go\n"+strings.TrimSpace(p.Before)+"\n```")
	section(messages.AfterHeading, "```go\n"+strings.TrimSpace(p.After)+"\n```")
	section(messages.FixHeading, p.Fix)
	section(messages.OptionsHeading, p.Options)
	section(messages.OffHeading, p.Off)
	section(messages.SaysHeading, list(p.Says))
	section(messages.SilenceHeading, "```go\n//cozelint:ignore "+id+" "+messages.SilenceReason.In(lang)+"\n```")
	return b.String()
}
