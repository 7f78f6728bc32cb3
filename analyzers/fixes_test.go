package analyzers_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/appends"
	"golang.org/x/tools/go/analysis/passes/assign"
	"golang.org/x/tools/go/analysis/passes/atomic"
	"golang.org/x/tools/go/analysis/passes/bools"
	"golang.org/x/tools/go/analysis/passes/composite"
	"golang.org/x/tools/go/analysis/passes/copylock"
	"golang.org/x/tools/go/analysis/passes/defers"
	"golang.org/x/tools/go/analysis/passes/errorsas"
	"golang.org/x/tools/go/analysis/passes/httpresponse"
	"golang.org/x/tools/go/analysis/passes/ifaceassert"
	"golang.org/x/tools/go/analysis/passes/loopclosure"
	"golang.org/x/tools/go/analysis/passes/lostcancel"
	"golang.org/x/tools/go/analysis/passes/nilfunc"
	"golang.org/x/tools/go/analysis/passes/printf"
	"golang.org/x/tools/go/analysis/passes/shift"
	"golang.org/x/tools/go/analysis/passes/sigchanyzer"
	"golang.org/x/tools/go/analysis/passes/slog"
	"golang.org/x/tools/go/analysis/passes/stdmethods"
	"golang.org/x/tools/go/analysis/passes/stringintconv"
	"golang.org/x/tools/go/analysis/passes/structtag"
	"golang.org/x/tools/go/analysis/passes/testinggoroutine"
	"golang.org/x/tools/go/analysis/passes/tests"
	"golang.org/x/tools/go/analysis/passes/timeformat"
	"golang.org/x/tools/go/analysis/passes/unmarshal"
	"golang.org/x/tools/go/analysis/passes/unreachable"
	"golang.org/x/tools/go/analysis/passes/unusedresult"
	"golang.org/x/tools/go/analysis/passes/waitgroup"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/analyzers/internal/checktest"
)

// With -dir, TestFixes and BenchmarkCost look at the packages there, and not
// at those of the test data:
//
//	go test ./analyzers -run TestFixes -bench Cost -dir DIR -patterns ./a,./b/...
var (
	dirFlag      = flag.String("dir", "", "look at the module in `dir`")
	patternsFlag = flag.String("patterns", "./...", "comma-separated package patterns for -dir")
)

// programs loads the packages that the flags name, or those of the test data.
func programs(tb testing.TB) []*checktest.Program {
	tb.Helper()
	if *dirFlag != "" {
		return checktest.Load(tb, *dirFlag, nil, false, strings.Split(*patternsFlag, ",")...)
	}
	return checktest.TestData(tb)
}

// TestFixes applies every suggested fix, alone and all together. What comes
// of it must compile and be formatted, and the finding must be gone.
func TestFixes(t *testing.T) {
	list := programs(t)
	counts := make([]int, len(list))
	t.Run("of", func(t *testing.T) {
		for i, p := range list {
			t.Run(p.Path, func(t *testing.T) {
				t.Parallel()
				counts[i] = testFixes(t, p)
			})
		}
	})
	total := 0
	for _, n := range counts {
		total += n
	}
	t.Logf("%d fixes in %d packages", total, len(list))
	if total == 0 && *dirFlag == "" {
		t.Error("no fixes")
	}
}

// everyCheck returns the analyzers of the suite with every check enabled: the
// same ones each time, as they keep nothing of what they have seen.
func everyCheck(tb testing.TB) []*analysis.Analyzer {
	tb.Helper()
	list, err := everyAnalyzer()
	if err != nil {
		tb.Fatal(err)
	}
	return list
}

var everyAnalyzer = sync.OnceValues(func() ([]*analysis.Analyzer, error) {
	var opts analyzers.Options
	opts.Shared.Enable = []string{"all"}
	suite, err := analyzers.New(opts)
	return analyzers.Analyzers(suite), err
})

