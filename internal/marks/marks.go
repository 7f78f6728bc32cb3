// Package marks tells by its text alone whether a source file can have to do
// with Coze. The standalone command looks before it loads packages, and the
// passes before they look at syntax.
package marks

import (
	"bytes"
	"strings"
)

// fixed are texts one of which occurs, in any case, in the files or the import
// path of every package that a pass could report anything in, unless it uses a
// package of its module that has one: names and hosts with "coze" in them, and
// paths and keys of the API.
var fixed = []string{
	"coze", "auto_save_history", "/open_api/", "/v3/chat", "/v1/workflow", "/v1/conversation", "/v1/bot", "/v1/space",
}

// A Set is the texts to look for, in lower case.
type Set [][]byte

// New returns the fixed texts and extra ones: the import paths of forks of the
// SDK, and the hosts of gateways.
func New(extra ...string) Set {
	set := make(Set, 0, len(fixed)+len(extra))
	for _, list := range [][]string{fixed, extra} {
		for _, text := range list {
			set = append(set, []byte(strings.ToLower(text)))
		}
	}
	return set
}

// In reports whether one of the texts occurs in source, in any case.
func (s Set) In(source []byte) bool {
	source = bytes.ToLower(source)
	for _, text := range s {
		if bytes.Contains(source, text) {
			return true
		}
	}
	return false
}
