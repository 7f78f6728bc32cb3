package analyzers_test

import (
	"flag"
	"go/build"
	"go/scanner"
	"go/token"
	"go/types"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/cozelint/cozelint/analyzers"
	"github.com/cozelint/cozelint/analyzers/internal/checktest"
)

// The fuzz targets feed the suite Go files that are broken in one way or
// another: the passes must end and must not panic, whether drivers run them
// over such packages or not.
//
//	go test ./analyzers -run '^$' -fuzz FuzzSource -fuzztime 1m
//	go test ./analyzers -run '^$' -fuzz FuzzMutation -fuzztime 1m -pass logid

// With -pass, the fuzz targets run one pass alone, over its own test data.
var passFlag = flag.String("pass", "", "fuzz the pass `name` alone, such as logid")

// FuzzSource changes the bytes of files.
func FuzzSource(f *testing.F) {
	for _, source := range seeds(f) {
		f.Add(source)
	}
	f.Fuzz(func(t *testing.T, source []byte) { survive(t, source) })
}

// FuzzMutation changes files token by token, so that most of what comes of it
// still parses and only the types are wrong.
func FuzzMutation(f *testing.F) {
	all := seeds(f)
	for i := range all {
		for n := range uint8(4) {
			f.Add(uint16(i), uint64(i)*7919+uint64(n), n*8)
		}
	}
	f.Fuzz(func(t *testing.T, file uint16, seed uint64, n uint8) {
		random := rand.New(rand.NewPCG(seed, 1))
		survive(t, mutate(all[int(file)%len(all)], random, int(n)))
	})
}

