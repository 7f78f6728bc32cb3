package load

import "bytes"

// declarationsOnly returns the declarations of a source file: its text without
// the bodies of functions, the elements of lists that variables are initialized
// with, and comments. What is imported is only known by its declarations, and
// the rest is most of a file. What is left stays in its line and column.
//
// What it is not sure of stays, too.
func declarationsOnly(src []byte) []byte {
	if bytes.Contains(src, []byte("//line ")) || bytes.Contains(src, []byte("/*line ")) {
		return src // a comment says where the rest of the file comes from
	}
	s := skipper{src: src}
	depth, begins := 0, true // of a line, or of what follows a semicolon
	group := false           // of variables
	for s.at < len(src) {
		switch c := src[s.at]; {
		case c == '\n' || c == ';':
			begins = true
			s.at++
			continue
		case c == ' ' || c == '\t' || c == '\r':
			s.at++
			continue
		case s.passed():
		case opens(c):
			depth++
			s.at++
		case closes(c):
			depth--
			group = group && depth > 0
			s.at++
		case c == '=' && depth == 1 && group:
			s.at++
			s.initializer()
		case isWord(c):
			// Elsewhere in a line, what is in braces can be the elements of a
			// list of functions.
			word := s.word()
			switch {
			case depth > 0 || !begins:
			case word == "func":
				s.function()
			case word == "var":
				group = s.variable()
			}
		default:
			s.at++
		}
		begins = false
	}
	return s.rest()
}

// A skipper goes through the bytes of a source file and leaves some out.
type skipper struct {
	src  []byte
	at   int
	gaps []gap // what is left out, in order
}

// A gap is a part of a file.
type gap struct{ start, end int }

// rest returns the text without what is left out, of which line ends stay, and
// spaces for what stands before the rest of a line.
func (s *skipper) rest() []byte {
	text := make([]byte, 0, len(s.src)/2)
	from := 0
	for _, g := range s.gaps {
		text = append(text, s.src[from:g.start]...)
		column := g.start
		for i, c := range s.src[g.start:g.end] {
			if c == '\n' {
				text = append(text, c)
				column = g.start + i + 1
			}
		}
		from = g.end
		if from < len(s.src) && s.src[from] != '\n' {
			text = append(text, bytes.Repeat([]byte{' '}, from-column)...)
		}
	}
	return append(text, s.src[from:]...)
}

// function goes to the end of a function, behind the keyword, and leaves its
// body out. One without a body ends with its line.
func (s *skipper) function() {
	s.braces(false)
}

// variable goes through the declaration of one variable, behind the keyword, up
// to what initializes it, and reports whether a group is declared instead.
func (s *skipper) variable() (group bool) {
	if rest := bytes.TrimLeft(s.src[s.at:], " \t\r"); len(rest) > 0 && rest[0] == '(' {
		return true
	}
	for s.at < len(s.src) {
		switch c := s.src[s.at]; {
		case c == '\n' || c == ';':
			return false
		case c == '=':
			s.at++
			s.initializer()
			return false
		case opens(c):
			s.pair()
		case s.passed():
		default:
			s.at++
		}
	}
	return false
}

// initializer goes through what initializes a variable, behind the equals sign,
// up to the end of its line, and leaves out what is in braces: the types of
// literals are told by what stands before these.
func (s *skipper) initializer() {
	s.braces(true)
}

// braces goes to the end of a line and leaves out what is in the first braces
// that are not a part of a type, or in all of them.
func (s *skipper) braces(all bool) {
	last := "" // the word before, without anything but space between
	for s.at < len(s.src) {
		switch c := s.src[s.at]; {
		case c == '\n' || c == ';' || closes(c) || c == ',' && !all:
			return
		case bytes.HasPrefix(s.src[s.at:], []byte("[...]")):
			return // the length of the array is that of the list
		case c == '{' && last != "struct" && last != "interface":
			open, gaps := s.at, len(s.gaps)
			if s.pair() {
				s.gaps = append(s.gaps[:gaps], gap{open + 1, s.at - 1})
			}
			if !all {
				return
			}
			last = ""
		case opens(c):
			s.pair()
			last = ""
		case isWord(c):
			last = s.word()
		case c == ' ' || c == '\t' || c == '\r':
			s.at++
		case s.passed():
			last = ""
		default:
			s.at++
			last = ""
		}
	}
}

// pair goes behind the bracket that closes the one here, and reports whether
// there is any.
func (s *skipper) pair() bool {
	depth := 0
	for s.at < len(s.src) {
		switch c := s.src[s.at]; {
		case s.passed():
		case opens(c):
			depth++
			s.at++
		case closes(c):
			s.at++
			if depth--; depth == 0 {
				return true
			}
		default:
			s.at++
		}
	}
	return false
}

// passed goes behind a comment, which it leaves out, or a literal in quotes, if
// one begins here.
func (s *skipper) passed() bool {
	rest := s.src[s.at:]
	switch {
	case rest[0] == '"' || rest[0] == '\'':
		s.at++
		for s.at < len(s.src) && s.src[s.at] != rest[0] && s.src[s.at] != '\n' {
			if s.src[s.at] == '\\' {
				s.at++
			}
			s.at++
		}
		s.at++
	case rest[0] == '`':
		s.at += 1 + through(rest[1:], "`")
	case bytes.HasPrefix(rest, []byte("//")):
		n := bytes.IndexByte(rest, '\n')
		if n < 0 {
			n = len(rest)
		}
		s.skip(n)
	case bytes.HasPrefix(rest, []byte("/*")):
		s.skip(2 + through(rest[2:], "*/"))
	default:
		return false
	}
	return true
}

// skip leaves out the next n bytes.
func (s *skipper) skip(n int) {
	s.gaps = append(s.gaps, gap{s.at, s.at + n})
	s.at += n
}

// through returns how long text is up to the end of the first mark in it.
func through(text []byte, mark string) int {
	if i := bytes.Index(text, []byte(mark)); i >= 0 {
		return i + len(mark)
	}
	return len(text)
}

// word goes behind the word here and returns it.
func (s *skipper) word() string {
	start := s.at
	for s.at < len(s.src) && isWord(s.src[s.at]) {
		s.at++
	}
	return string(s.src[start:s.at])
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
