package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/internal/lsp/protocol"
	"github.com/cozelint/cozelint/internal/manual"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/standalone"
)

const (
	// fixAllKind is the kind of the action that an editor can do whenever a
	// file is saved.
	fixAllKind     = protocol.CodeActionKindSourceFixAll + ".cozelint"
	explainCommand = "cozelint.explain"

	// patience is how long a client waits for actions: editors show those of
	// all servers together.
	patience = time.Second
)

// codeAction returns what can be done about the findings at a range.
func (s *server) codeAction(ctx context.Context, params protocol.CodeActionParams) (any, error) {
	actions := []protocol.CodeAction{}
	doc := s.document(params.TextDocument.URI)
	if doc == nil {
		return actions, nil
	}
	found, err := s.wait(ctx, doc.path, patience)
	if err != nil {
		return nil, err
	}
	if doc = s.document(params.TextDocument.URI); doc == nil || !found.isAsChecked(doc) {
		return actions, nil // the places would be wrong
	}
	wants := func(kind protocol.CodeActionKind) bool { return wanted(params.Context.Only, kind) }
	at := s.findingsAt(found, doc, params.Range)
	if wants(protocol.CodeActionKindQuickFix) {
		for _, f := range at {
			actions = append(actions, s.fixes(found, f)...)
		}
		for _, f := range at {
			actions = append(actions, s.about(found, doc, f)...)
		}
	}
	// Among the actions of a place it would be in the way: editors ask for it
	// by its kind.
	if len(params.Context.Only) > 0 && wants(fixAllKind) {
		actions = append(actions, s.fixAll(found, doc)...)
	}
	return actions, nil
}

// wanted reports whether a client that asks for kinds of actions asks for one
// of them: a kind has those that begin with it.
func wanted(only []protocol.CodeActionKind, kind protocol.CodeActionKind) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(asked protocol.CodeActionKind) bool {
		return asked == "" || kind == asked || strings.HasPrefix(string(kind), string(asked)+".")
	})
}

// findingsAt returns the findings that touch a range of a document.
func (s *server) findingsAt(found outcome, doc *document, r protocol.Range) []standalone.Finding {
	m := newMapper(doc.text, s.encoding)
	start, end := m.offset(r.Start), m.offset(r.End)
	var at []standalone.Finding
	for _, f := range found.findings {
		if f.Start.File == doc.path && f.Start.Offset <= end && start <= f.End.Offset {
			at = append(at, f)
		}
	}
	return at
}

// fixes returns the fixes of a finding, the preferred one first.
func (s *server) fixes(found outcome, f standalone.Finding) []protocol.CodeAction {
	var actions []protocol.CodeAction
	for i, fix := range f.Fixes {
		edits := standalone.FirstFixes([]standalone.Finding{{Fixes: []standalone.Fix{fix}}})
		edit, ok := s.workspaceEdit(found, edits)
		if !ok {
			continue
		}
		actions = append(actions, protocol.CodeAction{
			Title:       fix.Message + " (" + f.Check.ID + ")",
			Kind:        protocol.CodeActionKindQuickFix,
			Diagnostics: s.diagnostics(found, f),
			IsPreferred: i == 0,
			Edit:        edit,
		})
	}
	return actions
}

func (s *server) diagnostics(found outcome, f standalone.Finding) []protocol.Diagnostic {
	return []protocol.Diagnostic{s.diagnostic(f, &mappers{found: found, encoding: s.encoding}, found.lang)}
}

// fixAll returns the action that applies what -fix would apply to a file.
func (s *server) fixAll(found outcome, doc *document) []protocol.CodeAction {
	own := slices.DeleteFunc(slices.Clone(found.findings), func(f standalone.Finding) bool { return f.Start.File != doc.path })
	edits := standalone.FirstFixes(own)
	edit, ok := s.workspaceEdit(found, edits)
	if len(edits) == 0 || !ok {
		return nil
	}
	return []protocol.CodeAction{{Title: messages.FixAllAction.In(found.lang), Kind: fixAllKind, Edit: edit}}
}