// testFixes tests the fixes of one package and returns how many there are.
func testFixes(t *testing.T, p *checktest.Program) int {
	found, fset, errs := p.Analyze(everyCheck(t))
	if len(errs) > 0 {
		t.Logf("%s: %v", p.Path, errs[0])
		return 0
	}
	before, counts := len(vet(p)), byCheck(found)
	n := 0
	for _, d := range found {
		for _, fix := range d.SuggestedFixes {
			n++
			for _, e := range fix.TextEdits {
				if !beside(t, p, fset, d, e) {
					t.Errorf("%s: %s: the fix %q edits line %d, which the finding does not name", fset.Position(d.Pos), d.Message, fix.Message, line(fset, e.Pos))
				}
			}
			fixed, err := apply(p, fset, fix.TextEdits)
			if err != nil {
				t.Errorf("%s: %s: %v", fset.Position(d.Pos), d.Message, err)
				continue
			}
			again, refset, errs := fixed.Analyze(everyCheck(t))
			if len(errs) > 0 {
				t.Errorf("%s: %s: the fix %q does not compile: %v", fset.Position(d.Pos), d.Message, fix.Message, errs[0])
				continue
			}
			if said := vet(fixed); len(said) > before {
				t.Errorf("%s: %s: after the fix %q go vet says %s", fset.Position(d.Pos), d.Message, fix.Message, said[len(said)-1].Message)
			}
			for check, n := range byCheck(again) {
				if n > counts[check] {
					t.Errorf("%s: %s: after the fix %q there are %d findings of %s, not %d", fset.Position(d.Pos), d.Message, fix.Message, n, check, counts[check])
				}
			}
			// The fix keeps the place of what stands before it in the file.
			for _, other := range again {
				if other.Category == d.Category && other.Message == d.Message && line(refset, other.Pos) == line(fset, d.Pos)+added(fset, d.Pos, fix.TextEdits) {
					t.Errorf("%s: %s: still found after the fix %q", fset.Position(d.Pos), d.Message, fix.Message)
				}
			}
		}
	}
	if n == 0 {
		return 0
	}
	// All together, as -fix does it, until nothing is left: fixes that touch
	// the same text wait for the next round.
	for round := range 5 {
		var edits []analysis.TextEdit
		for _, d := range found {
			if len(d.SuggestedFixes) > 0 && !overlap(edits, d.SuggestedFixes[0].TextEdits) {
				edits = append(edits, d.SuggestedFixes[0].TextEdits...)
			}
		}
		if len(edits) == 0 {
			return n
		}
		var err error
		if p, err = apply(p, fset, edits); err != nil {
			t.Errorf("%s: all fixes together: %v", p.Path, err)
			return n
		}
		if found, fset, errs = p.Analyze(everyCheck(t)); len(errs) > 0 {
			t.Errorf("%s: all fixes together do not compile, in round %d: %v", p.Path, round+1, errs[0])
			return n
		}
		if said := vet(p); len(said) > before {
			t.Errorf("%s: after all fixes together go vet says %s", p.Path, said[len(said)-1].Message)
		}
	}
	t.Errorf("%s: fixes after fixes", p.Path)
	return n
}

