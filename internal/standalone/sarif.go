package standalone

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf16"

	"golang.org/x/mod/semver"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/manual"
	"github.com/cozelint/cozelint/internal/messages"
)

// The types below are the part of SARIF 2.1.0 that the suite fills. The
// libraries that were looked at write more than they are given, such as empty
// objects that viewers show.

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Language string `json:"language,omitempty"`
	Tool     struct {
		Driver sarifDriver `json:"driver"`
	} `json:"tool"`
	ColumnKind         string                   `json:"columnKind"`
	Invocations        []sarifInvocation        `json:"invocations"`
	OriginalURIBaseIDs map[string]sarifArtifact `json:"originalUriBaseIds"`
	Results            []sarifResult            `json:"results"`
}

type sarifInvocation struct {
	ExecutionSuccessful bool                `json:"executionSuccessful"`
	WorkingDirectory    sarifArtifact       `json:"workingDirectory"`
	Notifications       []sarifNotification `json:"toolExecutionNotifications,omitempty"`
}

type sarifNotification struct {
	Level   string    `json:"level"`
	Message sarifText `json:"message"`
}

type sarifDriver struct {
	Name           string      `json:"name"`
	Version        string      `json:"version,omitempty"`
	InformationURI string      `json:"informationUri"`
	Rules          []sarifRule `json:"rules"`
}

type sarifText struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifRule struct {
	ID                   string    `json:"id"`
	Name                 string    `json:"name"`
	ShortDescription     sarifText `json:"shortDescription"`
	FullDescription      sarifText `json:"fullDescription"`
	Help                 sarifText `json:"help"`
	HelpURI              string    `json:"helpUri"`
	DefaultConfiguration struct {
		Enabled bool   `json:"enabled"`
		Level   string `json:"level"`
	} `json:"defaultConfiguration"`
	Properties struct {
		Tags      []string `json:"tags"`
		Precision string   `json:"precision"`
	} `json:"properties"`
}

