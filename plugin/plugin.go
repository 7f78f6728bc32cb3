// Package plugin registers cozelint as a module plugin of golangci-lint.
//
// The settings of the linter are the flags of the command; what is not set is
// as everywhere else, and a setting that does not exist is an error.
package plugin

import (
	"fmt"
	"reflect"
	"runtime/debug"
	"strings"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers"
)

func init() { register.Plugin("cozelint", New) }

// Settings are what golangci-lint's configuration can say under
// linters.settings.custom.cozelint.settings.
type Settings struct {
	// Lang is the language of the messages: "en", which is the default, or
	// "zh".
	Lang string `json:"lang"`
	// Enable and Disable name checks by ID, by the beginning of IDs, or
	// "all".
	Enable  []string `json:"enable"`
	Disable []string `json:"disable"`
	// SDK lists import paths of forks of the SDK.
	SDK []string `json:"sdk"`
	// Hosts lists hosts of gateways that speak the Open API.
	Hosts []string `json:"hosts"`
	// LogFuncs lists functions that write a log line.
	LogFuncs []string `json:"log-funcs"`
	// Exclude lists paths and the checks that are not reported there, as
	// "internal/legacy:CZ1001".
	Exclude []string `json:"exclude"`
	// Tests makes the passes that are silent in _test.go files look there.
	Tests bool `json:"tests"`
	// Strict and Categories are those of the pass cozeexhaustive.
	Strict     bool     `json:"strict"`
	Categories []string `json:"categories"`
}

type plugin struct{ opts analyzers.Options }

// New returns the plugin for the settings of one run. It returns an error if
// they do not fit.
func New(settings any) (register.LinterPlugin, error) {
	s, err := register.DecodeSettings[Settings](settings)
	if err != nil {
		return nil, fmt.Errorf("cozelint %s: %w; the settings are %s", Version(), err, strings.Join(names(), ", "))
	}
	opts, err := s.options()
	if err != nil {
		return nil, fmt.Errorf("cozelint %s: %w", Version(), err)
	}
	if _, err := analyzers.New(opts); err != nil {
		return nil, fmt.Errorf("cozelint %s: %w", Version(), err)
	}
	return plugin{opts}, nil
}

// names returns the names of the settings.
func names() []string {
	var list []string
	for field := range reflect.TypeFor[Settings]().Fields() {
		list = append(list, field.Tag.Get("json"))
	}
	return list
}

// path is the path of the module that the plugin belongs to.
const path = "github.com/cozelint/cozelint"

// Version returns the version of the plugin in the program that runs it, or
// "(devel)" if it was built from a folder.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(devel)"
	}
	for _, m := range append(info.Deps, &info.Main) {
		for m.Replace != nil {
			m = m.Replace
		}
		if m.Path == path && m.Version != "" {
			return m.Version
		}
	}
	return "(devel)"
}

func (s Settings) options() (opts analyzers.Options, err error) {
	if s.Lang != "" {
		if opts.Shared.Lang, err = analyzers.ParseLang(s.Lang); err != nil {
			return opts, err
		}
	}
	opts.Shared.Enable, opts.Shared.Disable = s.Enable, s.Disable
	opts.Shared.SDK, opts.Shared.Hosts, opts.Shared.LogFuncs = s.SDK, s.Hosts, s.LogFuncs
	opts.Shared.Exclude = s.Exclude
	opts.SayProject = sayProject
	opts.CodeCompare.Tests, opts.LogID.Tests = s.Tests, s.Tests
	opts.Exhaustive.Strict, opts.Exhaustive.Categories = s.Strict, s.Categories
	return opts, nil
}

// BuildAnalyzers returns the passes of the suite.
func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	suite, err := analyzers.New(p.opts)
	if err != nil {
		return nil, err
	}
	list := analyzers.Analyzers(suite)
	for _, a := range list {
		a.Run = withoutRelated(a.Run)
	}
	return list, nil
}

// sayProject reports that a project file says something else: golangci-lint shows
// nothing that a plugin prints.
func sayProject(pass *analysis.Pass, text string) {
	pass.Report(analysis.Diagnostic{Pos: pass.Files[0].Package, Message: text})
}

// withoutRelated leaves out the related positions: golangci-lint makes an
// issue of its own of each, which no //nolint at the finding silences.
func withoutRelated(run func(*analysis.Pass) (any, error)) func(*analysis.Pass) (any, error) {
	return func(pass *analysis.Pass) (any, error) {
		report := pass.Report
		pass.Report = func(d analysis.Diagnostic) {
			d.Related = nil
			report(d)
		}
		return run(pass)
	}
}

// GetLoadMode says that the passes need types.
func (p plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
