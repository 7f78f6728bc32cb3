package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/columns"
	"github.com/cozelint/cozelint/internal/manual"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/standalone"
)

func bindExplain(_ *flag.FlagSet, lang *messages.Lang) func([]string) int {
	return func(args []string) int {
		if len(args) != 1 {
			c, _ := findCommand("explain")
			c.usage(os.Stderr, *lang)
			return standalone.ExitFailed
		}
		return explain(args[0], *lang)
	}
}

// explain prints the documentation of a check or a pass.
func explain(topic string, lang messages.Lang) int {
	if c, ok := checkNamed(topic); ok {
		explainCheck(c, lang)
		return standalone.ExitClean
	}
	if p, ok := passNamed(topic); ok {
		explainPass(p, lang)
		return standalone.ExitClean
	}
	return failed(suggesting(messages.NoSuchTopic.In(lang, topic), topic, topics(), lang), lang)
}

// topics are what help and explain know.
func topics() []string {
	var list []string
	for _, c := range commands {
		list = append(list, c.name)
	}
	for _, p := range suite() {
		list = append(list, p.Analyzer.Name, strings.TrimPrefix(p.Analyzer.Name, "coze"))
	}
	for _, c := range analyzers.Checks() {
		list = append(list, c.ID)
	}
	return list
}

// explainCheck prints the page of a check for a terminal: its code without
// fences, indented.
func explainCheck(c *analyzers.Check, lang messages.Lang) {
	page := manual.Of(c, lang)
	fmt.Printf("%s: %s\n", c.ID, page.Title)
	fenced := false
	for line := range strings.Lines("\n" + page.Markdown(c.ID, lang)) {
		switch {
		case strings.HasPrefix(line, "```"):
			fenced = !fenced
		case fenced && strings.TrimSpace(line) != "":
			fmt.Print("    ", line)
		case strings.HasPrefix(line, "## "):
			fmt.Println(strings.TrimSpace(line[3:]) + strings.TrimSpace(messages.Colon.In(lang)))
		default:
			fmt.Print(line)
		}
	}
	fmt.Printf("\n%s\n", page.URL)
}

func bindChecks(flags *flag.FlagSet, lang *messages.Lang) func([]string) int {
	asJSON := flags.Bool("json", false, "")
	return func([]string) int {
		if *asJSON {
			return checksJSON(*lang)
		}
		var table columns.Table
		table.Add(strings.Split(messages.ChecksHead.In(*lang), "\t")...)
		for _, p := range suite() {
			for _, c := range p.Checks {
				runs, fix := messages.OptInMark, messages.NoFixMark
				if c.Default() {
					runs = messages.DefaultMark
				}
				if manual.HasFix(c) {
					fix = messages.FixMark
				}
				table.Add(c.ID, p.Analyzer.Name, runs.In(*lang),
					messages.Severities[c.Severity()].In(*lang), fix.In(*lang), manual.Of(c, *lang).Title)
			}
		}
		return written(table.Write(os.Stdout))
	}
}

func checksJSON(lang messages.Lang) int {
	type check struct {
		ID       string `json:"id"`
		Pass     string `json:"pass"`
		Default  bool   `json:"default"`
		Severity string `json:"severity"`
		Fix      bool   `json:"fix"`
		Title    string `json:"title"`
		URL      string `json:"url"`
	}
	var list []check
	for _, p := range suite() {
		for _, c := range p.Checks {
			page := manual.Of(c, lang)
			list = append(list, check{c.ID, p.Analyzer.Name, c.Default(), c.Severity(), manual.HasFix(c), page.Title, page.URL})
		}
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", "  ")
	return written(encoder.Encode(list))
}
