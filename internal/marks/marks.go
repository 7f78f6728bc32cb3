// Package marks tells by its text alone whether a source file can have to do
// with Coze. The standalone command looks before it loads packages, and the
// passes before they look at syntax.
package marks

import (
	"bytes"
	"go/scanner"
	"go/token"
	"regexp"
	"slices"
	"strings"

	"github.com/cozelint/cozelint/internal/importpath"
)

// fixed are texts one of which, or "coze" in any case, occurs in the files or
// the import path of every package that a pass could report anything in,
// unless it uses a package of its module that has one: paths and keys of the
// API.
var fixed = []string{
	"auto_save_history", "/open_api/", "/api/permission/oauth2/", "/v3/chat", "/v1/workflow", "/v1/conversation", "/v1/bot", "/v1/space",
}

// version1 is what several of the fixed texts begin with.
var version1 = []byte("/v1/")

// A Set is the texts to look for beside "coze".
type Set [][]byte

// New returns the fixed texts and extra ones: the import paths of forks of the
// SDK, and the hosts of gateways.
func New(extra ...string) Set {
	set := make(Set, 0, len(fixed)+len(extra))
	for _, text := range fixed {
		set = append(set, []byte(text))
	}
	for _, text := range extra {
		if _, rest, isURL := strings.Cut(text, "://"); isURL {
			text = rest
		}
		text, _, _ = strings.Cut(text, ":") // a host is known with any port
		set = append(set, []byte(text))
	}
	return set
}

// In reports whether one of the texts occurs in source.
func (s Set) In(source []byte) bool { return s.InModule(source, "") }

// InModule is In for a source of the module with the given path: "coze" in the
// path of a package of that module does not count if it stands in the path of
// the module, which says nothing of the packages in it.
func (s Set) InModule(source []byte, module string) bool {
	if hasCoze(source, module) {
		return true
	}
	v1 := bytes.Contains(source, version1) // most files have none, and then there is one search for all
	for _, text := range s {
		if (v1 || !bytes.HasPrefix(text, version1)) && bytes.Contains(source, text) {
			return true
		}
	}
	for _, key := range messageKeys {
		if !bytes.Contains(source, []byte(key)) {
			return false
		}
	}
	return true
}

// messageKeys are keys that a message of the API has together, and no other
// well-known one has (analyzers/internal/knowledge has them, too).
var messageKeys = []string{`"bot_id`, `"conversation_id`, `"chat_id`}

// InCode is InModule for what counts in a Go file: its names and its strings. A
// comment does not, such as the line of a licence, but for a directive of
// cozelint; nor do the names of a generated file, in which nothing is reported. hosts reports whether a string can hold a host or path of the API:
// that also matters to the packages that import this one. In a file that is no
// Go everything counts.
func (s Set) InCode(source []byte, module string) (found, hosts bool) {
	if !s.InModule(source, module) {
		return false, false
	}
	var tokens scanner.Scanner
	keys := make(map[string]bool)
	file := token.NewFileSet().AddFile("", -1, len(source))
	tokens.Init(file, source, func(token.Position, string) { found, hosts = true, true }, scanner.ScanComments)
	generated, begun := false, false
	for !found || !hosts {
		switch _, tok, text := tokens.Scan(); tok {
		case token.EOF:
			return found, hosts
		case token.PACKAGE:
			begun = true
		case token.IDENT:
			found = found || !generated && s.InModule([]byte(text), module)
		case token.STRING:
			if s.InModule([]byte(text), module) {
				found, hosts = true, hosts || s.namesHost(text)
			}
			for _, key := range messageKeys {
				if strings.Contains(text, key) {
					keys[key] = true
				}
			}
			found = found || len(keys) == len(messageKeys)
		case token.COMMENT:
			generated = generated || !begun && generatedLine.MatchString(text)
			found = found || strings.Contains(text, "cozelint:")
		}
	}
	return found, hosts
}

// apiTexts are what names the API in a string: its hosts, and the import path of
// the SDK.
var apiTexts = [][]byte{[]byte(".coze.c"), []byte(importpath.SDK)}

// NamesAPI reports whether a string of a Go file names a host of the API, the SDK
// or one of the extra texts. That is less than [Set.InCode] asks for: it is what
// makes a package of another module worth a look.
func (s Set) NamesAPI(source []byte) bool {
	texts := slices.Concat(apiTexts, s[len(fixed):])
	names := func(text []byte) bool {
		return slices.ContainsFunc(texts, func(wanted []byte) bool { return bytes.Contains(text, wanted) })
	}
	if !names(source) {
		return false
	}
	var tokens scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(source))
	tokens.Init(file, source, nil, 0)
	for {
		switch _, tok, text := tokens.Scan(); tok {
		case token.EOF:
			return false
		case token.STRING:
			if names([]byte(text)) {
				return true
			}
		}
	}
}

// generatedLine is the comment of a file that a program has written
// (https://go.dev/s/generatedcode).
var generatedLine = regexp.MustCompile(`^// Code generated .* DO NOT EDIT\.$`)

// namesHost reports whether a string can hold a host of the API, or one of the
// texts beside "coze".
func (s Set) namesHost(text string) bool {
	if strings.Contains(strings.ToLower(text), ".coze.c") {
		return true
	}
	for _, other := range s {
		if strings.Contains(text, string(other)) {
			return true
		}
	}
	return false
}

// hasCoze reports whether "coze" occurs in source in any case, other than in
// module and a slash. It looks for the letter that is the rarest, so that no
// copy in lower case is needed.
func hasCoze(source []byte, module string) bool {
	var offsets []int // of "coze" in module
	for i := 0; i+len(coze) <= len(module); i++ {
		if strings.EqualFold(module[i:i+len(coze)], coze) {
			offsets = append(offsets, i)
		}
	}
	within := func(hit int) bool {
		for _, offset := range offsets {
			start := hit - offset
			if start >= 0 && len(source)-start > len(module) && string(source[start:start+len(module)]) == module && source[start+len(module)] == '/' {
				return true
			}
		}
		return false
	}
	for _, z := range []byte{'z', 'Z'} {
		for i := 0; ; i++ {
			j := bytes.IndexByte(source[i:], z)
			if j < 0 {
				break
			}
			i += j
			if i >= 2 && i+2 <= len(source) && bytes.EqualFold(source[i-2:i+2], []byte(coze)) && !within(i-2) {
				return true
			}
		}
	}
	return false
}

const coze = "coze"
