package cozemodel

import (
	"go/ast"
	"go/token"
	"regexp"
	"strings"

	"github.com/cozelint/cozelint/analyzers/internal/checks"
)

// DirectivePrefix begins the comment that silences findings:
//
//	//cozelint:ignore CZ3001 the gateway adds the log ID
//
// or those of a whole file:
//
//	//cozelint:ignore-file CZ1001 a table of the codes of many vendors
const DirectivePrefix = "//cozelint:"

// The verbs of directives.
const (
	IgnoreVerb     = "ignore"
	IgnoreFileVerb = "ignore-file"
)

// A Directive is one //cozelint: comment of the package.
type Directive struct {
	Comment *ast.Comment
	Verb    string   // IgnoreVerb or IgnoreFileVerb, or what else stands there
	IDs     []string // what it silences, separated by commas in the source
	Reason  string

	file        *token.File
	first, last int // the lines it covers
}

// Valid reports whether the directive is one that silences: the verb is
// known, at least one well-formed ID and a reason are given.
func (d *Directive) Valid() bool {
	if !d.Known() || len(d.IDs) == 0 || d.Reason == "" {
		return false
	}
	for _, id := range d.IDs {
		if !ValidID(id) {
			return false
		}
	}
	return true
}

// Known reports whether the verb of the directive is one that there is.
func (d *Directive) Known() bool { return d.Verb == IgnoreVerb || d.Verb == IgnoreFileVerb }

// Entries returns the entries of the directive's list that name a check, by its
// ID or by that of the check that it was split from.
func (d *Directive) Entries(c *checks.Check) []string {
	var entries []string
	for _, entry := range d.IDs {
		if entry == "all" || strings.HasPrefix(c.ID, strings.ToUpper(entry)) || strings.EqualFold(entry, c.Was) {
			entries = append(entries, entry)
		}
	}
	return entries
}

// Directives returns the //cozelint: directives of the package in source
// order, valid or not.
func (m *Model) Directives() []*Directive { return m.directives }

// Covering returns the valid directives that cover a check at pos.
func (m *Model) Covering(pos token.Pos, c *checks.Check) []*Directive {
	if len(m.directives) == 0 {
		return nil
	}
	file := m.Pass.Fset.File(pos)
	line := file.PositionFor(pos, false).Line
	var covering []*Directive
	for _, d := range m.directives {
		if d.file == file && d.first <= line && line <= d.last && d.Valid() && len(d.Entries(c)) > 0 {
			covering = append(covering, d)
		}
	}
	return covering
}

// parseDirectives reads the directives of one file. A directive that ends a
// line of code covers what begins or ends on that line: statements,
// specifications, fields and declarations, as a whole. One that stands alone
// covers what begins on the next line of code; one for the file covers all of it.
func parseDirectives(fset *token.FileSet, file *ast.File) []*Directive {
	var directives []*Directive
	for _, group := range file.Comments {
		for _, comment := range group.List {
			if d := parseDirective(comment); d != nil {
				directives = append(directives, d)
			}
		}
	}
	if len(directives) == 0 {
		return nil
	}
	tokenFile := fset.File(file.FileStart)
	code := linesOf(tokenFile, file)
	for _, d := range directives {
		d.file = tokenFile
		d.first = tokenFile.PositionFor(d.Comment.Pos(), false).Line
		d.last = d.first
		if d.Verb == IgnoreFileVerb {
			d.first, d.last = 1, tokenFile.LineCount()
			continue
		}
		if on, ok := code[d.first]; ok {
			d.first, d.last = min(d.first, on.first), max(d.last, on.last)
			continue
		}
		for l := d.first + 1; l <= tokenFile.LineCount(); l++ {
			if on, ok := code[l]; ok {
				d.last = max(l, on.last)
				break
			}
		}
	}
	return directives
}

// A span is the lines of what begins or ends on a line of code.
type span struct{ first, last int }

// linesOf returns the lines of a file that have code, and what they belong to.
func linesOf(tokenFile *token.File, file *ast.File) map[int]span {
	line := func(pos token.Pos) int { return tokenFile.PositionFor(pos, false).Line }
	code := make(map[int]span)
	add := func(l, first, last int) {
		on, ok := code[l]
		if !ok {
			on = span{l, l}
		}
		code[l] = span{min(on.first, first), max(on.last, last)}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case nil, *ast.File, *ast.CommentGroup, *ast.Comment:
			return n != nil
		case *ast.BlockStmt:
			add(line(n.Pos()), line(n.Pos()), line(n.Pos()))
			add(line(n.End()), line(n.End()), line(n.End()))
		case *ast.AssignStmt, *ast.ExprStmt, *ast.ReturnStmt, *ast.SendStmt, *ast.DeferStmt, *ast.GoStmt, *ast.DeclStmt, ast.Spec, *ast.Field, *ast.KeyValueExpr:
			first, last := line(n.Pos()), line(n.End())
			add(first, first, last)
			add(last, first, last)
		case ast.Stmt, ast.Decl:
			first, last := line(n.Pos()), line(n.End())
			add(first, first, last)
		default:
			first := line(n.Pos())
			add(first, first, first)
		}
		return true
	})
	return code
}

var (
	// misspelled begins comments that are meant as directives and are none.
	misspelled = regexp.MustCompile(`^(//\s+|/\*\s*)cozelint:\s*ignore\b`)
	// idList is the list of IDs that a directive begins with, with space
	// around its commas.
	idList = regexp.MustCompile(`^[A-Za-z0-9]+(\s*,\s*CZ[0-9]*)*`)
)

func parseDirective(comment *ast.Comment) *Directive {
	text, ok := strings.CutPrefix(comment.Text, DirectivePrefix)
	if !ok {
		if almost := misspelled.FindString(comment.Text); almost != "" {
			return &Directive{Comment: comment, Verb: almost}
		}
		return nil
	}
	text, _, _ = strings.Cut(text, "//") // a comment within the comment
	verb, rest, _ := strings.Cut(text, " ")
	d := &Directive{Comment: comment, Verb: strings.TrimSpace(verb)}
	rest = idList.ReplaceAllStringFunc(strings.TrimSpace(rest), func(list string) string {
		return strings.Join(strings.Fields(strings.ReplaceAll(list, ",", " ")), ",")
	})
	ids, reason, _ := strings.Cut(rest, " ")
	for id := range strings.SplitSeq(ids, ",") {
		if id != "" {
			d.IDs = append(d.IDs, id)
		}
	}
	d.Reason = strings.TrimSpace(reason)
	return d
}
