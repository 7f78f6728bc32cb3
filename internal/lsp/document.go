package lsp

import (
	"path/filepath"

	"github.com/cozelint/cozelint/internal/lsp/protocol"
)

// A document is a file that is open in the editor, as it is there.
type document struct {
	uri     protocol.DocumentURI
	path    string
	version int
	text    []byte
}

func (d *document) folder() string { return filepath.Dir(d.path) }

// changed returns the document after changes, each of which counts from the
// text that the one before has left.
func (d document) changed(changes []protocol.TextDocumentContentChangePartial, encoding protocol.PositionEncodingKind) *document {
	for _, change := range changes {
		if change.Range == nil {
			d.text = []byte(change.Text)
			continue
		}
		m := newMapper(d.text, encoding)
		start, end := m.offset(change.Range.Start), m.offset(change.Range.End)
		if end < start {
			start, end = end, start
		}
		text := make([]byte, 0, len(d.text)-(end-start)+len(change.Text))
		text = append(text, d.text[:start]...)
		text = append(text, change.Text...)
		d.text = append(text, d.text[end:]...)
	}
	return &d
}
