package interp

import "strings"

// A JSON is the outermost object of a JSON text with holes.
type JSON struct {
	Members []Member
	Open    bool // a hole may stand for further members
}

// A Member is a key of an object with the text of its value.
type Member struct{ Key, Value string }

// Last returns the text of the value that key has, the last if it is there
// more than once.
func (o *JSON) Last(key string) (value string, ok bool) {
	for _, m := range o.Members {
		if m.Key == key {
			value, ok = m.Value, true
		}
	}
	return value, ok
}

// ReadJSON reads a text that is one JSON object, as far as it is known. ok is
// false if it is not. It takes holes anywhere, and gives up on templates whose
// actions could leave a part of the text out.
func ReadJSON(t Text) (o *JSON, ok bool) {
	content := strings.TrimSpace(t.Content)
	if !strings.HasPrefix(content, "{") || !strings.HasSuffix(content, "}") ||
		strings.Contains(content, "{{") || strings.Contains(content, "<%") {
		return nil, false
	}
	return scanObject(content)
}

// scanObject reads the members of the object that s begins with.
func scanObject(s string) (*JSON, bool) {
	o := new(JSON)
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
			o.Members = append(o.Members, Member{key, strings.TrimSpace(s[start:end])})
			o.Open = o.Open || hasHole(key)
			i = end
		case s[i] == Hole:
			o.Open = true
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
