package standalone

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis/checker"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/messages"
)

// A cozePackage is one that counts as Coze code.
type cozePackage struct {
	path      string
	reasons   []messages.Message
	exhausted bool // the budget did not suffice
}

// summarizes reports whether the run says at its end how much was done.
func (o Options) summarizes() bool { return o.Verbose || o.Summary }

// cozePackages returns the packages that count as Coze code, sorted, from the
// results of [analyzers.Evidence].
func cozePackages(graphs ...*checker.Graph) []cozePackage {
	var list []cozePackage
	for _, graph := range graphs {
		for _, act := range graph.Roots {
			if reasons := analyzers.Reasons(act.Result); len(reasons) > 0 {
				list = append(list, cozePackage{pathOf(act.Package), reasons, analyzers.Exhausted(act.Result)})
			}
		}
	}
	slices.SortFunc(list, func(a, b cozePackage) int { return strings.Compare(a.path, b.path) })
	return slices.CompactFunc(list, func(a, b cozePackage) bool { return a.path == b.path })
}

// An earlierName is a directive that names a check by the one that it was split from.
type earlierName struct {
	at      Place // of the finding that it silences
	was, id string
}

// earlierNames returns the findings that such directives silence, sorted.
func earlierNames(graphs ...*checker.Graph) []earlierName {
	var list []earlierName
	for _, graph := range graphs {
		for _, act := range graph.Roots {
			for _, s := range analyzers.Silences(act.Result) {
				if s.Earlier != "" {
					list = append(list, earlierName{place(act.Package.Fset, s.Pos), s.Earlier, s.Check.ID})
				}
			}
		}
	}
	slices.SortFunc(list, func(a, b earlierName) int {
		return cmp.Or(strings.Compare(a.at.File, b.at.File), cmp.Compare(a.at.Line, b.at.Line), strings.Compare(a.id, b.id))
	})
	return slices.Compact(list)
}

// summarize says on standard error what was looked at and what was found.
// Silence is not always clean: it can also mean that nothing counts as Coze
// code.
func summarize(opts Options, found *outcome, dir string, took time.Duration) {
	say := func(text messages.Text, args ...any) {
		fmt.Fprintln(opts.Stderr, "cozelint:", text.In(opts.Lang, args...))
	}
	if len(found.coze) == 0 && found.sound() {
		say(messages.NoCozeCode, messages.RecognitionPage)
	}
	if found.stale > 0 {
		say(messages.StaleBaseline, found.stale, opts.Baseline)
	}
	if found.renamed > 0 {
		say(messages.RenamedBaseline, found.renamed, opts.Baseline)
	}
	for _, e := range found.earlier {
		say(messages.EarlierID, e.at.Relative(dir), e.at.Line, e.was, e.id)
	}
	if !opts.summarizes() {
		return
	}
	if opts.Verbose {
		if opts.Project != "" {
			say(messages.ProjectUsed, opts.Project)
		}
		for _, pkg := range found.coze {
			say(messages.CountsAsCoze, pkg.path, messages.Join(pkg.reasons, messages.Semicolon))
			if pkg.exhausted {
				say(messages.Exhausted, pkg.path)
			}
		}
		for _, p := range found.unknownTypes(dir) {
			say(messages.UnknownTypes, p.pkg, p.line(dir))
		}
		say(messages.KnowMore, messages.RecognitionPage)
		say(messages.Loaded, found.loaded.FromCache, found.loaded.Kept, found.loaded.FromSource)
		if len(found.loaded.WithoutC) > 0 {
			say(messages.WithoutC, messages.List(found.loaded.WithoutC))
		}
		say(messages.Phases, rounded(found.took.text), rounded(found.took.load), passTimes(found.took.passes))
	}
	hints(found.findings, say)
	if !found.sound() {
		say(messages.NotChecked)
	}
	if found.mended > 0 {
		say(messages.Mended, found.mended)
	}
	if found.older > 0 {
		say(messages.OlderLines, found.older, opts.Since)
	}
	say(messages.Summary, found.matched, len(found.coze), len(found.findings), fixable(found), took.Round(10*time.Millisecond))
}

// passTimes names the passes and how long each took, the slowest first.
func passTimes(passes map[string]time.Duration) string {
	names := slices.SortedFunc(maps.Keys(passes), func(a, b string) int {
		return cmp.Or(cmp.Compare(passes[b], passes[a]), strings.Compare(a, b))
	})
	var total time.Duration
	var list []string
	for _, name := range names {
		total += passes[name]
		list = append(list, fmt.Sprintf("%s %s", name, rounded(passes[name])))
	}
	if len(list) == 0 {
		return "0s"
	}
	return fmt.Sprintf("%s (%s)", rounded(total), strings.Join(list, ", "))
}

// rounded returns a time with as many digits as mean something.
func rounded(d time.Duration) time.Duration {
	if d < 10*time.Millisecond {
		return d.Round(10 * time.Microsecond)
	}
	return d.Round(time.Millisecond)
}

// hints gives the advice on the checks that have findings, each once.
func hints(findings []Finding, say func(messages.Text, ...any)) {
	var ids []string
	for _, f := range findings {
		ids = append(ids, f.Check.ID)
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		if hint, ok := messages.Hints[id]; ok {
			say(hint)
		}
	}
	if len(ids) > 0 {
		say(messages.ExplainHint, ids[0])
	}
}

// fixable counts the findings that have a fix which -fix would apply.
func fixable(found *outcome) int {
	n := 0
	for _, f := range found.findings {
		if len(f.Fixes) > 0 && !found.src.overlays(f.Fixes[0]) {
			n++
		}
	}
	return n
}
