package lsp

import (
	"bytes"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"unicode/utf8"

	"github.com/cozelint/cozelint/internal/lsp/protocol"
)

// A mapper translates between offsets in a text and positions of the
// protocol, whose characters are UTF-16 code units unless client and server
// agree on bytes.
type mapper struct {
	text   []byte
	starts []int // the offset of each line
	bytes  bool
}

func newMapper(text []byte, encoding protocol.PositionEncodingKind) *mapper {
	m := &mapper{text: text, starts: []int{0}, bytes: encoding == protocol.PositionEncodingKindUTF8}
	for i, b := range text {
		if b == '\n' {
			m.starts = append(m.starts, i+1)
		}
	}
	return m
}

// position returns the position of an offset.
func (m *mapper) position(offset int) protocol.Position {
	offset = min(max(offset, 0), len(m.text))
	line := len(m.starts) - 1
	for low, high := 0, len(m.starts); low < high; {
		middle := (low + high) / 2
		if m.starts[middle] <= offset {
			line, low = middle, middle+1
		} else {
			high = middle
		}
	}
	before := m.text[m.starts[line]:offset]
	if m.bytes {
		return protocol.Position{Line: line, Character: len(before)}
	}
	units := 0
	for len(before) > 0 {
		r, size := utf8.DecodeRune(before)
		units += unitsOf(r)
		before = before[size:]
	}
	return protocol.Position{Line: line, Character: units}
}

// offset returns the offset of a position. One behind the end of its line is
// at the end, as the protocol has it.
func (m *mapper) offset(p protocol.Position) int {
	if p.Line >= len(m.starts) {
		return len(m.text)
	}
	start := m.starts[max(p.Line, 0)]
	line := m.text[start:]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	if m.bytes {
		return start + min(p.Character, len(line))
	}
	at := 0
	for units := 0; at < len(line) && units < p.Character; {
		r, size := utf8.DecodeRune(line[at:])
		units += unitsOf(r)
		at += size
	}
	return start + at
}

func (m *mapper) rangeOf(start, end int) protocol.Range {
	return protocol.Range{Start: m.position(start), End: m.position(end)}
}

// unitsOf returns how many UTF-16 code units a character takes.
func unitsOf(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// pathOf returns the path of the file that a URI names, or "" if it names
// none: a buffer without a file, a file within an archive.
func pathOf(uri protocol.DocumentURI) string {
	u, err := url.Parse(string(uri))
	if err != nil || u.Scheme != "file" || u.Path == "" {
		return ""
	}
	path := u.Path
	if runtime.GOOS == "windows" {
		path = strings.TrimPrefix(path, "/")
	}
	return filepath.Clean(filepath.FromSlash(path))
}

// uriOf returns the URI of a file.
func uriOf(path string) protocol.DocumentURI {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	return protocol.DocumentURI((&url.URL{Scheme: "file", Path: path}).String())
}