// about returns the actions that every finding has: a directive to ignore it,
// unless it is about a directive, and its explanation.
func (s *server) about(found outcome, doc *document, f standalone.Finding) []protocol.CodeAction {
	var actions []protocol.CodeAction
	if insertion, ok := directive(doc.text, f, found.lang); ok && !strings.HasPrefix(f.Check.ID, "CZ0") {
		if edit, ok := s.workspaceEdit(found, map[string][]standalone.Edit{doc.path: {insertion}}); ok {
			actions = append(actions, protocol.CodeAction{
				Title:       messages.IgnoreAction.In(found.lang, f.Check.ID),
				Kind:        protocol.CodeActionKindQuickFix,
				Diagnostics: s.diagnostics(found, f),
				Edit:        edit,
			})
		}
	}
	title := messages.ExplainAction.In(found.lang, f.Check.ID, manual.Of(f.Check, found.lang).Title)
	return append(actions, protocol.CodeAction{
		Title:       title,
		Kind:        protocol.CodeActionKindQuickFix,
		Diagnostics: s.diagnostics(found, f),
		Command:     protocol.Command{Title: title, Command: explainCommand, Arguments: []any{f.Check.ID, found.lang.String()}},
	})
}

// directive returns the line that ignores a finding, to stand above it. ok is
// false where that line would be part of a text or a comment.
func directive(source []byte, f standalone.Finding, lang messages.Lang) (standalone.Edit, bool) {
	start := bytes.LastIndexByte(source[:f.Start.Offset], '\n') + 1
	if within(source, start) {
		return standalone.Edit{}, false
	}
	line := source[start:]
	indent := line[:len(line)-len(bytes.TrimLeft(line, " \t"))]
	place := standalone.Place{File: f.Start.File, Line: f.Start.Line, Column: 1, Offset: start}
	text := fmt.Sprintf("%s//cozelint:ignore %s %s\n", indent, f.Check.ID, messages.IgnoreReason.In(lang))
	return standalone.Edit{Start: place, End: place, NewText: text}, true
}

// within reports whether an offset is inside a string or a comment.
func within(source []byte, offset int) bool {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return true
	}
	inside := func(n ast.Node) bool {
		return fset.File(file.FileStart).Offset(n.Pos()) < offset && offset < fset.File(file.FileStart).Offset(n.End())
	}
	found := slices.ContainsFunc(file.Comments, func(group *ast.CommentGroup) bool {
		return slices.ContainsFunc(group.List, func(c *ast.Comment) bool { return inside(c) })
	})
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok {
			found = found || inside(lit)
		}
		return !found
	})
	return found
}

// executeCommand explains a check: its page in a browser, or in a message
// where the client has none.
func (s *server) executeCommand(ctx context.Context, params protocol.ExecuteCommandParams) (any, error) {
	var id, lang string
	if len(params.Arguments) > 0 {
		id, _ = params.Arguments[0].(string)
	}
	if len(params.Arguments) > 1 {
		lang, _ = params.Arguments[1].(string)
	}
	i := slices.IndexFunc(analyzers.Checks(), func(c *analyzers.Check) bool { return c.ID == id })
	if params.Command != explainCommand || i < 0 {
		arguments, _ := json.Marshal(params.Arguments)
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: fmt.Sprintf("no such command: %s %s", params.Command, arguments)}
	}
	check := analyzers.Checks()[i]
	page := manual.Of(check, messages.Lang(lang))
	if s.client.Window.ShowDocument.Support &&
		s.call(ctx, "window/showDocument", protocol.ShowDocumentParams{URI: protocol.URI(page.URL), External: true}) {
		return nil, nil
	}
	s.notify("window/showMessage", protocol.ShowMessageParams{
		Type:    protocol.MessageTypeInfo,
		Message: check.ID + messages.Colon.In(messages.Lang(lang)) + page.Title + "\n" + strings.TrimSpace(page.Text) + "\n" + page.URL,
	})
	return nil, nil
}
