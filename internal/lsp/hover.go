package lsp

import (
	"context"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/tools/go/ast/astutil"

	"github.com/cozelint/cozelint/analyzers/endpoints"
	"github.com/cozelint/cozelint/internal/codegen"
	"github.com/cozelint/cozelint/internal/cozecode"
	"github.com/cozelint/cozelint/internal/gotypes"
	"github.com/cozelint/cozelint/internal/lsp/protocol"
	"github.com/cozelint/cozelint/internal/manual"
	"github.com/cozelint/cozelint/internal/messages"
	"github.com/cozelint/cozelint/internal/standalone"
)

// hoverPatience is how long a hover waits for a check: editors show what all
// servers say together, and wait for the slowest.
const hoverPatience = 200 * time.Millisecond

// hover says what there is to say of a place: the pages of the findings, the
// endpoint that is called, what a code means.
func (s *server) hover(ctx context.Context, params protocol.HoverParams) (any, error) {
	doc := s.document(params.TextDocument.URI)
	if doc == nil {
		return nil, nil
	}
	found, err := s.wait(ctx, doc.path, hoverPatience)
	if err != nil {
		return nil, err
	}
	if doc = s.document(params.TextDocument.URI); doc == nil || !found.isAsChecked(doc) {
		return nil, nil
	}
	at := protocol.Range{Start: params.Position, End: params.Position}
	var parts []string
	if spot := s.spot(found, doc, params.Position); spot != nil {
		parts = append(parts, spot.code(), spot.endpoint())
	}
	for _, f := range s.findingsAt(found, doc, at) {
		parts = append(parts, page(f, found.lang))
	}
	parts = slices.DeleteFunc(parts, func(part string) bool { return part == "" })
	if len(parts) == 0 {
		return nil, nil
	}
	return protocol.Hover{Contents: s.markup(strings.Join(parts, "\n\n---\n\n"))}, nil
}

// markup returns a text as the client can show it.
func (s *server) markup(text string) protocol.MarkupContent {
	formats := s.client.TextDocument.Hover.ContentFormat
	if len(formats) > 0 && !slices.Contains(formats, protocol.MarkupKindMarkdown) {
		return protocol.MarkupContent{Kind: protocol.MarkupKindPlainText, Value: text}
	}
	return protocol.MarkupContent{Kind: protocol.MarkupKindMarkdown, Value: text}
}

// page returns what a finding is about, what it costs and what to do.
func page(f standalone.Finding, lang messages.Lang) string {
	p := manual.Of(f.Check, lang)
	text := "**" + p.Title + "** ([" + f.Check.ID + "](" + p.URL + "))\n\n" + strings.TrimSpace(p.Text)
	if p.Why != "" {
		text += "\n\n**" + messages.WhyHeading.In(lang) + "**\n\n" + p.Why
	}
	if p.Fix != "" {
		text += "\n\n**" + messages.FixHeading.In(lang) + "**\n\n" + p.Fix
	}
	return text
}

// A spot is what stands at a place of a document.
type spot struct {
	pos   token.Pos
	path  []ast.Node // from the innermost node out
	info  *types.Info
	found outcome
}

// spot returns what stands at a position, or nil if the file was not checked.
func (s *server) spot(found outcome, doc *document, p protocol.Position) *spot {
	for _, pkg := range found.roots {
		i := slices.Index(pkg.CompiledGoFiles, doc.path)
		if i < 0 || i >= len(pkg.Syntax) {
			continue
		}
		file := pkg.Syntax[i]
		tokens := found.fset.File(file.FileStart)
		offset := newMapper(doc.text, s.encoding).offset(p)
		if tokens == nil || offset > tokens.Size() {
			return nil
		}
		pos := tokens.Pos(offset)
		path, _ := astutil.PathEnclosingInterval(file, pos, pos)
		return &spot{pos, path, pkg.TypesInfo, found}
	}
	return nil
}

// code says what the code at the spot means: a number, a constant, or a
// number within a string.
func (s *spot) code() string {
	if len(s.path) == 0 {
		return ""
	}
	number := ""
	switch n := s.path[0].(type) {
	case *ast.BasicLit:
		if n.Kind == token.STRING {
			number = digitsAt(n.Value, int(s.pos-n.Pos()))
		} else if value := s.info.Types[n].Value; value != nil {
			number = value.ExactString()
		}
	case *ast.Ident:
		if c, ok := s.info.ObjectOf(n).(*types.Const); ok {
			number = c.Val().ExactString()
			if c.Val().Kind() == constant.String {
				number = constant.StringVal(c.Val())
			}
		}
	}
	code, err := strconv.Atoi(number)
	info, known := cozecode.Lookup(code)
	if err != nil || !known {
		return ""
	}
	return describe(info, s.found.lang)
}

// digitsAt returns the number that stands around an offset in a text.
func digitsAt(text string, offset int) string {
	isDigit := func(i int) bool { return 0 <= i && i < len(text) && '0' <= text[i] && text[i] <= '9' }
	start, end := offset, offset
	for isDigit(start - 1) {
		start--
	}
	for isDigit(end) {
		end++
	}
	return text[start:end]
}

// describe says in Markdown what a code means and what to do.
func describe(i cozecode.Info, lang messages.Lang) string {
	colon := messages.Colon.In(lang)
	rows := []string{
		messages.CodeCategory.In(lang) + colon + messages.Categories[string(i.Category)].In(lang),
		messages.CodeRetry.In(lang) + colon + codegen.Retry(i).In(lang),
		messages.CodeReturned.In(lang) + colon + strings.Join(i.Operations, ", "),
	}
	return messages.HoverCode.In(lang, i.Code, i.Name) + "\n\n" + codegen.Summary(i).In(lang) + "\n\n- " + strings.Join(rows, "\n- ")
}

// endpoint says which endpoints of the API the spot calls, and what each
// needs.
func (s *spot) endpoint() string {
	var parts []string
	for _, use := range s.found.uses {
		if !s.isAt(use) {
			continue
		}
		for _, e := range use.Endpoints {
			parts = append(parts, standalone.DescribeEndpoint(e, use.Guess, s.found.lang))
		}
		break // the tests of a package have its files, too
	}
	return strings.TrimSpace(strings.Join(parts, "\n\n"))
}

// isAt reports whether the spot is the function of a call that was found to
// call an endpoint, or the URL of one.
func (s *spot) isAt(use endpoints.Use) bool {
	return slices.ContainsFunc(s.path, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && n.Pos() == use.Pos && s.pos > call.Fun.End() {
			return gotypes.IsString(s.info.TypeOf(call)) // a URL that fmt.Sprintf makes
		}
		_, isExpr := n.(ast.Expr)
		return isExpr && n.Pos() == use.Pos
	})
}
