package standalone

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cozelint/cozelint/internal/messages"
)

// sources reads the files that findings are in, each once, and knows the
// overlay that replaces some of them.
type sources struct {
	overlay map[string][]byte // by absolute path
	files   map[string][]string
}

// lines returns the lines of a file without their newlines, or none if it
// cannot be read.
func (s *sources) lines(name string) []string {
	if lines, ok := s.files[name]; ok {
		return lines
	}
	content, ok := s.overlay[name]
	if !ok {
		content, _ = os.ReadFile(name)
	}
	lines := strings.Split(string(content), "\n")
	if s.files == nil {
		s.files = make(map[string][]string)
	}
	s.files[name] = lines
	return lines
}

// line returns line n of a file, counted from 1, without its newline.
func (s *sources) line(name string, n int) string {
	lines := s.lines(name)
	if n < 1 || n > len(lines) {
		return ""
	}
	return strings.TrimSuffix(lines[n-1], "\r")
}

// character returns the column of a place in characters, from 1.
func (s *sources) character(p Place) int {
	line := s.line(p.File, p.Line)
	if p.Column-1 > len(line) {
		return p.Column
	}
	return utf8.RuneCountInString(line[:p.Column-1]) + 1
}

// overlays reports whether a fix edits a file that the overlay replaces.
func (s *sources) overlays(fix Fix) bool {
	return slices.ContainsFunc(fix.Edits, func(e Edit) bool { return s.overlay[e.Start.File] != nil })
}

// readOverlay reads a file as the -overlay flag of the go command takes it:
// a JSON object whose Replace maps the paths of files to those of their
// replacements. Relative paths are relative to dir.
func readOverlay(name, dir string) (map[string][]byte, error) {
	abs := func(path string) string {
		if filepath.IsAbs(path) {
			return path
		}
		return filepath.Join(dir, path)
	}
	text, err := os.ReadFile(abs(name))
	if err != nil {
		return nil, messages.ReadOverlay.Fails(err)
	}
	var file struct{ Replace map[string]string }
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, messages.InFile.Fails(name, err)
	}
	overlay := make(map[string][]byte, len(file.Replace))
	for path, replacement := range file.Replace {
		if replacement == "" {
			return nil, messages.OverlayRemoves.Fails(name, path)
		}
		if overlay[abs(path)], err = os.ReadFile(abs(replacement)); err != nil {
			return nil, messages.ReadOverlay.Fails(err)
		}
	}
	return overlay, nil
}

// overlayFlag returns the value of the last -overlay among the flags that
// GOFLAGS gives every go command, and of flags.
func overlayFlag(flags []string) string {
	name := ""
	for _, flag := range append(splitFlags(os.Getenv("GOFLAGS")), flags...) {
		if isOverlay(flag) {
			_, name, _ = strings.Cut(flag, "=")
		}
	}
	return name
}

func isOverlay(flag string) bool {
	return strings.HasPrefix(strings.TrimLeft(flag, "-"), "overlay=")
}

// splitFlags splits GOFLAGS as the go command does: at white space, except in
// a flag that begins with a quote and ends with the next one.
func splitFlags(text string) []string {
	var flags []string
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		var flag string
		if quote := text[:1]; quote == "'" || quote == `"` {
			flag, text, _ = strings.Cut(text[1:], quote)
		} else if i := strings.IndexFunc(text, unicode.IsSpace); i >= 0 {
			flag, text = text[:i], text[i:]
		} else {
			flag, text = text, ""
		}
		flags = append(flags, flag)
	}
	return flags
}