type sarifArtifact struct {
	URI       string `json:"uri"`
	URIBaseID string `json:"uriBaseId,omitempty"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}

type sarifPhysicalLocation struct {
	ArtifactLocation sarifArtifact `json:"artifactLocation"`
	Region           sarifRegion   `json:"region"`
}

type sarifLocation struct {
	ID               int                   `json:"id,omitempty"`
	PhysicalLocation sarifPhysicalLocation `json:"physicalLocation"`
	Message          *sarifText            `json:"message,omitempty"`
}

type sarifResult struct {
	RuleID              string            `json:"ruleId"`
	RuleIndex           int               `json:"ruleIndex"`
	Level               string            `json:"level"`
	Message             sarifText         `json:"message"`
	Locations           []sarifLocation   `json:"locations"`
	RelatedLocations    []sarifLocation   `json:"relatedLocations,omitempty"`
	PartialFingerprints map[string]string `json:"partialFingerprints"`
	CodeFlows           []sarifCodeFlow   `json:"codeFlows,omitempty"`
	Fixes               []sarifFix        `json:"fixes,omitempty"`
}

type sarifCodeFlow struct {
	ThreadFlows []sarifThreadFlow `json:"threadFlows"`
}

type sarifThreadFlow struct {
	Locations []sarifFlowLocation `json:"locations"`
}

type sarifFlowLocation struct {
	Location sarifLocation `json:"location"`
}

type sarifFix struct {
	Description     sarifText     `json:"description"`
	ArtifactChanges []sarifChange `json:"artifactChanges"`
}

type sarifChange struct {
	ArtifactLocation sarifArtifact      `json:"artifactLocation"`
	Replacements     []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	DeletedRegion   sarifRegion `json:"deletedRegion"`
	InsertedContent sarifText   `json:"insertedContent"`
}

// writeSARIF writes a SARIF 2.1.0 log.
func writeSARIF(w io.Writer, r Report) error {
	s := sarifWriter{r}
	var run sarifRun
	run.ColumnKind = "utf16CodeUnits"
	run.Language = map[messages.Lang]string{messages.Chinese: "zh-CN"}[r.Options.Lang]
	run.OriginalURIBaseIDs = map[string]sarifArtifact{"SRCROOT": {URI: fileURI(r.root()) + "/"}}
	invocation := sarifInvocation{ExecutionSuccessful: len(r.Problems) == 0, WorkingDirectory: sarifArtifact{URI: fileURI(r.Dir) + "/"}}
	for _, p := range r.Problems {
		invocation.Notifications = append(invocation.Notifications, sarifNotification{"error", sarifText{Text: p.titled(r.Dir)}})
	}
	for _, path := range r.Partly {
		invocation.Notifications = append(invocation.Notifications, sarifNotification{"warning", sarifText{Text: messages.Exhausted.In(r.Options.Lang, path)}})
	}
	run.Invocations = []sarifInvocation{invocation}
	run.Results = []sarifResult{}
	run.Tool.Driver = sarifDriver{
		Name:           "cozelint",
		Version:        versionNumber(r.Options.Version),
		InformationURI: "https://github.com/cozelint/cozelint",
	}
	index := make(map[string]int)
	for i, check := range analyzers.Checks() {
		index[check.ID] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule(check, r.Options.Lang))
	}
	prints := fingerprints(r.Findings, r.Dir, r.Sources)
	for i, f := range r.Findings {
		result := s.result(f)
		result.RuleIndex = index[f.Check.ID]
		result.PartialFingerprints = map[string]string{"cozelint/v2": prints[i]}
		run.Results = append(run.Results, result)
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

// versionNumber returns the number of a version of a module, or "" for a build
// that has none.
func versionNumber(version string) string {
	if !semver.IsValid(version) {
		return ""
	}
	return strings.TrimPrefix(version, "v")
}

// root returns the folder that the paths of the report are relative to: above
// the folder of the run if a prefix says so.
func (r Report) root() string {
	prefix := filepath.FromSlash(path.Clean("/" + slashed(r.Options.PathPrefix)))
	if above, ok := strings.CutSuffix(r.Dir, prefix); ok {
		return above
	}
	return r.Dir
}

// rule describes a check. Its help is the page of the check.
func rule(check *analyzers.Check, lang messages.Lang) sarifRule {
	page := manual.Of(check, lang)
	markdown := page.Markdown(check.ID, lang)
	r := sarifRule{
		ID:               check.ID,
		Name:             pascalCase(check.Doc.Title),
		ShortDescription: sarifText{Text: page.Title},
		FullDescription:  sarifText{Text: page.Text},
		Help:             sarifText{Text: markdown, Markdown: fmt.Sprintf("%s\n[%s](%s)\n", markdown, check.ID, page.URL)},
		HelpURI:          page.URL,
	}
	r.DefaultConfiguration.Enabled = check.Default()
	r.DefaultConfiguration.Level = check.Severity()
	r.Properties.Tags = []string{"coze", families[check.ID[:len("CZ1")]]}
	r.Properties.Precision = "high"
	return r
}

// families are what the checks of a pass are about, by the beginning of their
// IDs: a tag that viewers can filter by.
var families = map[string]string{
	"CZ0": "directives", "CZ1": "readability", "CZ2": "correctness", "CZ3": "observability", "CZ4": "error-handling", "CZ5": "correctness",
}

// pascalCase makes an identifier of a title, as SARIF wants the names of rules.
func pascalCase(title string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(title, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

// A sarifWriter turns places into regions, whose columns count UTF-16 code
// units.
type sarifWriter struct{ report Report }

func (s *sarifWriter) result(f Finding) sarifResult {
	result := sarifResult{
		RuleID:    f.Check.ID,
		Level:     f.Check.Severity(),
		Message:   sarifText{Text: f.Message},
		Locations: []sarifLocation{{PhysicalLocation: s.location(f.Start, f.End)}},
	}
	for i, rel := range f.Related {
		result.RelatedLocations = append(result.RelatedLocations, sarifLocation{
			ID:               i + 1,
			PhysicalLocation: s.location(rel.Start, rel.End),
			Message:          &sarifText{Text: rel.Message},
		})
	}
	if flow := s.flow(f); flow != nil {
		result.CodeFlows = []sarifCodeFlow{{[]sarifThreadFlow{{flow}}}}
	}
	for _, fix := range f.Fixes {
		change := make(map[string]int)
		out := sarifFix{Description: sarifText{Text: fix.Message}}
		for _, e := range fix.Edits {
			i, ok := change[e.Start.File]
			if !ok {
				i = len(out.ArtifactChanges)
				change[e.Start.File] = i
				out.ArtifactChanges = append(out.ArtifactChanges, sarifChange{ArtifactLocation: s.artifact(e.Start)})
			}
			out.ArtifactChanges[i].Replacements = append(out.ArtifactChanges[i].Replacements,
				sarifReplacement{s.region(e.Start, e.End), sarifText{Text: e.NewText}})
		}
		result.Fixes = append(result.Fixes, out)
	}
	return result
}

// flow returns the path of a finding about one: the places that led to it, and
// then the finding itself.
func (s *sarifWriter) flow(f Finding) []sarifFlowLocation {
	if f.Analyzer != "cozelogid" || len(f.Related) == 0 {
		return nil
	}
	var flow []sarifFlowLocation
	for _, rel := range f.Related {
		flow = append(flow, sarifFlowLocation{sarifLocation{PhysicalLocation: s.location(rel.Start, rel.End), Message: &sarifText{Text: rel.Message}}})
	}
	return append(flow, sarifFlowLocation{sarifLocation{PhysicalLocation: s.location(f.Start, f.End), Message: &sarifText{Text: f.Message}}})
}

func (s *sarifWriter) location(start, end Place) sarifPhysicalLocation {
	return sarifPhysicalLocation{s.artifact(start), s.region(start, end)}
}

func (s *sarifWriter) artifact(p Place) sarifArtifact {
	name := s.report.path(p)
	if filepath.IsAbs(name) {
		return sarifArtifact{URI: fileURI(name)}
	}
	return sarifArtifact{URI: (&url.URL{Path: name}).EscapedPath(), URIBaseID: "SRCROOT"}
}

func (s *sarifWriter) region(start, end Place) sarifRegion {
	return sarifRegion{start.Line, s.column(start), end.Line, s.column(end)}
}

func (s *sarifWriter) column(p Place) int {
	line := s.report.Sources.line(p.File, p.Line)
	if p.Column-1 > len(line) {
		return p.Column
	}
	return len(utf16.Encode([]rune(line[:p.Column-1]))) + 1
}

func fileURI(path string) string {
	path = slashed(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

func slashed(path string) string { return filepath.ToSlash(path) }
