package standalone

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/analyzers/why"
	"github.com/cozelint/cozelint/internal/messages"
)

// Why prints what a suite knows of a line: why its package counts as Coze code,
// what the values are, what is reported there, and which rule kept a check
// silent. The exit status is ExitClean or ExitFailed.
func Why(suite []analyzers.Pass, opts Options, at why.Line) int {
	dir, err := folder(opts.Dir)
	if err != nil {
		return opts.fail(err)
	}
	at.File = within(dir, at.File)
	if _, err := os.Stat(at.File); err != nil {
		return opts.fail(messages.WhyNoFile.Fails(Place{File: at.File}.Relative(dir)))
	}
	folderOf, err := folder(filepath.Dir(at.File))
	if err != nil {
		return opts.fail(err)
	}
	at.File = filepath.Join(folderOf, filepath.Base(at.File))
	// The module is the one of the file, wherever the command runs.
	opts.Patterns, opts.Everything = []string{"."}, true
	values := analyzers.WhyOf(suite, at)
	contain(append(analyzers.Analyzers(suite), values))
	found := newOutcome()
	found.told, found.beside = Tell(analyzers.Analyzers(suite)), []*analysis.Analyzer{values}
	graphs, err := found.look(suite, folderOf, opts)
	if err != nil {
		return opts.fail(err)
	}
	if len(complain(found.loaded.Roots, dir, opts.Stderr, opts.Lang)) > 0 {
		return ExitFailed
	}
	answer := whyAnswer{at: at, lang: opts.Lang, findings: Findings(graphs...)}
	for _, graph := range graphs {
		answer.add(graph)
	}
	if answer.pkg == nil {
		return opts.fail(messages.WhyNoFile.Fails(Place{File: at.File}.Relative(dir)))
	}
	out := bufio.NewWriter(opts.Stdout)
	answer.print(out, dir)
	if err := out.Flush(); err != nil {
		return opts.fail(err)
	}
	return ExitClean
}

// A whyAnswer is what is known of a line.
type whyAnswer struct {
	at       why.Line
	lang     messages.Lang
	pkg      *packages.Package
	reasons  []messages.Message
	answer   *why.Answer
	silences []analyzers.Silence
	findings []Finding
}

// add adds what the passes over a group of packages know.
func (a *whyAnswer) add(graph *checker.Graph) {
	for _, act := range graph.Roots {
		if !slices.Contains(act.Package.CompiledGoFiles, a.at.File) {
			continue
		}
		a.pkg = act.Package
		if reasons := analyzers.Reasons(act.Result); len(reasons) > 0 {
			a.reasons = reasons
		}
		if answer, ok := act.Result.(*why.Answer); ok && answer != nil {
			a.answer = answer
		}
		for _, s := range analyzers.Silences(act.Result) {
			if p := place(act.Package.Fset, s.Pos); p.File == a.at.File && p.Line == a.at.Number {
				a.silences = append(a.silences, s)
			}
		}
	}
}

func (a *whyAnswer) print(w io.Writer, dir string) {
	say := func(text messages.Text, args ...any) { fmt.Fprintln(w, text.In(a.lang, args...)) }
	say(messages.WhyLine, Place{File: a.at.File}.Relative(dir), a.at.Number, pathOf(a.pkg))
	if len(a.reasons) == 0 {
		say(messages.WhyNone, pathOf(a.pkg), messages.RecognitionPage)
		return
	}
	say(messages.CountsAsCoze, pathOf(a.pkg), messages.Join(a.reasons, messages.Semicolon))
	if a.answer == nil || len(a.answer.Values) == 0 {
		say(messages.WhyNoValues)
	} else {
		say(messages.WhyValues)
		for _, v := range a.answer.Values {
			fmt.Fprintf(w, "  %s: %s\n", v.Text, messages.Join(outcomes(v), messages.Semicolon).In(a.lang))
		}
		say(messages.WhyRequests)
		for i, request := range a.answer.Requests {
			fmt.Fprintf(w, "  %d. %s\n", i+1, request.In(a.lang))
		}
	}
	if judged := a.judged(); len(judged) > 0 {
		say(messages.WhyChecks)
		for _, line := range judged {
			fmt.Fprintf(w, "  %s\n", line)
		}
	} else {
		say(messages.WhyNoChecks)
	}
}

// outcomes says what a value is: each kind once, with the numbers of its
// requests.
func outcomes(v why.Value) []messages.Message {
	var kinds []messages.Text
	requests := make(map[messages.Text][]string)
	for _, is := range v.Is {
		if requests[is.Kind] == nil {
			kinds = append(kinds, is.Kind)
		}
		requests[is.Kind] = append(requests[is.Kind], strconv.Itoa(is.Request+1))
	}
	list := make([]messages.Message, len(kinds))
	for i, kind := range kinds {
		list[i] = messages.WhyOutcome.With(kind.With(), messages.List(requests[kind]))
	}
	return list
}

// judged says what the checks make of the line, each thing once.
func (a *whyAnswer) judged() []string {
	var lines []string
	for _, f := range a.findings {
		if f.Start.File == a.at.File && f.Start.Line == a.at.Number {
			lines = append(lines, messages.WhyReported.In(a.lang, f.Message))
		}
	}
	reported := len(lines)
	for _, s := range a.silences {
		if reported > 0 && s.Reason == messages.SilentNoFailure {
			continue // of the same statement, in another form
		}
		if line := messages.WhySilent.In(a.lang, s.Check.ID, s.Reason.In(a.lang)); !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return lines
}
