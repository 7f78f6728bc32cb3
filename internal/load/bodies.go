package load

import "bytes"

// declarationsOnly replaces the bodies of functions and the comments in a
// source file by spaces, so that each declaration stays where it is. What is
// imported is only known by its declarations, and bodies are most of a file:
// what is blank is neither parsed nor kept.
//
// A body that it is not sure of stays.
func declarationsOnly(src []byte) {
	if bytes.Contains(src, []byte("//line ")) || bytes.Contains(src, []byte("/*line ")) {
		return // a comment says where the rest of the file comes from
	}
	b := blanker{src: src}
	depth, begins := 0, true // of a line, or of what follows a semicolon
	for b.at < len(src) {
		switch c := src[b.at]; {
		case c == '\n' || c == ';':
			begins = true
			b.at++
			continue
		case c == ' ' || c == '\t' || c == '\r':
			b.at++
			continue
		case b.passed():
		case opens(c):
			depth++
			b.at++
		case closes(c):
			depth--
			b.at++
		case isWord(c):
			// Elsewhere in a line, what is in braces can be the elements of a
			// list of functions.
			if b.word() == "func" && depth == 0 && begins {
				b.function()
			}
		default:
			b.at++
		}
		begins = false
	}
}

// A blanker goes through the bytes of a source file.
type blanker struct {
	src []byte
	at  int
}

// function goes to the end of a function, behind the keyword, and blanks its
// body. One without a body ends with its line.
func (b *blanker) function() {
	last := "" // the word before, without anything but space between
	for b.at < len(b.src) {
		switch c := b.src[b.at]; {
		case c == '\n' || c == ';' || c == ',' || closes(c):
			return
		case c == '{' && last != "struct" && last != "interface":
			open := b.at
			if b.pair() {
				blank(b.src[open+1 : b.at-1])
			}
			return
		case opens(c):
			b.pair()
			last = ""
		case isWord(c):
			last = b.word()
		case c == ' ' || c == '\t' || c == '\r':
			b.at++
		case b.passed():
			last = ""
		default:
			b.at++
			last = ""
		}
	}
}

// pair goes behind the bracket that closes the one here, and reports whether
// there is any.
func (b *blanker) pair() bool {
	depth := 0
	for b.at < len(b.src) {
		switch c := b.src[b.at]; {
		case b.passed():
		case opens(c):
			depth++
			b.at++
		case closes(c):
			b.at++
			if depth--; depth == 0 {
				return true
			}
		default:
			b.at++
		}
	}
	return false
}

// passed goes behind a comment, which it blanks, or a literal in quotes, if one
// begins here.
func (b *blanker) passed() bool {
	rest := b.src[b.at:]
	switch {
	case rest[0] == '"' || rest[0] == '\'':
		b.at++
		for b.at < len(b.src) && b.src[b.at] != rest[0] && b.src[b.at] != '\n' {
			if b.src[b.at] == '\\' {
				b.at++
			}
			b.at++
		}
		b.at++
	case rest[0] == '`':
		b.at += 1 + through(rest[1:], "`")
	case bytes.HasPrefix(rest, []byte("//")):
		n := bytes.IndexByte(rest, '\n')
		if n < 0 {
			n = len(rest)
		}
		blank(rest[:n])
		b.at += n
	case bytes.HasPrefix(rest, []byte("/*")):
		n := 2 + through(rest[2:], "*/")
		blank(rest[:n])
		b.at += n
	default:
		return false
	}
	return true
}

// through returns how long text is up to the end of the first mark in it.
func through(text []byte, mark string) int {
	if i := bytes.Index(text, []byte(mark)); i >= 0 {
		return i + len(mark)
	}
	return len(text)
}

// word goes behind the word here and returns it.
func (b *blanker) word() string {
	start := b.at
	for b.at < len(b.src) && isWord(b.src[b.at]) {
		b.at++
	}
	return string(b.src[start:b.at])
}

func blank(text []byte) {
	for i, c := range text {
		if c != '\n' && c != '\r' {
			text[i] = ' '
		}
	}
}

func opens(c byte) bool  { return c == '(' || c == '[' || c == '{' }
func closes(c byte) bool { return c == ')' || c == ']' || c == '}' }

func isWord(c byte) bool {
	return c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// uses reports whether a name occurs in a text as a word.
func uses(text []byte, name string) bool {
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte(name))
		if i < 0 {
			return false
		}
		start, end := at+i, at+i+len(name)
		if (start == 0 || !isWord(text[start-1])) && (end == len(text) || !isWord(text[end])) {
			return true
		}
		at = end
	}
}
