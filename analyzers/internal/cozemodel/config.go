package cozemodel

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
	"github.com/cozelint/cozelint/internal/messages"
)

// Options are the settings that all passes share.
type Options struct {
	// SDK lists import paths of forks of the SDK, beside
	// github.com/coze-dev/coze-go and vendored copies of it.
	SDK []string
	// Hosts lists the hosts of gateways and self-hosted servers that
	// speak the Coze Open API, beside api.coze.com, api.coze.cn and their
	// siblings.
	Hosts []string
	// LogFuncs lists functions that write a log line, as
	// "import/path.Func" or "import/path.Type.Method", beside those that
	// are recognised by their name and signature.
	LogFuncs []string
	// Lang is the language of the messages. The zero value is English: a
	// pass never asks the environment, on which no cache of a driver
	// depends.
	Lang messages.Lang

	// Exclude lists paths and the checks that are not reported there, as
	// "internal/legacy:CZ1001".
	Exclude []string

	checks.Selection
}

// A Config is the analyzer that builds the model, with the options it reads.
// All passes of one suite share one Config, and so one model of a package.
type Config struct {
	Options  Options
	Analyzer *analysis.Analyzer

	once sync.Once // guards err, the verdict on Options once flags are parsed
	err  error
}

// checked checks the options once: the passes run at the same time.
func (c *Config) checked(known []*checks.Check) error {
	c.once.Do(func() { c.err = c.Options.Check(known) })
	return c.err
}

// Default is the Config of the passes' package-level Analyzer variables.
var Default = NewConfig(Options{})

// NewConfig returns a Config for opts.
func NewConfig(opts Options) *Config {
	opts.Hosts = slices.Clone(opts.Hosts)
	for i, host := range opts.Hosts {
		opts.Hosts[i] = strings.ToLower(host)
	}
	if known, err := messages.ParseLang(string(opts.Lang)); err == nil {
		opts.Lang = known
	}
	c := &Config{Options: opts}
	c.Analyzer = &analysis.Analyzer{
		Name:       "cozemodel",
		Doc:        "collect what the passes of cozelint know about a package\n\nIt reports nothing.",
		ResultType: reflect.TypeFor[*Model](),
		FactTypes:  []analysis.Fact{new(Facts)},
		Run: func(pass *analysis.Pass) (any, error) {
			m := newModel(pass, &c.Options)
			m.exportFacts(pass)
			return m, nil
		},
	}
	return c
}

// BindFlags binds the shared options to flags of one analyzer, which fails if
// they mean nothing: a driver sets them after the suite was made, and under go
// vet a flag that refuses its value would print all flags for every package.
// further are checks of other flags.
func (c *Config) BindFlags(a *analysis.Analyzer, known []*checks.Check, further ...func() error) {
	run := a.Run
	a.Run = func(pass *analysis.Pass) (any, error) {
		if err := c.checked(known); err != nil {
			return nil, err
		}
		if err := c.Options.checkLogFuncs(pass.Pkg); err != nil {
			return nil, err
		}
		for _, check := range further {
			if err := check(); err != nil {
				return nil, err
			}
		}
		return run(pass)
	}
	flags := &a.Flags
	flags.Var((*list)(&c.Options.SDK), "sdk", "comma-separated import paths of forks of the Coze SDK")
	flags.Var((*hosts)(&c.Options.Hosts), "hosts", "comma-separated hosts that speak the Coze Open API")
	flags.Var((*list)(&c.Options.LogFuncs), "log-funcs", "comma-separated functions that write a log line (import/path.Func or import/path.Type.Method)")
	flags.Var((*lang)(&c.Options.Lang), "lang", "`language` of the messages: en or zh")
	flags.Var((*list)(&c.Options.Enable), "enable", "comma-separated IDs of checks to run beside the default ones")
	flags.Var((*list)(&c.Options.Disable), "disable", "comma-separated IDs of checks not to run")
	flags.Var((*list)(&c.Options.Exclude), "exclude", "comma-separated `paths` with the check that is not reported there (internal/legacy:CZ1001)")
}

// Export gives a pass of [Default] the flags of the shared options: a program
// that runs it without the suite has them, too. They hold for all exported
// passes, under the name of any.
func Export(a *analysis.Analyzer) *analysis.Analyzer {
	Default.BindFlags(a, nil)
	Default.nameProject(a)
	return a
}

// A list is a flag whose value is comma-separated; it may be given more
// than once.
type list []string

func (l *list) String() string { return strings.Join(*l, ",") }

func (l *list) Set(value string) error {
	for entry := range strings.SplitSeq(value, ",") {
		if entry = strings.TrimSpace(entry); entry != "" && !slices.Contains(*l, entry) {
			*l = append(*l, entry)
		}
	}
	return nil
}

// hosts is a list of hosts, which are the same in any case.
type hosts []string

func (h *hosts) String() string { return (*list)(h).String() }

func (h *hosts) Set(value string) error { return (*list)(h).Set(strings.ToLower(value)) }

// lang is the language of the messages as it is given; the analyzer fails if
// there is no such language.
type lang messages.Lang

func (l *lang) String() string { return messages.Lang(*l).String() }

func (l *lang) Set(value string) error {
	known, err := messages.ParseLang(value)
	if err != nil {
		known = messages.Lang(value)
	}
	*l = lang(known)
	return nil
}

// ValidID reports whether s has the form of a check ID (CZ1001), of a
// prefix of one that names at least a pass (CZ1), or is "all".
func ValidID(s string) bool {
	digits, ok := strings.CutPrefix(strings.ToUpper(s), "CZ")
	return s == "all" || ok && len(digits) >= 1 && len(digits) <= 4 && strings.Trim(digits, "0123456789") == ""
}
