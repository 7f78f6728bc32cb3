package cozemodel

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"unicode"

	"github.com/cozelint/cozelint/analyzers/internal/knowledge"
	"github.com/cozelint/cozelint/internal/cozecode"
)

// CodePath is the import path of the package of named codes.
const CodePath = knowledge.CodePath

// NamesCode reports whether a constant stands for the Coze code that its value
// is: it is one of package cozecode, or it and most of its neighbours with such
// values say what the table says. A constant that has the value by accident, or
// is the program's own code of that number, would tell readers something else.
func (m *Model) NamesCode(k *types.Const) bool {
	if k.Pkg() != nil && k.Pkg().Path() == CodePath {
		return true
	}
	info, ok := tableCode(k)
	if !ok {
		return false
	}
	if !saysMeaning(k.Name(), info) {
		return false
	}
	say, others := 0, 0
	for _, neighbour := range m.declaredBeside(k) {
		if info, ok := tableCode(neighbour); !ok {
			continue
		} else if saysMeaning(neighbour.Name(), info) {
			say++
		} else if neighbour.Type() != types.Typ[types.UntypedInt] || soundsLikeCode(neighbour.Name()) {
			others++
		}
	}
	return say > others
}

// tableCode returns the row of the table that has the value of k.
func tableCode(k *types.Const) (cozecode.Info, bool) {
	if k.Val().Kind() != constant.Int {
		return cozecode.Info{}, false
	}
	value, exact := constant.Int64Val(k.Val())
	if !exact {
		return cozecode.Info{}, false
	}
	return cozecode.Lookup(int(value))
}

// declaredBeside returns the constants of the declaration that k stands in, or
// where that is not seen, those of its package that have its type.
func (m *Model) declaredBeside(k *types.Const) []*types.Const {
	var list []*types.Const
	if k.Pkg() != m.Pass.Pkg {
		for _, name := range k.Pkg().Scope().Names() {
			if other, ok := k.Pkg().Scope().Lookup(name).(*types.Const); ok && types.Identical(other.Type(), k.Type()) {
				list = append(list, other)
			}
		}
		return list
	}
	for _, file := range m.Pass.Files {
		for _, decl := range file.Decls {
			block, ok := decl.(*ast.GenDecl)
			if !ok || block.Tok != token.CONST || k.Pos() < block.Pos() || block.End() <= k.Pos() {
				continue
			}
			for _, spec := range block.Specs {
				for _, name := range spec.(*ast.ValueSpec).Names {
					if other, ok := m.Pass.TypesInfo.Defs[name].(*types.Const); ok {
						list = append(list, other)
					}
				}
			}
		}
	}
	return list
}

// DeclaredTogether reports whether two constants stand in one declaration.
func (m *Model) DeclaredTogether(a, b *types.Const) bool {
	return a.Pkg() == m.Pass.Pkg && slices.Contains(m.declaredBeside(a), b)
}

// saysMeaning reports whether every word of a name, but for those that any
// code may have, is one that describes the code.
func saysMeaning(name string, info cozecode.Info) bool {
	if strings.EqualFold(info.Name, name) {
		return true
	}
	meant := make(map[string]bool)
	for _, text := range []string{info.Name, info.Summary, categoryWords[info.Category]} {
		for _, word := range wordsOf(text) {
			meant[stem(word)] = true
		}
	}
	said := false
	for _, word := range wordsOf(name) {
		switch {
		case commonWords[word]:
		case meant[stem(word)]:
			said = true
		default:
			return false
		}
	}
	return said
}

// soundsLikeCode reports whether a name says that its constant is a code.
func soundsLikeCode(name string) bool {
	return slices.ContainsFunc(wordsOf(name), func(word string) bool { return strings.HasPrefix(word, "code") || strings.HasPrefix(word, "err") })
}

// commonWords say nothing of what a code means.
var commonWords = map[string]bool{
	"code": true, "codes": true, "err": true, "error": true, "errno": true, "coze": true, "api": true, "status": true, "is": true, "the": true, "a": true, "of": true, "e": true, "c": true,
}

// categoryWords are further words that programs use for the codes of a
// category.
var categoryWords = map[cozecode.Category]string{
	cozecode.Auth:           "auth authentication unauthorized unauthenticated token invalid expired",
	cozecode.Permission:     "permission denied forbidden no access",
	cozecode.RateLimit:      "rate limit limited exceeded throttled too many requests quota",
	cozecode.QuotaBilling:   "quota balance insufficient credit overdue billing payment arrears",
	cozecode.NotFound:       "not found missing no such",
	cozecode.InvalidRequest: "invalid bad request parameter param params argument",
	cozecode.Server:         "server internal fault failure timeout",
	cozecode.Model:          "model",
	cozecode.Conflict:       "conflict not in progress",
	cozecode.ContentPolicy:  "sensitive content policy",
}

// wordsOf splits a name or a sentence into words in lower case: RPMLimit is rpm
// and limit.
func wordsOf(text string) []string {
	var words []string
	runes := []rune(text)
	start := 0
	flush := func(end int) {
		if start < end {
			words = append(words, strings.ToLower(string(runes[start:end])))
		}
		start = end
	}
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			flush(i)
			start = i + 1
		case i > 0 && unicode.IsUpper(r) && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])):
			flush(i)
		}
	}
	flush(len(runes))
	return words
}

// stem takes the endings off a word that do not change what it is about.
func stem(word string) string {
	for _, ending := range []string{"ed", "es", "s", "ing", "d"} {
		if base, ok := strings.CutSuffix(word, ending); ok && len(base) >= 4 {
			return base
		}
	}
	return word
}
