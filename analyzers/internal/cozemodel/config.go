package cozemodel

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

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
	// speak the Coze Open API, beside those of coze.com and coze.cn.
	Hosts []string
	// LogFuncs lists functions that write a log line, as
	// "import/path.Func" or "import/path.Type.Method", beside those that
	// are recognised by their name and signature.
	LogFuncs []string
	// Lang is the language of the messages. The zero value is English: a
	// pass never asks the environment, on which no cache of a driver
	// depends.
	Lang messages.Lang

	checks.Selection
}

// A Config is the analyzer that builds the model, with the options it reads.
// All passes of one suite share one Config, and so one model of a package.
type Config struct {
	Options  Options
	Analyzer *analysis.Analyzer
}

// Default is the Config of the passes' package-level Analyzer variables.
var Default = NewConfig(Options{})

// NewConfig returns a Config for opts.
func NewConfig(opts Options) *Config {
	c := &Config{Options: opts}
	c.Analyzer = &analysis.Analyzer{
		Name:       "cozemodel",
		Doc:        "collect what the passes of cozelint know about a package\n\nIt reports nothing.",
		ResultType: reflect.TypeFor[*Model](),
		Run: func(pass *analysis.Pass) (any, error) {
			return newModel(pass, &c.Options), nil
		},
	}
	return c
}

// BindFlags binds the shared options to flags of one analyzer, which fails if
// they name none of the known checks: a driver sets them after the suite was
// made.
func (c *Config) BindFlags(a *analysis.Analyzer, known []*checks.Check) {
	run := a.Run
	a.Run = func(pass *analysis.Pass) (any, error) {
		if unknown := c.Options.Unknown(known); len(unknown) > 0 {
			return nil, fmt.Errorf("unknown check: %s", strings.Join(unknown, ", "))
		}
		return run(pass)
	}
	flags := &a.Flags
	flags.Var((*list)(&c.Options.SDK), "sdk", "comma-separated import paths of forks of the Coze SDK")
	flags.Var((*list)(&c.Options.Hosts), "hosts", "comma-separated hosts that speak the Coze Open API")
	flags.Var((*list)(&c.Options.LogFuncs), "log-funcs", "comma-separated functions that write a log line (import/path.Func or import/path.Type.Method)")
	flags.Var(&c.Options.Lang, "lang", "`language` of the messages: en or zh")
	flags.Var((*ids)(&c.Options.Enable), "enable", "comma-separated IDs of checks to run beside the default ones")
	flags.Var((*ids)(&c.Options.Disable), "disable", "comma-separated IDs of checks not to run")
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

// ids is a list of check IDs or prefixes of them.
type ids []string

func (l *ids) String() string { return (*list)(l).String() }

func (l *ids) Set(value string) error {
	for entry := range strings.SplitSeq(value, ",") {
		if !ValidID(strings.TrimSpace(entry)) {
			return fmt.Errorf("%q is not the ID of a check, like CZ1001", entry)
		}
	}
	return (*list)(l).Set(value)
}

// ValidID reports whether s has the form of a check ID (CZ1001), of a
// prefix of one that names at least a pass (CZ1), or is "all".
func ValidID(s string) bool {
	digits, ok := strings.CutPrefix(strings.ToUpper(s), "CZ")
	return s == "all" || ok && len(digits) >= 1 && len(digits) <= 4 && strings.Trim(digits, "0123456789") == ""
}
