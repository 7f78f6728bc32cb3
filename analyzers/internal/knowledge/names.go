package knowledge

import (
	"strings"
	"unicode"
)

// passiveWords are the words in the names of functions that look at what they
// are given and do nothing about it.
var passiveWords = map[string]bool{
	"log": true, "logs": true, "logf": true, "logger": true, "print": true, "printf": true, "println": true,
	"debug": true, "debugf": true, "trace": true, "tracef": true, "info": true, "infof": true, "warn": true, "warnf": true,
	"dump": true, "count": true, "counter": true, "incr": true, "inc": true, "metric": true, "metrics": true,
	"observe": true, "size": true, "len": true, "sprint": true, "sprintf": true,
}

// IsPassive reports whether a word of the name of a function says that the
// function prints or counts. It is the last resort for functions that neither
// a table nor their source says anything of: "log" is no word of ShowDialog.
func IsPassive(name string) bool {
	for _, word := range words(name) {
		if passiveWords[strings.ToLower(word)] {
			return true
		}
	}
	return false
}

// words splits a name in mixed caps or with underscores.
func words(name string) []string {
	var all []string
	start := 0
	runes := []rune(name)
	for i := 1; i <= len(runes); i++ {
		if i == len(runes) || runes[i] == '_' || unicode.IsUpper(runes[i]) && !unicode.IsUpper(runes[i-1]) {
			all = append(all, strings.Trim(string(runes[start:i]), "_"))
			start = i
		}
	}
	return all
}
