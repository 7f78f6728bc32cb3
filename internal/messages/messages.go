// Package messages is the catalogue of what the suite says about code: every
// diagnostic, note and fix, in English and in Chinese side by side. A pass
// names a [Text] and gives its arguments; the language is an option of the
// suite, and decides nothing but the words.
//
// A Chinese sentence often needs its arguments in another order than the
// English one: write them as %[2]s. The tests of the package fail if one of
// the two texts is missing, or if they do not take the same arguments.
package messages

import (
	"fmt"
	"strings"
)

// A Lang is a language that the suite speaks.
type Lang string

// The languages.
const (
	English Lang = "en"
	Chinese Lang = "zh"
)

// ParseLang returns the language of a name such as "zh", "zh-CN" or
// "en_US.UTF-8". It returns an error for a language that there are no texts
// in.
func ParseLang(name string) (Lang, error) {
	primary := name
	if i := strings.IndexAny(name, "_-.@"); i >= 0 {
		primary = name[:i]
	}
	switch lang := Lang(strings.ToLower(primary)); lang {
	case English, Chinese:
		return lang, nil
	}
	return "", NoLanguage.Fails(name)
}

// String returns the name of the language. The zero value is English.
func (l Lang) String() string {
	if l == "" {
		return string(English)
	}
	return string(l)
}

// Set is ParseLang for a flag.
func (l *Lang) Set(name string) error {
	lang, err := ParseLang(name)
	if err == nil {
		*l = lang
	}
	return err
}

// A Text is one message in both languages, as formats of package fmt.
type Text struct{ EN, ZH string }

// Plain returns a text that is no format: its words come from elsewhere.
func Plain(en, zh string) Text {
	escape := strings.NewReplacer("%", "%%")
	return Text{EN: escape.Replace(en), ZH: escape.Replace(zh)}
}

// A Message is a text with its arguments, in no language yet. It is what a
// function returns whose caller puts a part of a sentence into another.
type Message struct {
	text Text
	args []any
}

// With returns the message that t makes of args.
func (t Text) With(args ...any) Message { return Message{t, args} }

// In returns the text in a language. Arguments that are texts or messages
// themselves are put into the same language.
func (t Text) In(lang Lang, args ...any) string {
	format := t.EN
	if lang == Chinese {
		format = t.ZH
	}
	translated := make([]any, len(args))
	for i, arg := range args {
		switch arg := arg.(type) {
		case Text:
			translated[i] = arg.In(lang)
		case Message:
			translated[i] = arg.In(lang)
		case error:
			translated[i] = Say(arg, lang)
		default:
			translated[i] = arg
		}
	}
	return fmt.Sprintf(format, translated...)
}

// In returns the message in a language.
func (m Message) In(lang Lang) string { return m.text.In(lang, m.args...) }

// A Failure is an error that can be said in every language.
type Failure struct{ message Message }

// Fails returns the error that t makes of args.
func (t Text) Fails(args ...any) error { return Failure{t.With(args...)} }

// Error says the failure in English.
func (f Failure) Error() string { return f.message.In(English) }

// Unwrap returns the error that the failure is told with, if there is one.
func (f Failure) Unwrap() error {
	for _, arg := range f.message.args {
		if err, ok := arg.(error); ok {
			return err
		}
	}
	return nil
}

// Say returns the text of an error in a language, if it is a [Failure] or a
// joint of such; others have no language.
func Say(err error, lang Lang) string {
	if failure, ok := err.(Failure); ok {
		return failure.message.In(lang)
	}
	if joint, ok := err.(interface{ Unwrap() []error }); ok {
		var texts []string
		for _, err := range joint.Unwrap() {
			texts = append(texts, Say(err, lang))
		}
		return strings.Join(texts, "\n")
	}
	return err.Error()
}

// IsZero reports whether m says nothing.
func (m Message) IsZero() bool { return m.text == Text{} }

// Join is one message made of several.
func Join(list []Message, separator Text) Message {
	if len(list) == 0 {
		return Message{}
	}
	joined := list[0]
	for _, m := range list[1:] {
		joined = join.With(joined, separator, m)
	}
	return joined
}

// List is one message made of words, with what stands between those of a list.
func List(words []string) Message {
	list := make([]Message, len(words))
	for i, word := range words {
		list[i] = Sentence.With(word)
	}
	return Join(list, Comma)
}

var (
	// Semicolon stands between two sentences, and Comma between two words.
	Semicolon = Text{EN: "; ", ZH: "；"}
	Comma     = Text{EN: ", ", ZH: "、"}
	// Colon introduces what follows.
	Colon = Text{EN: ": ", ZH: "："}

	// Sentence is a message by itself.
	Sentence = Text{EN: "%s", ZH: "%s"}

	join = Text{EN: "%s%s%s", ZH: "%s%s%s"}
)
