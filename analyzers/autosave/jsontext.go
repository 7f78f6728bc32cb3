package autosave

import (
	"strconv"
	"strings"
)

func hasHole(s string) bool { return strings.IndexByte(s, hole) >= 0 }

// textRequest reads a request that is written as JSON. ok is false if t is
// not one JSON object, as far as it is known.
func textRequest(t text) (r *request, ok bool) {
	content := strings.TrimSpace(t.content)
	if !strings.HasPrefix(content, "{") || !strings.HasSuffix(content, "}") {
		return nil, false
	}
	object, ok := scanObject(content)
	if !ok {
		return nil, false
	}
	r = &request{made: t.at, text: &t, untyped: true}
	for _, m := range object.members {
		r.keys = append(r.keys, m.key)
	}
	r.stream = object.setting(streamKey)
	r.save = object.setting(saveKey)
	return r, true
}

// A scannedObject is the outermost object of a JSON text with holes.
type scannedObject struct {
	members []member
	open    bool // a hole may stand for further members
}

type member struct{ key, value string }

func (o *scannedObject) setting(key string) setting {
	s := setting{wire: left}
	if o.open {
		s.wire = unknown
	}
	for _, m := range o.members { // the last of a key wins
		if m.key != key {
			continue
		}
		s = setting{set: true}
		switch m.value {
		case "true":
			s.wire = sentTrue
		case "false":
			s.wire = sentFalse
		}
	}
	return s
}

// scanObject reads the members of the object that s begins with. It takes
// holes anywhere, and gives up on templates whose actions could leave a part
// of the text out.
func scanObject(s string) (*scannedObject, bool) {
	if strings.Contains(s, "{{") || strings.Contains(s, "<%") {
		return nil, false
	}
	o := new(scannedObject)
	i := 1
	for {
		i = skipSpace(s, i)
		switch {
		case i >= len(s):
			return nil, false
		case s[i] == '}':
			return o, strings.TrimSpace(s[i+1:]) == ""
		case s[i] == ',':
			i++
		case s[i] == '"':
			key, end := scanString(s, i)
			i = skipSpace(s, end)
			if i >= len(s) || s[i] != ':' {
				return nil, false
			}
			start := skipSpace(s, i+1)
			end = scanValue(s, start)
			if end < 0 {
				return nil, false
			}
			o.members = append(o.members, member{key, strings.TrimSpace(s[start:end])})
			o.open = o.open || hasHole(key)
			i = end
		case s[i] == hole:
			o.open = true
			i++
		default:
			return nil, false
		}
	}
}

func skipSpace(s string, i int) int {
	for i < len(s) && strings.IndexByte(" \t\r\n", s[i]) >= 0 {
		i++
	}
	return i
}

// scanString returns the text of the string that begins at s[i], and where
// it ends.
func scanString(s string, i int) (content string, end int) {
	for end = i + 1; end < len(s); end++ {
		switch s[end] {
		case '\\':
			end++
		case '"':
			return s[i+1 : end], end + 1
		}
	}
	return "", len(s)
}

// scanValue returns where the value ends that begins at s[i], or -1.
func scanValue(s string, i int) int {
	depth := 0
	for i < len(s) {
		switch s[i] {
		case '"':
			_, i = scanString(s, i)
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return i
			}
			depth--
		case ',':
			if depth == 0 {
				return i
			}
		}
		i++
	}
	return -1
}

// sprintf returns format with the arguments that are known in it, and holes
// for the others. ok is false for formats with explicit indexes or widths.
func sprintf(format string, args []value) (string, bool) {
	var out strings.Builder
	next := 0
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			out.WriteByte(format[i])
			continue
		}
		i++
		for i < len(format) && strings.IndexByte("+-# 0123456789.", format[i]) >= 0 {
			i++
		}
		switch {
		case i >= len(format) || format[i] == '[' || format[i] == '*':
			return "", false
		case format[i] == '%':
			out.WriteByte('%')
			continue
		}
		var arg value
		if next < len(args) {
			arg = args[next]
		}
		next++
		out.WriteString(formatted(format[i], arg))
	}
	return out.String(), true
}

func formatted(verb byte, arg value) string {
	switch arg := arg.(type) {
	case flag:
		if verb == 't' || verb == 'v' {
			return strconv.FormatBool(arg.on)
		}
	case text:
		switch verb {
		case 's', 'v':
			return arg.content
		case 'q':
			if !hasHole(arg.content) {
				return strconv.Quote(arg.content)
			}
		}
	}
	return string(hole)
}
