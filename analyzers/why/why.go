// Package why says what the values of one line are, for people who wonder why
// something is reported there, or is not. It reports nothing: its result is for
// the command.
package why

import (
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers/internal/cozemodel"
	"github.com/cozelint/cozelint/analyzers/internal/flow"
	"github.com/cozelint/cozelint/internal/messages"
)

// A Line is a line of a file, which is named by its absolute path.
type Line struct {
	File   string
	Number int // from 1
}

// An Answer says what the values of a line are.
type Answer struct {
	Values   []Value // in the order of the source
	Requests []messages.Message
}

// A Value is an expression that begins on the line.
type Value struct {
	Text string
	Is   []Outcome
}

// An Outcome is what of a request a value is.
type Outcome struct {
	Kind    messages.Text
	Request int // its index among those of the answer
}

// New returns the pass, whose result is an *Answer, or nil if the package has
// not the line.
func New(model *cozemodel.Config, at Line) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       "cozewhy",
		Doc:        "say what the values of a line are\n\nIt reports nothing.",
		Requires:   []*analysis.Analyzer{model.Analyzer},
		ResultType: reflect.TypeFor[*Answer](),
		Run: func(pass *analysis.Pass) (any, error) {
			m := pass.ResultOf[model.Analyzer].(*cozemodel.Model)
			file := at.in(pass)
			if file == nil || !m.Relevant() {
				return (*Answer)(nil), nil
			}
			engine, err := m.Engine()
			if err != nil {
				return (*Answer)(nil), nil // of a package that does not type-check
			}
			defer engine.Use()()
			f := &finder{pass: pass, engine: engine}
			f.file(file, at.Number)
			return &f.answer, nil
		},
	}
}

// in returns the file of the pass that the line is one of, or nil.
func (l Line) in(pass *analysis.Pass) *ast.File {
	i := slices.IndexFunc(pass.Files, func(f *ast.File) bool { return pass.Fset.PositionFor(f.Pos(), false).Filename == l.File })
	if i < 0 {
		return nil
	}
	return pass.Files[i]
}

// A finder collects the values of one line.
type finder struct {
	pass     *analysis.Pass
	engine   *flow.Engine
	requests []string // in English
	answer   Answer
}

func (f *finder) file(file *ast.File, line int) {
	seen := make(map[string]bool)
	selected := make(map[ast.Expr]bool)
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			selected[sel.Sel] = true
		}
		expr, ok := n.(ast.Expr)
		if !ok || selected[expr] || f.pass.Fset.PositionFor(expr.Pos(), false).Line != line {
			return true
		}
		text := types.ExprString(expr)
		if is := f.describe(expr); len(is) > 0 && !seen[text] {
			seen[text] = true
			f.answer.Values = append(f.answer.Values, Value{text, is})
		}
		return true
	})
}

// describe says what an expression is, once for each kind and request.
func (f *finder) describe(expr ast.Expr) []Outcome {
	var all []Outcome
	for _, l := range f.engine.Labels(expr) {
		is := Outcome{messages.Kinds[l.Kind.String()], f.request(l.Origin)}
		if !slices.Contains(all, is) {
			all = append(all, is)
		}
	}
	return all
}

// request returns the index of a request among those of the answer. One that
// several callers ask for is one.
func (f *finder) request(o *flow.Origin) int {
	request := f.origin(o)
	text := request.In(messages.English)
	i := slices.Index(f.requests, text)
	if i < 0 {
		i = len(f.requests)
		f.requests = append(f.requests, text)
		f.answer.Requests = append(f.answer.Requests, request)
	}
	return i
}

// origin says which request it is, and whose.
func (f *finder) origin(o *flow.Origin) messages.Message {
	parts := []messages.Message{messages.WhyHandedIn.With()}
	if o.Pos() != token.NoPos {
		parts[0] = messages.WhyCall.With(f.engine.Name(o), f.place(o.Pos()))
	}
	switch {
	case o.SDK:
		parts = append(parts, messages.WhySDK.With())
	case o.OtherModule:
		parts = append(parts, messages.WhyImported.With(), messages.WhyModule.With())
	case o.Foreign:
		parts = append(parts, messages.WhyImported.With())
	case len(o.URLs()) > 0:
		parts = append(parts, messages.WhyGoes.With(strings.Join(o.URLs(), " | ")))
	}
	owner := messages.WhyUnknown
	switch o.Owner {
	case flow.Ours:
		owner = messages.WhyOurs
	case flow.Others:
		owner = messages.WhyOthers
	}
	return messages.Join(append(parts, owner.With()), messages.WhyAnd)
}

func (f *finder) place(pos token.Pos) string {
	p := f.pass.Fset.PositionFor(pos, false)
	return filepath.Base(p.Filename) + ":" + strconv.Itoa(p.Line)
}
