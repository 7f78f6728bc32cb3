package lsp

import (
	"os"
	"strings"

	"github.com/cozelint/cozelint/internal/lsp/protocol"
	"github.com/cozelint/cozelint/internal/manual"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/standalone"
)

// mappers are those of the files that findings are in, each made once.
type mappers struct {
	found    outcome
	encoding protocol.PositionEncodingKind
	byFile   map[string]*mapper
}

// of returns the mapper of a file as it was checked: one that is not of the
// package is read.
func (m *mappers) of(file string) *mapper {
	if known, ok := m.byFile[file]; ok {
		return known
	}
	text, ok := m.found.texts[file]
	if !ok {
		text, _ = os.ReadFile(file) // its places are then those of its beginning
	}
	if m.byFile == nil {
		m.byFile = make(map[string]*mapper)
	}
	m.byFile[file] = newMapper(text, m.encoding)
	return m.byFile[file]
}

func (m *mappers) rangeOf(start, end standalone.Place) protocol.Range {
	return m.of(start.File).rangeOf(start.Offset, end.Offset)
}

var severities = map[string]protocol.DiagnosticSeverity{
	"error":   protocol.DiagnosticSeverityError,
	"warning": protocol.DiagnosticSeverityWarning,
	"note":    protocol.DiagnosticSeverityInformation,
}

// diagnostic returns a finding as the protocol has it. The ID has a member of
// its own there, so it leaves the message.
func (s *server) diagnostic(f standalone.Finding, places *mappers, lang messages.Lang) protocol.Diagnostic {
	d := protocol.Diagnostic{
		Range:    places.rangeOf(f.Start, f.End),
		Severity: severities[f.Check.Severity()],
		Code:     f.Check.ID,
		Source:   "cozelint",
		Message:  strings.TrimSuffix(f.Message, " ("+f.Check.ID+")"),
	}
	if s.client.TextDocument.PublishDiagnostics.CodeDescriptionSupport {
		d.CodeDescription.Href = protocol.URI(manual.URL(f.Check, lang))
	}
	if s.client.TextDocument.PublishDiagnostics.RelatedInformation {
		for _, r := range f.Related {
			d.RelatedInformation = append(d.RelatedInformation, protocol.DiagnosticRelatedInformation{
				Location: protocol.Location{URI: uriOf(r.Start.File), Range: places.rangeOf(r.Start, r.End)},
				Message:  r.Message,
			})
		}
	}
	return d
}
