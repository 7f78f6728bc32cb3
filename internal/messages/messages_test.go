package messages

import (
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// catalogue returns every Text of the package by the name of its variable,
// read from the source: what is declared is tested, used or not.
func catalogue(t *testing.T) map[string]Text {
	t.Helper()
	texts := make(map[string]Text)
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, entry.Name(), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			decl, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range decl.Specs {
				spec, ok := spec.(*ast.ValueSpec)
				if !ok {
					continue
				}
				for i, value := range spec.Values {
					collect(t, texts, spec.Names[i].Name, value)
				}
			}
		}
	}
	return texts
}

// collect adds the texts that a variable is declared with: one, or those of a
// map.
func collect(t *testing.T, texts map[string]Text, name string, value ast.Expr) {
	lit, ok := value.(*ast.CompositeLit)
	if !ok {
		return
	}
	switch of := lit.Type.(type) {
	case *ast.Ident:
		if of.Name == "Text" {
			texts[name] = textOf(t, lit)
		}
	case *ast.MapType:
		if elements, ok := of.Value.(*ast.Ident); ok && elements.Name == "Text" {
			for _, element := range lit.Elts {
				kv := element.(*ast.KeyValueExpr)
				texts[name+"["+literal(t, kv.Key)+"]"] = textOf(t, kv.Value.(*ast.CompositeLit))
			}
		}
	}
}

func textOf(t *testing.T, lit *ast.CompositeLit) Text {
	var text Text
	for _, element := range lit.Elts {
		kv, ok := element.(*ast.KeyValueExpr)
		if !ok {
			t.Errorf("a Text without the keys EN and ZH")
			return text
		}
		switch kv.Key.(*ast.Ident).Name {
		case "EN":
			text.EN = literal(t, kv.Value)
		case "ZH":
			text.ZH = literal(t, kv.Value)
		}
	}
	return text
}

// literal returns the value of a string literal, or of a sum of them.
func literal(t *testing.T, expr ast.Expr) string {
	switch expr := expr.(type) {
	case *ast.BasicLit:
		return constant.StringVal(constant.MakeFromLiteral(expr.Value, expr.Kind, 0))
	case *ast.BinaryExpr:
		return literal(t, expr.X) + literal(t, expr.Y)
	}
	t.Errorf("a text that is no literal: %T", expr)
	return ""
}

var verb = regexp.MustCompile(`%(?:\[(\d+)\])?[-+# 0]*([a-zA-Z%])`)

// verbs returns the argument and the verb of each place in a format, sorted.
func verbs(format string) []string {
	var list []string
	next := 1
	for _, match := range verb.FindAllStringSubmatch(format, -1) {
		if match[2] == "%" {
			continue
		}
		if match[1] != "" {
			next, _ = strconv.Atoi(match[1])
		}
		list = append(list, strconv.Itoa(next)+match[2])
		next++
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func TestCatalogue(t *testing.T) {
	texts := catalogue(t)
	if len(texts) < 10 {
		t.Fatalf("%d texts were found", len(texts))
	}
	for name, text := range texts {
		if text.EN == "" || text.ZH == "" {
			t.Errorf("%s: a text is missing: %+v", name, text)
			continue
		}
		if en, zh := verbs(text.EN), verbs(text.ZH); !slices.Equal(en, zh) {
			t.Errorf("%s: the English text takes %v, the Chinese %v", name, en, zh)
		}
		if strings.ContainsFunc(text.EN, isHan) && name != "IndexOther" {
			t.Errorf("%s: Chinese in the English text %q", name, text.EN)
		}
		words := strings.ContainsFunc(verb.ReplaceAllString(text.EN, ""), unicode.IsLetter)
		if words && strings.Contains(text.EN, " ") && !strings.ContainsFunc(text.ZH, isHan) {
			t.Errorf("%s: the Chinese text is not Chinese: %q", name, text.ZH)
		}
	}
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// TestVerbs holds the test to what it is for.
func TestVerbs(t *testing.T) {
	for _, test := range []struct {
		format string
		want   []string
	}{
		{"100%% of %s", []string{"1s"}},
		{"%[2]d of %[1]q", []string{"1q", "2d"}},
		{"%s and %d", []string{"1s", "2d"}},
		{"%s, again %[1]s", []string{"1s"}},
	} {
		if got := verbs(test.format); !slices.Equal(got, test.want) {
			t.Errorf("verbs(%q) = %v, want %v", test.format, got, test.want)
		}
	}
}

func TestIn(t *testing.T) {
	outer := Text{EN: "%s in %s", ZH: "%[2]s 里的 %[1]s"}
	inner := Text{EN: "the %s", ZH: "这个 %s"}
	for lang, want := range map[Lang]string{English: "x in the y", Chinese: "这个 y 里的 x", "": "x in the y"} {
		if got := outer.In(lang, "x", inner.With("y")); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
	if got := Join([]Message{inner.With("a"), inner.With("b")}, Semicolon).In(Chinese); got != "这个 a；这个 b" {
		t.Errorf("Join: %q", got)
	}
}

func TestParseLang(t *testing.T) {
	for name, want := range map[string]Lang{
		"en": English, "zh": Chinese, "ZH": Chinese, "zh-CN": Chinese, "zh_CN.UTF-8": Chinese, "en_US.UTF-8": English,
		"fr": "", "": "", "C": "", "zhuang": "",
	} {
		got, err := ParseLang(name)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("ParseLang(%q) = %q, %v", name, got, err)
		}
	}
}
