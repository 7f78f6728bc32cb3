package main

import (
	"errors"
	"os/exec"
	"regexp"

	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/nearest"
)

// suggesting returns an error that ends with the known word that is like the
// mistyped one, if there is one.
func suggesting(text, typed string, known []string, lang messages.Lang) error {
	if word, ok := nearest.Word(typed, known); ok {
		text = messages.DidYouMean.In(lang, text, word)
	}
	return errors.New(text)
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
	name, ok := nearest.Word(args[0], known)
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
