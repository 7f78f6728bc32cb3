package codegen_test

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"github.com/cozelint/cozelint/internal/codegen"
	"github.com/cozelint/cozelint/internal/cozecode"
	"github.com/cozelint/cozelint/internal/messages"
)

func TestConstants(t *testing.T) {
	all := cozecode.All()
	src, err := codegen.Constants("codes", all, messages.English)
	if err != nil {
		t.Fatal(err)
	}
	if formatted, err := format.Source(src); err != nil || string(formatted) != string(src) {
		t.Errorf("not gofmt-ed: %v", err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), "codes.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	if file.Name.Name != "codes" {
		t.Errorf("package %s, want codes", file.Name.Name)
	}
	if !ast.IsGenerated(file) {
		t.Error("no mark of a generated file")
	}
	specs := file.Decls[0].(*ast.GenDecl).Specs
	if len(specs) != len(all) {
		t.Fatalf("%d constants, want %d", len(specs), len(all))
	}
	for n, spec := range specs {
		spec, want := spec.(*ast.ValueSpec), all[n]
		if spec.Names[0].Name != want.Name || spec.Type != nil ||
			spec.Values[0].(*ast.BasicLit).Value != strconv.Itoa(want.Code) {
			t.Errorf("constant %d is not the untyped %s = %d", n, want.Name, want.Code)
		}
		doc := spec.Doc.Text()
		if !strings.HasPrefix(doc, want.Name+": "+want.Summary+".") || !strings.Contains(doc, string(want.Category)) {
			t.Errorf("comment of %s: %q", want.Name, doc)
		}
	}
}

func TestConstantsSorts(t *testing.T) {
	src, err := codegen.Constants("p", []cozecode.Info{
		{Code: 2, Name: "Two"},
		{Code: 1, Name: "One"},
	}, messages.English)
	if err != nil {
		t.Fatal(err)
	}
	if one, two := strings.Index(string(src), "One ="), strings.Index(string(src), "Two ="); one < 0 || one > two {
		t.Errorf("One at %d, Two at %d", one, two)
	}
}

// TestConstantsChinese compares the two languages: the code is the same, and
// every word of the comments is there.
func TestConstantsChinese(t *testing.T) {
	source := make(map[messages.Lang][]string)
	for _, lang := range []messages.Lang{messages.English, messages.Chinese} {
		src, err := codegen.Constants("codes", cozecode.All(), lang)
		if err != nil {
			t.Fatal(err)
		}
		source[lang] = strings.Split(string(src), "\n")
	}
	english, chinese := source[messages.English], source[messages.Chinese]
	if len(english) != len(chinese) {
		t.Fatalf("%d lines in English, %d in Chinese", len(english), len(chinese))
	}
	for n, line := range chinese {
		isComment := strings.HasPrefix(strings.TrimSpace(line), "// ") && n > 0
		switch {
		case !isComment && line != english[n]:
			t.Errorf("line %d: %q in English, %q in Chinese", n+1, english[n], line)
		case isComment && (strings.HasSuffix(line, "：。") || line == english[n]):
			t.Errorf("line %d is not translated: %q", n+1, line)
		}
	}
	for _, i := range cozecode.All() {
		if i.Retry == cozecode.RetryAfterFix && messages.After[i.Code] == "" {
			t.Errorf("%d: no Chinese for %q", i.Code, i.After)
		}
	}
}

func TestConstantsEmpty(t *testing.T) {
	src, err := codegen.Constants("p", nil, messages.English)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(src), "const") {
		t.Errorf("a const block without constants:\n%s", src)
	}
}

func TestConstantsPackageName(t *testing.T) {
	for _, pkg := range []string{"", "_", "func", "1st", "a-b", "a.b", "a\nb"} {
		if _, err := codegen.Constants(pkg, nil, messages.English); err == nil {
			t.Errorf("Constants(%q): no error", pkg)
		}
	}
}