// beside reports whether an edit is in the imports, or in or right beside the
// innermost statement, case or composite literal that a finding stands in.
func beside(t *testing.T, p *checktest.Program, fset *token.FileSet, d analysis.Diagnostic, e analysis.TextEdit) bool {
	file := fset.File(d.Pos)
	if fset.File(e.Pos) != file {
		return false
	}
	refset := token.NewFileSet()
	syntax, err := parser.ParseFile(refset, file.Name(), p.Sources[file.Name()], parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	base := refset.File(syntax.FileStart)
	finding, edit := base.Pos(file.Offset(d.Pos)), base.Pos(file.Offset(e.Pos))
	if len(syntax.Imports) == 0 && edit <= syntax.Name.End() {
		return true
	}
	for _, decl := range syntax.Decls {
		if imports, ok := decl.(*ast.GenDecl); ok && imports.Tok == token.IMPORT && imports.Pos() <= edit && edit <= imports.End() {
			return true
		}
	}
	var around ast.Node
	inits := make(map[ast.Stmt]bool) // of if statements and their kin, which are a part of these
	ast.Inspect(syntax, func(n ast.Node) bool {
		if n == nil || n.Pos() > finding || finding >= n.End() {
			return n != nil && n.Pos() <= finding
		}
		switch n := n.(type) {
		case *ast.BlockStmt:
			return true
		case *ast.IfStmt:
			inits[n.Init] = true
		case *ast.SwitchStmt:
			inits[n.Init] = true
		}
		switch n := n.(type) {
		case ast.Stmt:
			if !inits[n] {
				around = n
			}
		case *ast.CompositeLit, *ast.ValueSpec, *ast.FuncDecl:
			around = n
		}
		return true
	})
	if around == nil {
		return false
	}
	at := refset.Position(edit).Line
	for _, r := range d.Related {
		if fset.File(r.Pos) == file && line(fset, r.Pos) == at {
			return true // the finding names this place, too
		}
	}
	return refset.Position(around.Pos()).Line-1 <= at && at <= refset.Position(endOfNext(syntax, around)).Line+1
}

// endOfNext returns the end of the statement behind node, or of node if there is
// none.
func endOfNext(syntax *ast.File, node ast.Node) token.Pos {
	end := node.End()
	ast.Inspect(syntax, func(n ast.Node) bool {
		if block, ok := n.(*ast.BlockStmt); ok {
			for i, stmt := range block.List[:max(0, len(block.List)-1)] {
				if stmt == node {
					end = block.List[i+1].End()
				}
			}
		}
		return true
	})
	return end
}

// byCheck counts findings by the ID of their check.
func byCheck(found []analysis.Diagnostic) map[string]int {
	counts := make(map[string]int)
	for _, d := range found {
		counts[d.Category]++
	}
	return counts
}

// vetPasses are the passes that go vet runs, but for those about assembly, cgo
// and build tags, which no fix touches.
var vetPasses = []*analysis.Analyzer{
	appends.Analyzer,
	assign.Analyzer,
	atomic.Analyzer,
	bools.Analyzer,
	composite.Analyzer,
	copylock.Analyzer,
	defers.Analyzer,
	errorsas.Analyzer,
	httpresponse.Analyzer,
	ifaceassert.Analyzer,
	loopclosure.Analyzer,
	lostcancel.Analyzer,
	nilfunc.Analyzer,
	printf.Analyzer,
	shift.Analyzer,
	sigchanyzer.Analyzer,
	slog.Analyzer,
	stdmethods.Analyzer,
	stringintconv.Analyzer,
	structtag.Analyzer,
	testinggoroutine.Analyzer,
	tests.Analyzer,
	timeformat.Analyzer,
	unmarshal.Analyzer,
	unreachable.Analyzer,
	unusedresult.Analyzer,
	waitgroup.Analyzer,
}

// vet returns what go vet says of a program: a fix that changes a format
// compiles even if its verbs are wrong, and one that returns may leave code
// behind it that nothing reaches.
func vet(p *checktest.Program) []analysis.Diagnostic {
	found, _, _ := p.Analyze(vetPasses)
	return found
}

func line(fset *token.FileSet, pos token.Pos) int { return fset.Position(pos).Line }

// added returns how many lines the edits add before the line of pos.
func added(fset *token.FileSet, pos token.Pos, edits []analysis.TextEdit) int {
	n := 0
	for _, e := range edits {
		if fset.File(e.Pos) == fset.File(pos) && line(fset, e.Pos) < line(fset, pos) {
			n += bytes.Count(e.NewText, []byte("\n"))
		}
	}
	return n
}

// overlap reports whether two lists of edits touch the same text, and do not
// merely add the same import.
func overlap(edits, more []analysis.TextEdit) bool {
	return slices.ContainsFunc(more, func(b analysis.TextEdit) bool {
		return slices.ContainsFunc(edits, func(a analysis.TextEdit) bool {
			return b.Pos <= a.End && a.Pos <= b.End
		})
	})
}

// apply returns the program with edits made, or an error if the result is
// not formatted although the file was.
func apply(p *checktest.Program, fset *token.FileSet, edits []analysis.TextEdit) (*checktest.Program, error) {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b analysis.TextEdit) int { return int(b.Pos - a.Pos) })
	fixed := p
	for _, e := range edits { // the last one first
		file := fset.File(e.Pos)
		end := e.End
		if !end.IsValid() {
			end = e.Pos
		}
		source := fixed.Sources[file.Name()]
		source = slices.Concat(source[:file.Offset(e.Pos)], e.NewText, source[file.Offset(end):])
		fixed = fixed.With(file.Name(), source)
	}
	for name, source := range fixed.Sources {
		if before, err := format.Source(p.Sources[name]); err != nil || !bytes.Equal(before, p.Sources[name]) {
			continue
		}
		after, err := format.Source(source)
		if err != nil {
			return nil, fmt.Errorf("the fixed file does not parse: %w", err)
		}
		// -fix formats what it writes, editors do: only what that cannot
		// mend counts.
		if again, err := format.Source(after); err != nil || !bytes.Equal(again, after) {
			return nil, errors.New("formatting the fixed file is not stable")
		}
		fixed = fixed.With(name, after)
	}
	return fixed, nil
}

// TestVet holds vet to what testFixes needs: it sees a wrong verb.
func TestVet(t *testing.T) {
	importer, err := known()
	if err != nil {
		t.Fatal(err)
	}
	p := &checktest.Program{
		Path:     "p",
		Sources:  map[string][]byte{"p.go": []byte("package p\n\nimport \"log\"\n\nfunc f(err error) { log.Printf(\"%w\", err) }\n")},
		Importer: importer,
	}
	if len(vet(p)) == 0 {
		t.Error("a wrong verb is not seen")
	}
}
