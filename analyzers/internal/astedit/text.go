package astedit

import (
	"bytes"
	"go/ast"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Append returns the edit that puts an element behind the last of a list: the
// arguments of a call, the elements of a literal. Where that stands on a line of
// its own, the new one does, too, and a comment beside it stays there.
func Append(pass *analysis.Pass, last ast.Node, element string) analysis.TextEdit {
	file := pass.Fset.File(last.Pos())
	source, err := pass.ReadFile(file.Name())
	if err != nil || len(source) != file.Size() {
		return insert(last.End(), ", "+element)
	}
	start := file.Offset(file.LineStart(file.Line(last.Pos())))
	before := string(source[start:file.Offset(last.Pos())])
	indent := before[:len(before)-len(strings.TrimLeft(before, " \t"))]
	line, _, _ := bytes.Cut(source[file.Offset(last.End()):], []byte("\n"))
	rest := strings.TrimRight(string(line), " \t\r")
	behind, isLine := strings.CutPrefix(strings.TrimLeft(rest, " \t"), ",")
	comment := strings.TrimLeft(behind, " \t")
	if !isLine || comment != "" && !strings.HasPrefix(comment, "//") {
		return insert(last.End(), ", "+element)
	}
	return insert(last.End()+token.Pos(len(rest)), "\n"+indent+element+",")
}

// Prolong returns a text with another at its end: before a full stop, and with one
// colon between them. In source it stands at index at, as added.
func Prolong(text, addition string) (at int, added string) {
	at = len(text)
	for _, stop := range []string{".", "。"} {
		if body, ok := strings.CutSuffix(text, stop); ok && body != "" && !strings.HasSuffix(body, stop) {
			at = len(body)
		}
	}
	if reason, ok := strings.CutPrefix(addition, ": "); ok {
		switch head := text[:at]; {
		case strings.HasSuffix(head, ": "), strings.HasSuffix(head, "："):
			addition = reason
		case strings.HasSuffix(head, ":"):
			addition = " " + reason
		}
	}
	return at, addition
}

// EveryBuild reports whether what is declared at pos is there whenever the file
// of user is: no build constraint decides on its file, or it is the same one.
func EveryBuild(pass *analysis.Pass, pos, user token.Pos) bool {
	file := File(pass, pos)
	if file == nil || file == File(pass, user) {
		return true
	}
	for _, group := range file.Comments {
		if group.Pos() > file.Package {
			break
		}
		if slices.ContainsFunc(group.List, func(c *ast.Comment) bool {
			return strings.HasPrefix(c.Text, "//go:build") || strings.HasPrefix(c.Text, "// +build")
		}) {
			return false
		}
	}
	name := strings.TrimSuffix(filepath.Base(pass.Fset.File(pos).Name()), ".go")
	elements := strings.Split(name, "_")
	return !slices.ContainsFunc(elements[1:], func(e string) bool { return slices.Contains(platforms, e) })
}

// platforms are the names of operating systems and processors that the go command
// reads in the names of files (go help buildconstraint).
var platforms = strings.Fields(`aix android darwin dragonfly freebsd illumos ios js linux netbsd openbsd plan9 solaris wasip1
	windows 386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x wasm`)
