package codecompare

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"

	"github.com/cozelint/cozelint/analyzers/internal/astedit"
	"github.com/cozelint/cozelint/analyzers/internal/report"
	"github.com/cozelint/cozelint/internal/messages"
)

// A bareCode is a bare integer that a code is compared with.
type bareCode struct {
	code    ast.Expr
	operand ast.Expr
	value   int64
	name    string // of the constant that could stand there, or ""
	edits   []analysis.TextEdit
}

// foldFrom is from how many bare codes on a switch or a table is one finding.
const foldFrom = 3

// reportBare reports a code that is compared with a bare integer. Those of a
// switch or a table are reported together, when all of them are known.
func (c *checker) reportBare(code, operand ast.Expr, value int64, op token.Token) {
	if op != token.EQL && op != token.NEQ {
		c.reporter.Report(report.Finding{
			Check: BareCode, Range: operand,
			Message: c.reporter.Say(messages.BareBound, types.ExprString(code), value),
		})
		return
	}
	b := bareCode{code: code, operand: operand, value: value}
	if name, edits, ok := c.constantFor(operand, value, c.pass.TypesInfo.TypeOf(code)); ok {
		b.name, b.edits = name, append(edits, astedit.Replace(operand, name))
	}
	if table := c.tableOf(operand); table != nil {
		if !c.noted[operand] {
			c.noted[operand] = true
			c.bare[table] = append(c.bare[table], b)
		}
		return
	}
	c.reportOneBare(b)
}

// tableOf returns the switch of which operand is a case, or the literal of which
// it is an element, or nil.
func (c *checker) tableOf(operand ast.Expr) ast.Node {
	cur, ok := c.model.Cursor(operand)
	if !ok {
		return nil
	}
	var table ast.Node
	for {
		kind, _ := cur.ParentEdge()
		cur = cur.Parent()
		switch kind {
		case edge.ParenExpr_X, edge.BinaryExpr_X, edge.BinaryExpr_Y, edge.KeyValueExpr_Key, edge.KeyValueExpr_Value, edge.UnaryExpr_X, edge.CallExpr_Args:
		case edge.CompositeLit_Elts:
			table = cur.Node()
		case edge.CaseClause_List:
			return cur.Parent().Parent().Node()
		default:
			return table
		}
	}
}

// reportBares reports the bare codes of switches and tables: three and more of
// one are one finding.
func (c *checker) reportBares() {
	tables := make([][]bareCode, 0, len(c.bare))
	for _, codes := range c.bare {
		slices.SortFunc(codes, func(a, b bareCode) int { return cmp.Compare(a.operand.Pos(), b.operand.Pos()) })
		tables = append(tables, codes)
	}
	slices.SortFunc(tables, func(a, b []bareCode) int { return cmp.Compare(a[0].operand.Pos(), b[0].operand.Pos()) })
	for _, codes := range tables {
		if len(codes) >= foldFrom {
			c.reportBareTable(codes)
			continue
		}
		for _, b := range codes {
			c.reportOneBare(b)
		}
	}
}

func (c *checker) reportOneBare(b bareCode) {
	f := report.Finding{Check: BareCode, Range: b.operand}
	code := types.ExprString(b.code)
	if b.name == "" {
		f.Message = c.reporter.Say(messages.BareCodeNameless, code, describe(b.value))
	} else {
		f.Message = c.reporter.Say(messages.BareCodeUse, code, describe(b.value), b.name)
		f.Fixes = []analysis.SuggestedFix{{
			Message:   c.reporter.Say(messages.ReplaceBy, types.ExprString(b.operand), b.name),
			TextEdits: b.edits,
		}}
	}
	c.reporter.Report(f)
}

// reportBareTable reports the bare codes of one switch or table, with what each
// of them means. The fix names those that have a name.
func (c *checker) reportBareTable(codes []bareCode) {
	first := codes[0]
	f := report.Finding{
		Check: BareCode, Range: first.operand,
		Message: c.reporter.Say(messages.BareCodeTable, types.ExprString(first.code), len(codes), describe(first.value)),
	}
	fix := analysis.SuggestedFix{Message: c.reporter.Say(messages.NameThem)}
	seen := make(map[string]bool) // the imports, which all of them bring
	for i, b := range codes {
		if i > 0 {
			f.Related = append(f.Related, analysis.RelatedInformation{
				Pos: b.operand.Pos(), End: b.operand.End(), Message: c.reporter.Say(messages.Sentence, describe(b.value)),
			})
		}
		for _, edit := range b.edits {
			key := c.pass.Fset.Position(edit.Pos).String() + string(edit.NewText)
			if !seen[key] {
				seen[key] = true
				fix.TextEdits = append(fix.TextEdits, edit)
			}
		}
	}
	if len(fix.TextEdits) > 0 {
		f.Fixes = []analysis.SuggestedFix{fix}
	}
	c.reporter.Report(f)
}
