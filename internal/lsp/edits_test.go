package lsp

import (
	"go/format"
	"strings"
	"testing"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/lsp/protocol"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/standalone"
)

func TestTextEdits(t *testing.T) {
	tests := []struct {
		name, before, after string
		edits               int
	}{
		{"nothing", "a\nb\n", "a\nb\n", 0},
		{"a line", "a\nb\nc\n", "a\nB\nc\n", 1},
		{"first and last", "a\nb\nc\nd\ne\nf\ng\nh\ni\n", "A\nb\nc\nd\ne\nf\ng\nh\nI\n", 2},
		{"insertion at the beginning", "a\n", "x\na\n", 1},
		{"insertion within", "a\nb\n", "a\nx\ny\nb\n", 1},
		{"at the end", "a\n", "a\nb\n", 1},
		{"of nothing", "", "a\nb\n", 1},
		{"to nothing", "a\nb\n", "", 1},
		{"close to each other", "a\nb\nc\n", "A\nb\nC\n", 2},
		{"no newline", "a\nb", "a\nc", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			edits := textEdits([]byte(test.before), []byte(test.after))
			if len(edits) != test.edits {
				t.Errorf("%d edits, want %d: %v", len(edits), test.edits, edits)
			}
			doc := document{text: []byte(test.before)}
			for i := len(edits) - 1; i >= 0; i-- {
				change := protocol.TextDocumentContentChangePartial{Range: &edits[i].Range, Text: edits[i].NewText}
				doc = *doc.changed([]protocol.TextDocumentContentChangePartial{change}, protocol.PositionEncodingKindUTF16)
			}
			if string(doc.text) != test.after {
				t.Errorf("got %q, want %q", doc.text, test.after)
			}
		})
	}
}

func TestDirective(t *testing.T) {
	check := &analyzers.Check{ID: "CZ1001"}
	tests := []struct{ name, source, want string }{
		{"a statement", "package p\n\nfunc f() {\n\tprintln(4101)\n}\n", "\t//cozelint:ignore CZ1001 " + messages.IgnoreReason.EN + "\n\tprintln(4101)"},
		{"the end of a text", "package p\n\nvar x = `\n` + s(4101)\n", ""},
		{"after a comment", "package p\n\n/*\n*/ var x = 4101\n", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			offset := strings.Index(test.source, "4101")
			f := standalone.Finding{Check: check, Start: standalone.Place{File: "x.go", Offset: offset}}
			edit, ok := directive([]byte(test.source), f, messages.English)
			if ok != (test.want != "") {
				t.Fatalf("offered: %t", ok)
			}
			if !ok {
				return
			}
			mended, err := standalone.Mend([]byte(test.source), []standalone.Edit{edit})
			if err != nil || !strings.Contains(string(mended), test.want) {
				t.Errorf("%s: %v", mended, err)
			}
			if formatted, err := format.Source(mended); err != nil || string(formatted) != string(mended) {
				t.Errorf("not formatted: %s", mended)
			}
		})
	}
}

func TestMapper(t *testing.T) {
	text := "a智🤖b\r\nx\n"
	tests := []struct {
		offset              int
		line, units, inByte int
	}{
		{0, 0, 0, 0}, {1, 0, 1, 1}, {4, 0, 2, 4}, {8, 0, 4, 8}, {9, 0, 5, 9}, {11, 1, 0, 0}, {12, 1, 1, 1}, {13, 2, 0, 0},
	}
	for _, test := range tests {
		for encoding, character := range map[protocol.PositionEncodingKind]int{
			protocol.PositionEncodingKindUTF16: test.units,
			protocol.PositionEncodingKindUTF8:  test.inByte,
		} {
			m := newMapper([]byte(text), encoding)
			want := protocol.Position{Line: test.line, Character: character}
			if got := m.position(test.offset); got != want {
				t.Errorf("%s: position(%d) = %v, want %v", encoding, test.offset, got, want)
			}
			if got := m.offset(want); got != test.offset {
				t.Errorf("%s: offset(%v) = %d, want %d", encoding, want, got, test.offset)
			}
		}
	}
	m := newMapper([]byte(text), protocol.PositionEncodingKindUTF16)
	if got := m.offset(protocol.Position{Line: 9}); got != len(text) {
		t.Errorf("behind the end: %d", got)
	}
	if got := m.offset(protocol.Position{Line: 1, Character: 9}); got != 12 {
		t.Errorf("behind the end of a line: %d", got)
	}
}

func TestURI(t *testing.T) {
	for uri, path := range map[protocol.DocumentURI]string{
		"file:///home/bot/a%20b%23.go": "/home/bot/a b#.go",
		"file:///home/%E6%89%A3.go":    "/home/扣.go",
		"untitled:Untitled-1":          "",
		"%":                            "",
	} {
		if got := pathOf(uri); got != path {
			t.Errorf("pathOf(%s) = %s", uri, got)
		}
		if path != "" && uriOf(path) != uri {
			t.Errorf("uriOf(%s) = %s", path, uriOf(path))
		}
	}
}
