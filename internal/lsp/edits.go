package lsp

import (
	"bytes"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/cozelint/cozelint/internal/lsp/protocol"
	"github.com/cozelint/cozelint/internal/standalone"
)

// workspaceEdit returns the edits of fixes, by file, as the client takes
// them. ok is false if one of the files is no longer as it was checked, or
// the result would not parse.
func (s *server) workspaceEdit(found outcome, edits map[string][]standalone.Edit) (edit protocol.WorkspaceEdit, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	edit.Changes = make(map[protocol.DocumentURI][]protocol.TextEdit)
	for file, list := range edits {
		before, known := found.texts[file]
		uri := uriOf(file)
		version := 0
		if doc := s.docs[file]; doc != nil {
			if !bytes.Equal(before, doc.text) {
				return edit, false
			}
			uri, version = doc.uri, doc.version
		}
		after, err := standalone.Mend(before, list)
		if !known || err != nil {
			return edit, false
		}
		changes := textEdits(before, after)
		edit.Changes[uri] = changes
		edit.DocumentChanges = append(edit.DocumentChanges, protocol.TextDocumentEdit{
			TextDocument: protocol.OptionalVersionedTextDocumentIdentifier{URI: uri, Version: versionOf(version)},
			Edits:        changes,
		})
	}
	if s.client.Workspace.WorkspaceEdit.DocumentChanges {
		edit.Changes = nil
	} else {
		edit.DocumentChanges = nil
	}
	return edit, true
}

// versionOf returns the version of an open document, or nil.
func versionOf(version int) *int {
	if version == 0 {
		return nil
	}
	return &version
}

// textEdits returns the edits that make after of before: whole lines, no more
// than change, so that the cursor and marks elsewhere stay.
func textEdits(before, after []byte) []protocol.TextEdit {
	var edits []protocol.TextEdit
	line := 0 // of before
	var current *protocol.TextEdit
	flush := func() {
		if current != nil {
			edits = append(edits, *current)
			current = nil
		}
	}
	at := func() *protocol.TextEdit {
		if current == nil {
			current = &protocol.TextEdit{Range: protocol.Range{Start: protocol.Position{Line: line}, End: protocol.Position{Line: line}}}
		}
		return current
	}
	last := byte(' ')
	for text := range hunks(before, after) {
		switch text[0] {
		case '@':
			flush()
			line = firstLine(text)
		case ' ':
			flush()
			line++
		case '-':
			at()
			line++
			current.Range.End.Line = line
		case '+':
			at().NewText += string(text[1:])
		case '\\': // the line before has no newline
			if last == '+' {
				current.NewText = strings.TrimSuffix(current.NewText, "\n")
			}
		}
		last = text[0]
	}
	flush()
	return edits
}

// hunks yields the lines of the difference of two texts, each with its mark.
func hunks(before, after []byte) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		lines := slices.Collect(bytes.Lines(diff.Diff("a", before, "b", after)))
		for _, line := range lines[min(3, len(lines)):] { // after the names
			if !yield(line) {
				return
			}
		}
	}
}

// firstLine returns the line, from 0, that a hunk begins with, whose header
// is "@@ -start,count +start,count @@". A hunk without lines of before stands
// behind the line that it names.
func firstLine(header []byte) int {
	start, count := 0, 0
	number := &start
	for _, b := range header[len("@@ -"):] {
		switch {
		case '0' <= b && b <= '9':
			*number = *number*10 + int(b-'0')
		case b == ',':
			number = &count
		default:
			if count == 0 {
				return start
			}
			return start - 1
		}
	}
	return start - 1
}
