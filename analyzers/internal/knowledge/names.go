package knowledge

import (
	"slices"
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

// NamesAdvice reports whether a name is that of texts which help beside an
// error: there need not be one for every error.
func NamesAdvice(name string) bool {
	for _, word := range words(name) {
		switch strings.TrimSuffix(strings.ToLower(word), "s") {
		case "hint", "tip", "help", "advice", "suggestion", "remedie", "remedy":
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

// logIDName matches identifiers that stand for a log ID, and not those that
// merely end alike, such as dialogID and catalogID.
var logIDName = pattern(`(^|[a-z0-9_])Log_?(ID|Id|id)|(^|_)log_?(ID|Id|id)|(^|_|^tt|^x)LOG_?ID|LogIDs?$|^(tt|x)logid$`)

// LooksIntoErrors reports whether package errors, or one that is used as it is,
// calls methods of that name of an error to see what it is.
func LooksIntoErrors(method string) bool {
	return slices.Contains([]string{"Unwrap", "Is", "As", "Cause"}, method)
}

// NamesLogID reports whether an identifier stands for a log ID. A name only
// ever keeps a pass quiet, or says what to call in a fix.
func NamesLogID(name string) bool {
	// Most names end here: the expression is dear.
	return (strings.Contains(name, "og") || strings.Contains(name, "OG")) && logIDName.MatchString(name)
}

// IsLogIDKey reports whether text is the name of the header, or the key of a
// JSON object, that holds a log ID.
func IsLogIDKey(text string) bool {
	last := text[strings.LastIndexAny(text, ".")+1:]
	letters := strings.ToLower(strings.NewReplacer("-", "", "_", "").Replace(last))
	switch letters {
	case "xttlogid", "logid", "ttlogid", "xlogid", "cozelogid", "xcozelogid":
		return true
	}
	return false
}

// failureWords are the events and statuses of the API that tell a failure:
// those of chats (docs/api-markdown/chat_v3.md) and of workflow runs
// (workflow_stream_run.md, workflow_history.md).
var failureWords = map[string]bool{
	"failed": true, "Fail": true, "Failed": true, "fail": true, "canceled": true, "cancelled": true, "requires_action": true,
	"conversation.chat.failed": true, "error": true, "Error": true,
}

// IsFailureWord reports whether an event or a status of the API with the given
// value tells a failure.
func IsFailureWord(value string) bool { return failureWords[value] }

// IsSevere reports whether a function that logs, by its name, does so at a level
// of errors or warnings.
func IsSevere(name string) bool {
	name = strings.ToLower(strings.TrimPrefix(name, "Ctx"))
	return strings.HasPrefix(name, "err") || strings.HasPrefix(name, "warn") || strings.HasPrefix(name, "fatal") || strings.HasPrefix(name, "panic")
}

// NamesDebug reports whether a setting of that name makes the program say more
// than it does in production.
func NamesDebug(name string) bool {
	switch strings.ToLower(name) {
	case "debug", "verbose", "trace", "isdebug", "debugmode":
		return true
	}
	return false
}