// seeds returns the files of the test data and some of the standard library,
// which are made to speak of Coze: the passes look no further otherwise.
func seeds(tb testing.TB) [][]byte {
	tb.Helper()
	var names []string
	err := filepath.WalkDir("../testdata/src/"+*passFlag, func(name string, d os.DirEntry, err error) error {
		if err == nil && filepath.Ext(name) == ".go" && !strings.Contains(name, "github.com") {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	for _, name := range []string{"net/http/transfer.go", "net/url/url.go", "encoding/json/decode.go", "bufio/scan.go", "text/template/exec.go", "slices/zsortanyfunc.go", "errors/wrap.go"} {
		names = append(names, filepath.Join(build.Default.GOROOT, "src", name))
	}
	var sources [][]byte
	for _, name := range names {
		source, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		sources = append(sources, append(source, "\nconst cozeHost = \"https://api.coze.cn/v3/chat\"\n"...))
	}
	return sources
}

// survive runs the suite over a file. It fails if that takes long for its
// size.
func survive(t *testing.T, source []byte) {
	if len(source) > 1<<20 {
		t.Skip("larger than any seed")
	}
	importer, err := known()
	if err != nil {
		t.Fatal(err)
	}
	p := &checktest.Program{Path: "example.com/cozebot", Sources: map[string][]byte{"bot.go": source}, Importer: importer}
	done := make(chan struct{})
	go func() {
		select {
		case <-done:
		case <-time.After(time.Minute):
			panic("the passes do not end")
		}
	}()
	p.Analyze(fuzzed(t))
	close(done)
}

// fuzzed returns the analyzers that a fuzz target runs.
func fuzzed(tb testing.TB) []*analysis.Analyzer {
	if *passFlag == "" {
		return everyCheck(tb)
	}
	pass, ok := analyzers.Single(*passFlag)
	if !ok {
		tb.Fatalf("no pass %q", *passFlag)
	}
	if err := pass.Analyzer.Flags.Set("enable", "all"); err != nil {
		tb.Fatal(err)
	}
	return []*analysis.Analyzer{pass.Analyzer}
}

// known imports some of the standard library, by its export data, and the
// stand-in for the SDK. What else a file imports is one of its errors.
var known = sync.OnceValues(func() (types.Importer, error) {
	std, err := checktest.Standard("bufio", "bytes", "context", "encoding/json", "errors", "fmt", "io", "log", "log/slog", "maps", "net/http", "net/url",
		"os", "reflect", "slices", "sort", "strconv", "strings", "sync", "testing", "time")
	if err != nil {
		return nil, err
	}
	names, err := filepath.Glob("../testdata/src/" + sdk + "/*.go")
	if err != nil {
		return nil, err
	}
	sources := make(map[string][]byte)
	for _, name := range names {
		if sources[name], err = os.ReadFile(name); err != nil {
			return nil, err
		}
	}
	std[sdk] = (&checktest.Program{Path: sdk, Sources: sources, Importer: std}).Types()
	return std, nil
})

const sdk = "github.com/coze-dev/coze-go"

// A piece is a token and the space before it.
type piece struct {
	space, text string
	tok         token.Token
}

// mutate makes n random changes to the tokens of a file.
func mutate(source []byte, random *rand.Rand, n int) []byte {
	pieces := tokens(source)
	if len(pieces) == 0 {
		return source
	}
	pick := func() int { return random.IntN(len(pieces)) }
	for range n {
		i, j := pick(), pick()
		switch random.IntN(6) {
		case 0: // drop
			pieces[i].text = ""
		case 1: // put one token in the place of another of its kind
			for range 50 {
				if j = pick(); pieces[i].tok == pieces[j].tok {
					break
				}
			}
			pieces[i].text = pieces[j].text
		case 2: // repeat a stretch
			end := min(i+random.IntN(30), len(pieces))
			pieces = append(pieces[:end:end], pieces[i:]...)
		case 3: // drop a stretch
			end := min(i+random.IntN(30), len(pieces)-1)
			pieces = append(pieces[:i:i], pieces[end:]...)
		case 4: // swap
			pieces[i].text, pieces[j].text = pieces[j].text, pieces[i].text
		case 5: // drop what is in brackets, such as the arguments of a call
			open, end := bracketed(pieces, i)
			pieces = append(pieces[:open:open], pieces[end:]...)
		}
	}
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.space)
		b.WriteString(p.text)
	}
	return []byte(b.String())
}

// bracketed returns where what is in the next parentheses, brackets or braces
// from i on begins and ends; an empty stretch if nothing is in any.
func bracketed(pieces []piece, i int) (begin, end int) {
	depth := 0
	for end = i; end < len(pieces); end++ {
		switch pieces[end].tok {
		case token.LPAREN, token.LBRACK, token.LBRACE:
			if depth == 0 {
				begin = end + 1
			}
			depth++
		case token.RPAREN, token.RBRACK, token.RBRACE:
			if depth--; depth == 0 {
				return begin, end
			}
			depth = max(depth, 0)
		}
	}
	return len(pieces), len(pieces)
}

func tokens(source []byte) []piece {
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(source))
	var s scanner.Scanner
	s.Init(file, source, nil, scanner.ScanComments)
	var pieces []piece
	last := 0
	for {
		pos, tok, text := s.Scan()
		if tok == token.EOF {
			return pieces
		}
		if tok == token.SEMICOLON && text != ";" {
			continue // the space before the next token has the newline
		}
		if text == "" {
			text = tok.String()
		}
		offset := file.Offset(pos)
		pieces = append(pieces, piece{string(source[last:max(last, offset)]), text, tok})
		last = offset + len(text)
	}
}

// TestMutate holds mutate to what the fuzz target needs: changes, and the same
// ones for the same seed.
func TestMutate(t *testing.T) {
	source := []byte("package p\n\nfunc f() { g(1, \"x\") }\n")
	if got := mutate(source, rand.New(rand.NewPCG(1, 1)), 0); string(got) != strings.TrimSuffix(string(source), "\n") {
		t.Errorf("no mutation changes the file: %q", got)
	}
	seen := make(map[string]bool)
	for i := range 20 {
		seen[string(mutate(source, rand.New(rand.NewPCG(uint64(i), 1)), 1))] = true
	}
	if len(seen) < 10 {
		t.Errorf("%d different mutations of 20", len(seen))
	}
}
