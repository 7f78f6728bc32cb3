package standalone

import (
	"encoding/json"
	"io"
	"net/url"
	"path/filepath"
	"strings"
	"unicode/utf16"

	"github.com/cozelint/cozelint/analyzers"
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
	Tool struct {
		Driver sarifDriver `json:"driver"`
	} `json:"tool"`
	ColumnKind         string                   `json:"columnKind"`
	Invocations        []sarifInvocation        `json:"invocations"`
	OriginalURIBaseIDs map[string]sarifArtifact `json:"originalUriBaseIds"`
	Results            []sarifResult            `json:"results"`
}

type sarifInvocation struct {
	ExecutionSuccessful bool `json:"executionSuccessful"`
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
	ShortDescription     sarifText `json:"shortDescription"`
	FullDescription      sarifText `json:"fullDescription"`
	Help                 sarifText `json:"help"`
	HelpURI              string    `json:"helpUri"`
	DefaultConfiguration struct {
		Enabled bool   `json:"enabled"`
		Level   string `json:"level"`
	} `json:"defaultConfiguration"`
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
	Fixes               []sarifFix        `json:"fixes,omitempty"`
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
	s := sarifWriter{r.Dir, r.Sources}
	var run sarifRun
	run.ColumnKind = "utf16CodeUnits"
	run.OriginalURIBaseIDs = map[string]sarifArtifact{"SRCROOT": {URI: fileURI(r.Dir) + "/"}}
	run.Invocations = []sarifInvocation{{ExecutionSuccessful: r.Sound}}
	run.Results = []sarifResult{}
	run.Tool.Driver = sarifDriver{
		Name:           "cozelint",
		Version:        r.Options.Version,
		InformationURI: "https://github.com/cozelint/cozelint",
	}
	index := make(map[string]int)
	for i, check := range analyzers.Checks() {
		index[check.ID] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule(check))
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

func rule(check *analyzers.Check) sarifRule {
	doc := check.Doc.Compile()
	r := sarifRule{
		ID:               check.ID,
		ShortDescription: sarifText{Text: doc.Title},
		FullDescription:  sarifText{Text: doc.Text},
		Help:             sarifText{Text: doc.Format(false), Markdown: doc.FormatMarkdown(false)},
		HelpURI:          check.URL(),
	}
	r.DefaultConfiguration.Enabled = check.Default()
	r.DefaultConfiguration.Level = check.Severity()
	return r
}

// A sarifWriter turns places into regions, whose columns count UTF-16 code
// units.
type sarifWriter struct {
	dir     string
	sources *sources
}

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

func (s *sarifWriter) location(start, end Place) sarifPhysicalLocation {
	return sarifPhysicalLocation{s.artifact(start), s.region(start, end)}
}

func (s *sarifWriter) artifact(p Place) sarifArtifact {
	rel := p.Relative(s.dir)
	if filepath.IsAbs(rel) {
		return sarifArtifact{URI: fileURI(rel)}
	}
	return sarifArtifact{URI: (&url.URL{Path: slashed(rel)}).EscapedPath(), URIBaseID: "SRCROOT"}
}

func (s *sarifWriter) region(start, end Place) sarifRegion {
	return sarifRegion{start.Line, s.column(start), end.Line, s.column(end)}
}

func (s *sarifWriter) column(p Place) int {
	line := s.sources.line(p.File, p.Line)
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
