package main

import (
	"errors"
	"os/exec"
	"regexp"
	"strings"

	"github.com/cozelint/cozelint/internal/messages"
)

// suggesting returns an error that ends with the known word that is like the
// mistyped one, if there is one.
func suggesting(text, typed string, known []string, lang messages.Lang) error {
	if word, ok := closest(typed, known); ok {
		text = messages.DidYouMean.In(lang, text, word)
	}
	return errors.New(text)
}

// closest returns the known word that begins with typed, or takes the fewest changes to make of
// typed: no more than two, and no more than a third of its letters.
func closest(typed string, known []string) (string, bool) {
	best, fewest := "", 3
	for _, word := range known {
		if len(typed) >= 4 && len(word) > len(typed) && strings.EqualFold(word[:len(typed)], typed) {
			return word, true
		}
		if n := distance(strings.ToLower(typed), strings.ToLower(word)); n < fewest && 3*n <= len(word) {
			best, fewest = word, n
		}
	}
	return best, best != ""
}

// distance returns the Levenshtein distance of two words, where a swap of
// neighbours counts as one change.
func distance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}

var word = regexp.MustCompile(`^[a-z][a-z-]*$`)

// mistyped returns the command or pass that the first argument looks like. A
// package of that name, such as log, is none.
func mistyped(args []string) (string, bool) {
	if len(args) == 0 || !word.MatchString(args[0]) {
		return "", false
	}
	known := shortNames()
	for _, c := range commands {
		known = append(known, c.name)
	}
	name, ok := closest(args[0], known)
	return name, ok && !isPackage(args[0])
}

// otherLinters are the commands by which other linters do what this one does
// without a command.
var otherLinters = map[string]string{
	"analyze": "cozelint ./...", "check": "cozelint ./...", "lint": "cozelint ./...", "run": "cozelint ./...", "vet": "cozelint ./...",
	"fix": "cozelint -fix ./...", "diff": "cozelint -diff ./...", "fmt": "cozelint -fix ./...",
	"baseline": "cozelint -write-baseline FILE ./...", "list": "cozelint checks", "linters": "cozelint checks",
}

// isPackage reports whether a word names a package, such as log.
func isPackage(word string) bool { return exec.Command("go", "list", "-find", word).Run() == nil }
