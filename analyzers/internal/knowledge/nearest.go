package knowledge

import (
	"slices"
	"strings"
)

// NearestPath returns the path of the API that a path which it has not is a
// slip of, or "": the same words under another version, in another number or
// with another sign between them, or one letter that is wrong. A path that is
// far from all is left alone, for the API grows.
func NearestPath(path string) string {
	wanted := wordsOfPath(path)
	if wanted == "" || strings.HasPrefix(path, "/open_api/") {
		return ""
	}
	for _, e := range Endpoints {
		if e.Successor != "" || strings.Contains(e.Path, ":") != strings.Contains(path, "{}") {
			continue
		}
		if known := wordsOfPath(e.Path); known == wanted || oneSlip(e.Path, path) {
			return e.Path
		}
	}
	return ""
}

// wordsOfPath returns the words of a path without its version: "workflow run" of
// /v3/workflows/run.
func wordsOfPath(path string) string {
	segments := strings.Split(strings.ToLower(path), "/")
	for i, s := range segments {
		if strings.HasPrefix(s, ":") {
			segments[i] = "{}"
		}
	}
	list := strings.FieldsFunc(strings.Join(segments, "/"), func(r rune) bool { return r == '/' || r == '_' || r == '-' })
	list = slices.DeleteFunc(list, func(word string) bool {
		return len(word) == 2 && word[0] == 'v' && '0' <= word[1] && word[1] <= '9' || word == "api" || word == "open"
	})
	for i, word := range list {
		list[i] = strings.TrimSuffix(word, "s")
	}
	return strings.Join(list, " ")
}

// oneSlip reports whether a and b differ in one letter, which is another, too
// many, or missing. A digit is a version.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || len(a) < len("/v3/chat") {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if i == len(b) {
		return false
	}
	if '0' <= b[i] && b[i] <= '9' {
		return false
	}
	if len(a) == len(b) {
		return a[i+1:] == b[i+1:]
	}
	return a[i:] == b[i+1:]
}

// HasPath reports whether the API has a path that is written out: IDs in it have
// digits, so that /v1/conversations/create is none of a conversation.
func HasPath(path string) bool {
	return slices.ContainsFunc(EndpointAt(path), func(e Endpoint) bool {
		segments := strings.Split(strings.Trim(path, "/"), "/")
		for i, p := range strings.Split(e.Path[1:], "/") {
			if strings.HasPrefix(p, ":") && !strings.ContainsAny(segments[i], "0123456789{%") {
				return false
			}
		}
		return true
	})
}
