package cozemodel

import (
	"go/ast"
	"go/token"
	"strings"
)

// DirectivePrefix begins the comment that silences findings:
//
//	//cozelint:ignore CZ3001 the gateway adds the log ID
const DirectivePrefix = "//cozelint:"

// A Directive is one //cozelint: comment of the package.
type Directive struct {
	Comment *ast.Comment
	Verb    string   // "ignore", the only one there is
	IDs     []string // what it silences, separated by commas in the source
	Reason  string

	file        *token.File
	first, last int // the lines it covers
}

// Valid reports whether the directive is one that silences: the verb is
// known, at least one well-formed ID and a reason are given.
func (d *Directive) Valid() bool {
	if d.Verb != "ignore" || len(d.IDs) == 0 || d.Reason == "" {
		return false
	}
	for _, id := range d.IDs {
		if !ValidID(id) {
			return false
		}
	}
	return true
}

func (d *Directive) names(id string) bool {
	for _, entry := range d.IDs {
		if entry == "all" || strings.HasPrefix(id, strings.ToUpper(entry)) {
			return true
		}
	}
	return false
}

// Directives returns the //cozelint: directives of the package in source
// order, valid or not.
func (m *Model) Directives() []*Directive { return m.directives }

// Directive returns the valid directive that covers check id at pos, or nil.
func (m *Model) Directive(pos token.Pos, id string) *Directive {
	if len(m.directives) == 0 {
		return nil
	}
	file := m.Pass.Fset.File(pos)
	line := file.PositionFor(pos, false).Line
	for _, d := range m.directives {
		if d.file == file && d.first <= line && line <= d.last && d.Valid() && d.names(id) {
			return d
		}
	}
	return nil
}

// parseDirectives reads the directives of one file. A directive covers the
// line it ends, or the next line of code if it stands alone, and with it
// every statement, specification, field or declaration that begins there.
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
	line := func(pos token.Pos) int { return tokenFile.PositionFor(pos, false).Line }

	code := make(map[int]int) // first line of code, and where what begins there ends
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case nil, *ast.File, *ast.CommentGroup, *ast.Comment:
			return n != nil
		case ast.Stmt, ast.Spec, *ast.Field, ast.Decl, *ast.KeyValueExpr:
			first, last := line(n.Pos()), line(n.End())
			if _, isBlock := n.(*ast.BlockStmt); isBlock {
				last = first
			}
			code[first] = max(code[first], last)
		default:
			first := line(n.Pos())
			code[first] = max(code[first], first)
		}
		return true
	})
	for _, d := range directives {
		d.file = tokenFile
		d.first = line(d.Comment.Pos())
		d.last = d.first
		for l := d.first; l <= tokenFile.LineCount(); l++ {
			if last, ok := code[l]; ok {
				d.last = max(l, last)
				break
			}
		}
	}
	return directives
}

func parseDirective(comment *ast.Comment) *Directive {
	text, ok := strings.CutPrefix(comment.Text, DirectivePrefix)
	if !ok {
		return nil
	}
	text, _, _ = strings.Cut(text, "//") // a comment within the comment
	verb, rest, _ := strings.Cut(text, " ")
	d := &Directive{Comment: comment, Verb: strings.TrimSpace(verb)}
	ids, reason, _ := strings.Cut(strings.TrimSpace(rest), " ")
	for id := range strings.SplitSeq(ids, ",") {
		if id != "" {
			d.IDs = append(d.IDs, id)
		}
	}
	d.Reason = strings.TrimSpace(reason)
	return d
}
